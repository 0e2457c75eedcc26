import { join } from 'node:path';
import type { Report } from '../../../core/journal/verify.ts';
import type { Bench } from '../../../drivers/simulator/bench.ts';
import type { LedgerEntry } from '../../../drivers/simulator/ledger.ts';
import type { CountersView } from '../../api/views.ts';
import type { DemoStation } from '../../demo/prepare.ts';
import { pseudonymOf } from '../../identification/register/seal.ts';
import { openCommission } from '../../package/commission.ts';
import type { SheetsThere } from './ballot-tray.ts';
import { journalDifferences } from './journal-balance.ts';
import { isSlip, papersOf } from './paper.ts';
import { type Paths, pathDifferences, pathsOf } from './paths.ts';
import { counterDifferences, type PerPath, perPathOf, visitDifferences } from './visit-balance.ts';
import type { VisitEnd } from './visit-end.ts';

/** What the day came to, and everything that does not balance. */
export interface Balance {
  readonly visits: number;
  /** Whose admission stands at the end of the day. */
  readonly admitted: number;
  /** Visits by how they ended. */
  readonly perPath: PerPath;
  readonly refused: Readonly<Record<string, number>>;
  /** By what was special about the visit. */
  readonly roads: Readonly<Record<string, number>>;
  /** How voters themselves were identified, those with hard fingers apart. */
  readonly identified: Paths;
  readonly impostors: { readonly tried: number; readonly admitted: number };
  /** Genuine people whom the sensor did not recognise. */
  readonly falseNonMatches: number;
  /** Slips in voters' hands at the end of the day, and what became of the other paper. */
  readonly slips: number;
  readonly paper: {
    readonly reprints: number;
    readonly returned: number;
    /** Whole slips that stayed with the officer. */
    readonly kept: number;
    /** Pieces of slips. */
    readonly torn: number;
  };
  /** Ballots that the kiosk printed, by where they are; null where none are printed. */
  readonly sheets: SheetsThere | null;
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
  /** Where the sheets of printed ballots are; null: none are printed. */
  readonly sheets: SheetsThere | null;
  /** What was found wrong while the day went on. */
  readonly wrong: readonly string[];
}): Balance {
  const { ends, ledger, counters, report, station } = day;
  const home = station.voters[0]?.record.precinct ?? '';
  const wrong = [...day.wrong, ...ends.flatMap((end) => visitDifferences(end, ledger, home))];
  const admittedPeople = new Set<string>();
  for (const { outcome, visit } of ends) {
    if (outcome !== 'admitted') continue;
    const id = visit.voter.record.record;
    if (admittedPeople.has(id)) wrong.push(`${id} was admitted again`);
    admittedPeople.add(id);
  }
  const impostors = ends.filter(({ visit }) => visit.hand !== visit.voter);
  const impostorsAdmitted = impostors.filter(({ outcome }) => outcome === 'admitted' || outcome === 'undone').length;
  if (impostorsAdmitted > 0) wrong.push(`${impostorsAdmitted} impostors were admitted`);
  const identified = pathsOf(ends);
  const perPath = perPathOf(ends);
  wrong.push(...counterDifferences(counters, perPath, Object.keys(day.victims).length > 0));
  wrong.push(...pathDifferences(counters, ends, Object.keys(day.victims).length > 0));
  if (!report.ok) wrong.push(`the log does not verify: ${JSON.stringify(report)}`);
  const of = { ...station, kiosk: day.kiosk, precinct: home, people: peopleOf(day.kiosk, station) };
  wrong.push(...journalDifferences(of, admittedPeople, ledger));
  return {
    visits: ends.length,
    admitted: admittedPeople.size,
    perPath,
    refused: tally(ends.filter((end) => end.outcome === 'refused').map((end) => end.reason ?? '')),
    roads: tally(
      ends.map(({ visit }) => visit.leaves ?? visit.mishap ?? (visit.hand === visit.voter ? visit.how : 'impostor')),
    ),
    identified,
    impostors: { tried: impostors.length, admitted: impostorsAdmitted },
    falseNonMatches: identified.usual['not-identified'] + identified.hard['not-identified'],
    ...paperOf(ledger),
    sheets: day.sheets,
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

/** Who is meant by each pseudonym. */
function peopleOf(kiosk: string, { election, voters }: DemoStation): ReadonlyMap<string, string> {
  // The commission's own pseudonym key: the register on the kiosk is locked once the station is closed.
  const commission = openCommission(join(kiosk, 'commission'), '', true);
  const key = Buffer.from(commission.secrets(election.id, election.mode).pseudonyms, 'base64url');
  return new Map(voters.map(({ record }) => [pseudonymOf(key, record.pin), record.record]));
}

function paperOf(ledger: readonly LedgerEntry[]): Pick<Balance, 'slips' | 'paper'> {
  const { held, returned } = papersOf(ledger);
  const voters = ledger.filter(isSlip).filter(({ copy }) => copy !== null);
  const whole = voters.filter((slip) => slip.whole);
  return {
    slips: held.size,
    paper: {
      reprints: whole.filter(({ copy }) => copy === 'reprint').length,
      returned: returned.size,
      kept: whole.filter(({ n }) => !held.has(n) && !returned.has(n)).length,
      torn: voters.length - whole.length,
    },
  };
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
