import type { BodyOf } from '../../core/journal/catalogue.ts';
import type { Actor } from '../../core/journal/event.ts';
import { pdfOf } from '../../core/paper/pdf.ts';
import { slipPages } from '../../core/paper/slip-page.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { slipWords } from '../../core/receipt/words.ts';
import type { PrintedPageView } from '../api/views.ts';
import { paperFonts } from '../paper-fonts.ts';
import type { DeviceClient } from './devices/client.ts';
import { type DeviceSetup, pagePrinter } from './devices/setup.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import type { KioskFiles } from './kiosk-files.ts';
import type { Slips } from './slips.ts';
import { stationOf } from './state/read.ts';

type PageSlip = BodyOf<'page.handed'>['slip'];

/**
 * Slips of the station on A4, where a page printer is set up. The slip that counts is the one of the receipt printer; these
 * are for those who get a copy and for the wall. Each sheet has the next number of its kind in the sitting, which is written
 * to the journal before anything is sent: whatever happens then, no two sheets bear one number.
 */
export class PageRoom {
  readonly #kiosk: Kiosk;
  readonly #files: Pick<KioskFiles, 'current'>;
  readonly #devices: Pick<DeviceClient, 'printPage' | 'stopPage'>;
  readonly #setups: { readonly all: readonly DeviceSetup[] };
  readonly #slips: Slips;
  #printing = false;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: Pick<KioskFiles, 'current'>;
    readonly devices: Pick<DeviceClient, 'printPage' | 'stopPage'>;
    readonly setups: { readonly all: readonly DeviceSetup[] };
    readonly slips: Slips;
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#devices = around.devices;
    this.#setups = around.setups;
    this.#slips = around.slips;
  }

  /** A sheet is being printed. */
  get busy(): boolean {
    return this.#printing;
  }

  /** Prints a slip on A4. Ends when the sheet is out, somebody stops it, or the printer's time is over. */
  async print(slip: 'start' | 'final', actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    if (!this.#slips.due(slip)) return err({ code: 'station.nothing-to-do' });
    return this.#inTurn(slip, actor, (sheet) => {
      // The printed head is a checkpoint: a journal that was rolled back or rewritten does not have it.
      this.#files.current.journal.checkpoint();
      const pages = slipPages(this.#slips.stationSlip(slip, this.#kiosk.head()), {
        name: slipWords.sheet,
        number: sheet,
      });
      const at = this.#kiosk.now().toISOString();
      return pdfOf(
        pages,
        { title: `${slipWords[slip].ky} ${force.precinct.number}`, at, language: 'ky' },
        paperFonts(),
      );
    });
  }

  /** Prints a readiness report that was made before. */
  printReadiness(pdf: Uint8Array, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    return this.#inTurn('readiness', actor, () => pdf);
  }

  /** Prints a part of the list of voters. @param draw asked only when it will be printed, for then it is told */
  printHomeList(draw: () => Uint8Array, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    return this.#inTurn('home-list', actor, draw);
  }

  /** Prints the map of the kit. */
  printKit(pdf: Uint8Array, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    return this.#inTurn('kit', actor, () => pdf);
  }

  /** Takes the sheet back that is being printed, as far as it has not come out. */
  stop(): Promise<void> {
    return this.#devices.stopPage();
  }

  /** A sheet in the middle of which the last run broke off may be out: only people can know. */
  endBrokenOff(): void {
    const jobs = this.#kiosk.db
      .prepare<[], string>(
        `select json_extract(line, '$.body.job') as job from journal where type = 'page.handed' and job not in
           (select json_extract(line, '$.body.job') from journal where type = 'page.ended')`,
      )
      .pluck()
      .all();
    for (const job of jobs) {
      this.#kiosk.note('page.ended', { job, out: 'maybe', problem: 'page-printer.unconfirmed' }, SYSTEM);
    }
  }

  async #inTurn(
    slip: PageSlip,
    actor: Actor,
    draw: (sheet: number) => Uint8Array,
  ): Promise<Result<PrintedPageView, Problem>> {
    if (pagePrinter(this.#setups.all) === null) {
      return err({ code: 'page-printer.not-set-up' });
    }
    if (this.#printing) return err({ code: 'station.busy' });
    this.#printing = true;
    try {
      const sheet = this.#sheets(slip) + 1;
      const pdf = draw(sheet);
      const job = this.#kiosk.newId();
      this.#kiosk.record('page.handed', { job, slip, sheet }, actor);
      const printed = await this.#devices.printPage(pdf, `Taanuu ${slip} ${sheet}`);
      const problem = printed.ok ? null : printed.error.problem;
      const out = printed.ok ? 'yes' : printed.error.sent === 'nothing-sent' ? 'no' : 'maybe';
      this.#kiosk.record('page.ended', { job, out, problem: problem?.code ?? null }, actor);
      return ok({ sheet, out, problem });
    } finally {
      this.#printing = false;
    }
  }

  /** How many sheets of a slip were handed to the printer in this sitting. */
  #sheets(slip: PageSlip): number {
    const { sitting } = stationOf(this.#kiosk.db);
    const counted = this.#kiosk.db
      .prepare(
        `select count(*) as sheets from journal where type = 'page.handed'
           and json_extract(line, '$.body.slip') = ? and json_extract(line, '$.sitting') is ?`,
      )
      .get(slip, sitting) as { readonly sheets: number };
    return counted.sheets;
  }
}
