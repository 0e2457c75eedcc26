import { type Compartment, type PathPlace, pathPlaces } from '../../../core/ballot/path/box.ts';
import type { Clock } from '../../clock.ts';
import type { PaperSheet, Whereabouts } from './whereabouts.ts';

/** Millimetres behind the slot. A sheet lies between its leading edge and that minus its length. */
export const PATH = {
  sensors: { front: 20, middle: 150, gate: 330, back: 370 },
  /** So far a hand pushes a sheet in. */
  inserted: 30,
  /** So far it is drawn in by `grab`. */
  grabbed: 80,
  /** Its leading edge before the gate. */
  held: 335,
  /** What is behind it with its whole length does not come back. */
  flap: 340,
  /** What is behind it with its whole length has fallen: nothing holds it any more. */
  bin: 370,
  /** Its leading edge when it was given back. */
  returned: 40,
} as const;

/** What paper does on its way. */
export type PathEvent =
  /** A sensor was covered or uncovered. */
  | { readonly event: 'edge' }
  | { readonly event: 'passed-flap' }
  | { readonly event: 'arrived' }
  /** The motor turns and the paper stands. */
  | { readonly event: 'stuck'; readonly at: PathPlace }
  /** Nothing is between the rollers any more. */
  | { readonly event: 'pulled' };

/** Where the next sheet sticks: when it reaches a sensor, or behind the flap before it falls. */
export type Snag = PathPlace | 'behind-flap';

/** Paper, rollers, a gate, a flap and hands. Knows nothing of protocols. */
export class PaperPath {
  private readonly clock: Clock;
  private readonly whereabouts: Whereabouts;
  private readonly speed: number;
  private readonly tell: (event: PathEvent) => void;
  private sheet: PaperSheet | null = null;
  /** A second sheet, which somebody pushed into the slot behind the first. */
  private second: PaperSheet | null = null;
  /** Leading edge when it last stood, or at the last thing that happened. */
  private lead = 0;
  private run: {
    readonly target: number;
    readonly since: number;
    readonly into: Compartment;
    cancel: () => void;
  } | null = null;
  /** The next sheet that comes there sticks. */
  snag: Snag | null = null;
  coverOpen = false;

  constructor(options: {
    readonly clock: Clock;
    readonly whereabouts: Whereabouts;
    /** Millimetres in a second. */
    readonly speed: number;
    readonly tell: (event: PathEvent) => void;
  }) {
    this.clock = options.clock;
    this.whereabouts = options.whereabouts;
    this.speed = options.speed;
    this.tell = options.tell;
  }

  get content(): PaperSheet | null {
    return this.sheet;
  }

  covered(place: PathPlace): boolean {
    const at = PATH.sensors[place];
    if (place === 'front' && this.second !== null) return true;
    return this.sheet !== null && this.now() >= at && this.now() - this.sheet.lengthMm < at;
  }

  /** Whether all of it is behind the gate's sensor. */
  get behindGate(): boolean {
    return this.sheet !== null && this.now() - this.sheet.lengthMm >= PATH.sensors.gate;
  }

  /** A hand puts a sheet into the slot; false where there is one, or its end. */
  insert(sheet: PaperSheet): boolean {
    if (this.covered('front') || this.coverOpen) return false;
    if (this.sheet === null) {
      this.sheet = sheet;
      this.lead = PATH.inserted;
    } else this.second = sheet;
    this.whereabouts.record(sheet, 'slot');
    this.tell({ event: 'edge' });
    return true;
  }

  /** A hand pulls at what stands out of the slot; false where nothing does. */
  pull(): boolean {
    if (this.second !== null) {
      this.whereabouts.record(this.second, 'hand');
      this.second = null;
      this.tell({ event: 'edge' });
      return true;
    }
    if (this.sheet === null || this.now() >= this.sheet.lengthMm) return false;
    this.remove('hand');
    this.tell({ event: 'pulled' });
    return true;
  }

  /** A person takes the sheet out through the open cover; behind the gate nobody can reach it. */
  takeOut(): boolean {
    if (!this.coverOpen || this.sheet === null || this.behindGate) return false;
    this.remove('hand');
    this.tell({ event: 'pulled' });
    return true;
  }

