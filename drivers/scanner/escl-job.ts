import type { ImageCodecs } from '../../core/fingerprint/images/codecs.ts';
import { readJpegHead } from '../../core/fingerprint/images/files/jpeg.ts';
import type { ImageLimits } from '../../core/fingerprint/images/image-fault.ts';
import { decodeImage, imageKindOf } from '../../core/fingerprint/images/images.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep } from '../clock.ts';
import { CANCELLED } from '../device.ts';
import { type EsclCapabilities, jobPath, parseStatus, retryAfterMs, scanSettings } from './escl-codec.ts';
import type { EsclLimits, EsclLine } from './escl-line.ts';
import type { HttpAnswer } from './http.ts';
import { type GrayPage, PAGE_LIMITS, type ScanOptions, type ScanPlan } from './page-scanner.ts';

const BROKEN: Problem = { code: 'scanner.page-broken' };

/** A page, or why there is none. */
type Ending = { readonly end: 'page'; readonly page: GrayPage } | { readonly end: 'over'; readonly problem: Problem };

/** One scan: starts the job, fetches its pages until there are no more, and lets go of it however it ends. */
export class EsclJob {
  private readonly options: {
    readonly line: EsclLine;
    readonly limits: EsclLimits;
    readonly clock: Clock;
    readonly decodeJpeg: ImageCodecs['jpeg'];
    readonly plan: ScanPlan;
    readonly offered: EsclCapabilities;
    readonly scan: ScanOptions;
    readonly signal: AbortSignal;
  };
  /** Aborts when the caller gives up, and when all of it takes too long. */
  private readonly signal: AbortSignal;
  private readonly late = new AbortController();
  private path = '';
  private taken = 0;
  /** The scanner itself said that the job has come to its end. */
  private over = false;

  constructor(options: EsclJob['options']) {
    this.options = options;
    this.signal = AbortSignal.any([options.signal, this.late.signal]);
  }

  async run(): Promise<Result<readonly GrayPage[], Problem>> {
    const { line, limits, clock, signal } = this.options;
    const inTime = clock.after(limits.scan, () => this.late.abort());
    const started = await this.start();
    if (started.ok) this.path = started.value;
    const result = started.ok ? await this.pages() : started;
    inTime();
    if (started.ok && !this.over) await line.cancelJob(this.path);
    if (result.ok || !this.signal.aborted) return result;
    return err(signal.aborted ? CANCELLED : { code: 'scanner.timed-out' });
  }

  /** Asks until the scanner is free, as long as its limit allows. */
  private async start(): Promise<Result<string, Problem>> {
    const { line, plan, offered, clock, limits } = this.options;
    const { signal } = this;
    const busyUntil = clock.now() + limits.busy;
    for (;;) {
      const answer = await line.startJob(scanSettings(plan, offered), signal);
      if (signal.aborted) return this.orphan(answer.ok ? answer.value : null);
      if (!answer.ok) return err(line.problemOf(answer.error));
      const { status, location } = answer.value;
      if (status === 503) {
        if (!(await this.pause(answer.value, busyUntil))) return err(await this.reason({ code: 'scanner.busy' }));
        continue;
      }
      const path = status === 201 && line.root ? jobPath(location, line.root) : null;
      if (path !== null) return ok(path);
      if (status === 409 || status === 400) return err(await this.reason({ code: 'scanner.unsupported' }));
      if (status === 401 || status === 403)
        return err({ code: 'scanner.access-denied', params: { scanner: line.url } });
      return err(await this.reason({ code: 'scanner.unknown', params: { status } }));
    }
  }

  /** Given up while it was being started: if it was, nobody else would let go of it. */
  private async orphan(answer: HttpAnswer | null): Promise<Result<never, Problem>> {
    const { line } = this.options;
    const path = answer?.status === 201 && line.root ? jobPath(answer.location, line.root) : null;
    if (path !== null) await line.cancelJob(path);
    return err(CANCELLED);
  }

  private async pages(): Promise<Result<readonly GrayPage[], Problem>> {
    const { plan, scan } = this.options;
    const pages: GrayPage[] = [];
    while (this.taken < plan.sheets) {
      const next = await this.next();
      if (next.end === 'over') {
        if (!this.over) return err(next.problem);
        // No more pages: because all are here, or because something is in the way.
        const why = await this.reason(next.problem);
        return this.taken > 0 && why === next.problem ? ok(pages) : err(why);
      }
      this.taken += 1;
      if (scan.onPage) scan.onPage(next.page);
      else pages.push(next.page);
    }
    // From a feeder nobody asks for a sheet too many: it would be drawn in.
    if (plan.source === 'flatbed') await this.finish();
    return ok(pages);
  }

