import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { SLIP_DOTS } from '../../core/receipt/svg.ts';
import { type Clock, systemClock, within } from '../clock.ts';
import { CANCELLED, type DeviceHealth, type DeviceStatus, type PrintFailure, type ReceiptPrinter } from '../device.ts';
import { Keeper } from '../keeper.ts';
import { KeptDevice } from '../kept-device.ts';
import type { Ladder } from '../ladder.ts';
import type { FindPath } from '../transport/identity.ts';
import type { ByteLink } from '../transport/link.ts';
import { openLink } from '../transport/open-link.ts';
import type { Bitmap } from './bitmap.ts';
import {
  CLEAR_BUFFERS,
  CUT,
  FENCE,
  INITIALIZE,
  isFenceAnswer,
  OFFLINE,
  obstacle,
  RECOVER,
  rasterBands,
  statusOf,
  withoutRealTimeCommands,
} from './escpos-codec.ts';
import { ESCPOS_LIMITS, type EscposLimits, EscposLine } from './escpos-line.ts';
import { textParts } from './text.ts';

/** Rows in a band: 3 mm of paper, 1.7 kB. */
const BAND_ROWS = 24;

export const ESCPOS_LADDER: Ladder = [
  { step: 'retry', times: 2, limitMs: 3_000 },
  { step: 'soft-reset', times: 1, limitMs: 3_000 },
  { step: 'reopen', times: 2, limitMs: 6_000 },
  { step: 're-enumerate', times: 1, limitMs: 8_000 },
];

const MISSING: Problem = { code: 'device.printer-missing' };
const UNPLUGGED: Problem = { code: 'device.printer-unplugged' };

export interface EscposOptions {
  /** Address as drivers/transport/open-link.ts reads it: a serial port, a printer node, `tcp://host[:port]`. */
  readonly path: string;
  readonly baudRate?: number;
  /** Looks the port up before every opening; `path` is then only a name. */
  readonly find?: FindPath;
  readonly name?: string;
  /** False for models that do not know GS r: then the status after the last byte must do. */
  readonly fence?: boolean;
  readonly limits?: Partial<EscposLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
  /** Puts something between the driver and its link, for example a trace. */
  readonly tap?: (link: ByteLink) => ByteLink;
}

type Evidence = { readonly evidence: 'printer-status' };

/** ESC/POS receipt printer over a serial line, TCP or a printer node. Slips are raster images, so that ө ү ң print on every model. */
export class EscposPrinter extends KeptDevice<Keeper> implements ReceiptPrinter {
  readonly kind = 'printer';
  readonly name: string;
  readonly width = SLIP_DOTS;
  private readonly options: EscposOptions;
  private readonly limits: EscposLimits;
  private readonly clock: Clock;
  private readonly link: ByteLink;
  private readonly line: EscposLine;
  protected readonly keeper: Keeper;
  /** Half a slip may hang in the printer: after a failure, and after a start, when nobody knows. */
  private cutFirst = true;

