import type { PapersView, TodayView } from '../../../main/api/papers-views.ts';
import { longName } from './people.ts';
import { as, precinct, printerOut, refused, type Scene, withPagePrinter } from './scene.ts';
import { atStation, desk, station } from './views.ts';

const help: PapersView['help'] = {
  telephones: [
    {
      names: {
        ky: 'Борбордук шайлоо комиссиясы',
        ru: 'Центральная избирательная комиссия',
        en: 'Central Election Commission',
      },
      number: '0000 11 22 33',
    },
    {
      names: {
        ky: 'Аймактык шайлоо комиссиясы',
        ru: 'Территориальная избирательная комиссия',
        en: 'Territorial election commission',
      },
      number: '0000 44 55 66',
    },
  ],
};
const slip = (out: 'yes' | 'no'): { readonly papers: PapersView } => ({
  papers: { refusal: { number: 4, out }, help },
});

const reason = (ky: string, ru: string, en: string) => ({ ky, ru, en });
export const today: TodayView = {
  sitting: '2023-10-08-1',
  opened: '07:58',
  closed: null,
  pauses: [
    {
      from: '09:41',
      until: '10:04',
      reason: reason('Электр жарыгы өчтү', 'Отключилось электричество', 'Power failure'),
    },
    { from: '12:20', until: '12:26', reason: null },
  ],
  admitted: 412,
  open: 2,
  released: 1,
  undone: 1,
  reprints: 3,
  refused: desk.counters.refused,
  restarts: 2,
  brokenOff: 1,
  overrides: [
    { reason: reason('Бармак излери өчүп калган', 'Отпечатки стёрты', 'Fingerprints are worn'), count: 2 },
    { reason: null, count: 1 },
  ],
  undoneFor: [{ reason: reason('Оператордун катасы', 'Ошибка оператора', 'The officer made a mistake'), count: 1 }],
  receipts: 418,
  identified: 418,
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  words: ['panda', 'melon', 'silver', 'lagoon', 'marble', 'jungle', 'harbor', 'coral'],
  copies: 3,
};

/** Papers that are no receipts: the slip of a refusal, the station's day. */
export const papers = {
  'refused-slip-out': refused({ reason: 'other-precinct', precinct }, { voter: longName, ...slip('yes') }),
  'refused-slip-failed': {
    ...refused(
      { reason: 'other-precinct', precinct },
      { voter: longName, station: { ...station, devices: printerOut }, ...slip('no') },
    ),
    press: ['papers:refusal.print'],
  },
  today: { view: { ...desk, person: as('chair') }, press: ['chair:page.totals'] },
  'today-reasons': {
    view: { ...desk, person: as('chair') },
    press: ['chair:page.totals', 'parts:paged.on'],
  },
  'today-on-page': {
    view: atStation({ devices: withPagePrinter() }, { person: as('chair') }),
    press: ['chair:page.totals', 'papers:today.page', 'parts:page.print'],
  },
} satisfies Record<string, Scene>;
