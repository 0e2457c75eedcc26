import type { Crypto } from '../crypto/crypto.ts';
import { fromHex, toHex } from '../crypto/encoding.ts';
import { readCanonical } from './canonical.ts';
import { entryOf, isEventType } from './catalogue.ts';
import { type ChainState, EMPTY_CHAIN, eventHash } from './chain.ts';
import { type Envelope, envelopeSchema, type JournalEvent, type JournalIdentity } from './event.ts';
import type { Cause, Finding } from './finding.ts';
import { type Head, headHash, headSchema } from './head.ts';
import type { Trust, TrustedCheckpoint, TrustedDevice } from './trust.ts';

/** The answer about a whole journal. */
export interface Report {
  readonly ok: boolean;
  /** The first thing wrong, or null. */
  readonly finding: Finding | null;
  /** Lines read, the head included. */
  readonly lines: number;
  /** Events that were found good. */
  readonly events: number;
  /** Whose journal it is, by its first good line. */
  readonly identity: JournalIdentity | null;
  /** `at` of the first and of the last good event. */
  readonly from: string | null;
  readonly to: string | null;
  /** The signed head, if it was reached and is good. */
  readonly head: { readonly count: number; readonly last: string; readonly at: string } | null;
  /** Checkpoint events inside the journal: its own word only. */
  readonly ownCheckpoints: number;
  /**
   * Checkpoints known from elsewhere that this journal was held against. With none, a device that was set back to
   * an earlier state and went on from there would not be noticed.
   */
  readonly knownCheckpoints: readonly TrustedCheckpoint[];
}

/** Reads a journal line by line. */
export interface Verifier {
  /** The next line, without its line feed. */
  push(line: Uint8Array): void;
  /** The first thing wrong so far. */
  finding(): Finding | null;
  /** Number and hash of the last good event: another verifier can go on from here. */
  state(): ChainState;
  /** The end of the file; `rest` is what followed the last line feed. */
  finish(rest?: Uint8Array): Report;
}

/** What a verifier needs. */
export interface VerifierOptions {
  readonly trust: Trust;
  readonly crypto: Crypto;
  /** Known state to go on from; the next line then counts as line `seq` + 1. Default: the beginning. */
  readonly from?: ChainState;
  /** Is given each event that was found good. */
  readonly onEvent?: (event: JournalEvent) => void;
}

/**
 * A streaming verifier. It stops at the first thing wrong and names the line and the cause; lines after that are
 * only looked through to tell a moved line from a dropped one. Keys come from `trust`, never from the journal.
 */
