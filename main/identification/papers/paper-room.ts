import type { Refusal } from '../../../core/admission/step.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { type PapersTold, papersTold, refusalOf, usedNumbers } from '../../../core/journal/papers.ts';
import type { OperatorRehearsal } from '../../../core/journal/rehearsal.ts';
import type { Shift } from '../../../core/journal/shifts.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { slipPages } from '../../../core/paper/slip-page.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { actSheet, actWords } from '../../../core/receipt/act-words.ts';
import type { StationOpening } from '../../../core/receipt/opening-sum-slip.ts';
import type { Both, Slip } from '../../../core/receipt/slip.ts';
import type { StationSum } from '../../../core/receipt/sum-slip.ts';
import { slipSvg } from '../../../core/receipt/svg.ts';
import { todaySlipWords } from '../../../core/receipt/today-words.ts';
import type { RefusalSlipView, TodayView } from '../../api/papers-views.ts';
import type { PrintedPageView } from '../../api/views.ts';
import { paperFonts } from '../../paper-fonts.ts';
import type { DeviceClient } from '../devices/client.ts';
import { type DeviceSetup, pagePrinter } from '../devices/setup.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import type { ActOnPaper, Slips } from '../slips.ts';
import { Following } from '../state/following.ts';
import { lastLog } from './last-log.ts';
import type { Today } from './today.ts';

type Handed = BodyOf<'paper.handed'>;

/** The voter in front of the officer who is not admitted. */
export interface Refused {
  readonly attempt: string;
  readonly refusal: Refusal;
}

/** The next copy of an act. */
export interface ActPaper {
  readonly number: number;
  readonly copy: number;
  readonly act: ActOnPaper;
}

interface Around {
  readonly kiosk: Kiosk;
  readonly files: Pick<KioskFiles, 'current'>;
  readonly devices: Pick<DeviceClient, 'print' | 'printPage'>;
  readonly setups: { readonly all: readonly DeviceSetup[] };
  readonly slips: Pick<
    Slips,
    'refusal' | 'rehearsal' | 'shift' | 'today' | 'log' | 'act' | 'sum' | 'openingSum' | 'results'
  >;
  readonly today: Today;
}

/**
 * Papers that people take with them and that are no receipts. Each is numbered in its sitting, and its number is in the
 * journal before anything is sent to the printer. Nothing of an admission is touched here.
 */
export class PaperRoom {
  readonly #around: Around;
  readonly #told = new Following<PapersTold>(papersTold);
  #printing = false;

  constructor(around: Around) {
    this.#around = around;
  }

  /** A paper is being printed. */
  get busy(): boolean {
    return this.#printing;
  }