  constructor(options: EscposOptions) {
    super();
    this.options = options;
    this.name = options.name ?? 'ESC/POS';
    this.limits = { ...ESCPOS_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    const { path, baudRate = 115_200, find } = options;
    const link = options.link ?? openLink(path, { baudRate, clock: this.clock, ...(find && { find }) });
    this.link = options.tap?.(link) ?? link;
    this.line = new EscposLine({
      link: this.link,
      port: path,
      limits: this.limits,
      clock: this.clock,
      onRetry: () => this.keeper.countRetry(),
    });
    this.keeper = new Keeper({
      name: this.name,
      kind: this.kind,
      link: this.link,
      ladder: ESCPOS_LADDER,
      heartbeatMs: this.limits.heartbeat,
      clock: this.clock,
      missing: MISSING,
      greet: (signal) => this.greet(signal),
      softReset: async (signal) => {
        await this.line.send(RECOVER, signal);
        await this.line.send(INITIALIZE, signal);
      },
      forget: () => this.line.forget(),
    });
  }

  health(): DeviceHealth {
    return this.keeper.health(this.line.skipped);
  }

  override async close(): Promise<void> {
    await super.close();
    this.line.close();
  }

  async check(): Promise<DeviceStatus> {
    if (!this.link.up) return this.status;
    return this.keeper.exclusively(async (signal) => {
      const asked = await this.line.ask(signal);
      if (asked.ok) this.keeper.set(statusOf(asked.value));
      else this.keeper.recover(asked.error);
      return this.status;
    });
  }

  async print(
    bitmap: Bitmap,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Result<Evidence, PrintFailure>> {
    if (bitmap.width !== this.width) throw new RangeError(`a slip is ${this.width} dots wide`);
    return this.printParts(rasterBands(withoutRealTimeCommands(bitmap), BAND_ROWS), signal);
  }

  /**
   * Prints lines in the printer's own letters and cuts, with the same proofs as `print`. Only for models of which it is
   * known that they have every letter; any other, and any text with a letter more, is `nothing-sent` and left to `print`.
   */
  async printText(
    lines: readonly string[],
    { model, signal }: { readonly model: string; readonly signal?: AbortSignal },
  ): Promise<Result<Evidence, PrintFailure>> {
    const parts = textParts(lines, model);
    return parts.ok ? this.printParts(parts.value, signal) : err({ sent: 'nothing-sent', problem: parts.error });
  }

  private async greet(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    let asked = await this.line.ask(signal);
    // Four answers are not one moment: what was mended between them looks like a printer that is switched off by hand.
    if (asked.ok && obstacle(asked.value)?.code === 'device.printer-offline') asked = await this.line.ask(signal);
    return asked.ok ? ok(statusOf(asked.value)) : asked;
  }

  private printParts(
    parts: readonly Uint8Array[],
    signal: AbortSignal | undefined,
  ): Promise<Result<Evidence, PrintFailure>> {
    const work = (own: AbortSignal) => this.printInTurn(parts, own, signal);
    if (signal === undefined) return this.keeper.exclusively(work);
    const unstarted = err({ sent: 'nothing-sent', problem: CANCELLED } as const);
    return this.keeper.exclusively(work, { signal, unstarted });
  }

  private async printInTurn(
    parts: readonly Uint8Array[],
    signal: AbortSignal,
    caller: AbortSignal | undefined,
  ): Promise<Result<Evidence, PrintFailure>> {
    const nothing = (problem: Problem) => err({ sent: 'nothing-sent', problem } as const);
    const asked = await this.line.ask(signal);
    if (caller?.aborted) return nothing(CANCELLED);
    if (!this.link.up) return nothing(this.keeper.closed ? CANCELLED : MISSING);
    if (!asked.ok) {
      this.keeper.recover(asked.error);
      return nothing(asked.error);
    }
    const inTheWay = obstacle(asked.value);
    if (inTheWay !== null) {
      this.keeper.set(statusOf(asked.value));
      return nothing(inTheWay);
    }

    this.keeper.set({ state: 'working', doing: 'printing' });
    const start = this.cutFirst ? [INITIALIZE, CUT] : [INITIALIZE];
    this.cutFirst = true;
    let sent: PrintFailure['sent'] = 'nothing-sent';
    for (const command of start) {
      if (!(await this.line.send(command, signal))) return this.failed(sent, signal, caller);
    }
    for (const band of parts) {
      // Asked before every band, so that a printer that stopped is never fed until the line blocks.
      const status = await this.line.askOne(1, signal);
      if (status === null || status & OFFLINE || signal.aborted) return this.failed(sent, signal, caller);
      const written = await this.link.write(band, { timeoutMs: this.limits.band, signal });
      if (written.ok || written.error.sent === 'maybe') sent = 'maybe-printed';
      if (!written.ok) {
        if (written.error.why === 'timed-out') await this.keeper.untilUp(signal);
        return this.failed(sent, signal, caller);
      }
    }
    if (!(await this.line.send(CUT, signal))) return this.failed(sent, signal, caller);
    return this.finish(signal, caller);
  }

  /** Waits until the printer has processed the slip, then asks what it thinks of it. */
  private async finish(signal: AbortSignal, caller: AbortSignal | undefined): Promise<Result<Evidence, PrintFailure>> {
    if (this.options.fence !== false && !(await this.passFence(signal))) {
      return this.failed('maybe-printed', signal, caller);
    }
    const after = await this.line.ask(signal);
    if (!after.ok || obstacle(after.value) !== null) return this.failed('maybe-printed', signal, caller);
    this.cutFirst = false;
    this.keeper.set(statusOf(after.value));
    return ok({ evidence: 'printer-status' });
  }

  /** True once the printer has processed everything before the fence; false if something stops it. */
  private async passFence(signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const until = this.clock.now() + this.limits.finish;
    const passed = this.line.answer(isFenceAnswer, this.limits.finish, either).then((byte) => byte !== null);
    try {
      if (!(await this.line.send(FENCE, signal))) return false;
      while (!(await within(this.clock, this.limits.look, passed, false, signal))) {
        const asked = await this.line.ask(signal);
        const stopped = !asked.ok || obstacle(asked.value) !== null;
        if (stopped || signal.aborted || this.clock.now() > until) return false;
      }
      return true;
    } finally {
      // A fence that was given up must not take the next slip's answer.
      over.abort();
    }
  }

  /** Says why, empties the printer's buffers, and lets the ladder run where the printer is silent. */
  private async failed(
    sent: PrintFailure['sent'],
    signal: AbortSignal,
    caller: AbortSignal | undefined,
  ): Promise<Result<never, PrintFailure>> {
    if (!this.link.up) {
      if (this.keeper.closed || caller?.aborted) return err({ sent, problem: CANCELLED });
      return err({ sent, problem: sent === 'nothing-sent' ? MISSING : UNPLUGGED });
    }
    // The caller may have given up, but what it left in the printer must still be cleared.
    const own = caller?.aborted ? new AbortController().signal : signal;
    const asked = await this.line.ask(own);
    if (!this.link.up) return err({ sent, problem: sent === 'nothing-sent' ? MISSING : UNPLUGGED });
    await this.line.send(CLEAR_BUFFERS, own);
    // Answered in turn: when this answer is here, the buffers are empty, and new paper brings out nothing old.
    await this.line.askOne(1, own);
    if (!asked.ok) {
      this.keeper.recover(asked.error);
      return err({ sent, problem: caller?.aborted ? CANCELLED : asked.error });
    }
    this.keeper.set(statusOf(asked.value));
    const problem = obstacle(asked.value) ?? { code: 'device.print-unconfirmed' };
    return err({ sent, problem: caller?.aborted ? CANCELLED : problem });
  }
}