export function createVerifier({ trust, crypto, from = EMPTY_CHAIN, onEvent }: VerifierOptions): Verifier {
  let state: ChainState = { seq: from.seq, hash: from.hash };
  let lines = from.seq;
  let finding: Finding | null = null;
  let identity: JournalIdentity | null = null;
  let first: string | null = null;
  let last: string | null = null;
  let head: Head | null = null;
  let ownCheckpoints = 0;
  const knownCheckpoints: TrustedCheckpoint[] = [];

  const found = (cause: Cause, seq = state.seq + 1) => {
    finding ??= { cause, line: lines, seq };
  };

  function push(line: Uint8Array): void {
    lines += 1;
    if (finding) {
      if (finding.cause === 'dropped' && seqOf(line) === finding.seq) finding = { ...finding, cause: 'moved' };
      return;
    }
    if (head) {
      found('after-head');
      return;
    }
    const value = readCanonical(line);
    const asHead = looksLikeHead(value) ? headSchema.safeParse(value) : undefined;
    if (asHead?.success) pushHead(asHead.data);
    else pushEvent(value);
  }

  function pushEvent(value: unknown): void {
    const read = envelopeSchema.safeParse(value);
    if (!read.success) {
      found('not-canonical');
      return;
    }
    const event = read.data;
    const cause = eventCause(event);
    if (cause) {
      found(cause);
      return;
    }
    identity ??= identityOf(event);
    first ??= event.at;
    last = event.at;
    state = { seq: event.seq, hash: event.hash };
    if (event.type === 'checkpoint.made') ownCheckpoints += 1;
    // Its type and body were held against the catalogue above.
    onEvent?.(event as JournalEvent);
  }

  function eventCause(event: Envelope): Cause | null {
    const hash = eventHash(event, crypto);
    if (toHex(hash) !== event.hash) return 'changed';
    const signer = signerCause(event, hash);
    if (signer) return signer;
    if (!isEventType(event.type) || !entryOf(event.type).body.safeParse(event.body).success) return 'unknown-type';
    if (event.seq > state.seq + 1) return 'dropped';
    if (event.seq <= state.seq) return 'moved';
    if (event.prev !== state.hash) return 'rewritten';
    const known = checkpointsOf(event.device).filter(({ seq }) => seq === event.seq);
    if (known.some((checkpoint) => !event.hash.startsWith(checkpoint.hash))) return 'rewritten';
    knownCheckpoints.push(...known);
    return null;
  }

  function signerCause(signed: JournalIdentity & { readonly sig: string }, hash: Uint8Array): Cause | null {
    if (signed.election !== trust.election) return 'wrong-election';
    if (trust.mode !== undefined && signed.mode !== trust.mode) return 'wrong-election';
    if (identity && signed.mode !== identity.mode) return 'wrong-election';
    if (identity && (signed.device !== identity.device || signed.station !== identity.station)) return 'wrong-device';
    const trusted = trust.devices.find(({ device, key }) => device === signed.device && key === signed.key);
    if (!trusted) return 'wrong-key';
    if (trusted.station !== undefined && trusted.station !== signed.station) return 'wrong-device';
    return verifySignature(trusted, signed.sig, hash) ? null : 'forged';
  }

  function verifySignature(trusted: TrustedDevice, sig: string, hash: Uint8Array): boolean {
    const signature = fromHex(sig);
    const publicKey = fromHex(trusted.publicKey);
    return signature !== undefined && publicKey !== undefined && crypto.ed25519Verify(signature, hash, publicKey);
  }

  function pushHead(read: Head): void {
    const cause = signerCause(read, headHash(read, crypto));
    if (cause) found(cause);
    else if (read.count > state.seq) found('dropped');
    else if (read.count < state.seq) found('moved', read.count + 1);
    else if (read.last !== state.hash) found('rewritten', state.seq);
    else {
      identity ??= identityOf(read);
      head = read;
    }
  }

  function checkpointsOf(device: string): readonly TrustedCheckpoint[] {
    return trust.checkpoints?.filter((checkpoint) => checkpoint.device === device) ?? [];
  }

  return {
    push,
    finding: () => finding,
    state: () => state,
    finish(rest) {
      if (!finding && rest && rest.length > 0) {
        lines += 1;
        found(head ? 'after-head' : 'truncated');
      }
      if (!finding && !head) {
        lines += 1;
        found('truncated');
        lines -= 1;
      }
      const beyond = identity && checkpointsOf(identity.device).find(({ seq }) => seq > state.seq);
      if (beyond) found('rolled-back', beyond.seq);
      return {
        ok: finding === null,
        finding,
        lines: lines - from.seq,
        events: state.seq - from.seq,
        identity,
        from: first,
        to: last,
        head: head && { count: head.count, last: head.last, at: head.at },
        ownCheckpoints,
        knownCheckpoints,
      };
    },
  };
}

function identityOf({ election, mode, station, device, key }: JournalIdentity): JournalIdentity {
  return { election, mode, station, device, key };
}

function looksLikeHead(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'head' in value;
}

/** The number that a line claims to have, whatever else is wrong with it. */
function seqOf(line: Uint8Array): number | undefined {
  const read = envelopeSchema.safeParse(readCanonical(line));
  return read.success ? read.data.seq : undefined;
}
