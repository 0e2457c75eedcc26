import type { Problem } from '../problem/catalogue.ts';

/** How the kiosk is fed, as a supply says it. */
export interface PowerReading {
  readonly source: 'mains' | 'battery' | 'unknown';
  /** Per cent, 0–100; null where the supply does not say. */
  readonly charge: number | null;
  /** Seconds that the battery will last at the present load; null where the supply does not say. */
  readonly runtimeS: number | null;
  /** The supply's own word that its battery is nearly empty. */
  readonly low: boolean;
}

/** No supply has said anything. */
export const UNKNOWN_POWER: PowerReading = { source: 'unknown', charge: null, runtimeS: null, low: false };

/** When a kiosk on battery stops working. */
export const POWER_LIMITS = {
  /** At or below this charge, in per cent, the battery is low whatever the supply calls it. */
  lowCharge: 20,
  /** Or with so few seconds left: time for the voter in the chair, and for the stop. */
  lowRuntimeS: 300,
  /** With so few seconds left the kiosk is stopped without waiting for anybody. */
  stopRuntimeS: 90,
  /** A low battery must be low for so long, in milliseconds: supplies say nonsense just after they have taken over. */
  confirmMs: 4_000,
  /** From "low" to the stop: the voter in the chair is served to the end. */
  finishMs: 120_000,
  /** Mains must hold for so long before it counts as back: it comes and goes. */
  mainsBackMs: 10_000,
  /** A supply that falls silent on battery counts as low after so long (upsmon's DEADTIME). */
  silentMs: 15_000,
} as const;

export type PowerLimits = { readonly [K in keyof typeof POWER_LIMITS]: number };

const stages = ['mains', 'battery', 'low', 'stop'] as const;
export type PowerStage = (typeof stages)[number];

/** What the rule remembers between two readings; times in milliseconds on one clock that never steps. */
export interface PowerState {
  readonly stage: PowerStage;
  readonly since: number;
  /** The last source that was not unknown, and when it was heard. */
  readonly known: 'mains' | 'battery' | null;
  readonly heardAt: number;
  /** Since when mains has held, or the battery has been weak, without a break. */
  readonly mainsSince: number | null;
  readonly weakSince: number | null;
}

/** What the kiosk does now. */
export interface PowerOrders {
  /** What people are told; null on mains. */
  readonly problem: Problem | null;
  /** Whether a new voter may be begun. A voter in the chair is always served to the end. */
  readonly admit: boolean;
  /** Write everything to the disk now. True once for each step to the worse. */
  readonly flush: boolean;
  /** Close everything in order and switch off. */
  readonly stop: boolean;
}

/** A kiosk that has just started. */
export function powerAtStart(at: number): PowerState {
  return { stage: 'mains', since: at, known: null, heardAt: at, mainsSince: null, weakSince: null };
}

/**
 * The rule: on battery a notice; when it is low, no new voters, and the stop once the voter in the chair has had time
 * to finish. It does not flicker: low is left by steady mains only, because charge figures move with the load, and a
 * stop that was ordered stays ordered. A kiosk whose supply never said anything works on.
 * Ask at every reading and once a second besides: times run out between readings.
 */
export function nextPower(
  state: PowerState,
  reading: PowerReading,
  at: number,
  limits: PowerLimits = POWER_LIMITS,
): { readonly state: PowerState; readonly orders: PowerOrders } {
  const { source } = reading;
  const known = source === 'unknown' ? state.known : source;
  const heardAt = source === 'unknown' ? state.heardAt : at;
  const mainsSince = source === 'mains' ? (state.mainsSince ?? at) : null;
  const weakSince = weak(reading, state, at, limits) ? (state.weakSince ?? at) : null;
  const heard = { known, heardAt, mainsSince, weakSince };

  const stage = nextStage({ ...state, ...heard }, reading, at, limits);
  const since = stage === state.stage ? state.since : at;
  const worse = stages.indexOf(stage) > stages.indexOf(state.stage);
  return { state: { stage, since, ...heard }, orders: { ...ordersOf(stage), flush: worse } };
}

function nextStage(state: PowerState, reading: PowerReading, at: number, limits: PowerLimits): PowerStage {
  const { stage, since, mainsSince, weakSince } = state;
  if (stage === 'stop') return 'stop';
  if (mainsSince !== null && at - mainsSince >= limits.mainsBackMs) return 'mains';
  const confirmed = weakSince !== null && at - weakSince >= limits.confirmMs;
  const ending = reading.source === 'battery' && reading.runtimeS !== null && reading.runtimeS <= limits.stopRuntimeS;
  if (confirmed && ending) return 'stop';
  // While mains is back but not yet steady, nobody is stopped.
  if (stage === 'low') return mainsSince === null && at - since >= limits.finishMs ? 'stop' : 'low';
  if (confirmed) return 'low';
  return reading.source === 'battery' ? 'battery' : stage;
}

/** Whether the battery is nearly empty, or must be taken for it. */
function weak(reading: PowerReading, state: PowerState, at: number, limits: PowerLimits): boolean {
  const { source, charge, runtimeS, low } = reading;
  if (source === 'mains') return false;
  if (source === 'unknown') {
    return state.known === 'battery' && (state.weakSince !== null || at - state.heardAt >= limits.silentMs);
  }
  const little = charge !== null && charge <= limits.lowCharge;
  const short = runtimeS !== null && runtimeS <= limits.lowRuntimeS;
  return low || little || short;
}

function ordersOf(stage: PowerStage): Omit<PowerOrders, 'flush'> {
  switch (stage) {
    case 'mains':
      return { problem: null, admit: true, stop: false };
    case 'battery':
      return { problem: { code: 'power.on-battery' }, admit: true, stop: false };
    case 'low':
      return { problem: { code: 'power.low' }, admit: false, stop: false };
    case 'stop':
      return { problem: { code: 'power.stopping' }, admit: false, stop: true };
  }
}
