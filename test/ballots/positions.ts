import type { BallotStyle } from '../../core/ballot/definition.ts';
import { denseStyle, facts, laidOut, listStyle, partyStyle } from '../../core/ballot/examples.fixture.ts';
import { judgeBallot } from '../../core/ballot/judge.ts';
import { type ExpectedSheets, expectedSheet } from '../../core/ballot/read/expected.ts';
import { readSheet } from '../../core/ballot/read/read-sheet.ts';
import { readingRules } from '../../core/ballot/read/rules.ts';
import type { SheetReading } from '../../core/ballot/reading.ts';
import { ballotReadingPolicySchema } from '../../core/election/policy-ballot.ts';
import type { ConditionName } from '../../drivers/simulator/ballot-page/conditions.ts';
import { printed, TONES } from '../../drivers/simulator/ballot-page/print.ts';
import {
  type Blank,
  type Pattern,
  type SimulatedPage,
  simulatePage,
} from '../../drivers/simulator/ballot-page/simulate.ts';
import { decodeCornerCode } from '../../main/images/corner-code.ts';
import { sheetRaster } from '../../main/images/sheet-raster.ts';

/** What sheets are filled in, spoiled and read: the shipped forms as voters fill them in, and a dense one. */
export const forms = {
  list: { style: listStyle(9), pattern: 'voters' },
  'list-long': { style: listStyle(20, 'list-long'), pattern: 'voters' },
  'party-grid': { style: partyStyle, pattern: 'voters' },
  dense: { style: denseStyle(1000), pattern: 'dense' },
} as const satisfies Readonly<Record<string, { readonly style: BallotStyle; readonly pattern: Pattern }>>;
export type FormName = keyof typeof forms;
export const formNames = Object.keys(forms) as FormName[];

/** Of the printed sheets, of the pages that a scanner sends, and of the blanks against which they are read. */
const DPI = 200;

export const rules = readingRules(ballotReadingPolicySchema.parse(undefined));

const sheets = formNames.map((name, at) => {
  const style = at + 1;
  return { name, style, sheet: laidOut(forms[name].style, { code: { ...facts.code, style } }) };
});
/** All forms at once: which one came, the corner code says. */
export const expected: ExpectedSheets = {
  election: facts.code.election,
  sheets: new Map(sheets.map(({ style, sheet }) => [style, expectedSheet(sheet, (page) => sheetRaster(page, DPI))])),
};
export const styleNumber = (form: FormName): number => formNames.indexOf(form) + 1;

const blanks = new Map<FormName, Blank>();
/** A printed sheet of a form; drawn once. */
export function blankOf(form: FormName): Blank {
  const known = blanks.get(form);
  if (known) return known;
  const { sheet } = sheets.find(({ name }) => name === form)!;
  const blank = { image: printed(sheetRaster(sheet.page, DPI), TONES), geometry: sheet.geometry };
  blanks.set(form, blank);
  return blank;
}

/** What reading sheets of one form under one condition came to. */
export interface Tally {
  sheets: number;
  positions: number;
  /** Positions that somebody marked. */
  marked: number;
  /** Wrong: read as a mark where nobody made one; read as empty where somebody did; another form's sheet. */
  falseMarks: number;
  missedMarks: number;
  wrongSheets: number;
  /** Refused sheets, by reason, and the positions on them. */
  refused: Record<string, number>;
  unread: number;
  /** Sheets on which a person has to look, and how many squares that are. */
  adjudicatedSheets: number;
  adjudicated: number;
  /** Seeds of the sheets on which something was read wrong. */
  wrongSeeds: number[];
}

export const noTally = (): Tally => ({
  ...{ sheets: 0, positions: 0, marked: 0, falseMarks: 0, missedMarks: 0, wrongSheets: 0 },
  ...{ refused: {}, unread: 0, adjudicatedSheets: 0, adjudicated: 0, wrongSeeds: [] },
});

export const wrongOf = ({ falseMarks, missedMarks, wrongSheets }: Tally): number =>
  falseMarks + missedMarks + wrongSheets;
export const refusedOf = ({ refused }: Tally): number => Object.values(refused).reduce((sum, count) => sum + count, 0);

/** Reads one page as a kiosk does. */
export const read = (page: SimulatedPage['page']): Promise<SheetReading> =>
  readSheet(page, expected, rules, decodeCornerCode);

/** Fills in, spoils, scans and reads one sheet, and holds what was read against what was written. */
export async function readOne(form: FormName, condition: ConditionName, seed: number, tally: Tally): Promise<void> {
  const { style, pattern } = forms[form];
  const { page, truth } = simulatePage(blankOf(form), condition, pattern, seed);
  const reading = await read(page);
  tally.sheets += 1;
  tally.positions += truth.length;
  tally.marked += truth.filter((one) => one === 'mark').length;
  const before = wrongOf(tally);
  if (reading.kind === 'unreadable') {
    tally.refused[reading.why] = (tally.refused[reading.why] ?? 0) + 1;
    tally.unread += truth.length;
  } else if (reading.kind === 'other' || reading.code.style !== styleNumber(form)) tally.wrongSheets += 1;
  else {
    for (const [at, { zone }] of reading.squares.entries()) {
      if (zone === 'mark' && truth[at] === 'none') tally.falseMarks += 1;
      if (zone === 'empty' && truth[at] === 'mark') tally.missedMarks += 1;
      if (zone === 'adjudicate') tally.adjudicated += 1;
    }
    const { parts } = judgeBallot(style, reading.squares);
    if (parts.some(({ unsure }) => unsure.length > 0)) tally.adjudicatedSheets += 1;
  }
  if (wrongOf(tally) > before) tally.wrongSeeds.push(seed);
}
