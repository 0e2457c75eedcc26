import { join } from 'node:path';
import { precinctOf } from '../../../core/election/election.ts';
import type { Report } from '../../../core/journal/verify.ts';
import type { Bench } from '../../../drivers/simulator/bench.ts';
import type { LedgerEntry } from '../../../drivers/simulator/ledger.ts';
import type { CountersView } from '../../api/views.ts';
import type { DemoStation } from '../../demo/prepare.ts';
import { pseudonymOf } from '../../identification/register/seal.ts';
import { rebuild, stateDifferences } from '../../identification/state/rebuild.ts';
import { openStore } from '../../identification/store.ts';
import { openCommission } from '../../package/commission.ts';
import type { Database } from '../../storage/open.ts';
import type { VisitEnd } from './visit-end.ts';

/** What the day came to, and everything that does not balance. */
export interface Balance {
  readonly visits: number;
  readonly admitted: number;
  readonly refused: Readonly<Record<string, number>>;
  /** By what was special about the visit. */
  readonly roads: Readonly<Record<string, number>>;
  readonly impostors: { readonly tried: number; readonly admitted: number };
  /** Genuine people whom the sensor did not recognise. */
  readonly falseNonMatches: number;
  readonly slips: number;
  readonly bytes: Readonly<Record<string, { readonly toKiosk: number; readonly toDevice: number }>>;
  /** Seconds that those bytes would take on the wires. */
  readonly wireSeconds: Readonly<Record<string, number>>;
  readonly verdictMs: Percentiles;
  readonly softwareMs: Percentiles;
  readonly events: number;
  /** Processes killed, by the moment. */
  readonly killed: Readonly<Record<string, number>>;
  /** The same by what was killed. */
  readonly victims: Readonly<Record<string, number>>;
  /** How often the journal was verified from outside between opening and closing. */
  readonly chainLooks: number;
  /** Empty when everything balances. */
  readonly wrong: readonly string[];
}

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Factory rates of the devices, bits a second, ten bits a byte. */
const BAUD = { fingerprint: 57_600, document: 9_600, printer: 115_200 } as const;
/** Rows: a voter's slip of the demo election has 1,208 (a reprint more); what is shorter is torn or a scrap. */
const WHOLE_ROWS = 1_200;
/** Slips of the sitting are longer than any voter's. */
const VOTER_ROWS_MOST = 1_500;

/** Whether this is a voter's slip that came out whole. */
export function isWholeSlip({ height }: { readonly height: number }): boolean {
  return height >= WHOLE_ROWS && height <= VOTER_ROWS_MOST;
}

/**
 * Holds what the kiosk says against what happened in the world. Truth is the simulators' ledger: who put which
 * document and finger where, and which slips came out.
 */
export function balanceDay(day: {
  readonly ends: readonly VisitEnd[];
  readonly ledger: readonly LedgerEntry[];
  readonly counters: CountersView | undefined;
  readonly report: Report;
  /** The kiosk's folder. */
  readonly kiosk: string;
  readonly station: DemoStation;
  readonly bench: Bench;
  readonly killed: Readonly<Record<string, number>>;
  readonly victims: Readonly<Record<string, number>>;
  readonly chainLooks: number;
  /** What was found wrong while the day went on. */
  readonly wrong: readonly string[];
}): Balance {
  const { ends, ledger, counters, report } = day;
  const wrong = [...day.wrong];
  const expect = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };

  const admittedPeople = new Map<string, number>();
  let impostorsAdmitted = 0;
  let falseNonMatches = 0;
  for (const end of ends) {
    const { visit } = end;
    const genuine = visit.hand === visit.voter;
    const slips = slipsOf(ledger.slice(...end.ledger));
    const id = visit.voter.record.record;
    if (end.outcome === 'admitted') {
      admittedPeople.set(id, (admittedPeople.get(id) ?? 0) + 1);
      if (!genuine) impostorsAdmitted += 1;
      expect(slips === 1, `visit ${visit.n}: admitted with ${slips} whole slips`);
    } else {
      expect(slips === 0, `visit ${visit.n}: ${end.reason} and yet ${slips} slips`);
      expect(end.reason !== 'reservation-open', `visit ${visit.n}: a reservation was left behind`);
      if (genuine && end.reason === 'not-identified') falseNonMatches += 1;
    }
    const home = visit.voter.record.precinct === day.station.voters[0]?.record.precinct;
    expect(end.outcome !== 'admitted' || home, `visit ${visit.n}: a voter of another precinct was admitted`);
  }
  for (const [id, times] of admittedPeople) expect(times === 1, `${id} was admitted ${times} times`);
  expect(impostorsAdmitted === 0, `${impostorsAdmitted} impostors were admitted`);

  const admitted = admittedPeople.size;
  if (counters) {
    expect(counters.confirmed === admitted, `confirmed ${counters.confirmed}, but ${admitted} people were admitted`);
    expect(counters.reserved === counters.confirmed + counters.released, 'reserved = confirmed + released');
    expect(counters.firstPrints === counters.ballotsDue, 'a valid slip for every ballot');
  } else expect(false, 'the desk showed no counters');

  expect(report.ok, `the log does not verify: ${JSON.stringify(report)}`);
  const pieces = ends.reduce((sum, end) => sum + piecesOf(ledger.slice(...end.ledger)), 0);
  wrong.push(...differencesOf(day.kiosk, day.station, admittedPeople, pieces));
  return {
    visits: ends.length,
    admitted,
    refused: tally(ends.filter((end) => end.outcome === 'refused').map((end) => end.reason ?? '')),
    roads: tally(ends.map(({ visit }) => visit.mishap ?? (visit.hand === visit.voter ? visit.how : 'impostor'))),
    impostors: { tried: ends.filter(({ visit }) => visit.hand !== visit.voter).length, admitted: impostorsAdmitted },
    falseNonMatches,
    slips: slipsOf(ledger),
    ...wires(day.bench),
    verdictMs: percentiles(ends.flatMap((end) => end.verdictMs)),
    softwareMs: percentiles(ends.map((end) => end.totalMs)),
    events: report.events,
    killed: day.killed,
    victims: day.victims,
    chainLooks: day.chainLooks,
    wrong,
  };
}

