import type { Mode } from '../../../core/election/common.ts';
import type { LedgerEntry, LedgerSlip } from '../../../drivers/simulator/ledger.ts';

/** What the journal says of one receipt number. */
export interface SlipRecord {
  readonly receipt: string;
  readonly admission: string;
  readonly ballot: string;
  /** 0 for the first print. */
  readonly copy: number;
  readonly state: 'waiting' | 'handed' | 'printed' | 'void';
  readonly admissionState: 'reserved' | 'confirmed' | 'released' | 'undone';
  /** Whom the journal's pseudonym means; null when nobody of the station's list has it. */
  readonly person: string | null;
  /** How often it was handed to the printer. */
  readonly handed: number;
}

/** Where the slips of a day are, by what physically happened to them. */
export interface Papers {
  /** Every voter's slip that came out and of which a number can be read. */
  readonly numbered: readonly LedgerSlip[];
  /** In whose hand a slip is at the end of the day, by the slip's `n`. */
  readonly held: ReadonlyMap<number, string>;
  /** Slips that were given back. */
  readonly returned: ReadonlySet<number>;
}

export function papersOf(ledger: readonly LedgerEntry[]): Papers {
  const held = new Map<number, string>();
  const returned = new Set<number>();
  for (const entry of ledger) {
    if (entry.fact === 'slip-taken') held.set(entry.slip, entry.person);
    if (entry.fact === 'slip-returned') {
      held.delete(entry.slip);
      returned.add(entry.slip);
    }
  }
  return { numbered: ledger.filter(isSlip).filter(({ number }) => number !== null), held, returned };
}

export function isSlip(entry: LedgerEntry): entry is LedgerSlip {
  return entry.fact === 'slip';
}

/**
 * Holds the paper against the journal, one to one and by the number that is printed on it: for every slip one record,
 * for every admission that stands one valid slip, in the hand of the voter who was admitted with it.
 * @returns what is wrong, in sentences
 */
export function paperDifferences(
  ledger: readonly LedgerEntry[],
  records: readonly SlipRecord[],
  mode: Mode,
): readonly string[] {
  const papers = papersOf(ledger);
  const byNumber = new Map(records.map((record) => [record.receipt, record]));
  return [
    ...papers.numbered.flatMap((slip) => slipDifferences(slip, byNumber.get(slip.number ?? ''), papers, mode)),
    ...records.flatMap((record) => recordDifferences(record, papers)),
    ...firstPrints(records),
    ...uncounted(ledger, records),
  ];
}

/** One piece of paper against the record of its number. */
function slipDifferences(
  slip: LedgerSlip,
  record: SlipRecord | undefined,
  { held, returned }: Papers,
  mode: Mode,
): readonly string[] {
  const name = `slip ${slip.n} (${slip.number})`;
  if (!record) return [`${name} came out, but the journal has no such number`];
  const wrong: string[] = [];
  if (slip.mode !== mode) wrong.push(`${name} is marked ${slip.mode} on a day in ${mode}`);
  if (record.copy > 0 && slip.copy === 'first') wrong.push(`${name} is a reprint without its mark`);
  if (record.copy === 0 && slip.copy === 'reprint') wrong.push(`${name} is marked as a reprint and is none`);
  const holder = held.get(slip.n);
  if (holder !== undefined) {
    if (!slip.whole) wrong.push(`${name} is torn, and yet ${holder} has it`);
    if (record.admissionState !== 'confirmed' || record.state !== 'printed') {
      wrong.push(`${name} is in the hand of ${holder}, but its number is ${record.state} (${record.admissionState})`);
    } else if (record.person !== holder) {
      wrong.push(`${name} is in the hand of ${holder}, but stands for ${record.person ?? 'nobody on the list'}`);
    }
  }
  if (returned.has(slip.n) && record.admissionState !== 'undone') {
    wrong.push(`${name} was given back, but its admission is ${record.admissionState}`);
  }
  return wrong;
}

/** One number of the journal against all paper that bears it. */
function recordDifferences(record: SlipRecord, { numbered, held }: Papers): readonly string[] {
  const { receipt, state, admissionState, person } = record;
  const pieces = numbered.filter(({ number }) => number === receipt);
  const wrong: string[] = [];
  if (state === 'waiting' || state === 'handed') wrong.push(`receipt ${receipt} has no end`);
  if (pieces.length > 1) wrong.push(`receipt ${receipt} came out ${pieces.length} times: ${list(pieces)}`);
  // The record comes before the first byte: paper without it would be a slip that nobody can account for.
  if (pieces.length > record.handed) wrong.push(`receipt ${receipt} came out and was not handed to the printer`);
  const whole = pieces.filter((slip) => slip.whole);
  if (admissionState === 'confirmed' && state === 'printed') {
    if (whole.length === 0)
      wrong.push(`${person} was admitted with receipt ${receipt}, but no such slip came out whole`);
    else if (!whole.some(({ n }) => held.get(n) === person)) {
      wrong.push(`${person} was admitted with receipt ${receipt}, but has not got it`);
    }
  }
  return wrong;
}

/** A number that takes the place of another is a reprint: an admission has one first print for each ballot. */
function firstPrints(records: readonly SlipRecord[]): readonly string[] {
  const seen = new Map<string, string>();
  return records
    .filter(({ copy }) => copy === 0)
    .flatMap(({ admission, ballot, receipt }) => {
      const key = `${admission} ${ballot}`;
      const before = seen.get(key);
      seen.set(key, receipt);
      return before === undefined ? [] : [`receipts ${before} and ${receipt} are both first prints of one ballot`];
    });
}

/** Of a piece that is torn above its number only the headline tells what it is: it can be counted at least. */
function uncounted(ledger: readonly LedgerEntry[], records: readonly SlipRecord[]): readonly string[] {
  const pieces = ledger.filter(isSlip).filter(({ copy }) => copy !== null).length;
  const handed = records.reduce((sum, record) => sum + record.handed, 0);
  return pieces > handed ? [`${pieces} slips came out, but ${handed} were handed to the printer`] : [];
}

function list(slips: readonly LedgerSlip[]): string {
  return slips.map(({ n }) => `slip ${n}`).join(', ');
}
