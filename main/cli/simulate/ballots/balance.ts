import type { BallotStyle } from '../../../../core/ballot/definition.ts';
import type { BallotRecord } from '../../../../core/ballot/record.ts';
import { countBallots } from '../../../../core/results/count.ts';
import type { BallotRoom } from './room.ts';
import type { Sheet, Table } from './table.ts';

/** Votes by option, over the parts of a style, and ballots that are invalid. */
export type StyleTotals = Readonly<Record<string, number>>;
type Totals = Readonly<Record<string, StyleTotals>>;

const INVALID = '—';

/** What is written on the sheets that lie in the compartments, added up by nothing of the product. */
export function truthOf(styles: readonly BallotStyle[], sheets: readonly Sheet[]): Totals {
  return Object.fromEntries(
    styles.map((style) => {
      const totals: Record<string, number> = zeros(style);
      for (const { marked } of sheets.filter((one) => one.style === style.id)) {
        const valid = style.parts.every(({ id, marks: { min, max } }) => {
          const { length } = marked[id] ?? [];
          return length >= min && length <= max;
        });
        const votes = valid
          ? Object.entries(marked).flatMap(([part, ids]) => ids.map((id) => `${part}/${id}`))
          : [INVALID];
        for (const vote of votes) totals[vote] = (totals[vote] ?? 0) + 1;
      }
      return [style.id, totals];
    }),
  );
}

/** What the product makes of the ballots in its store. */
export function countedOf(styles: readonly BallotStyle[], records: readonly BallotRecord[]): Totals {
  const { byStyle } = countBallots(styles, records);
  return Object.fromEntries(
    styles.map((style) => {
      const count = byStyle.get(style.id);
      const totals: Record<string, number> = { ...zeros(style), [INVALID]: count?.sheets.invalid ?? 0 };
      for (const [part, votes] of Object.entries(count?.votes ?? {})) {
        for (const [option, times] of Object.entries(votes)) totals[`${part}/${option}`] = times;
      }
      return [style.id, totals];
    }),
  );
}

const zeros = ({ parts }: BallotStyle): Record<string, number> => ({
  ...Object.fromEntries(parts.flatMap(({ id, options }) => options.map((option) => [`${id}/${option.id}`, 0]))),
  [INVALID]: 0,
});

/** Every sheet in the box, as it must stand in the store: on which side of the box it lies belongs to it. */
function linesOf(
  ballots: readonly (Pick<BallotRecord, 'style' | 'batch' | 'compartment'> & { readonly marked: Sheet['marked'] })[],
): readonly string[] {
  return ballots
    .map(({ style, batch, compartment, marked }) => {
      const marks = Object.entries(marked).map(([part, options]) => `${part} ${options.toSorted().join('+')}`);
      return [style, batch, compartment, ...marks.toSorted()].join(' | ');
    })
    .toSorted();
}

/** What differs between the sheets in the box and the ballots in the store, and between numbers of sheets at the table. */
export function balanceOf(
  styles: readonly BallotStyle[],
  table: Table,
  { box }: BallotRoom,
  records: readonly BallotRecord[],
): { readonly inBox: number; readonly totals: Totals; readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  const lying = (['valid', 'invalid'] as const).flatMap((compartment) =>
    box.whereabouts.in(compartment).flatMap((name) => {
      const sheet = table.sheets.get(name);
      return sheet ? [{ ...sheet, compartment }] : [];
    }),
  );
  const kept = records.map((record) => ({
    ...record,
    marked: Object.fromEntries(record.parts.map(({ part, marked }) => [part, marked])),
  }));
  const [truth, found] = [linesOf(lying), linesOf(kept)];
  wrong.push(...differing(truth, found).map((line) => `in the box and not in the store: ${line}`));
  wrong.push(...differing(found, truth).map((line) => `in the store and not in the box: ${line}`));
  const [votes, counted] = [truthOf(styles, lying), countedOf(styles, records)];
  if (JSON.stringify(votes) !== JSON.stringify(counted)) wrong.push('the totals are others than what is on the sheets');
  const away = [...table.cancelled, ...table.kept];
  for (const name of away) {
    if (lying.some((one) => one.name === name)) wrong.push(`${name} lies in the box, and should not`);
  }
  const sum = lying.length + away.length;
  if (table.handedOut.size !== sum)
    wrong.push(`${table.handedOut.size} sheets were given out, and ${sum} are accounted for`);
  return { inBox: lying.length, totals: counted, wrong };
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
