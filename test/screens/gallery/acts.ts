import { defaultActs } from '../../../core/election/acts-default.ts';
import { type ActKind, asksWords } from '../../../core/election/policy-acts.ts';
import { ok } from '../../../core/problem/result.ts';
import { ACTS_SENT, type ActChoiceView, type ActFactsView, type ActsView } from '../../../main/api/acts-views.ts';
import type { Stage } from '../../../main/api/views.ts';
import { as, paperOut, type Scene, withPagePrinter } from './scene.ts';
import { atStation, desk } from './views.ts';

const said = (ky: string, ru: string, en: string) => ({ ky, ru, en });
const facts = (time: string, more: Partial<ActFactsView> = {}): ActFactsView => ({
  happened: { date: '2023-10-08', time },
  ...{
    until: null,
    receipts: [],
    voided: [],
    reason: null,
    way: null,
    document: null,
    beside: null,
    sheets: null,
    listed: null,
    place: null,
    ...more,
  },
});
const choice = (kind: ActKind, of: string | null, told: ActFactsView | null): ActChoiceView => {
  const rule = defaultActs.kinds.find((one) => one.kind === kind);
  if (rule === undefined) throw new Error(`no act of kind ${kind}`);
  return { kind, of, names: rule.names, asksWords: asksWords(rule.text), facts: told };
};

const due: readonly ActChoiceView[] = [
  choice(
    'not-identified',
    'a1',
    facts('09:12', {
      reason: said(
        'биометриясы окулбай же дал келбей калды',
        'биометрия не прочитана или не совпала',
        'biometrics not read, or no match',
      ),
    }),
  ),
  choice(
    'standstill',
    'd1:88',
    facts('09:41', {
      until: { date: '2023-10-08', time: '10:04' },
      reason: said('Электр жарыгы өчтү', 'Отключилось электричество', 'The power went off'),
    }),
  ),
  choice(
    'not-printed',
    'd-7',
    facts('10:22', {
      receipts: ['0001-1-0148'],
      reason: said('Принтер оңдолгон жок', 'Принтер не починили', 'The printer was not repaired'),
    }),
  ),
  choice(
    'on-paper',
    'e3',
    facts('12:40', {
      place: { page: 3, line: 14 },
      reason: said(
        'бул шайлоочу жабдууда да өткөн',
        'этот избиратель допущен и устройством',
        'the device has admitted this voter too',
      ),
    }),
  ),
  choice(
    'listed-remote',
    'a9',
    facts('13:05', {
      reason: said(
        'аралыктан добуш берүүчүлөрдүн тизмесинде турат',
        'включён в список голосующих дистанционно',
        'stands on the list of those who vote remotely',
      ),
    }),
  ),
];
const byHand: readonly ActChoiceView[] = [
  choice('address-differs', null, null),
  choice('other', null, null),
  choice(
    'already-admitted',
    'a4',
    facts('12:31', { reason: said('мурда идентификациядан өткөн', 'уже прошёл идентификацию', 'already admitted') }),
  ),
  ...['12:22', '11:40', '10:05', '09:14'].map((time) =>
    choice(
      'address-differs',
      `card-${time}`,
      facts(time, {
        document: said('2004-ж. паспорт (AN)', 'Паспорт 2004 г. (AN)', 'ID card 2004 (AN)'),
        ...(time === '11:40'
          ? { reason: said('участканын тизмесинде жок', 'нет в списке участка', 'not in the station’s list') }
          : { receipts: [`0001-1-0${time.replace(':', '').slice(1)}`] }),
      }),
    ),
  ),
  choice(
    'reprint',
    '0001-1-0203',
    facts('11:58', {
      ...{ receipts: ['0001-1-0203'], voided: ['0001-1-0202'] },
      reason: said('Чек айрылып же тыгылып калды', 'Чек порвался или застрял', 'The receipt tore or jammed'),
    }),
  ),
];
const drawn: ActsView['drawn'] = [
  {
    ...{ number: 2, shown: '0001-1/2', copies: 1, out: 'no', drawn: { date: '2023-10-08', time: '11:02' } },
    names: choice('undone', '', null).names,
    facts: facts('10:58', {
      receipts: ['0001-1-0161'],
      reason: said('Оператордун катасы', 'Ошибка оператора', 'The officer made a mistake'),
    }),
  },
  {
    ...{ number: 1, shown: '0001-1/1', copies: 3, out: 'yes', drawn: { date: '2023-10-08', time: '09:20' } },
    names: choice('decision', '', null).names,
    facts: facts('09:15', { receipts: ['0001-1-0077'] }),
  },
];

