import type { CountryNews } from '../../core/commission/country.ts';
import type { HeardHealth } from '../../core/commission/device.ts';
import { type StationPlace, stationPlaces } from '../../core/commission/places.ts';
import type { ResultsState } from '../../core/commission/rows.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import type { KeptAlarm } from '../../core/hub/alarm.ts';
import { type DeviceState, noState } from '../../core/hub/device-state.ts';
import type { Tally, Turnout } from '../../core/hub/turnout.ts';
import { localTime } from '../../core/journal/chain.ts';
import { ageGroups } from '../../core/person/dates.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { DemoCountry } from './country-settings.ts';
import { chance } from './random.ts';

/** What is special about a station or a device of the simulated day. */
type Trouble =
  | 'silent-station'
  | 'silent-device'
  | 'future'
  | 'past'
  | 'backlog'
  | 'overrides'
  | 'peripheral'
  | 'died'
  | 'suspended'
  | 'late'
  | null;

interface Device {
  readonly station: string;
  readonly device: string;
  readonly place: StationPlace;
  readonly trouble: Trouble;
  /** Share of the list that comes here in the end, and how much of it this device serves. */
  readonly comes: number;
  readonly share: number;
  readonly secondsEach: number;
  /** A shift of its health within the half minute, milliseconds. */
  readonly phase: number;
}

/** How voters come, hour by hour from the opening: half by 14:00, as was published in 2025. */
const hours = [0.05, 0.08, 0.1, 0.1, 0.1, 0.09, 0.08, 0.08, 0.09, 0.09, 0.08, 0.06];
const ages = [0.03, 0.33, 0.19, 0.16, 0.16, 0.13];
const HEALTH_MS = 30_000;
const HOUR_MS = 3_600_000;

/** The whole day of a simulated country: what its hub would know of each device at any moment, the same for the same seed. */
export class CountryDay {
  readonly #country: DemoCountry;
  readonly devices: readonly Device[];
  readonly #alarms: readonly KeptAlarm[];
  readonly #results: readonly Results[];

  constructor(country: DemoCountry) {
    this.#country = country;
    const places = new Map(stationPlaces(country.settings).map((place) => [place.precinct.number, place]));
    const byStation = Map.groupBy(country.devices, ({ station }) => station);
    this.devices = [...byStation].flatMap(([station, own]) => {
      const dice = chance(`${country.seed}/${station}`);
      const place = places.get(station);
      if (!place) throw new RangeError(`no precinct ${station}`);
      const comes =
        place.precinct.kind === 'remote'
          ? 140 + dice.below(260)
          : Math.round((place.listed ?? 0) * (0.22 + dice.next() * 0.34));
      const ofStation = stationTrouble(dice.next());
      return own.map(
        ({ device }): Device => ({
          ...{ station, device, place, comes, share: 1 / own.length },
          trouble: ofStation ?? deviceTrouble(dice.next()),
          ...{ secondsEach: 38 + dice.below(40), phase: dice.below(HEALTH_MS) },
        }),
      );
    });
    this.#alarms = this.#makeAlarms();
    const first = [...Map.groupBy(this.devices, ({ station }) => station).values()].flatMap(([one]) => one ?? []);
    this.#results = first.flatMap((one) => resultsOf(one, country.seed));
  }

  /** Everything that the hub keeps at a moment. */
  *everything(now: number): Generator<CountryNews> {
    for (const one of this.devices) yield* this.#toldBy(one, now, now);
    for (const [at, alarm] of this.#alarms.entries()) {
      if (Date.parse(alarm.first) <= now) yield { of: 'alarm', key: `${at}`, alarm };
    }
    yield* this.#arrived(Number.NEGATIVE_INFINITY, now);
  }

  /** What has come since a moment: every device says each half minute how it is, and what it did meanwhile. */
  *between(since: number, now: number): Generator<CountryNews> {
    for (const one of this.devices) {
      const last = Math.floor((now - one.phase) / HEALTH_MS) * HEALTH_MS + one.phase;
      if (last > since) yield* this.#toldBy(one, last, now);
    }
    for (const [at, alarm] of this.#alarms.entries()) {
      const first = Date.parse(alarm.first);
      if (first > since && first <= now) yield { of: 'alarm', key: `${at}`, alarm };
    }
    yield* this.#arrived(since, now);
  }

  *#toldBy(one: Device, heard: number, now: number): Generator<CountryNews> {
    const { station, device, trouble, place } = one;
    // Whoever is silent was last heard at some moment of the morning.
    const gone =
      trouble === 'silent-station' || trouble === 'silent-device' ? place.opens + 2 * HOUR_MS + one.phase * 300 : now;
    const at = Math.min(heard, gone);
    if (at < place.opens - HOUR_MS) return;
    const state = stateAt(one, at, this.#country.settings.election.day.date);
    yield { of: 'device', station, device, state };
    yield { of: 'health', station, device, health: healthAt(one, at, state) };
  }

