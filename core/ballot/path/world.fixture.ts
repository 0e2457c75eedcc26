import type { BoxStatus, Compartment, LastAccept, Motion, PathPlace } from './box.ts';
import type { BallotInFlight, Done, Kept, Seen, SheetVerdict } from './ports.ts';

/** Numbers in the hands of a test: 0 … below − 1. */
export type Roll = (below: number) => number;

/** How the world treats whoever asks: nothing goes wrong where every roll is 0. */
export interface Luck {
  readonly roll: Roll;
}

const ticks = async (count: number): Promise<void> => {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
};

interface Paper {
  readonly name: string;
  readonly lengthMm: number;
}

/**
 * A box, a store and hands, as simply as can be: what is done takes a few turns of the event loop, may fail before or after
 * it has had its effect, may jam, and loses its power in the middle. Keeps the truth about every sheet.
 */
export class World {
  readonly fallen: Record<Compartment, string[]> = { valid: [], invalid: [] };
  /** Ballots that count, by the sheet they were read of. */
  readonly counted: string[] = [];
  flight: (BallotInFlight & { readonly of: string }) | null = null;
  verdict: (name: string) => SheetVerdict = () => ({ verdict: 'fine' });
  storeFails = false;
  /** It hears nothing and says nothing. */
  dead = false;
  box = 'B-1';
  cover: 'open' | 'closed' = 'closed';
  slot: Paper | null = null;
  /** Held before the gate, or half through it; `behind`: it leads into the compartments already. */
  held: (Paper & { readonly id: number; behind: boolean }) | null = null;
  jam: PathPlace | null = null;
  /** Of every motion: 0 none, else it sticks. */
  sticky = 0;
  private motion: Motion = 'still';
  private last: LastAccept | null = null;
  private ids = 100;
  private tokens = 0;
  /** Whoever asked in an older one is not heard any more. */
  private session = 0;
  private power = 0;
  private read: string | null = null;
  private readonly luck: Luck;
  private readonly tell: (box: BoxStatus) => void;

  constructor(luck: Luck, tell: (box: BoxStatus) => void) {
    this.luck = luck;
    this.tell = tell;
  }

  get status(): BoxStatus {
    const { held, slot, cover, jam, motion, last, box } = this;
    const inSlot = slot !== null;
    return {
      ...{ box, motion, cover, jam, last, gate: 'closed', doubleFeed: false },
      paper: { front: inSlot, middle: held !== null, gate: held !== null, back: held?.behind ?? false },
      sheet: held && { id: held.id, lengthMm: held.lengthMm },
      bins: { valid: 'ok', invalid: 'ok' },
    };
  }

  changed(): void {
    this.tell(this.status);
  }

  /** A new host greets the box. */
  newHost(): void {
    this.session += 1;
    this.read = null;
  }

  cutPower(): void {
    this.power += 1;
    this.session += 1;
    this.motion = 'still';
    this.jam = null;
    if (this.held !== null) this.held = { ...this.held, id: this.ids++ };
  }

  /** While the box has no power, what it held is taken out and another sheet is put there. */
  swap(name: string): void {
    this.cutPower();
    if (this.held !== null) this.held = { ...this.held, name };
  }

  insert(name: string, lengthMm = 297): void {
    if (this.slot !== null || this.cover === 'open') return;
    this.slot = { name, lengthMm };
    this.changed();
  }

  pull(): void {
    this.slot = null;
    this.changed();
  }

  setCover(cover: 'open' | 'closed'): void {
    this.cover = cover;
    if (cover === 'open') this.motion = 'still';
    this.changed();
  }

  /** A hand reaches through the open cover: takes the sheet out, or pushes on what leads into the compartments. */
  reach(how: 'take' | 'push'): void {
    const { held } = this;
    if (this.cover !== 'open' || held === null) return;
    if (how === 'push' && held.behind) this.fallen[this.last?.into ?? 'valid'].push(held.name);
    this.held = null;
    this.changed();
  }

  look = (): Promise<Seen> => this.asked(async () => {});

  grab = (): Promise<Seen> =>
    this.moved(
      'grabbing',
      () => this.held === null && this.slot !== null,
      () => {
        if (this.slot === null) return;
        this.held = { ...this.slot, id: this.ids++, behind: false };
        this.slot = null;
      },
    );

