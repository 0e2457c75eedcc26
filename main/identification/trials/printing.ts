import type { Problem } from '../../../core/problem/catalogue.ts';
import type { TrialSlip } from '../../../core/receipt/trial-slip.ts';
import type { PageTrialView, SlipTrialView } from '../../api/trial-views.ts';
import type { Trial, TrialTools } from './trial.ts';

/** A slip to look at. */
export class SlipTrial implements Trial {
  readonly image = null;
  readonly #tools: TrialTools;
  readonly #slip: TrialSlip;
  #printed = false;

  constructor(tools: TrialTools, slip: TrialSlip) {
    this.#tools = tools;
    this.#slip = slip;
  }

  get seen(): SlipTrialView {
    return { kind: 'printer', slip: this.#slip, printed: this.#printed };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const { device, devices, slip } = this.#tools;
    const printed = await devices.trial(device, { kind: 'slip', svg: slip(this.#slip) }, { signal });
    this.#printed = printed.ok;
    return printed.ok ? null : printed.error;
  }

  wipe(): void {}
}

/** A sheet to look at, and how far its job has come. */
export class PageTrial implements Trial {
  readonly image = null;
  readonly #tools: TrialTools;
  #seen: PageTrialView = { kind: 'page-printer', job: null, state: 'sending', obstacle: null };

  constructor(tools: TrialTools) {
    this.#tools = tools;
  }

  get seen(): PageTrialView {
    return this.#seen;
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const { device, devices, page, changed } = this.#tools;
    const work = { kind: 'page', svg: page(), title: 'taanuu test' } as const;
    const printed = await devices.trial(device, work, {
      signal,
      onNews: (news) => {
        if (news.news !== 'job') return;
        const { job, state, problem } = news.progress;
        this.#seen = { kind: 'page-printer', job, state, obstacle: problem };
        changed();
      },
    });
    if (!printed.ok) return printed.error;
    this.#seen = { ...this.#seen, state: 'completed', obstacle: null };
    return null;
  }

  wipe(): void {}
}
