import type { HatchFile, HatchStage } from '../../hatch/hatch.ts';
import type { JournalEvent } from '../../journal/event.ts';
import type { JournalFold } from '../../journal/following.ts';

/** How far the ballot zone is with a sitting. Each phase says what may come next; none of them is the end of the road. */
export type BallotPhase =
  /** Nothing was proved yet. */
  | 'unproved'
  /** The test pack is being fed. */
  | 'testing'
  /** The test came out as expected, or persons took it as it is; ballots of it lie apart. */
  | 'tested'
  /** The store was seen to be empty, and a slip says so. */
  | 'zero'
  | 'open'
  | 'paused'
  /** The box takes nothing more; mobile boxes may be fed. */
  | 'closed'
  | 'mobile'
  /** The totals are made; the protocols are being filled in and signed. */
  | 'counted';

/** What the journal of the ballot zone comes to. No number of a choice is in it. */
export interface BallotDay {
  /** `definition`: of the ballots, as their corner codes carry it. */
  readonly package: { readonly sha256: string; readonly version: number; readonly definition: string } | null;
  /** As the identification zone told it last. */
  readonly station: { readonly stage: HatchStage; readonly sitting: string | null };
  readonly phase: BallotPhase;
  readonly box: { readonly id: string; readonly seal: string | null } | null;
  /** Boxes that were taken away full or failed, with the sheets in them. */
  readonly before: readonly { readonly box: string; readonly sheets: number }[];
  readonly test: { readonly expected: number; readonly read: number | null; readonly matches: boolean | null } | null;
  readonly closedSheets: number | null;
  /** When the box was closed (ISO). */
  readonly closedAt: string | null;
  readonly mobile: readonly { readonly box: string; readonly sheets: number | null }[];
  readonly adjudicated: number | null;
  readonly counted: { readonly sheets: number; readonly sha256: string } | null;
  /** How many recounts by the scanner are on record. */
  readonly recounts: number;
  readonly turnout: readonly { readonly time: string; readonly sheets: number }[];
  readonly tooMany: boolean;
  /** Files that have left, by their names. */
  readonly exported: Readonly<Record<string, { readonly kind: HatchFile; readonly sha256: string }>>;
  /** By protocol. */
  readonly protocols: Readonly<Record<string, ProtocolState>>;
  /** Wrong codes by person, since her last right one. */
  readonly failures: Readonly<Record<string, { readonly failures: number; readonly until: string | null }>>;
}

export interface ProtocolState {
  /** Ratios whose discrepancy is on record. */
  readonly discrepancies: readonly string[];
  readonly countsExplained: boolean;
  readonly dissents: readonly { readonly person: string; readonly reason: string }[];
  /** Every version that was signed, the first one first. */
  readonly versions: readonly SignedVersion[];
  /** The last of them; null before the first, and while a correction of it is being made. */
  readonly signed: SignedVersion | null;
  /** Why the signed version is being corrected, until that is signed or given up. */
  readonly correcting: { readonly reason: string; readonly persons: readonly string[] } | null;
  /** The last number that a copy has. */
  readonly copies: number;
}

export interface SignedVersion {
  readonly sha256: string;
  readonly persons: readonly string[];
}

const emptyProtocol: ProtocolState = {
  discrepancies: [],
  countsExplained: false,
  dissents: [],
  versions: [],
  signed: null,
  correcting: null,
  copies: 0,
};

const emptyDay: BallotDay = {
  ...{ package: null, station: { stage: 'unprovisioned', sitting: null } },
  ...{
    phase: 'unproved',
    box: null,
    before: [],
    test: null,
    closedSheets: null,
    closedAt: null,
    mobile: [],
    adjudicated: null,
  },
  ...{ counted: null, recounts: 0, turnout: [], tooMany: false, exported: {}, protocols: {}, failures: {} },
};

/** A protocol as the journal knows it. */
export const protocolOf = ({ protocols }: Pick<BallotDay, 'protocols'>, protocol: string): ProtocolState =>
  protocols[protocol] ?? emptyProtocol;

/** The state of the ballot zone. Another sitting begins anew; what was counted stays in its own events. */
export const ballotDayFold: JournalFold<BallotDay> = { start: () => emptyDay, step };