  scan = async (sheet: number): Promise<Done> => {
    const seen = await this.moved(
      'scanning',
      () => this.held?.id === sheet,
      () => {
        this.read = this.held?.name ?? null;
      },
    );
    if (!seen.ok) return seen;
    return this.held?.id === sheet ? { ok: true } : { ok: false, problem: { code: 'ballot-reader.page-broken' } };
  };

  interpret = async (): Promise<SheetVerdict> => {
    await ticks(this.luck.roll(4));
    if (this.luck.roll(20) === 19) throw new Error('the reader died');
    return this.verdict(this.read ?? '');
  };

  giveBack = (sheet: number): Promise<Seen> =>
    this.moved(
      'returning',
      () => this.held?.id === sheet && this.slot === null,
      () => {
        if (this.held === null) return;
        this.slot = this.held;
        this.held = null;
      },
    );

  accept = async (sheet: number, token: string, into: Compartment): Promise<Seen> => {
    const done = () => this.last?.token === token && this.last.passed;
    const able = () => done() || this.held?.id === sheet;
    return this.moved(
      'accepting',
      able,
      () => this.fall(),
      () => {
        if (done() || this.held === null) return false;
        if (this.last?.token !== token) this.last = { token, into, passed: false };
        // From the gate on it leads into the compartments; it passes at the end of the motion.
        this.held.behind = true;
        return true;
      },
    );
  };

  reset = (): Promise<Seen> =>
    this.asked(async () => {
      if (this.motion !== 'still') return;
      this.jam = null;
    });

  keep = async (into: Compartment, box: string, alive: () => boolean): Promise<Kept> => {
    await ticks(this.luck.roll(12));
    if (!alive()) return { ok: false, problem: { code: 'device.cancelled' } };
    if (this.flight !== null) throw new Error('a ballot is in flight already');
    if (this.storeFails) return { ok: false, problem: { code: 'storage.full' } };
    const flight = { token: (this.tokens++).toString(16).padStart(32, '0'), into, box };
    this.flight = { ...flight, of: this.read ?? '' };
    await ticks(this.luck.roll(12));
    return { ok: true, flight };
  };

  settle = async (what: 'dropped' | 'given-back', alive: () => boolean): Promise<Done> => {
    await ticks(this.luck.roll(3));
    if (!alive()) return { ok: false, problem: { code: 'device.cancelled' } };
    if (this.flight === null) throw new Error('no ballot is in flight');
    if (this.storeFails) return { ok: false, problem: { code: 'storage.full' } };
    if (what === 'dropped') this.counted.push(this.flight.of);
    this.flight = null;
    await ticks(this.luck.roll(3));
    return { ok: true };
  };

  /** Where the sheet in flight really is. */
  get whereInFlight(): 'in-box' | 'in-hand' {
    const name = this.flight?.of ?? '';
    return this.fallen.valid.includes(name) || this.fallen.invalid.includes(name) ? 'in-box' : 'in-hand';
  }

  private fall(): void {
    if (this.held === null || this.last === null || !this.held.behind) return;
    this.fallen[this.last.into].push(this.held.name);
    this.held = null;
    this.last = { ...this.last, passed: true };
  }

  /** A question, which may get lost before or after it has had its effect. */
  private async asked(effect: () => Promise<void>): Promise<Seen> {
    const { session } = this;
    const lost = this.dead ? 13 : this.luck.roll(14);
    await ticks(this.luck.roll(3));
    if (lost === 13 || session !== this.session) return { ok: false, problem: { code: 'ballot-reader.silent' } };
    await effect();
    await ticks(this.luck.roll(3));
    if (lost === 12 || session !== this.session) return { ok: false, problem: { code: 'ballot-reader.silent' } };
    this.changed();
    return { ok: true, box: this.status };
  }

  private moved(
    motion: Motion,
    able: () => boolean,
    end: () => void,
    begin: () => boolean = () => true,
  ): Promise<Seen> {
    let refused = false;
    const work = this.asked(async () => {
      refused = !able() || this.motion !== 'still' || this.cover === 'open' || this.jam !== null;
      if (refused || !begin()) return;
      const { power } = this;
      this.motion = motion;
      this.changed();
      await ticks(this.luck.roll(40));
      // Power was cut, or the cover opened, in the middle.
      if (power !== this.power || this.motion !== motion) return;
      this.motion = 'still';
      if (this.sticky > 0 && this.luck.roll(this.sticky) === 0) this.jam = this.held?.behind ? 'back' : 'middle';
      else end();
      this.changed();
    });
    return work.then((seen) => (refused ? { ok: false, problem: { code: 'ballot-reader.refused' } } : seen));
  }
}
