import type { JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

/** Why an event about a printed ballot cannot be as it says. */
export type SheetFault =
  /** A sheet for a ballot that the reservation does not have printed here, or for no reservation. */
  | 'not-due'
  /** A receipt of the admission had not come out. */
  | 'before-receipt'
  /** Another sheet of the same ballot was underway or delivered. */
  | 'second-sheet'
  /** A sheet that cannot come to this from where it was. */
  | 'out-of-turn'
  /** More paper was used than anybody had counted. */
  | 'no-paper'
  /** The admission was confirmed before each of its ballots was delivered. */
  | 'confirmed-without'
  /** The admission was given up or undone while a ballot of it was out. */
  | 'given-up-with';

/** The printed ballots of a journal: `loaded + corrected = delivered + cancelled + open + blank`. */
export interface SheetsTold {
  readonly loaded: number;
  /** By how many blank sheets people's counts differed from the account. */
  readonly corrected: number;
  readonly delivered: number;
  readonly cancelled: number;
  readonly open: number;
  readonly blank: number;
  /** Events that contradict what came before, in their order. */
  readonly faults: readonly { readonly seq: number; readonly fault: SheetFault }[];
}

type State = 'handed' | 'out' | 'delivered' | 'cancelled' | 'nothing';
interface Sheet {
  readonly admission: string;
  readonly ballot: string;
  state: State;
}
interface Due {
  readonly ballots: readonly string[];
  readonly receipts: Set<string>;
}

interface Told {
  loaded: number;
  corrected: number;
  readonly sheets: Map<string, Sheet>;
  /** How many of them are in each state. */
  readonly counts: Record<State, number>;
  /** The last sheet of each ballot of an admission. */
  readonly last: Map<string, Sheet>;
  readonly due: Map<string, Due>;
  /** What people counted as blank since the last opening, beside the account's number. */
  counted: { readonly own: number; readonly people: number } | null;
  /** Whether this journal goes on from another one, in which the rest stands. */
  continues: boolean;
  readonly faults: { readonly seq: number; readonly fault: SheetFault }[];
}

const from: Readonly<Record<'out' | 'delivered' | 'cancelled' | 'nothing', readonly State[]>> = {
  out: ['handed'],
  delivered: ['out'],
  cancelled: ['handed', 'out', 'delivered'],
  nothing: ['handed'],
};

const isLive = ({ state }: Sheet): boolean => state !== 'cancelled' && state !== 'nothing';

/** Every printed ballot from its reservation to its voter or the envelope, by the events alone. */
export const sheetsFold: JournalFold<Told> = {
  start: () => ({
    ...{ loaded: 0, corrected: 0, sheets: new Map(), last: new Map(), due: new Map() },
    counts: { handed: 0, out: 0, delivered: 0, cancelled: 0, nothing: 0 },
    ...{ counted: null, continues: false, faults: [] },
  }),
  step(told, event) {
    take(told, event);
    return told;
  },
};

export function sheetsOfJournal(told: Told): SheetsTold {
  const { handed, out, delivered, cancelled } = told.counts;
  const { loaded, corrected, faults } = told;
  return { ...{ loaded, corrected, delivered, cancelled, faults }, open: handed + out, blank: blankOf(told) };
}

const blankOf = ({ loaded, corrected, counts: { handed, out, delivered, cancelled } }: Told): number =>
  loaded + corrected - handed - out - delivered - cancelled;

function take(told: Told, event: JournalEvent): void {
  const fault = (fault: SheetFault) => void told.faults.push({ seq: event.seq, fault });
  switch (event.type) {
    case 'copy.continued':
      told.continues = true;
      return;
    case 'admission.reserved': {
      const { admission, receipts, printed = [] } = event.body;
      if (printed.length > 0) {
        told.due.set(admission, { ballots: printed, receipts: new Set(receipts.map(({ receipt }) => receipt)) });
      }
      return;
    }
    case 'receipt.printed':
      told.due.get(event.body.admission)?.receipts.delete(event.body.receipt);
      return;
    case 'receipt.reissued': {
      const waiting = told.due.get(event.body.admission)?.receipts;
      waiting?.delete(event.body.voided);
      waiting?.add(event.body.receipt);
      return;
    }
    case 'ballot.print-handed':
      hand(told, event.body, fault);
      return;
    case 'ballot.print-failed':
      if (event.body.sent === 'nothing') become(told, event.body.sheet, 'nothing', fault);
      return;
    case 'ballot.printed':
      become(told, event.body.sheet, 'out', fault);
      return;
    case 'ballot.delivered':
      become(told, event.body.sheet, 'delivered', fault);
      return;
    case 'ballot.sheet-cancelled':
      become(told, event.body.sheet, 'cancelled', fault);
      return;
    case 'ballot.not-printed':
      become(told, event.body.sheet, 'nothing', fault);
      return;
    case 'admission.confirmed': {
      const { ballots } = told.due.get(event.body.admission) ?? { ballots: [] };
      const has = (ballot: string) => live(told, event.body.admission, ballot)?.state === 'delivered';
      if (!told.continues && !ballots.every(has)) fault('confirmed-without');
      return;
    }
    case 'admission.released':
    case 'admission.undone': {
      const { ballots } = told.due.get(event.body.admission) ?? { ballots: [] };
      if (ballots.some((ballot) => live(told, event.body.admission, ballot))) fault('given-up-with');
      return;
    }
    case 'ballot-paper.loaded':
      told.loaded += event.body.sheets;
      return;
    case 'ballot-paper.counted':
      told.corrected += event.body.blank - event.body.was;
      return;
    case 'closing.answered':
      if (event.body.question === 'ballots-blank') told.counted = event.body;
      return;
    case 'sitting.opened': {
      if (event.body.kind === 'outside') return;
      // What people counted at the close is what the next sitting begins with.
      if (told.counted?.own === blankOf(told)) told.corrected += told.counted.people - told.counted.own;
      told.counted = null;
      return;
    }
  }
}

const keyOf = (admission: string, ballot: string): string => `${admission} ${ballot}`;

/** The sheet of a ballot that is underway or delivered. */
function live({ last }: Told, admission: string, ballot: string): Sheet | undefined {
  const sheet = last.get(keyOf(admission, ballot));
  return sheet && isLive(sheet) ? sheet : undefined;
}

function add(told: Told, name: string, sheet: Sheet): void {
  told.sheets.set(name, sheet);
  told.last.set(keyOf(sheet.admission, sheet.ballot), sheet);
  told.counts[sheet.state] += 1;
}

function hand(
  told: Told,
  { sheet, admission, ballot }: { readonly sheet: string; readonly admission: string; readonly ballot: string },
  fault: (fault: SheetFault) => void,
): void {
  const due = told.due.get(admission);
  if (due === undefined ? !told.continues : !due.ballots.includes(ballot)) fault('not-due');
  if ((due?.receipts.size ?? 0) > 0) fault('before-receipt');
  if (live(told, admission, ballot) || told.sheets.has(sheet)) fault('second-sheet');
  add(told, sheet, { admission, ballot, state: 'handed' });
  if (!told.continues && blankOf(told) < 0) fault('no-paper');
}

function become(told: Told, name: string, to: keyof typeof from, fault: (fault: SheetFault) => void): void {
  const sheet = told.sheets.get(name);
  if (sheet === undefined) {
    // One that another kiosk handed to its printer: what became of it is told here, and only both journals know whose it is.
    if (told.continues) add(told, name, { admission: '', ballot: name, state: to });
    else fault('out-of-turn');
    return;
  }
  if (!from[to].includes(sheet.state)) fault('out-of-turn');
  told.counts[sheet.state] -= 1;
  told.counts[to] += 1;
  sheet.state = to;
}
