import { fingerModality } from '../../../core/election/rules.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { FingerImage } from '../../../drivers/device.ts';
import type { FingerTrialView } from '../../api/trial-views.ts';
import type { TrialNews } from '../devices/trial-protocol.ts';
import type { Trial, TrialTools } from './trial.ts';

/** A live image that is so good is worth being taken, whatever less the policy asks for. */
const GOOD = 40;
/** So long is a finger awaited in the live image before one is taken as it is, in milliseconds. */
const LIVE_MS = 20_000;

/** A finger is captured before the technician's eyes: the image as it comes, and what it is worth. */
export class FingerTrial implements Trial {
  readonly #tools: TrialTools;
  #stage: FingerTrialView['stage'] = 'waiting';
  #share: number | null = null;
  #quality: number | null = null;
  #why: readonly string[] = [];
  #hints: readonly string[] = [];
  #image: FingerImage | null = null;
  #number = 0;
  /** One image is judged at a time; those that come meanwhile are only shown. */
  #judging = false;
  #wiped = false;

  constructor(tools: TrialTools) {
    this.#tools = tools;
  }

  get seen(): FingerTrialView {
    return {
      kind: 'fingerprint',
      stage: this.#stage,
      share: this.#share,
      quality: this.#quality,
      why: this.#why,
      hints: this.#hints,
      least: this.#least,
    };
  }

  get image() {
    return this.#image && { number: this.#number, image: this.#image };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const live = await this.#watch(signal);
    if (live !== null || signal.aborted) return live;
    this.#become('waiting');
    const { device, devices } = this.#tools;
    const taken = await devices.trial(device, { kind: 'finger' }, { signal, onNews: (news) => this.#hear(news) });
    if (!taken.ok) return taken.error;
    if (taken.value.kind !== 'finger') return { code: 'device.cancelled' };
    const { image, hints } = taken.value;
    this.#hints = hints;
    this.#share = null;
    this.#show(image);
    this.#become('judging');
    const { template, quality, why } = await this.#tools.biometrics.extract(image);
    template.fill(0);
    if (this.#wiped) return null;
    this.#quality = quality;
    this.#why = why;
    this.#become('done');
    return null;
  }

  wipe(): void {
    this.#wiped = true;
    this.#image?.pixels.fill(0);
    this.#image = null;
    this.#quality = null;
    this.#why = [];
    this.#hints = [];
  }

  /** What the scanner sees, until it sees a finger that is worth being taken. One that does not stream ends this at once. */
  async #watch(signal: AbortSignal): Promise<Problem | null> {
    const enough = new AbortController();
    const over = AbortSignal.any([signal, enough.signal]);
    const timer = setTimeout(() => enough.abort(), LIVE_MS);
    const { device, devices } = this.#tools;
    const onNews = (news: TrialNews): void => {
      if (news.news !== 'image') return;
      this.#stage = 'live';
      this.#show(news.image);
      void this.#judge(news.image, (quality) => {
        if (quality >= Math.max(GOOD, this.#least ?? 0)) enough.abort();
      });
    };
    const ended = await devices.trial(device, { kind: 'stream' }, { signal: over, onNews });
    clearTimeout(timer);
    return ended.ok || enough.signal.aborted ? null : ended.error;
  }

  #hear(news: TrialNews): void {
    if (news.news !== 'image') return;
    this.#stage = 'reading';
    this.#share = news.share;
    this.#show(news.image);
    void this.#judge(news.image, () => {});
  }

  #show(image: FingerImage): void {
    if (this.#wiped) {
      image.pixels.fill(0);
      return;
    }
    this.#image?.pixels.fill(0);
    this.#image = image;
    this.#number += 1;
    this.#tools.changed();
  }

  /** What an image is worth that is not the last one. */
  async #judge(image: FingerImage, then: (quality: number) => void): Promise<void> {
    if (this.#judging || this.#wiped) return;
    this.#judging = true;
    // The engine has a copy of its own: the next image may overwrite this one meanwhile.
    const { template, quality } = await this.#tools.biometrics.extract(image);
    template.fill(0);
    this.#judging = false;
    if (this.#wiped || (this.#stage !== 'live' && this.#stage !== 'reading')) return;
    this.#quality = quality;
    this.#tools.changed();
    then(quality);
  }

  get #least(): number | null {
    return fingerModality(this.#tools.policy())?.qualityMinimum ?? null;
  }

  #become(stage: FingerTrialView['stage']): void {
    this.#stage = stage;
    this.#tools.changed();
  }
}
