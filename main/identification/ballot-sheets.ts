import type { OfSheet } from '../../core/admission/context.ts';
import type { Approved, OfBallot, Printed, Written } from '../../core/admission/ports.ts';
import { sheetsOf } from '../../core/ballot/sheet.ts';
import type { Actor } from '../../core/journal/event.ts';
import { pdfOf } from '../../core/paper/pdf.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { paperFonts } from '../paper-fonts.ts';
import { committed } from './commit.ts';
import type { DeviceClient } from './devices/client.ts';
import { ballotPrinter, type DeviceSetup } from './devices/setup.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import { confirmedBy } from './standing.ts';
import { ballotPaperOf, liveSheet, type SheetRow } from './state/ballot-sheets.ts';
import { admissionOf, receiptOf, receiptsOf, stationOf } from './state/read.ts';

/**
 * Ballots printed for one admission, behind its receipts. "Handed to the printer" is a commit of its own before the first
 * byte, and until a sheet was delivered or two persons have said what became of it, none is printed in its place. What
 * goes to the printer is the style and nothing else: all sheets of a style are one file.
 */
export class BallotSheets {
  readonly #kiosk: Kiosk;
  readonly #devices: Pick<DeviceClient, 'printBallot' | 'clearBallots'>;
  readonly #setups: () => readonly DeviceSetup[];

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly devices: Pick<DeviceClient, 'printBallot' | 'clearBallots'>;
    readonly setups: () => readonly DeviceSetup[];
  }) {
    this.#kiosk = around.kiosk;
    this.#devices = around.devices;
    this.#setups = around.setups;
  }

  /** Prints one ballot. What the printer does not vouch for is "maybe", never "printed". */
  async print({ admission, ballot }: OfBallot): Promise<Printed> {
    const { db } = this.#kiosk;
    const nothing = (problem: Problem) => ({ ok: false, sent: 'nothing', problem }) as const;
    if (liveSheet(db, admission, ballot)) {
      return { ok: false, sent: 'maybe', problem: { code: 'ballot-print.interrupted' } };
    }
    const open = receiptsOf(db, admission).find(({ state }) => state !== 'printed');
    if (open) return nothing({ code: 'station.interrupted', params: { receipt: open.receipt } });
    if (ballotPrinter(this.#setups()) === null) return nothing({ code: 'ballot-print.no-printer' });
    if (ballotPaperOf(db, stationOf(db).sitting).blank < 1) return nothing({ code: 'ballot-print.no-paper' });
    const pdf = this.#drawn(admission, ballot);
    if (!pdf.ok) return nothing(pdf.error);
    const sheet = this.#kiosk.newId();
    const handed = this.#write(() => this.#kiosk.record('ballot.print-handed', { sheet, admission, ballot }, SYSTEM));
    if (!handed.ok) return nothing(handed.problem);

    const printed = await this.#devices.printBallot(pdf.value);
    if (printed.ok) {
      const told = this.#write(() => this.#kiosk.record('ballot.printed', { sheet }, SYSTEM));
      return told.ok ? { ok: true } : { ok: false, sent: 'maybe', problem: told.problem };
    }
    const sent = printed.error.sent === 'nothing-sent' ? 'nothing' : 'maybe';
    const { problem } = printed.error;
    const told = this.#write(() =>
      this.#kiosk.record('ballot.print-failed', { sheet, problem: problem.code, sent }, SYSTEM),
    );
    return { ok: false, sent: told.ok ? sent : 'maybe', problem };
  }

  /** The officer found the sheet whole in the tray. */
  accept(of: OfBallot, officer: Actor): Written {
    const { sheet } = this.#live(of);
    return this.#write(() => this.#kiosk.record('ballot.printed', { sheet }, officer));
  }

  /** The voter has it in her hand. */
  deliver(of: OfBallot, officer: Actor): Written {
    const { sheet } = this.#live(of);
    return this.#write(() => this.#kiosk.record('ballot.delivered', { sheet }, officer));
  }

  /**
   * Two persons' word: the sheet is cancelled and lies in the spoiled envelope, or there never was one. Whatever the print
   * service still holds is taken back first, so that it cannot come out afterwards; where that fails, nothing is told.
   */
  async cancel(
    { admission, ballot, found, reason, approvers }: { readonly admission: string } & OfSheet & Approved,
    officer: Actor,
  ): Promise<Written> {
    const { sheet, state } = this.#live({ admission, ballot });
    // One that she has in her hand comes out of no printer any more.
    const cleared = state === 'delivered' ? ok(null) : await this.#devices.clearBallots();
    if (!cleared.ok) return { ok: false, problem: cleared.error };
    const body = { sheet, reason, approvers: [...approvers] };
    return this.#write(() =>
      this.#kiosk.record(found === 'none' ? 'ballot.not-printed' : 'ballot.sheet-cancelled', body, officer),
    );
  }

  /** The printed ballot of a receipt whose admission stands, while its voter has it. */
  returnable(receipt: string): Result<OfBallot, Problem> {
    const { db } = this.#kiosk;
    const found = confirmedBy(db, receipt);
    if (!found.ok) return found;
    const { admission } = found.value;
    const ballot = receiptOf(db, receipt)?.ballot ?? '';
    const nothing = liveSheet(db, admission, ballot)?.state !== 'delivered';
    return nothing ? err({ code: 'ballot-print.none-to-return', params: { receipt } }) : ok({ admission, ballot });
  }

  /** So many blank sheets were put into the printer. */
  load(sheets: number, actor: Actor): Result<null, Problem> {
    const written = this.#write(() => this.#kiosk.record('ballot-paper.loaded', { sheets }, actor));
    return written.ok ? ok(null) : err(written.problem);
  }

  /** Two persons have counted the blank sheets in the printer: the account goes on from their number. */
  count(blank: number, { reason, approvers }: Approved, actor: Actor): Result<null, Problem> {
    const was = ballotPaperOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting).blank;
    if (blank === was) return err({ code: 'ballot-print.count-fits', params: { sheets: blank } });
    const body = { was, blank, reason, approvers: [...approvers] };
    const written = this.#write(() => this.#kiosk.record('ballot-paper.counted', body, actor));
    return written.ok ? ok(null) : err(written.problem);
  }

  /** The ballot of the constituency on whose list the voter stands, wherever she votes. */
  #drawn(admission: string, ballot: string): Result<Uint8Array, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const constituency = admissionOf(this.#kiosk.db, admission)?.constituency;
    const sheets = sheetsOf(force.election, nodeCrypto);
    if (!sheets.ok) return sheets;
    const style = sheets.value.styles.find((one) => one.ballot === ballot && one.constituency === constituency);
    // The schema of the election holds that every constituency has one.
    if (!style) throw new Error(`no style of ${ballot} for ${constituency}`);
    const laid = sheets.value.sheet(style.id, false);
    if (!laid.ok) return laid;
    // The day of the election, not of the printing: the file tells nothing of the moment.
    const at = `${force.election.day.date}T00:00:00Z`;
    return ok(pdfOf([laid.value.page], { title: style.id, at, language: 'ky' }, paperFonts()));
  }

  /** The chart asks about no other: a sheet that is missing here is a bug. */
  #live({ admission, ballot }: OfBallot): SheetRow {
    const row = liveSheet(this.#kiosk.db, admission, ballot);
    if (!row) throw new Error('no sheet of this ballot is underway');
    return row;
  }

  #write(commit: () => unknown): Written {
    return committed(this.#kiosk, commit);
  }
}