  /** Voters who are admitted twice, journals with a gap, events that somebody has altered. */
  #makeAlarms(): readonly KeptAlarm[] {
    const dice = chance(`${this.#country.seed}/alarms`);
    const { election } = this.#country.settings;
    const name = ({ station, device }: Device) => ({ election: election.id, mode: election.mode, station, device });
    return Array.from({ length: Math.min(14, this.devices.length) }, (_, n): KeptAlarm => {
      const one = dice.pick(this.devices);
      const other = dice.pick(this.devices);
      const first = new Date(one.place.opens + HOUR_MS + dice.below(10 * HOUR_MS)).toISOString();
      const seq = 200 + dice.below(900);
      if (n >= 7) {
        const cause = n >= 10 ? 'dropped' : n === 9 ? 'forged' : 'changed';
        const line = JSON.stringify({ seq: seq + 1 + dice.below(12) });
        return { of: name(one), first, alarm: 'refused', cause, seq, line, by: one.device };
      }
      const places = [one, other].map((of, at) => ({
        ...{ station: of.station, device: of.device, of: `d-${seq}`, seq: seq + at, in: true },
        at: localTime(Date.parse(first) - (2 - at) * 600_000, election.zone),
      }));
      const voter = toHex(nodeCrypto.sha256(Buffer.from(`${this.#country.seed}/conflict/${n}`)));
      return { of: name(other), first, alarm: 'conflict', voter, round: 0, places };
    });
  }

  *#arrived(since: number, now: number): Generator<CountryNews> {
    for (const { station, state, came } of this.#results) {
      if (came > since && came <= now) {
        yield {
          of: 'results',
          station,
          sitting: `${this.#country.settings.election.day.date}-1`,
          results: { state, since: new Date(came).toISOString() },
          kept: null,
        };
      }
    }
  }
}

interface Results {
  readonly station: string;
  readonly state: ResultsState;
  readonly came: number;
}

/** Results come in the three hours after the close, and of a few stations not at all. */
function resultsOf(one: Device, seed: string): readonly Results[] {
  const dice = chance(`${seed}/results/${one.station}`);
  const came = one.place.closes + HOUR_MS + Math.round(dice.next() ** 2 * 2 * HOUR_MS);
  const x = dice.next();
  if (one.trouble === 'silent-station' || x > 0.995) return [];
  const wrong = [
    ...([
      ['not-balanced', 0.002],
      ['incomplete', 0.004],
      ['corrected', 0.006],
      ['forged', 0.0065],
    ] as const),
  ].find(([, until]) => x < until);
  return [{ station: one.station, state: wrong?.[0] ?? 'arrived', came }];
}

function stationTrouble(x: number): Trouble {
  if (x < 0.0022) return 'silent-station';
  if (x < 0.0036) return 'suspended';
  return x < 0.005 ? 'late' : null;
}

function deviceTrouble(x: number): Trouble {
  const shares = [
    ...([
      ['silent-device', 0.003],
      ['future', 0.0003],
      ['past', 0.0003],
      ['backlog', 0.005],
    ] as const),
    ...([
      ['overrides', 0.0014],
      ['peripheral', 0.008],
      ['died', 0.0015],
    ] as const),
  ];
  let until = 0;
  for (const [trouble, share] of shares) {
    until += share;
    if (x < until) return trouble;
  }
  return null;
}

/** Voters that this device has admitted until a moment, by hours since the opening. */
function admittedByHour({ comes, share, place, trouble }: Device, now: number): readonly number[] {
  const begins = trouble === 'late' ? place.opens + 1.5 * HOUR_MS : place.opens;
  let arrived = 0;
  let counted = 0;
  return hours.map((part, hour) => {
    const from = place.opens + hour * HOUR_MS;
    const passed = now <= begins ? 0 : Math.min(1, Math.max(0, (now - from) / HOUR_MS));
    const stands = trouble === 'suspended' && hour >= 6 ? 0 : 1;
    arrived += comes * share * part * passed * stands;
    const own = Math.floor(arrived) - counted;
    counted += own;
    return own;
  });
}

/** A whole number in parts of these shares, which add up to it. */
function parted(count: number, names: readonly string[], shares: readonly number[]): Record<string, number> {
  let share = 0;
  let given = 0;
  const parts: Record<string, number> = {};
  for (const [at, name] of names.entries()) {
    share += shares[at] ?? 0;
    const own = (at === names.length - 1 ? count : Math.floor(count * share)) - given;
    given += own;
    if (own > 0) parts[name] = own;
  }
  return parts;
}

