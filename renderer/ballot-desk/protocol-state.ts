import { type BalancedRatio, weighed } from '../../core/results/balance.ts';
import { figure } from '../../core/results/figures.ts';
import type { ProtocolLineView, ProtocolView } from '../../main/api/ballot-views.ts';

/** One number that persons give: of a line, or of an option of it. */
export interface Place {
  /** Under which it is told (`results.type` by line, `results.byHand` by key). */
  readonly key: string;
  readonly line: ProtocolLineView;
  readonly option: ProtocolLineView['options'][number] | null;
}

/** What is typed now, by key, before it was told. */
export type Typed = Readonly<Record<string, string>>;

/** Lines that persons fill in: what they type, and what they count by hand. */
export const filledLines = ({ lines }: ProtocolView): readonly ProtocolLineView[] =>
  lines.filter(({ typed, byHand }) => typed || byHand);

/** The numbers that persons give on a line: one, or one for each option, in the drawn order. */
export function placesOf(line: ProtocolLineView): readonly Place[] {
  return line.options.length === 0
    ? [{ key: line.id, line, option: null }]
    : line.options.map((option) => ({ key: option.key, line, option }));
}

/** What is filled in at a time: a line, or so many of its options. */
export interface Portion {
  readonly line: ProtocolLineView;
  readonly places: readonly Place[];
}

/** The whole form in portions of at most `size` numbers, in its order: none of them is passed over. */
export function portionsOf(protocol: ProtocolView, size: number): readonly Portion[] {
  return filledLines(protocol).flatMap((line) => {
    const places = placesOf(line);
    return Array.from({ length: Math.ceil(places.length / size) }, (_, at) => ({
      line,
      places: places.slice(at * size, (at + 1) * size),
    }));
  });
}

/** What stands at a place, as far as the zone was told. */
export function toldAt({ line, option }: Place): number | null {
  if (option !== null) return option.hand;
  return line.typed ? line.machine : line.hand;
}

/** A typed number; null: nothing stands there. */
export const numberOf = (text: string): number | null => (text === '' ? null : Number(text));

/** All ratios as they stand with what is being typed on a line: what does not balance shows before it is told. */
export function ratiosWith(protocol: ProtocolView, line: ProtocolLineView, typed: Typed): readonly BalancedRatio[] {
  const values = new Map(protocol.lines.map(({ id, value }) => [id, value]));
  values.set(line.id, valueWith(line, typed, protocol.counts));
  return protocol.ratios.map(({ ratio }) => weighed(ratio, values));
}

function valueWith(line: ProtocolLineView, typed: Typed, counts: ProtocolView['counts']): number | null {
  const at = (place: Place): number | null => {
    const text = typed[place.key];
    return text === undefined ? toldAt(place) : numberOf(text);
  };
  const values = placesOf(line).map((place) =>
    line.typed ? at(place) : figure((place.option ?? line).machine, at(place), counts).value,
  );
  return values.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** Whether the discrepancy of a broken ratio is on record: then it is none of what is missing. */
export function isRecorded({ missing }: ProtocolView, { ratio, state }: BalancedRatio): boolean {
  if (state !== 'broken' || !ratio.required) return false;
  return !missing.some((one) => one.why === 'ratio-broken' && one.ratio === ratio.id);
}

/** What comes next with a protocol. */
export type NextThing = 'fill' | 'discrepancy' | 'explain' | 'sign' | 'print';

export function nextThing({ missing, signed }: ProtocolView): NextThing {
  if (signed !== null) return 'print';
  const whys = new Set(missing.map(({ why }) => why));
  if (whys.has('number-missing')) return 'fill';
  if (whys.has('ratio-broken')) return 'discrepancy';
  return whys.has('counts-differ') ? 'explain' : 'sign';
}
