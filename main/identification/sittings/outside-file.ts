import type { SittingKind } from '../../../core/election/sittings.ts';
import { readCanonical } from '../../../core/journal/canonical.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { envelopeSchema, type JournalEvent } from '../../../core/journal/event.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { createVerifier } from '../../../core/journal/verify.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/**
 * The file by which a sitting outside the room comes to the other kiosks of its station: the events of the kiosk's journal
 * from the opening of that sitting on, as they were signed, and the signed head. Nobody's name is in it.
 */
export interface OutsideFile {
  readonly device: string;
  readonly sitting: string;
  readonly round: number;
  /** Numbers of its first and last event. */
  readonly from: number;
  readonly to: number;
  /** Hash of each event by its number; that of the last is where the file stands. */
  readonly hashes: ReadonlyMap<number, string>;
  readonly closed: boolean;
  readonly admissions: readonly OutsideAdmission[];
}

type OutsideAdmission = Pick<BodyOf<'admission.learned'>, 'admission' | 'voter' | 'state' | 'at'>;

/** Reads and verifies such a file. Whoever signed is a device of the package, and nothing is left out from the opening on. */
export function readOutsideFile(lines: readonly Uint8Array[], trust: Trust): Result<OutsideFile, Problem> {
  const first = envelopeSchema.safeParse(lines[0] && readCanonical(lines[0]));
  if (!first.success) return err({ code: 'sittings.file-not-read', params: { line: 1 } });
  const from = { seq: first.data.seq - 1, hash: first.data.prev };
  const verifier = createVerifier({ trust, crypto: nodeCrypto, from });
  for (const line of lines) verifier.push(line);
  const report = verifier.finish();
  if (!report.ok || !report.head) {
    const line = Math.max(1, (report.finding?.line ?? from.seq + 1) - from.seq);
    return err({ code: 'sittings.file-not-read', params: { line } });
  }
  const events = lines.slice(0, -1).map((line) => readCanonical(line) as JournalEvent);
  const [opened] = events;
  // What begins later could have left out whom it admitted before.
  if (opened?.type !== 'sitting.opened' || opened.body.kind !== ('outside' satisfies SittingKind)) {
    return err({ code: 'sittings.file-not-outside' });
  }
  const { sitting, round = 0 } = opened.body;
  return ok({
    ...{ device: opened.device, sitting, round, from: opened.seq, to: verifier.state().seq },
    hashes: new Map(events.map(({ seq, hash }) => [seq, hash])),
    closed: events.some((event) => event.type === 'sitting.closed' && event.sitting === sitting),
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
