import type { Crypto } from '../../../core/crypto/crypto.ts';
import { fromHex, toHex, utf8 } from '../../../core/crypto/encoding.ts';
import { readCanonical } from '../../../core/journal/canonical.ts';
import { eventCatalogue } from '../../../core/journal/catalogue.ts';
import { eventHash } from '../../../core/journal/chain.ts';
import { type EventOf, envelopeSchema, type JournalEvent, type JournalIdentity } from '../../../core/journal/event.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { createVerifier } from '../../../core/journal/verify.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { PredecessorLine } from '../state/predecessor.ts';

/** Another kiosk's journal as its copy has it, verified with the keys of the signed package. */
export interface OpenedCopy {
  readonly device: string;
  /** Of the last event that was copied. */
  readonly head: string;
  readonly count: number;
  readonly sitting: string | null;
  /** All lines: those of journals that it has itself continued as well. */
  readonly lines: readonly PredecessorLine[];
}

/**
 * Verifies what a copy holds: every line of every device signed by a key of the package and chained to the one before,
 * and each journal that another one continues exactly as long as that one says.
 * @param device whose copy it is
 * @returns `copy.not-readable` for an empty one, `copy.not-true` with the number of the event that does not hold
 */
export function openCopy(
  lines: readonly string[],
  device: string,
  trust: Trust,
  crypto: Crypto,
): Result<OpenedCopy, Problem> {
  const events = lines.map((line) => JSON.parse(line) as JournalEvent);
  const byDevice = Map.groupBy(
    events.map((event, at) => ({ event, line: lines[at] ?? '' })),
    ({ event }) => event.device,
  );
  const last = byDevice.get(device)?.at(-1)?.event;
  if (!last) return err({ code: 'copy.not-readable' });
  for (const group of byDevice.values()) {
    const verifier = createVerifier({ trust, crypto });
    for (const { line } of group) verifier.push(utf8(line));
    const finding = verifier.finding();
    if (finding) return err({ code: 'copy.not-true', params: { seq: finding.seq } });
  }
  const continued = events.filter((event) => event.type === 'copy.continued');
  for (const [other, group] of byDevice) {
    if (other === device) continue;
    const end = group.at(-1)?.event;
    const named = continued.some(
      ({ body }) => body.device === other && body.count === group.length && body.head === end?.hash,
    );
    if (!named) return err({ code: 'copy.not-true', params: { seq: end?.seq ?? 0 } });
  }
  return ok({
    device,
    head: last.hash,
    count: last.seq,
    sitting: last.type === 'sitting.closed' ? null : last.sitting,
    lines: events.map(({ device: of, seq, type }, at) => ({ device: of, seq, type, line: lines[at] ?? '' })),
  });
}

/** The journal that a continuation must fit. */
export interface OwnJournal {
  readonly identity: JournalIdentity;
  /** Hash of the event of this number; null where there is none. */
  hashOf(seq: number): string | null;
}

/**
 * What a kiosk that has gone on from this one's copy has left beside it: its own signed event.
 * @param trust devices whose new word is believed here
 * @returns the event; null for anything that no such device has said of this very journal
 */
export function readContinuation(
  text: Uint8Array,
  own: OwnJournal,
  trust: Trust,
  crypto: Crypto,
): EventOf<'copy.continued'> | null {
  const read = envelopeSchema.safeParse(readCanonical(text));
  if (!read.success || read.data.type !== 'copy.continued') return null;
  const event = read.data;
  const body = eventCatalogue['copy.continued'].body.safeParse(event.body);
  if (!body.success) return null;
  const { election, mode, station, device } = own.identity;
  if (event.election !== election || event.mode !== mode || event.station !== station) return null;
  // Who goes on from this journal has read it: the event that it ends with there is one of this journal's.
  if (body.data.device !== device || own.hashOf(body.data.count) !== body.data.head) return null;
  const hash = eventHash(event, crypto);
  const key = trust.devices.find((one) => one.device === event.device && one.key === event.key);
  if (!key || (key.station !== undefined && key.station !== event.station)) return null;
  const [publicKey, signature] = [fromHex(key.publicKey), fromHex(event.sig)];
  const signed =
    toHex(hash) === event.hash && publicKey && signature && crypto.ed25519Verify(signature, hash, publicKey);
  return signed ? { ...event, type: 'copy.continued', body: body.data } : null;
}
