import type { Placing } from './device-state.ts';

/** Where a voter is admitted: the index that every admission of an election goes through, by her pseudonym and round. */
export interface Place {
  readonly station: string;
  readonly device: string;
  /** The admission, or the entry of the paper list. */
  readonly of: string;
  /** The event that said so last. */
  readonly seq: number;
  readonly at: string;
  /** False: it was released or undone. It stays here, so that older news of it, which comes again, moves nothing. */
  readonly in: boolean;
  /** When the hub learned that it holds no more: its clock, milliseconds since 1970. */
  readonly out?: number;
}

/** Takes news of one place into the others. @param now the hub's clock, milliseconds since 1970 @returns the same places where that is no news */
export function withPlacing(
  places: readonly Place[],
  { station, device }: Pick<Place, 'station' | 'device'>,
  { of, seq, at, in: isIn }: Placing,
  now: number,
): readonly Place[] {
  const same = (one: Place): boolean => one.station === station && one.device === device && one.of === of;
  const known = places.find(same);
  if (known && known.seq >= seq) return places;
  return [
    ...places.filter((one) => !same(one)),
    { station, device, of, seq, at, in: isIn, ...(isIn ? {} : { out: now }) },
  ];
}

/** Those that hold now. */
export const holding = (places: readonly Place[]): readonly Place[] => places.filter((one) => one.in);

/** When the last one that holds no more ended; null: none did. */
export const lastOut = (places: readonly Place[]): number | null =>
  places.reduce<number | null>((last, { out }) => (out === undefined ? last : Math.max(last ?? 0, out)), null);

/** Whether one voter is admitted more than once: at two devices, or once by the list on paper and once by a kiosk. */
export const isConflict = (places: readonly Place[]): boolean => holding(places).length > 1;
