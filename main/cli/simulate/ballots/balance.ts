import type { BallotStyle } from '../../../../core/ballot/definition.ts';
import type { BallotRecord } from '../../../../core/ballot/record.ts';
import { countBallots } from '../../../../core/results/count.ts';
import { decidedOn, isValid } from './filled.ts';
import type { BallotRoom } from './room.ts';
import type { Sheet, Table } from './table.ts';

/** Votes by option, over the parts of a style, ballots that are invalid, and those that wait for the centre. */
export type StyleTotals = Readonly<Record<string, number>>;
type Totals = Readonly<Record<string, StyleTotals>>;

const INVALID = '—';
const UNDECIDED = '?';

/** A sheet that lies in a box, or came out of the feeder, on the side where it belongs. */
type Lying = Sheet & Pick<BallotRecord, 'compartment'>;

/** Where persons have to decide. */
const isUnsure = ({ unsure = [] }: Sheet): boolean => unsure.length > 0;

/**
 * What is written on the sheets, and decided by persons, added up by nothing of the product.
 * @param sealed styles of so few ballots that the centre decides
 */
function truthOf(styles: readonly BallotStyle[], sheets: readonly Sheet[], sealed: ReadonlySet<string>): Totals {
  return Object.fromEntries(
    styles.map((style) => {
      const totals: Record<string, number> = zeros(style);
      for (const sheet of sheets.filter((one) => one.style === style.id)) {
        const marked = decidedOn(sheet);
        const votes = isValid(style, marked)
          ? Object.entries(marked).flatMap(([part, ids]) => ids.map((id) => `${part}/${id}`))
          : [INVALID];
        if (isUnsure(sheet) && sealed.has(style.id)) votes.splice(0, votes.length, UNDECIDED);
        for (const vote of votes) totals[vote] = (totals[vote] ?? 0) + 1;
      }
      return [style.id, totals];
    }),
  );
}

/** What the product makes of the ballots in its store. */
function countedOf(styles: readonly BallotStyle[], records: readonly BallotRecord[]): Totals {
  const { byStyle } = countBallots(styles, records);
  return Object.fromEntries(
    styles.map((style) => {
      const count = byStyle.get(style.id);
      const { box = 0, mobile = 0, valid = 0, invalid = 0 } = count?.sheets ?? {};
      const totals: Record<string, number> = {
        ...zeros(style),
        [INVALID]: invalid,
        [UNDECIDED]: box + mobile - valid - invalid,
      };
      for (const [part, votes] of Object.entries(count?.votes ?? {})) {
        for (const [option, times] of Object.entries(votes)) totals[`${part}/${option}`] = times;
      }
      return [style.id, totals];
    }),
  );
}

const zeros = ({ parts }: BallotStyle): Record<string, number> => ({
  ...Object.fromEntries(parts.flatMap(({ id, options }) => options.map((option) => [`${id}/${option.id}`, 0]))),
  ...{ [INVALID]: 0, [UNDECIDED]: 0 },
});

/** A ballot as it must stand in the store: on which side it lies belongs to it, and what is undecided still. */
interface Line extends Pick<BallotRecord, 'style' | 'batch' | 'compartment'> {
  readonly decided: boolean;
  readonly marked: Sheet['marked'];
  readonly unsure: readonly string[];
}

const linesOf = (ballots: readonly Line[]): readonly string[] =>
  ballots
    .map(({ style, batch, compartment, decided, marked, unsure }) => {
      const marks = Object.entries(marked).map(([part, options]) => `${part} ${options.toSorted().join('+')}`);
      const more = decided ? 'decided' : unsure.map((one) => `? ${one}`).join();
      return [style, batch, compartment, ...marks.toSorted(), more].join(' | ');
    })
    .toSorted();

const lineOfSheet = (sheet: Lying, sealed: ReadonlySet<string>): Line => {
  const decided = isUnsure(sheet) && !sealed.has(sheet.style);
  const unsure = (sheet.unsure ?? []).map(({ part, option }) => `${part}/${option}`);
  return { ...sheet, decided, marked: decided ? decidedOn(sheet) : sheet.marked, unsure };
};

