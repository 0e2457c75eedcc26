import { type Alarming, type AtNow, ofDevice, ofResults } from './alarms.ts';
import { type DeviceKnown, isOfDay, isSilent, silentFrom, sittingsOf, stageOf, unconfirmedOn } from './device.ts';
import { forecastOf, nextStep } from './forecast.ts';
import type { AlarmRow, ResultsState, StationHealth, StationRow, StationStage } from './rows.ts';
import { type Contribution, contributionOf } from './sums.ts';

/** A station as it is at a moment. */
export interface StationNow {
  readonly row: StationRow;
  readonly contribution: Contribution;
  /** Its own alarms; those that the hub has raised are not among them. */
  readonly alarms: readonly AlarmRow[];
  /** When it becomes another without any news, milliseconds. */
  readonly until: number;
}

export interface StationInputs extends AtNow {
  readonly devices: readonly DeviceKnown[];
  readonly results: { readonly state: ResultsState; readonly since: string } | null;
  /** What the hub has raised about it. */
  readonly raised: readonly Alarming[];
  /** The day, and voters of a hundred that are reckoned with. */
  readonly date: string;
  readonly expectedPercent: number;
  /** Alarms of it until now: they keep when they were raised. */
  readonly before: readonly AlarmRow[];
}

const stages: readonly StationStage[] = ['open', 'finishing', 'suspended', 'closed', 'before', 'silent'];

/** Makes the row of a station, and all that goes with it, from what is known of its devices. */
export function stationNow(inputs: StationInputs): StationNow {
  const { devices, results, place, date, round, now, bounds, before } = inputs;
  const { precinct, territory, listed, hoursAhead } = place;
  const contribution = contributionOf(
    devices
      .flatMap(({ state }) => (state ? sittingsOf(state, round) : []))
      .map(({ sitting, turnout }) => ({ turnout, isDay: isOfDay(sitting, date) })),
    listed,
    hoursAhead,
    devices.reduce((sum, { state }) => sum + (state ? unconfirmedOn(state, round) : 0), 0),
  );
  const own = devices.flatMap((known) => ofDevice(known, inputs));
  const found = results && ofResults(precinct.number, results.state, results.since);
  const silent = devices.filter((known) => isSilent(known, inputs)).length;
  const all = devices.length > 0 && silent === devices.length;
  const alarms = [
    // One device of a station that others of it speak for is less than a station of which nothing is known.
    ...own.map((row): AlarmRow => (row.alarm === 'silent' && all ? { ...row, urgency: 'now' } : row)),
    ...(found ? [found] : []),
  ].map((row) => ({ ...row, since: since(row, before) }));
  const stage = stages.find((one) => devices.some((known) => stageOf(known, date) === one)) ?? 'silent';
  const oldest = devices.flatMap(({ health }) => (health?.oldest ? [health.oldest] : [])).sort((a, b) => a - b)[0];
  return {
    ...{ contribution, alarms },
    until: Math.min(
      nextStep(now, place),
      // Alarms that say how long something lasts.
      ...(own.some(({ alarm }) => alarm === 'silent' || alarm === 'backlog')
        ? [Math.floor(now / 60_000 + 1) * 60_000]
        : []),
      ...devices.flatMap((known) => {
        const behind = known.health?.oldest;
        return [
          ...[Math.max(silentFrom(known, inputs), place.opens - 1) + 1],
          ...(behind ? [behind + bounds.backlogMinutes * 60_000 + 1] : []),
        ].filter((at) => at > now);
      }),
    ),
    row: {
      ...{ station: precinct.number, name: precinct.names, territory, constituency: precinct.constituency },
      ...{
        kind: precinct.kind,
        stage,
        health: healthOf(stage, all, [...alarms, ...inputs.raised.map(({ row }) => row)]),
      },
      ...{ registered: contribution.registered, admitted: contribution.admitted },
      ...{ onPaper: contribution.onPaper, unconfirmed: contribution.unconfirmed },
      ...{ devices: devices.length, silent },
      backlog: devices.reduce((sum, { health }) => sum + (health?.backlog ?? 0), 0),
      oldest: oldest === undefined ? null : new Date(oldest).toISOString(),
      alarms: alarms.length + inputs.raised.length,
      results: results?.state ?? (stage === 'closed' ? 'awaited' : null),
      forecast: forecastOf({ ...inputs, stage, contribution }),
    },
  };
}

/** What is known from a time of its own says so; what only shows that it is so now keeps when it was first seen. */
const timed: readonly AlarmRow['alarm'][] = ['silent', 'backlog', 'results'];

function since(row: AlarmRow, before: readonly AlarmRow[]): string {
  if (timed.includes(row.alarm)) return row.since;
  return before.find(({ id }) => id === row.id)?.since ?? row.since;
}

function healthOf(stage: StationStage, allSilent: boolean, alarms: readonly AlarmRow[]): StationHealth {
  if (allSilent) return 'silent';
  if (alarms.some(({ urgency }) => urgency === 'now')) return 'alarm';
  if (stage === 'silent') return 'none-yet';
  return alarms.some(({ urgency }) => urgency === 'soon') ? 'warning' : 'well';
}
