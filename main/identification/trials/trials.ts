import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { grayPng } from '../../../drivers/gray-png.ts';
import type { TrialWish } from '../../api/identification.ts';
import type { TrialPicture, TrialView } from '../../api/trial-views.ts';
import type { DeviceView, Stage } from '../../api/views.ts';
import { CameraTrial } from './camera.ts';
import { ChipTrial } from './chip.ts';
import { DocumentTrial } from './document.ts';
import { FingerTrial } from './finger.ts';
import { InvitationTrial } from './invitation.ts';
import { PowerTrial } from './power.ts';
import { PageTrial, SlipTrial } from './printing.ts';
import { ScanTrial } from './scan.ts';
import { smaller } from './smaller.ts';
import type { Trial, TrialTools } from './trial.ts';

/** Stages in which devices may be tried: while voters are served they are the voters'. */
const stages: readonly Stage[] = ['ready', 'suspended'];

/** Pixels along the longer side of a picture that is sent to the screen. */
const SHOWN = 900;

/** What the room needs of the zone; the tools without the device, which each try brings along. */
export interface TrialSurroundings extends Omit<TrialTools, 'device' | 'power'> {
  readonly power: (device: string) => TrialTools['power'] extends () => infer R ? R : never;
  /** What a device of this name is for; null where there is none. */
  readonly kindOf: (device: string) => DeviceView['kind'] | null;
  readonly stage: () => Stage;
}

/**
 * The technician's tries of devices, one at a time. What is seen of a finger or a document is kept in memory while its
 * page is open, shown to the technician's window alone, and overwritten when the page is left or the technician signs
 * out. Nothing of it is written anywhere.
 */
export class Trials {
  readonly #around: TrialSurroundings;
  #device = '';
  #trial: Trial | null = null;
  #running = false;
  #problem: Problem | null = null;
  #stop = new AbortController();

  constructor(around: TrialSurroundings) {
    this.#around = around;
  }

  get view(): TrialView | null {
    if (this.#trial === null || !this.#may) return null;
    return {
      device: this.#device,
      running: this.#running,
      problem: this.#problem,
      picture: this.#trial.image?.number ?? 0,
      seen: this.#trial.seen,
    };
  }

  /** Begins a try; one that ran is left. What comes of it stands in the view. */
  begin(device: string, wish: TrialWish): Result<null, Problem> {
    const kind = wish.kind === 'invitation' ? 'camera' : wish.kind;
    if (!this.#mayIn(wish.kind) || this.#around.kindOf(device) !== kind) return err({ code: 'station.nothing-to-do' });
    this.leave();
    const trial = this.#make(device, wish);
    this.#device = device;
    this.#trial = trial;
    this.#running = true;
    this.#around.changed();
    void this.#run(trial, this.#stop.signal);
    return ok(null);
  }

  /** Ends what runs; what was seen stays on the page. */
  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** The page is left: everything ends and is overwritten. */
  leave(): void {
    this.stop();
    this.#trial?.wipe();
    this.#trial = null;
    this.#running = false;
    this.#problem = null;
    this.#around.changed();
  }

  /** The picture of what is seen now. */
  picture(): TrialPicture | null {
    const shown = this.#may ? (this.#trial?.image ?? null) : null;
    if (shown === null) return null;
    const png = grayPng(smaller(shown.image, SHOWN));
    return { number: shown.number, url: `data:image/png;base64,${png.toString('base64')}` };
  }

  get #may(): boolean {
    return this.#trial !== null && this.#mayIn(this.#trial.seen.kind);
  }

  /** A blank kiosk is led to another one of its station, and tries nothing else: nobody is known there yet. */
  #mayIn(kind: TrialWish['kind']): boolean {
    const stage = this.#around.stage();
    return stages.includes(stage) || (stage === 'unprovisioned' && kind === 'invitation');
  }

  async #run(trial: Trial, signal: AbortSignal): Promise<void> {
    const problem = await trial.run(signal);
    if (this.#trial !== trial) return;
    this.#running = false;
    // Whoever stops it knows that it was stopped.
    this.#problem = problem?.code === 'device.cancelled' ? null : problem;
    this.#around.changed();
  }

  #make(device: string, wish: TrialWish): Trial {
    const { power, ...around } = this.#around;
    const tools: TrialTools = { ...around, device, power: () => power(device) };
    switch (wish.kind) {
      case 'fingerprint':
        return new FingerTrial(tools);
      case 'document':
        return new DocumentTrial(tools);
      case 'chip':
        return new ChipTrial(tools, wish.can);
      case 'camera':
        return new CameraTrial(tools);
      case 'invitation':
        return new InvitationTrial(tools);
      case 'page-scanner':
        return new ScanTrial(tools, wish.dpi);
      case 'printer':
        return new SlipTrial(tools, wish.slip);
      case 'page-printer':
        return new PageTrial(tools);
      case 'power':
        return new PowerTrial(tools);
    }
  }
}
