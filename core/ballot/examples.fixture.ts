import { readFileSync } from 'node:fs';
import type { Words } from '../election/common.ts';
import type { BallotStyle, Option } from './definition.ts';
import { type LaidOut, layOut, type SheetFacts } from './layout.ts';
import { type Layout, layoutSchema } from './layout-data.ts';

/** Ballots for tests and measurements; every name is invented. */

const shipped = ['list', 'list-long', 'party-grid', 'dense'] as const;
type Shipped = (typeof shipped)[number];

/** The layouts that are shipped (assets/ballots). */
export const layouts = Object.fromEntries(
  shipped.map((name) => {
    const file = new URL(`../../assets/ballots/${name}.json`, import.meta.url);
    return [name, layoutSchema.parse(JSON.parse(readFileSync(file, 'utf8')))];
  }),
) as Readonly<Record<Shipped, Layout>>;

const same = (text: string): Words => ({ ky: text, ru: text, en: text });
const base = { ballot: 'council', constituency: 'probe-1', number: 1 } as const;

const explanation: Words = {
  ky: 'Өзүңүз тандаган саптын оң жагындагы бош чарчыга каалаган белги коюңуз. Белги бир гана чарчыга коюлат.',
  ru: 'Поставьте любой знак в пустом квадрате справа от той строки, которую Вы выбрали. Знак ставится только в одном квадрате.',
  en: 'Put any mark into the empty square to the right of the line that you have chosen. Mark one square only.',
};

const againstAll: Option = {
  id: 'against-all',
  kind: 'against-all',
  names: { ky: 'Баарына каршы', ru: 'Против всех', en: 'Against all' },
  notes: null,
};

const surnames = ['Тестова', 'Сынаков', 'Үлгүлүева', 'Көрсөтмөев', 'Мисалов', 'Шарттуева', 'Кагазов', 'Барактова'];

const candidate = (_: unknown, i: number): Option => ({
  id: `c-${i + 1}`,
  kind: 'candidate',
  names: {
    ky: `${surnames[i % surnames.length]} Айгүл Сыноо кызы`,
    ru: `${surnames[i % surnames.length]} Айгуль Тестовна`,
    en: `${surnames[i % surnames.length]} Aigul`,
  },
  notes: {
    ky: '1975-жылы туулган, мугалим',
    ru: '1975 года рождения, учительница',
    en: 'born 1975, teacher',
  },
});

/** One of so many candidates, or against all. */
export function listStyle(candidates: number, layout: Shipped = 'list'): BallotStyle {
  return {
    ...base,
    id: `list-${candidates}`,
    layout,
    title: { ky: 'ШАЙЛОО БЮЛЛЕТЕНИ', ru: 'ИЗБИРАТЕЛЬНЫЙ БЮЛЛЕТЕНЬ', en: 'BALLOT' },
    explanation,
    parts: [
      {
        ...{ id: 'deputy', form: 'list', title: null, marks: { min: 1, max: 1 }, spoils: 'ballot' },
        options: [...Array.from({ length: candidates }, candidate), againstAll],
      },
    ],
  };
}

const trees =
  'Арча Карагай Кайың Терек Чынар Жаңгак Алма Өрүк Алча Жүзүм Анар Мисте Бадам Шилби Долоно Итмурун Карагат Четин Тал Чекенди Бөрү-карагат';

const numbers = (count: number, name: (number: number) => string = String): readonly Option[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `n-${i + 1}`, kind: 'number', names: same(name(i + 1)), notes: null },
  }));

/** The form of 2021: one party of 21, or against all, and at most one of 54 numbers. */
export const partyStyle: BallotStyle = {
  ...{ ...base, id: 'party', ballot: 'parliament', layout: 'party-grid' },
  title: { ky: 'ШАЙЛОО БЮЛЛЕТЕНИ', ru: 'ИЗБИРАТЕЛЬНЫЙ БЮЛЛЕТЕНЬ', en: 'BALLOT' },
  explanation: {
    ky: '1-бөлүктө бир партиянын оң жагындагы чарчыга белги коюңуз. Кааласаңыз, 2-бөлүктө ошол партиянын бир талапкеринин номерине да белги коюңуз.',
    ru: 'В части 1 поставьте знак в квадрате справа от одной партии. По желанию отметьте в части 2 номер одного кандидата этой же партии.',
    en: 'In part 1 mark the square to the right of one party. If you wish, mark the number of one candidate of the same party in part 2.',
  },
  parts: [
    {
      ...{ id: 'party', form: 'list', marks: { min: 1, max: 1 }, spoils: 'ballot' },
      title: { ky: '1-бөлүк. Саясий партиялар', ru: 'Часть 1. Политические партии', en: 'Part 1. Political parties' },
      options: [
        ...trees
          .split(' ')
          .map((tree, i): Option => ({ id: `p-${i + 1}`, kind: 'party', names: same(`«${tree}»`), notes: null })),
        againstAll,
      ],
    },
    {
      ...{ id: 'preference', form: 'grid', marks: { min: 0, max: 1 }, spoils: 'part' },
      title: { ky: '2-бөлүк. Талапкердин номери', ru: 'Часть 2. Номер кандидата', en: 'Part 2. Number of a candidate' },
      options: [...numbers(54)],
    },
  ],
};

/** As many squares as a measurement wants on one sheet, each with the last digit of its number. No election has such a form. */
export function denseStyle(squares: number): BallotStyle {
  return {
    ...{ ...base, id: `dense-${squares}`, layout: 'dense' },
    ...{ title: same(String(squares)), explanation: same('0 1 2 3 4 5 6 7 8 9') },
    parts: [
      {
        ...{ id: 'squares', form: 'grid', title: null, marks: { min: 0, max: squares }, spoils: 'part' },
        options: [...numbers(squares, (number) => String(number % 10))],
      },
    ],
  };
}

export const facts: SheetFacts = {
  election: {
    ky: 'Айылдык кеңештин депутаттарын шайлоо (ойдон чыгарылган)',
    ru: 'Выборы депутатов айылного кенеша (вымышленные)',
    en: 'Election to a village council (invented)',
  },
  constituency: { ky: '№ 1 шайлоо округу', ru: 'Избирательный округ № 1', en: 'Constituency no. 1' },
  mode: 'official',
  code: { election: '0123456789abcdef', constituency: 0, style: 1, test: false, page: 1 },
};

/** A style by its own layout. @throws where it has no room */
export function laidOut(style: BallotStyle, changed: Partial<SheetFacts> = {}): LaidOut {
  const made = layOut(style, layouts[style.layout as Shipped], { ...facts, ...changed });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}
