import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import type { FingerPosition } from '../../../core/admission/facts.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import { type Clock, sleep } from '../../clock.ts';
import { CANCELLED, type CaptureOptions } from '../../device.ts';
import { checkCapture, type FingerRecord } from './check.ts';
import { problemOfHttp } from './faults.ts';
import { exchange } from './http.ts';
import type { Scanner } from './identity.ts';
import { SBI_BYTES, type SbiLimits } from './limits.ts';
import { type CaptureRequest, captureBody, type SbiEnvironment, verbs } from './requests.ts';
import type { SbiKeeper } from './sbi-keeper.ts';
import type { Trust } from './trust.ts';
import type { Whereabouts } from './whereabouts.ts';

const TIMEOUT: Problem = { code: 'device.finger-timeout' };

/** What is asked of the scanner at every capture. */
export interface Wanted {
  /** Asks for encrypted records (CAPTURE), which this private key (PEM) opens. Left out: clear ones (RCAPTURE). */
  readonly auth?: { readonly key: string; readonly domainUri: string };
  readonly env?: SbiEnvironment;
  /** 1 left slap, 2 right slap, 3 thumbs, 0 the only sensor. */
  readonly deviceSubId?: number;
  /** Fingers to be named in the request; left out: whichever comes. */
  readonly fingers?: readonly FingerPosition[];
  /** Quality from which on the scanner takes an image before the time is over, 0–100. */
  readonly requestedScore?: number;
}

export interface CapturerOptions {
  readonly wanted: Wanted;
  readonly key: KeyObject | null;
  readonly where: Whereabouts;
  readonly keeper: SbiKeeper;
  readonly trust: Trust;
  readonly limits: SbiLimits;
  readonly clock: Clock;
  readonly wallClock: () => number;
}

/** Captures, one at a time: asks again where the scanner is busy, and where the service is now if it moved. */
export class SbiCapturer {
  private readonly options: CapturerOptions;
  /** Hash of what was captured last: the same bytes again are the same touch. */
  private lastTouch: string | null = null;

  constructor(options: CapturerOptions) {
    this.options = options;
  }

  /** Within a turn that is already taken. */
  async capture(options: CaptureOptions, signal: AbortSignal): Promise<Result<readonly FingerRecord[], Problem>> {
    const { clock, limits, keeper, where } = this.options;
    const until = clock.now() + (options.timeoutMs ?? limits.finger);
    let lookedFor = false;
    /** What to say when the time is over. */
    let late: Problem = TIMEOUT;
    options.onProgress?.({ stage: 'waiting' });
    if (options.afterLift) await sleep(clock, limits.lift, signal);
    for (;;) {
      const { scanner } = where;
      const left = until - clock.now();
      if (signal.aborted) return err(CANCELLED);
      if (left <= 0) return err(late);
      if (scanner === null) return err(where.missing);
      keeper.set({ state: 'working', doing: 'capturing' });
      const records = await this.ask(scanner, left, options, signal);
      if (records.ok) {
        const touch = touchOf(records.value);
        const lifted = !options.afterLift || touch !== this.lastTouch;
        this.lastTouch = touch;
        if (lifted) return records;
        late = TIMEOUT;
      } else if (records.error.code === 'sbi.service-missing' && !lookedFor) {
        // Nobody is at the port: nothing was asked yet, so the same capture goes on where the service is now.
        lookedFor = true;
        const found = await keeper.climbNow(records.error, signal, false);
        if (!found.ok) return found;
        continue;
      } else if (records.error.code === 'sbi.busy') {
        late = records.error;
        keeper.set({ state: 'attention', problem: late });
      } else {
        return records;
      }
      keeper.countRetry();
      await sleep(clock, limits.busyAgain, signal);
    }
  }

  private async ask(
    { port, device, id }: Scanner,
    timeoutMs: number,
    { onProgress }: CaptureOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly FingerRecord[], Problem>> {
    const { wanted, where, limits, wallClock, trust, key } = this.options;
    const { auth, env = 'Production', deviceSubId = 0, fingers = [], requestedScore = 40 } = wanted;
    const request: CaptureRequest = {
      purpose: auth === undefined ? 'registration' : 'auth',
      env,
      domainUri: auth?.domainUri ?? '',
      transactionId: randomUUID(),
      timeoutMs,
      askedAt: wallClock(),
      deviceId: device.deviceId,
      deviceSubId,
      fingers,
      count: Math.max(1, fingers.length),
      requestedScore,
    };
    const question = where.question(port, verbs[request.purpose], captureBody(request), signal);
    const answer = await exchange(question, {
      limitMs: timeoutMs + limits.answer,
      mostBytes: SBI_BYTES.capture,
      onShare: (share) => onProgress?.({ stage: 'transfer', share }),
    });
    if (!answer.ok) return err(problemOfHttp(answer.error, port, where.ports));
    const expected = { request, port, serial: id.serialNo, trust, answeredAt: wallClock(), ageMs: limits.age, key };
    return checkCapture(answer.value, expected);
  }
}

const touchOf = (records: readonly FingerRecord[]): string => {
  const hash = createHash('sha256');
  for (const { record } of records) hash.update(record);
  return hash.digest('hex');
};