  /** The page of the glass is here: that the job is done remains to be heard, but nobody waits for it long. */
  private async finish(): Promise<void> {
    const { line, clock, limits } = this.options;
    const enough = new AbortController();
    const cancel = clock.after(limits.answer, () => enough.abort());
    const answer = await line.nextPage(this.path, AbortSignal.any([this.signal, enough.signal]), () => enough.abort());
    cancel();
    this.over = answer.ok && (answer.value.status === 404 || answer.value.status === 410);
  }

  private async next(): Promise<Ending> {
    const { line, clock, limits, scan } = this.options;
    const page = this.taken + 1;
    const pageUntil = clock.now() + limits.page;
    const over = (problem: Problem): Ending => ({ end: 'over', problem });
    for (;;) {
      const answer = await line.nextPage(this.path, this.signal, (got, of) => {
        if (of !== null && of > 0) scan.onProgress?.({ stage: 'page', page, share: Math.min(1, got / of) });
      });
      if (!answer.ok) {
        // A body that is no page, or has no end, says nothing of who is there.
        return over(answer.error === 'too-large' ? BROKEN : line.problemOf(answer.error));
      }
      const { status, body } = answer.value;
      if (status === 200) return this.decoded(body);
      if (status === 404 || status === 410) {
        this.over = true;
        return over({ code: 'scanner.io-error' });
      }
      if (status !== 503) return over(await this.reason({ code: 'scanner.unknown', params: { status } }));
      if (!(await this.pause(answer.value, pageUntil))) return over(await this.reason({ code: 'scanner.timed-out' }));
    }
  }

  private decoded(bytes: Uint8Array): Ending {
    const { plan, decodeJpeg } = this.options;
    const limits = { side: PAGE_LIMITS.side, bytes: bytes.length };
    const codecs = { jpeg: decodeJpeg, jpeg2000: () => null };
    // The side alone would let through ten times the pixels that are taken.
    const fits = claimedPixels(bytes, limits) <= PAGE_LIMITS.pixels;
    const image = fits ? decodeImage(bytes, { codecs, limits }) : null;
    if (!image?.ok) return { end: 'over', problem: BROKEN };
    const { width, height, pixels } = image.value;
    return { end: 'page', page: { width, height, dpi: plan.dpi, pixels } };
  }

  /** Waits as long as a busy scanner asks; false where that is too long, or the caller has given up. */
  private async pause(answer: HttpAnswer, until: number): Promise<boolean> {
    const { clock, limits } = this.options;
    const { signal } = this;
    const wait = Math.min(retryAfterMs(answer.retryAfter), limits.pause);
    if (clock.now() + wait > until) return false;
    // Never without a breath: a scanner that says 0 would be asked without end.
    await sleep(clock, Math.max(wait, Math.min(limits.pause, 100)), signal);
    return !signal.aborted;
  }

  /** What the scanner itself says is in the way, or else what we think. */
  private async reason(otherwise: Problem): Promise<Problem> {
    const { line, plan } = this.options;
    const status = await line.document('ScannerStatus', parseStatus, this.signal);
    if (!status.ok) return otherwise;
    const { obstacle, feederEmpty } = status.value;
    if (obstacle) return obstacle;
    return plan.source === 'feeder' && feederEmpty && this.taken === 0 ? { code: 'scanner.no-documents' } : otherwise;
  }
}

/** Pixels that the head of a PNG or JPEG claims; infinitely many for what is neither. */
function claimedPixels(bytes: Uint8Array, limits: ImageLimits): number {
  const kind = imageKindOf(bytes);
  if (kind === 'png' && bytes.length >= 24) {
    const head = new DataView(bytes.buffer, bytes.byteOffset, 24);
    return head.getUint32(16) * head.getUint32(20);
  }
  const jpeg = kind === 'jpeg' ? readJpegHead(bytes, limits) : null;
  return jpeg?.ok ? jpeg.value.width * jpeg.value.height : Number.POSITIVE_INFINITY;
}
