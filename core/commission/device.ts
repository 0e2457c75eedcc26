import type { Health } from '../hub/asks.ts';
import type { DeviceState } from '../hub/device-state.ts';
import type { Turnout } from '../hub/turnout.ts';
import type { StationPlace } from './places.ts';
import type { DeviceRow, StationStage } from './rows.ts';
import type { Bounds } from './settings.ts';

/** What a device said of itself, as the hub keeps it. */
export type HeardHealth = Health & { readonly received: number };

/** A device at a station, as far as anything is known of it. */
export interface DeviceKnown {
  readonly station: string;
  readonly device: string;
  readonly state: DeviceState | null;
  readonly health: HeardHealth | null;
}

/** Sittings of a device in a round. */
export function sittingsOf(
  state: DeviceState,
  round: number,
): readonly { readonly sitting: string; readonly turnout: Turnout }[] {
  return Object.entries(state.turnout)
    .filter(([sitting]) => (state.rounds[sitting] ?? 0) === round)
    .map(([sitting, turnout]) => ({ sitting, turnout }));
}

export const admittedOn = (state: DeviceState, round: number): number =>
  sittingsOf(state, round).reduce((sum, { turnout }) => sum + turnout.admitted, 0);

/** Admitted in a round while the lock could not be asked for, and not reconciled yet. */
export const unconfirmedOn = ({ unconfirmed = {} }: DeviceState, round: number): number =>
  Object.values(unconfirmed).filter((one) => one.round === round).length;

/**
 * A sitting's own day stands in front of its name (core/election/sittings.ts). One without a day is of this one.
 * @param date of the day that is looked at
 */
export const isOfDay = (sitting: string, date: string): boolean =>
  !/^\d{4}-\d\d-\d\d/.test(sitting) || sitting.startsWith(date);

/** Where its station stands by this device, on the day: what it closed the day before is before this day's opening. */
export function stageOf({ state, health }: Pick<DeviceKnown, 'state' | 'health'>, date: string): StationStage {
  if (!state) return health ? 'before' : 'silent';
  return state.sitting === null || isOfDay(state.sitting, date) ? state.stage : 'before';
}

/** When the hub heard of it last, milliseconds; null: never. */
export const heardAt = ({ health }: Pick<DeviceKnown, 'health'>): number | null => health?.received ?? null;

/** From when on it is too long that nothing was heard of it. */
export function silentFrom(
  known: DeviceKnown,
  { bounds, place }: { readonly bounds: Bounds; readonly place: StationPlace },
): number {
  return (heardAt(known) ?? place.opens) + bounds.silentMinutes * 60_000;
}

/** Whether it should have told something. Who has closed may be packed away. */
export function isSilent(
  known: DeviceKnown,
  at: { readonly now: number; readonly bounds: Bounds; readonly place: StationPlace },
): boolean {
  const { state } = known;
  if (state?.stage === 'closed' && Object.values(state.turnout).every(({ closed }) => closed !== null)) return false;
  return at.now >= at.place.opens && at.now > silentFrom(known, at);
}

/** Its clock minus the hub's when it was heard, milliseconds. What the way of the letter took is in it. */
export const clockOf = ({ health }: Pick<DeviceKnown, 'health'>): number | null =>
  health && health.now - health.received;

/** A device as it is shown to whoever drills down to it. */
export function deviceRow(known: DeviceKnown, date: string, round: number): DeviceRow {
  const { device, state, health } = known;
  const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...{ device, stage: stageOf(known, date), version: state?.version ?? health?.version ?? null },
    ...{ seq: state?.seq ?? 0, at: state?.at ?? null, heard: iso(heardAt(known)) },
    ...{ admitted: state ? admittedOn(state, round) : 0, overrides: state?.overrides ?? 0 },
    ...{ backlog: health?.backlog ?? null, oldest: iso(health?.oldest ?? null), link: health?.link ?? null },
    ...{ battery: health?.battery ?? null, onMains: health?.onMains ?? null, free: health?.free ?? null },
    ...{ clockMs: clockOf(known), sees: health?.sees ?? [], problems: health?.problems ?? [] },
    ...{ peripherals: state?.peripherals ?? {}, starts: state?.starts ?? 0, deaths: state?.deaths ?? 0 },
  };
}
