import type { SittingKind } from '../../../core/election/sittings.ts';
import { readCanonical } from '../../../core/journal/canonical.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { type Envelope, envelopeSchema, type JournalEvent } from '../../../core/journal/event.ts';
import { folded } from '../../../core/journal/following.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { createVerifier } from '../../../core/journal/verify.ts';
import { isGoneOnWith, wentOn } from '../../../core/journal/went-on.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/**
 * The file by which a sitting outside the room comes to the other kiosks of its station: the events of the kiosk's journal
 * from the opening of that sitting on, as they were signed, and the signed head. A kiosk that went on with the sitting from
 * another one's copy has that one's events before its own. Nobody's name is in it.
 */
export interface OutsideFile {
  /** Whose word it is: the kiosk that wrote it. */
  readonly device: string;
  readonly sitting: string;
  readonly round: number;
  /** Numbers of that kiosk's first and last event in it. */
  readonly from: number;
  readonly to: number;
  /** Hash of each of them by its number; that of the last is where the file stands. */
  readonly hashes: ReadonlyMap<number, string>;
  /** Closed, and no other kiosk went on with it before: everybody who was admitted in it is known. */
  readonly closed: boolean;
  readonly admissions: readonly OutsideAdmission[];
}

type OutsideAdmission = Pick<BodyOf<'admission.learned'>, 'admission' | 'voter' | 'state' | 'at'>;

/**
 * Reads and verifies such a file. Whoever signed its head is a device that is believed, and nothing is left out from the
 * opening on. What a kiosk before it has told is bound by the hash that the one that went on has signed.
 * @param speakers devices whose word is believed here
 * @param signers those whose signatures are known, also of kiosks that are out of use by now
 */
export function readOutsideFile(
  lines: readonly Uint8Array[],
  speakers: Trust,
  signers: Trust,
): Result<OutsideFile, Problem> {
  const notRead = (line: number) => err<Problem>({ code: 'sittings.file-not-read', params: { line } });
  const read = lines.slice(0, -1).map((line) => envelopeSchema.safeParse(readCanonical(line)).data);
  const strange = read.indexOf(undefined);
  if (read.length === 0 || strange >= 0) return notRead(strange + 1 || 1);
  const events = read.filter((event) => event !== undefined);
  const begins = events.flatMap(({ device }, at) => (device === events[at - 1]?.device ? [] : [at]));
  for (const [part, begin] of begins.entries()) {
    const first = events[begin];
    const end = begins[part + 1] ?? lines.length;
    if (!first) return notRead(begin + 1);
    const isLast = end === lines.length;
    const from = { seq: first.seq - 1, hash: first.prev };
    const verifier = createVerifier({ trust: isLast ? speakers : signers, crypto: nodeCrypto, from });
    for (const line of lines.slice(begin, end)) verifier.push(line);
    const finding = isLast ? verifier.finish().finding : verifier.finding();
    if (finding) return notRead(begin + Math.max(1, finding.line - from.seq));
    const before = events[begin - 1];
    if (before && !goesOn(first as JournalEvent, before)) return notRead(begin + 1);
  }
  return outsideOf(events as readonly JournalEvent[]);
}

/** Whether a kiosk's first event here says that it goes on exactly where the one before it ends. */
const goesOn = (event: JournalEvent, { device, seq, hash }: Envelope): boolean =>
  event.type === 'copy.continued' &&
  event.body.device === device &&
  event.body.count === seq &&
  event.body.head === hash;

/** What verified events tell of the sitting that the first of them opens. */
function outsideOf(events: readonly JournalEvent[]): Result<OutsideFile, Problem> {
  const [opened] = events;
  const last = events.at(-1);
  // What begins later could have left out whom it admitted before.
  if (!last || opened?.type !== 'sitting.opened' || opened.body.kind !== ('outside' satisfies SittingKind)) {
    return err({ code: 'sittings.file-not-outside' });
  }
  const { sitting, round = 0 } = opened.body;
  const own = events.filter(({ device }) => device === last.device);
  const closed = events.some((event) => event.type === 'sitting.closed' && event.sitting === sitting);
  return ok({
    ...{ device: last.device, sitting, round, from: own[0]?.seq ?? last.seq, to: last.seq },
    hashes: new Map(own.map(({ seq, hash }) => [seq, hash])),
    closed: closed && !isGoneOnWith(folded(wentOn, events), sitting),
    admissions: admissionsIn(events.filter((event) => event.sitting === sitting)),
  });
}

function admissionsIn(events: readonly JournalEvent[]): readonly OutsideAdmission[] {
  const found = new Map<string, OutsideAdmission>();
  const becomes = (admission: string, state: OutsideAdmission['state'], at: string): void => {
    const before = found.get(admission);
    if (before) found.set(admission, { ...before, state, at: state === 'confirmed' ? at : before.at });
  };
  for (const event of events) {
    switch (event.type) {
      case 'admission.reserved': {
        const { admission, voter } = event.body;
        found.set(admission, { admission, voter, state: 'reserved', at: event.at });
        break;
      }
      case 'admission.confirmed':
        becomes(event.body.admission, 'confirmed', event.at);
        break;
      case 'admission.released':
        becomes(event.body.admission, 'released', event.at);
        break;
      case 'admission.undone':
        becomes(event.body.admission, 'undone', event.at);
        break;
    }
  }
  return [...found.values()];
}

/** What this kiosk knows of the other one's sitting already. */
export interface KnownOutside {
  /** Where the newest file that was taken in stood; null: none was. */
  readonly taken: { readonly first: number; readonly last: number; readonly hash: string } | null;
  /** States by admission. */
  readonly admissions: ReadonlyMap<string, OutsideAdmission['state']>;
}

/** What of a file is new here. Empty for one that was taken before, or for an older one. */
export interface Learned {
  readonly admissions: readonly OutsideAdmission[];
  readonly taken: boolean;
}

/**
 * What a file adds to what is known. A kiosk's journal only grows: the newer file goes on where the older one stood, or
 * one of both is of a journal that was set back, and people must look before anybody is admitted on it.
 */
export function learnFrom(file: OutsideFile, known: KnownOutside): Result<Learned, Problem> {
  const { taken, admissions } = known;
  const differs = err<Problem>({ code: 'sittings.other-history', params: { device: file.device } });
  if (taken === null) return ok({ admissions: file.admissions, taken: true });
  if (taken.first !== file.from) return differs;
  if (file.to <= taken.last) {
    const same = file.to === taken.last ? file.hashes.get(file.to) === taken.hash : true;
    // An older file knows nobody whom the newer one does not know.
    return same && file.admissions.every(({ admission }) => admissions.has(admission))
      ? ok({ admissions: [], taken: false })
      : differs;
  }
  if (file.hashes.get(taken.last) !== taken.hash) return differs;
  return ok({ admissions: file.admissions.filter((one) => admissions.get(one.admission) !== one.state), taken: true });
}