function stateAt(one: Device, now: number, date: string): DeviceState {
  const { place, trouble, device } = one;
  const sitting = `${date}-1`;
  const zone = place.precinct.zone ?? 'Asia/Bishkek';
  const clock = now + clockError(trouble, now);
  const isOpen = now >= place.opens && !(trouble === 'late' && now < place.opens + 1.5 * HOUR_MS);
  const base: DeviceState = {
    ...noState,
    ...{ version: '0.1.0', starts: trouble === 'died' ? 5 : 1, deaths: trouble === 'died' ? 4 : 0, seq: 12 },
    ...{ at: localTime(clock, zone), hash: toHex(nodeCrypto.sha256(Buffer.from(`${device}/${now}`))) },
  };
  if (!isOpen) return base;
  const byHourOf = admittedByHour(one, now);
  const admitted = byHourOf.reduce((sum, count) => sum + count, 0);
  const female = Math.floor(admitted * 0.478);
  const both = {
    ...parted(
      female,
      ageGroups.map((age) => `female ${age}`),
      ages,
    ),
    ...parted(
      admitted - female,
      ageGroups.map((age) => `male ${age}`),
      ages,
    ),
  };
  const by = (place: 0 | 1): Tally => {
    const sum: Record<string, number> = {};
    for (const [name, count] of Object.entries(both)) {
      const key = name.split(' ')[place] ?? '';
      sum[key] = (sum[key] ?? 0) + count;
    }
    return sum;
  };
  const overrides = trouble === 'overrides' ? Math.floor(admitted * 0.07) : Math.floor(admitted * 0.002);
  const isClosed = now >= place.closes + 12 * 60_000;
  const remote = place.precinct.kind === 'remote';
  const turnout: Turnout = {
    ...{ opened: localTime(place.opens, zone), closed: isClosed ? localTime(place.closes + 12 * 60_000, zone) : null },
    ...{
      registered: place.listed ?? 0,
      admitted,
      released: Math.floor(admitted / 180),
      undone: Math.floor(admitted / 400),
      onPaper: 0,
    },
    ...{
      bySex: by(0),
      byAge: by(1),
      bySexAndAge: both,
      byCategory: admitted === 0 ? {} : { [remote ? 'remote' : 'home']: admitted },
    },
    byConstituency: admitted === 0 ? {} : { [place.precinct.constituency ?? 'c-1']: admitted },
    byModality: Object.fromEntries(
      Object.entries({ finger: admitted - overrides, override: overrides }).filter(([, count]) => count > 0),
    ),
    byHour: Object.fromEntries(
      byHourOf.flatMap((count, hour) => (count === 0 ? [] : [[String(8 + hour).padStart(2, '0'), count]])),
    ),
    refused: admitted > 60 ? { 'not-on-list': Math.floor(admitted / 60) } : {},
  };
  const stage = isClosed
    ? 'closed'
    : now >= place.closes
      ? 'finishing'
      : trouble === 'suspended' && now > place.opens + 6 * HOUR_MS
        ? 'suspended'
        : 'open';
  return {
    ...{
      ...base,
      seq: 20 + admitted * 5,
      sitting,
      stage,
      rounds: { [sitting]: 0 },
      turnout: { [sitting]: turnout },
      overrides,
    },
    peripherals:
      trouble === 'peripheral' && now > place.opens + 4 * HOUR_MS ? { fingerprint: 'fingerprint.sensor-dirty' } : {},
    served: { voters: admitted, seconds: admitted * one.secondsEach },
  };
}

/** One kiosk is in 2035, one in 1970: milliseconds that its clock is wrong by. */
const clockError = (trouble: Trouble, now: number): number =>
  trouble === 'future' ? 10 * 365 * 86_400_000 : trouble === 'past' ? 60_000 - now : 0;

function healthAt({ trouble, phase, device, place }: Device, now: number, { seq, version }: DeviceState): HeardHealth {
  const behind = trouble === 'backlog' ? Math.max(0, Math.floor((now - place.opens - 3 * HOUR_MS) / 20_000)) : 0;
  return {
    ...{ received: now, now: now + clockError(trouble, now) + (phase % 900) - 450, version: version ?? '0.1.0' },
    ...{ last: seq + behind, backlog: behind, oldest: behind > 0 ? place.opens + 3 * HOUR_MS : null },
    link: (['cable', 'mobile', 'mobile', 'wireless'] as const)[phase % 4] ?? 'mobile',
    ...{
      battery: trouble === 'silent-station' ? 11 : 60 + (phase % 41),
      onMains: phase % 97 !== 0,
      free: 41_000 + (phase % 9_000),
    },
    ...{ sees: device.endsWith('-1') ? [`${device.slice(0, -1)}2`] : [`${device.slice(0, -1)}1`], problems: [] },
  };
}
