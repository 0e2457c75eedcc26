import type { KeptAlarm } from '../hub/alarm.ts';
import type { Cause } from '../journal/finding.ts';
import type { DeviceKnown } from './device.ts';
import { admittedOn, clockOf, heardAt, isSilent } from './device.ts';
import type { StationPlace } from './places.ts';
import type { AlarmRow, ResultsState } from './rows.ts';
import type { Bounds } from './settings.ts';

/** An alarm, and the stations that it is about: a voter who is admitted twice is a matter of two. */
export interface Alarming {
  readonly row: AlarmRow;
  readonly stations: readonly string[];
}

/** Causes that mean that events of a journal are not there. */
const gaps: ReadonlySet<Cause> = new Set<Cause>(['dropped', 'truncated', 'rolled-back', 'moved']);

const urgencies = ['now', 'soon', 'know'] as const;
const kinds = [
  ...([
    'conflict',
    'refused',
    'gap',
    'results',
    'silent',
    'clock',
    'overrides',
    'backlog',
    'peripheral',
    'died',
  ] as const),
];

/** The most urgent first, then by what it is, and the oldest first: an alarm does not move while others come and go. */
export function byUrgency(a: AlarmRow, b: AlarmRow): number {
  return (
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
    kinds.indexOf(a.alarm) - kinds.indexOf(b.alarm) ||
    compare(a.since, b.since) ||
    compare(a.id, b.id)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What the hub has raised. A conflict is one alarm however many journals tell of it. */
export function raised(alarm: KeptAlarm): Alarming {
  const { of, first: since } = alarm;
  if (alarm.alarm === 'conflict') {
    const places = alarm.places.filter((one) => one.in).toSorted((a, b) => compare(a.at, b.at));
    const stations = [...new Set(places.map(({ station }) => station))];
    const station = stations[0] ?? of.station;
    return {
      stations: stations.length === 0 ? [station] : stations,
      row: {
        ...{ id: `conflict.${alarm.round}.${alarm.voter}`, alarm: 'conflict', urgency: 'now', station, since },
        device: places[0]?.device ?? of.device,
        facts: { other: stations[1] ?? station },
      },
    };
  }
  const about = { station: of.station, device: of.device, since };
  if (alarm.alarm === 'results') {
    const id = `results.${of.station}.${alarm.sha256}`;
    return {
      stations: [of.station],
      row: { id, alarm: 'results', urgency: 'now', ...about, facts: { state: 'forged' } },
    };
  }
  const { cause, seq } = alarm;
  return {
    stations: [of.station],
    row: {
      id: `refused.${of.station}.${of.device}.${cause}.${seq}`,
      ...{ alarm: gaps.has(cause) ? 'gap' : 'refused', urgency: 'now', ...about },
      facts: gaps.has(cause) ? { from: seq, to: lastMissing(seq, alarm.line) } : { seq, cause },
    },
  };
}

/** The event before the one that came instead; of a line that cannot be read the first that is missing. */
function lastMissing(seq: number, line: string): number {
  try {
    const { seq: came } = JSON.parse(line) as { readonly seq?: unknown };
    return typeof came === 'number' && came > seq ? came - 1 : seq;
  } catch {
    return seq;
  }
}

export interface AtNow {
  readonly now: number;
  readonly bounds: Bounds;
  readonly place: StationPlace;
  readonly round: number;
}

/** What is to be said of one device. `since` is from what it tells itself; who raised it before keeps the first. */
export function ofDevice(known: DeviceKnown, at: AtNow): readonly AlarmRow[] {
  const { station, device, state, health } = known;
  const { bounds, place, round } = at;
  const heard = heardAt(known);
  const told = new Date(heard ?? place.opens).toISOString();
  const found: AlarmRow[] = [];
  const raise = (alarm: AlarmRow['alarm'], urgency: AlarmRow['urgency'], since: string, facts: AlarmRow['facts']) =>
    void found.push({ id: `${alarm}.${station}.${device}`, alarm, urgency, station, device, since, facts });

  if (isSilent(known, at)) raise('silent', 'soon', told, { minutes: minutesSince(heard ?? place.opens, at.now) });
  const clock = clockOf(known);
  if (clock !== null && Math.abs(clock) > bounds.clockSeconds * 1_000) {
    raise('clock', 'soon', told, { seconds: Math.round(clock / 1_000) });
  }
  if (state) {
    const admitted = admittedOn(state, round);
    const { overrides, deaths, peripherals } = state;
    if (overrides >= bounds.overridesLeast && overrides * 100 > bounds.overridesPercent * admitted) {
      raise('overrides', 'soon', told, { overrides, admitted });
    }
    const broken = Object.keys(peripherals).sort();
    if (broken.length > 0) raise('peripheral', 'know', told, { kind: broken.join(' ') });
    if (deaths >= bounds.deaths) raise('died', 'know', told, { times: deaths });
  }
  if (health && isBehind(known, at)) {
    const since = health.oldest === null ? told : new Date(health.oldest).toISOString();
    raise('backlog', 'soon', since, {
      events: health.backlog,
      minutes: minutesSince(health.oldest ?? at.now, at.now),
    });
  }
  return found;
}

const minutesSince = (ms: number, now: number): number =>
  Math.max(0, Math.floor(now / 60_000) - Math.floor(ms / 60_000));

/** Whether what a device has not delivered is more, or older, than it may be. */
export function isBehind({ health }: DeviceKnown, { now, bounds }: Pick<AtNow, 'now' | 'bounds'>): boolean {
  if (!health || health.backlog === 0) return false;
  return (
    health.backlog > bounds.backlogEvents ||
    (health.oldest !== null && now - health.oldest > bounds.backlogMinutes * 60_000)
  );
}

/** What is to be said of a station's results; null: nothing is wrong with them. */
export function ofResults(station: string, state: ResultsState, since: string): AlarmRow | null {
  const urgency = ({ forged: 'now', 'not-balanced': 'now', incomplete: 'soon' } as const)[state as 'forged'] ?? null;
  if (urgency === null) return null;
  return { id: `results.${station}`, alarm: 'results', urgency, station, device: null, since, facts: { state } };
}