  /** A person pushes on what hangs behind the gate, through the open cover. */
  pushOn(into: Compartment): boolean {
    if (!this.coverOpen || !this.behindGate) return false;
    this.remove(into);
    this.tell({ event: 'edge' });
    return true;
  }

  /** Turns the motor until the leading edge is at `target`; what sticks out of the path at the end falls into `into`. */
  moveTo(target: number, into: Compartment = 'valid'): void {
    this.stop();
    this.run = { target, since: this.clock.now(), into, cancel: () => {} };
    this.next();
  }

  /** The motor stops, the paper stays where it is. */
  stop(): void {
    if (this.run === null) return;
    this.lead = this.now();
    this.run.cancel();
    this.run = null;
  }

  private now(): number {
    if (this.run === null) return this.lead;
    const way = ((this.clock.now() - this.run.since) / 1_000) * this.speed;
    const { target } = this.run;
    return target > this.lead ? Math.min(target, this.lead + way) : Math.max(target, this.lead - way);
  }

  /** Waits for the next thing that happens on the way. */
  private next(): void {
    const { run, sheet } = this;
    if (run === null) return;
    if (sheet === null) {
      this.stop();
      this.tell({ event: 'pulled' });
      return;
    }
    const forward = run.target > this.lead;
    const marks = pathPlaces.flatMap((place) => {
      const at = PATH.sensors[place];
      // Covered from here on; on the way back uncovered only behind it.
      return forward ? [at, at + sheet.lengthMm] : [at - 0.1, at + sheet.lengthMm - 0.1];
    });
    marks.push(PATH.flap + sheet.lengthMm, PATH.bin + sheet.lengthMm, PATH.inserted + sheet.lengthMm);
    const ahead = marks.filter((mark) =>
      forward ? mark > this.lead && mark < run.target : mark < this.lead && mark > run.target,
    );
    const stop = [...ahead, run.target].sort((a, b) => (forward ? a - b : b - a))[0] ?? run.target;
    run.cancel = this.clock.after((Math.abs(stop - this.lead) / this.speed) * 1_000, () => this.reached(stop));
  }

  private reached(lead: number): void {
    const { run, sheet } = this;
    if (run === null || sheet === null) return;
    this.lead = lead;
    const going = { ...run, since: this.clock.now() };
    this.run = going;
    const forward = run.target > lead;
    if (forward && lead >= sheet.lengthMm) this.whereabouts.record(sheet, 'path');
    const stuckAt = forward ? this.snagAt(lead, sheet) : this.collisionAt(lead, sheet);
    if (stuckAt !== null) {
      if (forward) this.snag = null;
      this.run = null;
      if (lead === PATH.flap + sheet.lengthMm) this.tell({ event: 'passed-flap' });
      else this.tell({ event: 'edge' });
      this.tell({ event: 'stuck', at: stuckAt });
      return;
    }
    if (lead === PATH.flap + sheet.lengthMm && forward) this.tell({ event: 'passed-flap' });
    if (lead === PATH.bin + sheet.lengthMm) {
      this.run = null;
      this.remove(run.into);
      this.tell({ event: 'arrived' });
    } else if (lead === run.target) {
      this.run = null;
      if (lead < sheet.lengthMm) this.whereabouts.record(sheet, 'slot');
      this.tell({ event: 'arrived' });
    } else {
      this.tell({ event: 'edge' });
      // Whoever was told may have stopped it, or sent it elsewhere.
      if (this.run === going) this.next();
    }
  }

  /** On its way back it meets the one that stands in the slot. */
  private collisionAt(lead: number, sheet: PaperSheet): PathPlace | null {
    return this.second !== null && lead <= PATH.inserted + sheet.lengthMm ? 'front' : null;
  }

  private snagAt(lead: number, sheet: PaperSheet): PathPlace | null {
    const { snag } = this;
    if (snag === null) return null;
    if (snag === 'behind-flap') return lead === PATH.flap + sheet.lengthMm ? 'back' : null;
    return lead === PATH.sensors[snag] ? snag : null;
  }

  private remove(to: 'hand' | Compartment): void {
    this.stop();
    if (this.sheet !== null) this.whereabouts.record(this.sheet, to);
    this.sheet = this.second;
    this.second = null;
    this.lead = this.sheet === null ? 0 : PATH.inserted;
  }
}
