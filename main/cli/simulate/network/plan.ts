import { type Chance, chance } from '../../../demo/random.ts';
import { type Victim, victims } from './kiosk.ts';
import type { CableState } from './lan.ts';
import { WELL } from './lan.ts';

/** What can be done to a network of kiosks, by name. */
export const faults = [
  /** Some do not see the others, any split, both ways. */
  'partition',
  /** One does not hear another, which hears it. */
  'one-way',
  /** 30 % of all packets. */
  'loss',
  /** Up to 5 s from one to the other. */
  'latency',
  /** Letters of before come again, out of order and more than once. */
  'reorder',
  /** SIGKILL of a zone, a link, a nats-server, a whole kiosk. */
  'kill',
  /** A link or a nats-server hangs. */
  'hang',
  /** One kiosk's clock shows 2035, another one's 1970. */
  'clock',
  /** Letters and events that are forged, altered, of another election or station. */
  'forged',
  /** Wrong certificate, no certificate, no TLS. */
  'certificates',
  /** Some kiosks, or all, do not reach the hub. */
  'hub-cut',
  /** SIGKILL of one of the hub's servers, or of a collector. */
  'hub-kill',
  /** All of the hub's servers lose all that they have. */
  'hub-lost',
] as const;
export type Fault = (typeof faults)[number];

/** Those that need a cable of their own. */
export const cableFaults: ReadonlySet<Fault> = new Set(['partition', 'one-way', 'loss', 'latency', 'hub-cut']);
/** Those that need a hub. */
export const hubFaults: ReadonlySet<Fault> = new Set(['hub-cut', 'hub-kill', 'hub-lost']);

/** A voter steps up at several kiosks at the same moment, or at one. */
export interface Arrival {
  /** Number on the list, from 1. */
  readonly voter: number;
  readonly kiosks: readonly number[];
}

export type Trouble =
  | {
      readonly fault: 'partition' | 'one-way' | 'loss' | 'latency';
      readonly cable: CableState;
      readonly noticed: boolean;
    }
  | { readonly fault: 'kill'; readonly kiosk: number; readonly victim: Victim; readonly afterMs: number }
  | { readonly fault: 'hang'; readonly kiosk: number; readonly victim: 'link' | 'server' }
  /** `kiosks`: those that do not reach it. */
  | { readonly fault: 'hub-cut'; readonly kiosks: readonly number[] }
  | { readonly fault: 'hub-kill'; readonly what: 'site' | 'collector'; readonly n: number }
  | { readonly fault: 'reorder' | 'forged' | 'certificates' | 'hub-lost' };

/** A part of the day with one trouble; null: all is well, and every kiosk has seen that it is. */
export interface Spell {
  readonly trouble: Trouble | null;
  readonly arrivals: readonly Arrival[];
}

export interface PlanOptions {
  readonly kiosks: number;
  /** Visits, each of one voter at one kiosk. */
  readonly events: number;
  readonly seed: string;
  readonly faults: readonly Fault[];
  /** Of all voters so many stand before several kiosks at one moment (0 to 1); without it half of them. */
  readonly races?: number;
}

/** Voters on the list: all who come, and some who never do. */
export const votersOf = (plan: readonly Spell[]): number =>
  10 + Math.max(...plan.flatMap(({ arrivals }) => arrivals.map(({ voter }) => voter)));

/** Of all arrivals so many are races, and so many voters come who were there before. */
const SHARE = { race: 0.5, again: 0.2 } as const;
/** Visits in one spell, at least and on a long day. */
const SPELL = { least: 4, most: 400 } as const;

/** The day, from the seed alone. */
export function planNetwork({
  kiosks,
  events,
  seed,
  faults: wanted,
  races = SHARE.race,
}: PlanOptions): readonly Spell[] {
  const dice = chance(`${seed}/network`);
  const troubles = wanted.filter((fault) => fault !== 'clock');
  const rounds = Math.max(1, Math.ceil(events / (SPELL.most * (2 * troubles.length + 1))));
  const order = Array.from({ length: rounds }, () => shuffled(troubles, dice)).flat();
  const spells = 2 * order.length + 1;
  const each = Math.max(SPELL.least, Math.ceil(events / spells));
  const comers = arrivals(kiosks, Math.max(events, spells * SPELL.least), { dice, races });
  const some = (): readonly Arrival[] => {
    const taken: Arrival[] = [];
    for (let visits = 0; visits < each; ) {
      const next = comers.next();
      if (next.done) break;
      visits += next.value.kiosks.length;
      taken.push(next.value);
    }
    return taken;
  };
  const out: Spell[] = [{ trouble: null, arrivals: some() }];
  for (const fault of order) {
    out.push({ trouble: troubleOf(fault, kiosks, dice), arrivals: some() });
    out.push({ trouble: null, arrivals: some() });
  }
  return out;
}

function* arrivals(
  kiosks: number,
  events: number,
  { dice, races }: { readonly dice: Chance; readonly races: number },
): Generator<Arrival> {
  const list = shuffled(
    Array.from({ length: events }, (_, n) => n + 1),
    dice,
  );
  const before: number[] = [];
  for (let visits = 0; visits < events; ) {
    const again = before.length > 0 && dice.happens(SHARE.again);
    const voter = (again ? undefined : list.shift()) ?? dice.pick(before);
    if (!again) before.push(voter);
    const most = kiosks > 1 && dice.happens(races) ? 2 + dice.below(kiosks - 1) : 1;
    const at = shuffled(
      Array.from({ length: kiosks }, (_, n) => n),
      dice,
    ).slice(0, most);
    visits += at.length;
    yield { voter, kiosks: at };
  }
}

function troubleOf(fault: Exclude<Fault, 'clock'>, kiosks: number, dice: Chance): Trouble {
  const all = Array.from({ length: kiosks }, (_, n) => n);
  switch (fault) {
    case 'partition': {
      const [first, ...rest] = shuffled(all, dice);
      const apart = new Set(rest.filter(() => dice.happens(0.5)));
      if (apart.size === 0) apart.add(rest[0] ?? 0);
      const cut = all.flatMap((a) => all.filter((b) => apart.has(a) !== apart.has(b)).map((b) => [a, b] as const));
      return { fault, cable: { ...WELL, cut: first === undefined ? [] : cut }, noticed: dice.happens(0.5) };
    }
    case 'one-way': {
      const [a = 0, b = 0] = shuffled(all, dice);
      return { fault, cable: { ...WELL, cut: [[a, b]] }, noticed: dice.happens(0.5) };
    }
    case 'loss':
      return { fault, cable: { ...WELL, lossPercent: 30 }, noticed: false };
    case 'latency':
      return { fault, cable: { ...WELL, delayMs: dice.pick([200, 900, 2_500, 5_000]) }, noticed: false };
    case 'kill':
      return { fault, kiosk: dice.below(kiosks), victim: dice.pick(victims), afterMs: dice.below(400) };
    case 'hang':
      return { fault, kiosk: dice.below(kiosks), victim: dice.pick(['link', 'server']) };
    case 'hub-cut':
      return { fault, kiosks: shuffled(all, dice).slice(0, 1 + dice.below(kiosks)) };
    case 'hub-kill':
      return { fault, what: dice.pick(['site', 'site', 'collector'] as const), n: dice.below(3) };
    default:
      return { fault };
  }
}

function shuffled<T>(all: readonly T[], dice: Chance): T[] {
  const out = [...all];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = dice.below(i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