/** More than the zone sends at once. */
const manyDrawn: ActsView['drawn'] = [
  ...Array.from({ length: ACTS_SENT }, (_, place) => ACTS_SENT + 2 - place).map((number) => ({
    ...{ number, shown: `0001-1/${number}`, copies: 1, out: 'yes' as const },
    ...{ drawn: { date: '2023-10-08', time: '12:30' }, names: choice('reprint', '', null).names },
    facts: facts('12:21', { receipts: [`0001-1-02${number}`] }),
  })),
  ...drawn,
];

interface AllActs {
  readonly due: typeof due;
  readonly byHand: typeof byHand;
  readonly drawn: typeof drawn;
}

/** The acts of a station as the zone sends them: by hand of a kind, or the first of each. */
function told(all: AllActs, kind?: ActKind, from = 0): ActsView {
  const { drawn } = all;
  const kinds = Map.groupBy(all.byHand, (one) => one.kind);
  const ofKind = kind === undefined ? [...kinds.values()].flatMap(([first]) => first ?? []) : kinds.get(kind);
  return {
    ...{ today: '2023-10-08', from, kind: kind ?? null },
    ...{ due: all.due.slice(from), byHand: (ofKind ?? []).slice(from), drawn: drawn.slice(from, from + ACTS_SENT) },
    counts: {
      ...{ due: all.due.length, drawn: drawn.length },
      byHand: Object.fromEntries([...kinds].map(([name, group]) => [name, group.length])),
    },
  };
}

/** After the close only what no event tells is left to be drawn by hand. */
const afterClose = { due: [], byHand: byHand.filter(({ of }) => of === null), drawn: manyDrawn };
/** Of a package whose acts have words of the chair's in each. */
const withWords = { due: due.map((one) => ({ ...one, asksWords: true })), byHand, drawn };
const ofStage: Partial<Record<Stage, AllActs>> = {
  ...{ closed: afterClose, finishing: withWords },
};

/** What the recorded zone answers of acts. */
export const actsAnswers = (stage: Stage, asked: { readonly kind?: ActKind; readonly from?: number } | undefined) => ({
  overview: told(ofStage[stage] ?? { due, byHand, drawn }, asked?.kind, asked?.from),
  draw: ok({ sheet: 2, out: 'no', problem: paperOut }),
  print: ok({ sheet: 1, out: 'yes', problem: null }),
  waive: ok(null),
});

const view = { ...desk, person: as('chair') };
const closed = atStation({ stage: 'closed' }, { person: as('chair') });
const open = ['chair:page.totals', 'acts:title'];
const NOT_PRINTED = '0001-1-0148';

/** Acts of the commission. */
export const actScenes = {
  acts: { view, press: open },
  'acts-none': { view: closed, press: open },
  'acts-hand': { view, press: [...open, 'acts:part.byHand'] },
  'acts-kind': { view, press: [...open, 'acts:part.byHand', 'acts:kind.told'] },
  'acts-words': { view: closed, press: [...open, 'acts:part.byHand', 'acts:untold'] },
  'acts-drawn': { view, press: [...open, 'acts:part.drawn'] },
  'acts-draw': {
    view: atStation({ devices: withPagePrinter() }, { person: as('chair') }),
    press: [...open, NOT_PRINTED],
  },
  'acts-draw-words': {
    view: atStation({ stage: 'finishing', devices: withPagePrinter() }, { person: as('chair') }),
    press: [...open, NOT_PRINTED],
  },
  'acts-waive': { view, press: [...open, NOT_PRINTED, 'acts:waive'] },
  'acts-not-out': { view, press: [...open, NOT_PRINTED, 'acts:print.slip'] },
  'acts-copy': { view, press: [...open, 'acts:part.drawn', '0001-1/1'] },
} satisfies Record<string, Scene>;
