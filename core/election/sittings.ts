import { z } from 'zod';
import { shortDate } from '../person/dates.ts';
import { dateSchema, timeSchema } from './common.ts';

/** What a sitting of a station is for. A repeat vote is a round of its own: everybody may be admitted once again. */
export const sittingKinds = ['outside', 'day', 'repeat'] as const;
export type SittingKind = (typeof sittingKinds)[number];

/** Why a voter who had applied was visited and did not vote. */
export const notMetReasons = ['not-home', 'refused', 'address', 'other'] as const;
export type NotMetReason = (typeof notMetReasons)[number];

/** A sitting as the commission signs it; hours are local wall time of the station. */
const sittingSchema = z.strictObject({
  kind: z.enum(sittingKinds),
  date: dateSchema,
  open: timeSchema,
  close: timeSchema,
});

/** The sittings of an election in their order: outside the room before the day, the day itself, repeat votes after it. */
export const sittingsSchema = z.array(sittingSchema).min(1).max(8);

/** A sitting that an election has. */
export interface PlannedSitting extends z.infer<typeof sittingSchema> {
  /** Name of it in events and on slips, the same on every kiosk of the station. */
  readonly id: string;
  /** Within one round a voter is admitted once. 0: the day and what belongs to it; each repeat vote has its own. */
  readonly round: number;
}

/** What the plan of an election is read from. */
export interface Planning {
  readonly day: { readonly date: string; readonly open: string; readonly close: string };
  readonly sittings?: z.infer<typeof sittingsSchema> | undefined;
}

/** A sitting as people read it, from its name in events: its day, and its place in the order. `—` for none. */
export function sittingName(sitting: string | null): string {
  const [, date, place] = /^(\d{4}-\d\d-\d\d)-(\d+)$/.exec(sitting ?? '') ?? [];
  return date === undefined ? (sitting ?? '—') : `${shortDate(date)} · ${place}`;
}

/** All sittings of an election; one that names none has its one day. */
export function plannedSittings({ day, sittings }: Planning): readonly PlannedSitting[] {
  const signed = sittings ?? [{ kind: 'day', ...day } as const];
  return signed.map((one, place) => ({
    ...one,
    id: `${one.date}-${place + 1}`,
    round: signed.slice(0, place + 1).filter(({ kind }) => kind === 'repeat').length,
  }));
}

/** What is wrong with the sittings of an election: the place in the list and why; null when all is well. */
export function sittingsFault({ day, sittings }: Planning): { readonly place: number; readonly why: string } | null {
  if (!sittings) return null;
  for (const [place, one] of sittings.entries()) {
    const why = placeFault(one, sittings[place - 1] ?? null, day);
    if (why) return { place, why };
  }
  return sittings.filter(({ kind }) => kind === 'day').length === 1 ? null : { place: 0, why: 'not one day' };
}

type Signed = z.infer<typeof sittingSchema>;

function placeFault(one: Signed, before: Signed | null, day: Planning['day']): string | null {
  if (one.open >= one.close) return 'closes before it opens';
  if (before && one.date < before.date) return 'before the one ahead of it';
  if (before?.date === one.date && before.kind === one.kind) return 'stands twice';
  switch (one.kind) {
    case 'day':
      return one.date === day.date && one.open === day.open && one.close === day.close ? null : 'not the day';
    case 'outside':
      return one.date < day.date ? null : 'not before the day';
    case 'repeat':
      return one.date > day.date ? null : 'not after the day';
  }
}

/** A sitting that this kiosk has held. */
export interface HeldSitting {
  readonly sitting: string;
  readonly kind: SittingKind;
}

const isHeld = (one: PlannedSitting, held: readonly HeldSitting[]): boolean =>
  held.some(({ sitting, kind }) => kind === one.kind && sitting.startsWith(one.date));

/** Those that may come next at this kiosk: whatever follows the last that it has held. */
export function sittingsToCome(
  plan: readonly PlannedSitting[],
  held: readonly HeldSitting[],
): readonly PlannedSitting[] {
  return plan.slice(plan.findLastIndex((one) => isHeld(one, held)) + 1);
}

/** What the clock proposes of those to come: today's, else the next one, else (a training of another day) the first. */
export function proposedSitting(toCome: readonly PlannedSitting[], today: string): PlannedSitting | null {
  return toCome.find(({ date }) => date === today) ?? toCome.find(({ date }) => date > today) ?? toCome[0] ?? null;
}