function slipsOf(entries: readonly LedgerEntry[]): number {
  return entries.filter((entry) => entry.fact === 'slip' && isWholeSlip(entry)).length;
}

/** Everything that came out of the printer within visits, whole or torn. */
function piecesOf(entries: readonly LedgerEntry[]): number {
  return entries.filter((entry) => entry.fact === 'slip').length;
}

/** The state tables against the journal alone, row by row; every slip against its record. */
function differencesOf(
  stateDir: string,
  station: DemoStation,
  admitted: ReadonlyMap<string, number>,
  pieces: number,
): readonly string[] {
  const { election, keys } = station;
  const precinct = precinctOf(election, station.voters[0]?.record.precinct ?? '');
  if (!precinct) return ['the station has no voters'];
  const store = openStore({ stateDir, keys, election: { election, precinct }, now: () => new Date(0) });
  if (!store.ok) return [`the journal does not open: ${store.error.code}`];
  const rebuilt = rebuild(store.value.journal.events());
  const differences = [
    ...stateDifferences(store.value.db, rebuilt),
    ...strangers(stateDir, station, rebuilt, admitted),
    ...unrecorded(
      rebuilt,
      [...store.value.journal.events()].filter(({ type }) => type === 'print.handed').length,
      pieces,
    ),
  ];
  rebuilt.close();
  store.value.db.close();
  return differences;
}

/** For every slip there is one record, and every number has its end: printed for an admission that stands, or void. */
function unrecorded(rebuilt: Database, handed: number, pieces: number): readonly string[] {
  const open = rebuilt
    .prepare<[], string>("select receipt from receipt where state in ('waiting', 'handed')")
    .pluck()
    .all();
  return [
    ...open.map((receipt) => `receipt ${receipt} has no end`),
    // The record comes before the first byte: paper without a record would be a slip that nobody can account for.
    ...(pieces > handed ? [`${pieces} slips came out, but ${handed} were handed to the printer`] : []),
  ];
}

/** The journal's pseudonyms against the people who left with a slip: the very same, not only as many. */
function strangers(
  stateDir: string,
  { election, voters }: DemoStation,
  rebuilt: Database,
  admitted: ReadonlyMap<string, number>,
): readonly string[] {
  // The commission's own pseudonym key: the register on the kiosk is locked once the station is closed.
  const commission = openCommission(join(stateDir, 'commission'), '', true);
  const key = Buffer.from(commission.secrets(election.id, election.mode).pseudonyms, 'base64url');
  const inJournal = new Set(
    rebuilt.prepare<[], string>("select voter from admission where state = 'confirmed'").pluck().all(),
  );
  const differences = voters.flatMap(({ record }) => {
    const told = inJournal.has(pseudonymOf(key, record.pin));
    const seen = admitted.has(record.record);
    return told === seen
      ? []
      : [`${record.record}: ${told ? 'in the journal, but left without a slip' : 'not in the journal'}`];
  });
  return differences;
}

function wires(bench: Bench): Pick<Balance, 'bytes' | 'wireSeconds'> {
  const kinds = ['fingerprint', 'document', 'printer'] as const;
  const bytes = Object.fromEntries(
    kinds.map((kind) => {
      const { toHost, fromHost } = bench.ports[kind].counters;
      return [kind, { toKiosk: toHost, toDevice: fromHost }];
    }),
  );
  const wireSeconds = Object.fromEntries(
    kinds.map((kind) => {
      const { toHost, fromHost } = bench.ports[kind].counters;
      return [kind, Math.round(((toHost + fromHost) * 10) / BAUD[kind])];
    }),
  );
  return { bytes, wireSeconds };
}

function percentiles(all: readonly number[]): Percentiles {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
