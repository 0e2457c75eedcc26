import type { JournalFold } from './following.ts';

/** A receipt that came out, or was given to the printer, without an identification before it. */
export interface Unidentified {
  readonly receipt: string;
  /** Number of the event that says so. */
  readonly seq: number;
}

/** Whether every receipt had an identification before it. */
export interface Identified {
  /** Different receipts that went to the printer, came out or were confirmed. */
  readonly receipts: number;
  /** Those of them without an identification, each once, in the order of the journal. */
  readonly without: readonly Unidentified[];
  /**
   * Those that rest on the journal of another kiosk, which this one goes on from: their reservations stand there, and only
   * both journals together can answer for them.
   */
  readonly elsewhere: number;
}

interface Admission {
  readonly identified: boolean;
  readonly receipts: Set<string>;
}

interface Told {
  /** The ways by which each attempt that is under way has established an identity. */
  readonly attempts: Map<string, Set<string>>;
  readonly admissions: Map<string, Admission>;
  /** Whose number each receipt's is: the first that named it. */
  readonly owners: Map<string, Admission>;
  readonly seen: Set<string>;
  readonly without: Map<string, Unidentified>;
  readonly elsewhere: Set<string>;
  /** Whether this journal goes on from another one. */
  readonly continues: { is: boolean };
}

/**
 * Before a receipt goes to the printer, its attempt must have established who the voter is, in the very way that the
 * reservation names: a comparison that matched, or a decision of people with at least one who approved. One identification
 * is good for one reservation, and a number that takes another's place rests on the same one. Nothing but the events
 * decides: whoever holds an exported journal comes to the same answer.
 */
export const identifiedFold: JournalFold<Told> = {
  start: () => ({
    attempts: new Map(),
    admissions: new Map(),
    owners: new Map(),
    seen: new Set(),
    without: new Map(),
    elsewhere: new Set(),
    continues: { is: false },
  }),
  step(told, event) {
    switch (event.type) {
      case 'copy.continued':
        told.continues.is = true;
        break;
      case 'attempt.started':
        told.attempts.set(event.body.attempt, new Set());
        break;
      case 'attempt.biometric':
        if (event.body.result === 'match') told.attempts.get(event.body.attempt)?.add(event.body.modality);
        break;
      case 'attempt.approved':
        if (event.body.approvers.length > 0) told.attempts.get(event.body.attempt)?.add(event.body.kind);
        break;
      case 'attempt.ended':
        told.attempts.delete(event.body.attempt);
        break;
      case 'admission.reserved': {
        const { admission, attempt, modality, receipts } = event.body;
        const numbers = receipts.map(({ receipt }) => receipt);
        // A number that was another's before proves nothing of this one.
        const fresh = !told.admissions.has(admission) && !numbers.some((receipt) => told.owners.has(receipt));
        const identified = fresh && (told.attempts.get(attempt)?.has(modality) ?? false);
        const made = { identified, receipts: new Set(numbers) };
        told.admissions.set(admission, made);
        for (const receipt of numbers) told.owners.set(receipt, made);
        told.attempts.delete(attempt);
        break;
      }
      case 'receipt.reissued': {
        const { admission, voided, receipt } = event.body;
        const of = told.admissions.get(admission);
        if (!of?.receipts.has(voided) || told.owners.has(receipt)) break;
        of.receipts.add(receipt);
        told.owners.set(receipt, of);
        break;
      }
      case 'print.handed':
        out(told, event.body.receipt, told.owners.get(event.body.receipt), event.seq);
        break;
      case 'receipt.printed':
        out(told, event.body.receipt, told.admissions.get(event.body.admission), event.seq);
        break;
      case 'admission.confirmed':
        for (const receipt of event.body.receipts) {
          out(told, receipt, told.admissions.get(event.body.admission), event.seq);
        }
        break;
    }
    return told;
  },
};

/** The answer so far. */
export function identifiedOf({ seen, without, elsewhere }: Told): Identified {
  return { receipts: seen.size, without: [...without.values()], elsewhere: elsewhere.size };
}

function out(
  { seen, without, elsewhere, continues }: Told,
  receipt: string,
  admission: Admission | undefined,
  seq: number,
): void {
  seen.add(receipt);
  if (admission === undefined && continues.is) {
    elsewhere.add(receipt);
    return;
  }
  const identified = admission?.identified === true && admission.receipts.has(receipt);
  if (!identified && !without.has(receipt)) without.set(receipt, { receipt, seq });
}
