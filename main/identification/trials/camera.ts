import { type GrayPicture, lookAt } from '../../../core/camera/picture-look.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { CameraTrialView } from '../../api/trial-views.ts';
import { smaller } from './smaller.ts';
import type { ShownImage, Trial, TrialTools } from './trial.ts';

/** The picture is kept as small as it is shown. */
const KEPT = 900;

/** The camera takes one picture, which is shown, and another one, which only tells whether the first stands still. */
export class CameraTrial implements Trial {
  readonly #tools: TrialTools;
  #seen: CameraTrialView = { kind: 'camera', step: 'taking', size: null, tookMs: null, look: null };
  #shown: ShownImage | null = null;
  #wiped = false;

  constructor(tools: TrialTools) {
    this.#tools = tools;
  }

  get seen(): CameraTrialView {
    return this.#seen;
  }

  get image() {
    return this.#shown && { number: 1, image: this.#shown };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const began = this.#tools.now();
    const first = await this.#take(signal);
    if (!first.ok) return first.error;
    const picture = first.value;
    if (!this.#wiped) {
      const { width, height } = picture;
      const small = smaller(picture, KEPT);
      this.#shown = small === picture ? { ...picture, pixels: picture.pixels.slice() } : small;
      this.#become({ step: 'comparing', size: { width, height }, tookMs: this.#tools.now() - began });
    }
    const next = await this.#take(signal);
    const look = next.ok ? lookAt(picture, next.value) : null;
    picture.pixels.fill(0);
    if (!next.ok) return next.error;
    next.value.pixels.fill(0);
    if (!this.#wiped) this.#become({ step: 'done', look });
    return null;
  }

  wipe(): void {
    this.#wiped = true;
    this.#shown?.pixels.fill(0);
    this.#shown = null;
  }

  async #take(signal: AbortSignal): Promise<Result<GrayPicture, Problem>> {
    const { device, devices } = this.#tools;
    const taken = await devices.trial(device, { kind: 'picture' }, { signal });
    if (!taken.ok) return taken;
    return taken.value.kind === 'picture' ? ok(taken.value.image) : err({ code: 'device.cancelled' });
  }

  #become(change: Partial<CameraTrialView>): void {
    this.#seen = { ...this.#seen, ...change };
    this.#tools.changed();
  }
}