function step(day: BallotDay, event: JournalEvent): BallotDay {
  switch (event.type) {
    case 'ballot.package-taken':
      return packageTaken(day, event.body);
    case 'ballot.station-told':
      return told(day, event.body);
    case 'ballot.box-assigned':
      return { ...day, box: { id: event.body.box, seal: event.body.seal } };
    case 'ballot.test-begun':
      return { ...day, phase: 'testing', test: { expected: event.body.sheets, read: null, matches: null } };
    case 'ballot.test-ended': {
      const { sheets, matches } = event.body;
      const test = { expected: day.test?.expected ?? sheets, read: sheets, matches };
      return { ...day, phase: matches ? 'tested' : 'testing', test };
    }
    case 'ballot.test-accepted':
      return { ...day, phase: 'tested' };
    case 'ballot.zero-proved':
      return event.body.sheets === 0 ? { ...day, phase: 'zero' } : day;
    case 'ballot.opened':
      return { ...day, phase: 'open' };
    case 'ballot.paused':
      return { ...day, phase: 'paused' };
    case 'ballot.turnout':
      return { ...day, turnout: [...day.turnout.filter(({ time }) => time !== event.body.time), event.body] };
    case 'ballot.too-many-sheets':
      return { ...day, tooMany: true };
    case 'ballot.box-replaced': {
      const { from, to, seal, sheets } = event.body;
      return { ...day, box: { id: to, seal }, before: [...day.before, { box: from, sheets }] };
    }
    case 'ballot.closed':
      return { ...day, phase: 'closed', closedSheets: event.body.sheets, closedAt: event.at };
    case 'ballot.mobile-begun':
      return { ...day, phase: 'mobile', mobile: [...day.mobile, { box: event.body.box, sheets: null }] };
    case 'ballot.mobile-ended':
      return {
        ...{ ...day, phase: 'closed' },
        mobile: day.mobile.map((one) => (one.sheets === null ? { ...one, sheets: event.body.sheets } : one)),
      };
    case 'ballot.adjudicated':
      return { ...day, adjudicated: event.body.sheets };
    case 'ballot.counted':
      return { ...day, phase: 'counted', counted: { sheets: event.body.sheets, sha256: event.body.sha256 } };
    case 'ballot.recounted':
      return { ...day, recounts: day.recounts + 1 };
    case 'ballot.exported': {
      const { file, kind, sha256 } = event.body;
      return { ...day, exported: { ...day.exported, [file]: { kind, sha256 } } };
    }
    case 'person.refused':
    case 'person.locked':
    case 'person.signed-in':
      return { ...day, failures: failuresAfter(day.failures, event) };
    default:
      return protocolStep(day, event);
  }
}

/** What was tested of other ballots says nothing of these. */
function packageTaken(day: BallotDay, { sha256, version, definition }: NonNullable<BallotDay['package']>): BallotDay {
  const taken = { sha256, version, definition };
  const isTested = day.phase === 'testing' || day.phase === 'tested' || day.phase === 'zero';
  if (!isTested || day.package?.definition === definition) return { ...day, package: taken };
  return { ...day, package: taken, phase: 'unproved', test: null };
}

/** Another sitting has its own zero, its own test and its own count. */
function told(day: BallotDay, station: BallotDay['station']): BallotDay {
  const another = station.sitting !== null && day.station.sitting !== null && station.sitting !== day.station.sitting;
  if (!another) return { ...day, station: { ...station, sitting: station.sitting ?? day.station.sitting } };
  const { package: taken, box, failures } = day;
  return { ...emptyDay, package: taken, box, failures, station };
}

function protocolStep(day: BallotDay, event: JournalEvent): BallotDay {
  const change = protocolChange(day, event);
  if (change === null) return day;
  const [protocol, more] = change;
  return { ...day, protocols: { ...day.protocols, [protocol]: { ...protocolOf(day, protocol), ...more } } };
}

function protocolChange(day: BallotDay, event: JournalEvent): readonly [string, Partial<ProtocolState>] | null {
  switch (event.type) {
    case 'ballot.discrepancy-recorded': {
      const { protocol, ratio } = event.body;
      return [protocol, { discrepancies: [...new Set([...protocolOf(day, protocol).discrepancies, ratio])] }];
    }
    case 'ballot.counts-explained':
      return [event.body.protocol, { countsExplained: true }];
    case 'ballot.dissent': {
      const { protocol, person, reason } = event.body;
      return [protocol, { dissents: [...protocolOf(day, protocol).dissents, { person, reason }] }];
    }
    case 'ballot.protocol-signed': {
      const { protocol, sha256, approvers: persons } = event.body;
      const signed = { sha256, persons };
      return [protocol, { signed, versions: [...protocolOf(day, protocol).versions, signed], correcting: null }];
    }
    case 'ballot.correction-begun': {
      const { protocol, reason, approvers: persons } = event.body;
      return [protocol, { signed: null, correcting: { reason, persons } }];
    }
    case 'ballot.correction-dropped': {
      const { protocol } = event.body;
      return [protocol, { signed: protocolOf(day, protocol).versions.at(-1) ?? null, correcting: null }];
    }
    case 'ballot.copies-printed':
      return [event.body.protocol, { copies: Math.max(event.body.to, protocolOf(day, event.body.protocol).copies) }];
    default:
      return null;
  }
}

type Failures = BallotDay['failures'];
type AboutCodes = Extract<JournalEvent, { type: 'person.refused' | 'person.locked' | 'person.signed-in' }>;

function failuresAfter(failures: Failures, event: AboutCodes): Failures {
  const { person } = event.body;
  if (person === null) return failures;
  const { [person]: before = { failures: 0, until: null }, ...others } = failures;
  switch (event.type) {
    case 'person.refused':
      return { ...others, [person]: { ...before, failures: event.body.tries } };
    case 'person.locked': {
      const until = new Date(Date.parse(event.at) + event.body.seconds * 1_000).toISOString();
      return { ...others, [person]: { ...before, until } };
    }
    case 'person.signed-in':
      return others;
  }
}