const lineOfRecord = (record: BallotRecord): Line => ({
  ...record,
  decided: record.decided ?? false,
  marked: Object.fromEntries(record.parts.map(({ part, marked }) => [part, marked])),
  unsure: record.parts.flatMap(({ part, unsure }) => unsure.map((option) => `${part}/${option}`)),
});

/**
 * What persons made of the sheets about which they had to decide. mark: one that the machine left to them counts; no-mark:
 * nothing is marked; as-marked: nothing but what the machine saw; sealed: the centre decides.
 */
export type Adjudicated = Readonly<Record<'mark' | 'no-mark' | 'as-marked' | 'too-many' | 'sealed', number>>;

function adjudicatedOf(
  styles: readonly BallotStyle[],
  lying: readonly Lying[],
  sealed: ReadonlySet<string>,
): Adjudicated {
  const made = { mark: 0, 'no-mark': 0, 'as-marked': 0, 'too-many': 0, sealed: 0 };
  for (const sheet of lying.filter(isUnsure)) {
    const style = styles.find(({ id }) => id === sheet.style);
    const marks = (of: Sheet['marked']) => Object.values(of).flat().length;
    const [clear, all] = [marks(sheet.marked), marks(decidedOn(sheet))];
    if (sealed.has(sheet.style)) made.sealed += 1;
    else if (style && isValid(style, decidedOn(sheet))) made[all > clear ? 'mark' : 'as-marked'] += 1;
    else made[all === 0 ? 'no-mark' : 'too-many'] += 1;
  }
  return made;
}

export interface Balance {
  readonly inBox: number;
  readonly mobile: number;
  readonly adjudicated: Adjudicated;
  readonly totals: Totals;
  readonly wrong: readonly string[];
}

/** Where every sheet lies at the end. */
export interface Whereabouts {
  readonly table: Table;
  readonly room: BallotRoom;
  /** What came out of the feeder. */
  readonly fed: ReadonlyMap<string, BallotRecord['compartment']>;
}

/** Every sheet that lies in a box or came out of the feeder. */
export function lyingSheets({ table, room, fed }: Whereabouts): readonly Lying[] {
  const inBoxes = (['valid', 'invalid'] as const).flatMap((compartment) =>
    room.lyingIn(compartment).map((name) => [name, compartment] as const),
  );
  return [...inBoxes, ...fed].flatMap(([name, compartment]) => {
    const sheet = table.sheets.get(name);
    return sheet ? [{ ...sheet, compartment }] : [];
  });
}

/**
 * What differs between the sheets that lie there and the ballots in the store, and between numbers of sheets at the table.
 * @param sealed styles of so few ballots that the centre decides about their marks
 */
export function balanceOf(
  styles: readonly BallotStyle[],
  where: Whereabouts,
  records: readonly BallotRecord[],
  sealed: ReadonlySet<string>,
): Balance {
  const { table } = where;
  const wrong: string[] = [];
  const lying = lyingSheets(where);
  const [truth, found] = [
    linesOf(lying.map((sheet) => lineOfSheet(sheet, sealed))),
    linesOf(records.map(lineOfRecord)),
  ];
  wrong.push(...differing(truth, found).map((line) => `in the box and not in the store: ${line}`));
  wrong.push(...differing(found, truth).map((line) => `in the store and not in the box: ${line}`));
  const [votes, counted] = [truthOf(styles, lying, sealed), countedOf(styles, records)];
  if (JSON.stringify(votes) !== JSON.stringify(counted)) wrong.push('the totals are others than what is on the sheets');
  const away = [...table.cancelled, ...table.kept];
  for (const name of away) {
    if (lying.some((one) => one.name === name)) wrong.push(`${name} lies in the box, and should not`);
  }
  const sum = lying.length + away.length;
  if (table.handedOut.size !== sum)
    wrong.push(`${table.handedOut.size} sheets were given out, and ${sum} are accounted for`);
  const mobile = lying.filter(({ batch }) => batch === 'mobile').length;
  return { inBox: lying.length, mobile, adjudicated: adjudicatedOf(styles, lying, sealed), totals: counted, wrong };
}

/** Lines of the one list that the other has less often. */
function differing(one: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return one.filter((line) => {
    const times = left.get(line) ?? 0;
    left.set(line, times - 1);
    return times <= 0;
  });
}
