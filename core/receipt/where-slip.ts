import type { Words } from '../election/common.ts';
import type { WhereAnswer } from '../election/where.ts';
import { shortDate } from '../person/dates.ts';
import { marks, type SlipPlace } from './content.ts';
import type { Both, Slip, SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of the slip for a person who asks where she votes, and of the screen that answers her. */
export const whereWords = {
  title: both('Кайсы жерде добуш бересиз', 'Где Вы голосуете'),
  here: both('Сиз ушул участканын тизмесинде турасыз.', 'Вы в списке этого участка.'),
  elsewhere: both('Сиз башка участканын тизмесинде турасыз.', 'Вы в списке другого участка.'),
  remote: both('Сиз аралыктан добуш берүү тизмесинде турасыз.', 'Вы в списке дистанционного голосования.'),
  nowhere: both(
    'Сиз бул жабдуу билген тизмелерде жоксуз. Тизмени тактоо үчүн шайлоо комиссиясына кайрылыңыз.',
    'Вас нет в списках, которые известны этому устройству. Чтобы уточнить список, обратитесь в избирательную комиссию.',
  ),
  askWhere: both(
    'Кайсы жерде добуш берериңизди үй участкаңыздын комиссиясынан сураңыз.',
    'Место голосования уточните в комиссии Вашего домашнего участка.',
  ),
  day: both('Добуш берүү күнү', 'День голосования'),
  hours: both('Убактысы', 'Время'),
  address: both('Дареги', 'Адрес'),
  list: both('Тизменин версиясы', 'Версия списка'),
  asked: both('Суралган күнү', 'Дата обращения'),
  notReceipt: both('Бул чек эмес: бюллетень берилбейт.', 'Это не чек: бюллетень по нему не выдаётся.'),
} as const satisfies Readonly<Record<string, Both>>;

export interface WhereFacts extends SlipPlace {
  readonly answer: WhereAnswer;
  readonly maskedPin: string;
  /** The station to go to; null where none is known. */
  readonly to: { readonly number: string; readonly names: Words; readonly address: Words } | null;
  /** The election's day and its hours. */
  readonly day: { readonly date: string; readonly open: string; readonly close: string };
  readonly listVersion: number;
}

/** A slip for a person who asked where she votes: station, address, number in the list; no name stands on it. */
export function whereSlip(facts: WhereFacts): Slip {
  const { answer, to, day } = facts;
  const number = answer.at === 'here' || answer.at === 'remote' ? answer.number : null;
  const unknownPlace = answer.at === 'remote' && answer.station === null;
  const place: SlipLine[] =
    to === null
      ? []
      : [
          { line: 'number', name: slipWords.station, value: `№ ${to.number}` },
          { line: 'text', text: to.names },
          { line: 'text', text: to.address },
          ...(number === null ? [] : [{ line: 'pair', name: slipWords.listNumber, value: String(number) } as const]),
          { line: 'rule' },
          { line: 'pair', name: whereWords.day, value: shortDate(day.date) },
          { line: 'pair', name: whereWords.hours, value: `${day.open}–${day.close}` },
        ];
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: whereWords.title },
      { line: 'text', text: facts.election },
      { line: 'rule' },
      { line: 'pair', name: slipWords.pin, value: facts.maskedPin },
      { line: 'text', text: whereWords[answer.at] },
      ...(unknownPlace ? [{ line: 'text', text: whereWords.askWhere } as const] : []),
      ...place,
      { line: 'rule' },
      { line: 'pair', name: whereWords.list, value: String(facts.listVersion) },
      { line: 'pair', name: whereWords.asked, value: shortDate(facts.date) },
      { line: 'text', text: whereWords.notReceipt },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
