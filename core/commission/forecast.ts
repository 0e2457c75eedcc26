import { type DeviceKnown, isSilent } from './device.ts';
import type { StationPlace } from './places.ts';
import type { StationStage } from './rows.ts';
import type { Bounds } from './settings.ts';
import type { Contribution } from './sums.ts';

/** A forecast is no more exact than this: it moves in steps, milliseconds. */
const STEP_MS = 5 * 60_000;
/** Fewer voters tell nothing of how long one takes. */
const ENOUGH = 10;

/** Stations move their steps at different seconds: all at once would be a standstill of the console every five minutes. */
const phaseOf = ({ precinct }: StationPlace): number => (Number(precinct.number) * 1_000) % STEP_MS;

const stepAt = (now: number, place: StationPlace): number =>
  Math.floor((now - phaseOf(place)) / STEP_MS) * STEP_MS + phaseOf(place);

/** When a station's forecast may become another one by the clock alone. */
export const nextStep = (now: number, place: StationPlace): number => stepAt(now, place) + STEP_MS;

/** Seconds that a voter takes at these devices, measured; null: too few were served. */
export function secondsPerVoter(devices: readonly DeviceKnown[]): number | null {
  let voters = 0;
  let seconds = 0;
  for (const { state } of devices) {
    voters += state?.served.voters ?? 0;
    seconds += state?.served.seconds ?? 0;
  }
  return voters < ENOUGH ? null : seconds / voters;
}

/**
 * When the last voter who is still reckoned with would be served, if all of them came now: voters left × measured seconds ÷
 * devices that serve. Minutes after the close in steps of five, negative before it; null where the station does not serve,
 * or too little is measured.
 */
export function forecastOf({
  devices,
  stage,
  contribution,
  expectedPercent,
  ...at
}: {
  readonly devices: readonly DeviceKnown[];
  readonly expectedPercent: number;
  readonly now: number;
  readonly bounds: Bounds;
  readonly place: StationPlace;
  readonly stage: StationStage;
  readonly contribution: Contribution;
}): number | null {
  const serving = devices.filter((known) => known.state?.stage === stage && !isSilent(known, at)).length;
  const seconds = secondsPerVoter(devices);
  if ((stage !== 'open' && stage !== 'finishing') || serving === 0 || seconds === null) return null;
  const { registered, admitted, onPaper } = contribution;
  const left = Math.max(0, Math.round((registered * expectedPercent) / 100) - admitted - onPaper);
  const from = stepAt(at.now, at.place);
  const end = from + (left * seconds * 1_000) / serving;
  return Math.round((end - at.place.closes) / STEP_MS) * (STEP_MS / 60_000);
}