  /** Prints for the voter why she is not admitted. Again, if she asks: it bears the same number. */
  async refusal(refused: Refused | null, actor: Actor): Promise<Result<null, Problem>> {
    const { kiosk, slips } = this.#around;
    if (refused === null || !kiosk.inForce()) return err({ code: 'station.nothing-to-do' });
    const { attempt, refusal } = refused;
    const before = refusalOf(this.#papers(), attempt);
    const number = before?.number ?? usedNumbers(this.#papers(), 'refusal') + 1;
    const what = { paper: 'refusal', number, attempt, reason: refusal.reason } as const;
    const slip = slips.refusal(refusal, number, kiosk.head());
    return told(await this.#onSlip(slip, { ...what, copy: (before?.copies ?? 0) + 1 }, actor));
  }

  /** Prints an operator's own totals. */
  async shift(shift: Shift, actor: Actor): Promise<Result<null, Problem>> {
    const { kiosk, slips } = this.#around;
    if (!kiosk.inForce()) return err({ code: 'station.nothing-to-do' });
    const what = { paper: 'shift', number: shift.number, copy: shift.slip.copies + 1 } as const;
    return told(await this.#onSlip(slips.shift(shift, kiosk.head()), what, actor));
  }

  /** Prints name and sums of the log that was written last, for the act. */
  async log(actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk, slips } = this.#around;
    const written = lastLog(kiosk.db);
    if (written === null || !kiosk.inForce()) return err({ code: 'station.nothing-to-do' });
    const number = usedNumbers(this.#papers(), 'log') + 1;
    const printed = await this.#onSlip(slips.log(written, number), { paper: 'log', number, copy: 1 }, actor);
    const failed = told(printed);
    return failed.ok ? printed : failed;
  }

  /** Prints the next copy of the sum of the station's kiosks. */
  sum(sum: StationSum, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk, slips } = this.#around;
    return this.#ofStation('sum', (number) => slips.sum(sum, number, kiosk.head()), actor);
  }

  /** Prints the next copy of how the station's kiosks opened. */
  opening(opening: StationOpening, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk, slips } = this.#around;
    return this.#ofStation('opening-sum', (number) => slips.openingSum(opening, number, kiosk.head()), actor);
  }

  /** Prints the next copy of what the commission's hub has signed when it had the results file. */
  async results(receipt: BodyOf<'results.delivered'> | null, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk, slips } = this.#around;
    if (receipt === null) return err({ code: 'station.nothing-to-do' });
    return this.#ofStation('results', (number) => slips.results(receipt, number, kiosk.head()), actor);
  }

  async #ofStation(
    paper: 'sum' | 'opening-sum' | 'results',
    slip: (number: number) => Slip,
    actor: Actor,
  ): Promise<Result<PrintedPageView, Problem>> {
    if (!this.#around.kiosk.inForce()) return err({ code: 'station.nothing-to-do' });
    const number = usedNumbers(this.#papers(), paper) + 1;
    const printed = await this.#onSlip(slip(number), { paper, number, copy: 1 }, actor);
    const failed = told(printed);
    return failed.ok ? printed : failed;
  }

  /** Prints what an operator has rehearsed. */
  async rehearsal(one: OperatorRehearsal, actor: Actor): Promise<Result<null, Problem>> {
    const { kiosk, slips } = this.#around;
    if (!kiosk.inForce()) return err({ code: 'station.nothing-to-do' });
    const what = { paper: 'rehearsal', number: one.number, copy: one.slip.copies + 1 } as const;
    return told(await this.#onSlip(slips.rehearsal(one, kiosk.head()), what, actor));
  }

  /** What was printed for the voter in front of the officer. */
  refusalView(refused: Refused | null): RefusalSlipView | null {
    if (refused === null) return null;
    const printed = refusalOf(this.#papers(), refused.attempt);
    return { number: printed?.number ?? null, out: printed?.out ?? null };
  }

  /** The station's day so far; null before the opening. */
  todayView(): TodayView | null {
    return this.#around.today.view(usedNumbers(this.#papers(), 'today'));
  }

  /** The next numbered copy of the station's day, for an observer. */
  async today(on: Handed['on'], actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk, files, slips } = this.#around;
    // The printed head is a checkpoint: a journal that was rolled back or rewritten does not have it.
    if (this.todayView() !== null) files.current.journal.checkpoint();
    const day = this.todayView();
    if (day === null) return err({ code: 'station.nothing-to-do' });
    const number = day.copies + 1;
    const slip = slips.today(day, number, kiosk.head());
    const what = { paper: 'today', number, copy: 1 } as const;
    if (on === 'page')
      return this.#onPage(slip, what, { title: todaySlipWords.title, number: todaySlipWords.copy }, actor);
    const printed = await this.#onSlip(slip, what, actor);
    const failed = told(printed);
    return failed.ok ? printed : failed;
  }

  /**
   * A copy of an act.
   * @param next what stands on it; asked only when it will be printed, because a new act is drawn by it
   */
  async act(on: Handed['on'], next: () => ActPaper, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    if (this.#printing) return err({ code: 'station.busy' });
    if (on === 'page' && !this.#hasPages()) return err({ code: 'page-printer.not-set-up' });
    const { number, copy, act } = next();
    const slip = this.#around.slips.act(act);
    const what = { paper: 'act', number, copy } as const;
    if (on === 'slip') return this.#onSlip(slip, what, actor);
    const sheet = actSheet(act.number);
    return this.#onPage(slip, what, { title: actWords.act, number: sheet, sheet: copy }, actor);
  }

  /** A paper in the middle of which the last run broke off may be out: only people can know. */
  endBrokenOff(): void {
    for (const job of [...this.#papers().open.keys()]) {
      this.#around.kiosk.note('paper.ended', { job, out: 'maybe', problem: 'device.print-unconfirmed' }, SYSTEM);
    }
  }

  #onSlip(slip: Slip, what: Omit<Handed, 'job' | 'on'>, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    return this.#print({ ...what, on: 'slip' }, actor, () => this.#around.devices.print(slipSvg(slip)));
  }

  async #onPage(
    slip: Slip,
    what: Omit<Handed, 'job' | 'on'>,
    words: { readonly title: Both; readonly number: Both; readonly sheet?: number },
    actor: Actor,
  ): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk, devices } = this.#around;
    if (!this.#hasPages()) return err({ code: 'page-printer.not-set-up' });
    const pages = slipPages(slip, { name: words.number, number: words.sheet ?? what.number });
    const title = `${words.title.ky} ${kiosk.inForce()?.precinct.number ?? ''}`;
    const pdf = pdfOf(pages, { title, at: kiosk.now().toISOString(), language: 'ky' }, paperFonts());
    const name = `Taanuu ${what.paper} ${what.number}`;
    return this.#print({ ...what, on: 'page' }, actor, () => devices.printPage(pdf, name));
  }

  #hasPages(): boolean {
    return pagePrinter(this.#around.setups.all) !== null;
  }

  /** One at a time: a second press while the first is out would only make two of one. */
  async #print(
    what: Omit<Handed, 'job'>,
    actor: Actor,
    print: () => ReturnType<DeviceClient['print']>,
  ): Promise<Result<PrintedPageView, Problem>> {
    const { kiosk } = this.#around;
    if (this.#printing) return err({ code: 'station.busy' });
    this.#printing = true;
    try {
      const job = kiosk.newId();
      kiosk.record('paper.handed', { job, ...what }, actor);
      const printed = await print();
      const problem = printed.ok ? null : printed.error.problem;
      const out = printed.ok ? 'yes' : printed.error.sent === 'nothing-sent' ? 'no' : 'maybe';
      kiosk.record('paper.ended', { job, out, problem: problem?.code ?? null }, SYSTEM);
      return ok({ sheet: what.number, out, problem });
    } finally {
      this.#printing = false;
      kiosk.changed();
    }
  }

  #papers(): PapersTold {
    return this.#told.of(this.#around.kiosk.db);
  }
}

/** A paper that did not certainly come out is the problem that its screen tells. */
function told(printed: Result<PrintedPageView, Problem>): Result<null, Problem> {
  if (!printed.ok) return printed;
  return printed.value.problem === null ? ok(null) : err(printed.value.problem);
}
