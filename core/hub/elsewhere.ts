import { z } from 'zod';
import { count, hex32 } from '../journal/catalogue/fields.ts';
import type { Placing } from './device-state.ts';
import { tokenSchema } from './names.ts';

/**
 * Voters of a station's list who are admitted at another one: what the hub keeps for their home station, in the order in
 * which it learned of it, and tells whoever of that station asks what is new.
 */
export const elsewhereSchema = z.strictObject({
  /** Its place among all of this station, from 1. */
  n: z.int().min(1),
  voter: hex32,
  round: count,
  /** Where she was admitted, and when by that device's clock. */
  station: tokenSchema,
  device: tokenSchema,
  at: z.string().max(40),
  /** False: that admission was released or undone. */
  in: z.boolean(),
});
export type Elsewhere = z.infer<typeof elsewhereSchema>;

/** Told in one answer: it has to go into a signed letter. */
export const ELSEWHERE_MOST = 10;

/** What is kept of a station. `epoch` is a name of this making of it: numbers of another one mean nothing. */
export interface ElsewhereLog {
  readonly epoch: string;
  readonly entries: readonly (Elsewhere & { readonly of: string; readonly seq: number })[];
}

/** Takes news of one admission in. @returns the same log where that is no news */
export function withElsewhere(
  log: ElsewhereLog,
  { station, device }: Pick<Elsewhere, 'station' | 'device'>,
  { voter, round, of, seq, at, in: isIn }: Placing,
): ElsewhereLog {
  const about = log.entries.findLast((one) => one.device === device && one.station === station && one.of === of);
  if (about && about.seq >= seq) return log;
  const entry = { n: log.entries.length + 1, voter, round, station, device, at, in: isIn, of, seq };
  return { ...log, entries: [...log.entries, entry] };
}

/** What is new to whoever knows the log of `epoch` up to `after`; of another epoch all of it is. */
export function elsewhereSince(
  { epoch, entries }: ElsewhereLog,
  known: { readonly epoch: string | null; readonly after: number },
): { readonly epoch: string; readonly entries: Elsewhere[]; readonly more: boolean } {
  const from = known.epoch === epoch ? known.after : 0;
  const news = entries.slice(from, from + ELSEWHERE_MOST).map(({ of: _, seq: __, ...told }) => told);
  return { epoch, entries: news, more: from + news.length < entries.length };
}
