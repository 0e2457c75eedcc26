import { type Offer, pieceBytes, piecesOf, wanted } from '../../../core/hub/packages.ts';
import type { Chance } from '../../../core/hub/sender.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { Arrivals } from './arrivals.ts';

/** Whom packages may be had from. */
export interface PackageSource {
  /** `hub`, or the device of a kiosk. */
  readonly name: string;
  /** What there is for this station; null: nobody answers. */
  readonly offers: () => Promise<readonly Offer[] | null>;
  /** A piece; null: nobody answers, or it is not there. */
  readonly piece: (sha256: string, n: number) => Promise<Uint8Array | null>;
  /** Whether something may be asked now: what matters more on that way goes first. */
  readonly isFree: () => boolean;
  /** Bytes in a second, on average, that are asked for. */
  readonly bytesPerSecond: number;
}

interface FetchingAround {
  readonly arrivals: Arrivals;
  readonly sources: () => readonly PackageSource[];
  /** Version of the package in force; null: there is none. */
  readonly current: () => number | null;
  /** Whether a package that has come is what this device may take, without taking it. */
  readonly verify: (path: string, offer: Offer) => Promise<Result<null, Problem>>;
  readonly arrived: (offer: Offer, from: string) => void;
  readonly refused: (offer: Offer, from: string, problem: Problem) => void;
  /** Bytes free where packages are kept. */
  readonly free: () => number;
  readonly changed: () => void;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly chance: Chance;
}

/** Milliseconds: between looks for what there is; the first wait after a failure and the longest. */
const LOOK_MS = 300_000;
const AGAIN_MS = 2_000;
const AGAIN_MOST_MS = 120_000;
/** A look with nobody to ask is not one: soon again. */
const SOON_MS = 5_000;
/** Damage on the way is possible, and so often in a row it is none: then the package is refused. */
const DAMAGED_MOST = 3;
/** Left free beside a package and what becomes of it. */
const ROOM_BYTES = 512 * 1024 ** 2;

/** What a piece may have become on its way; all else that is wrong with a package was wrong with it where it was made. */
const damage: ReadonlySet<string> = new Set<Problem['code']>([
  ...(['package.damaged', 'package.truncated', 'package.hostile', 'package.bad-signature'] as const),
  ...(['package.not-a-package', 'package.unreadable'] as const),
]);

/** A package on its way. */
export interface Coming {
  readonly offer: Offer;
  readonly from: string;
  readonly pieces: number;
}

/**
 * Fetches the packages that there are for this kiosk, one piece at a time, slowly, and goes on where it was after any stop.
 * It only puts them where they wait for a person.
 */
export class Fetching {
  readonly #around: FetchingAround;
  #coming: Coming | null = null;
  #noRoom: Offer | null = null;
  #lookAt: number | null = null;
  #notBefore = 0;
  #failed = 0;
  #damaged = 0;
  #busy = false;
  #stopped = false;

  constructor(around: FetchingAround) {
    this.#around = around;
  }

  get coming(): Coming | null {
    return this.#coming;
  }

  /** A package that is wanted, and for which there is no room; null: there is none such. */
  get noRoom(): Offer | null {
    return this.#noRoom;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Looks at once: somebody has just become reachable. */
  look(): void {
    this.#lookAt = null;
  }

  /** Once a second. */
  async tick(): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    try {
      if (this.#coming === null) await this.#look();
      if (this.#coming !== null) await this.#fetch();
    } catch (error) {
      // A disk that refuses: what is on the way is not lost.
      if (!storageProblem(error, 'package')) throw error;
      this.#later();
    } finally {
      this.#busy = false;
    }
  }

  async #look(): Promise<void> {
    const { arrivals, sources, current, monotonic, chance, changed, free } = this.#around;
    if (this.#lookAt !== null && monotonic() < this.#lookAt) return;
    const askable = sources().filter((one) => one.isFree());
    // One without a package has nothing else to do, and others may be found yet.
    const isSoon = askable.length === 0 || (current() === null && arrivals.waiting().length === 0);
    this.#lookAt = monotonic() + (isSoon ? SOON_MS : LOOK_MS * (1 - chance() / 4));
    for (const source of askable) {
      const offers = await source.offers();
      if (offers === null || this.#stopped) continue;
      // What was refused and is offered no more concerns nobody.
      arrivals.tidy(
        ({ offer, from, problem }) =>
          offer.version > (current() ?? -1) &&
          (problem === null || from !== source.name || offers.some((one) => one.package === offer.package)),
      );
      const known = new Set([...arrivals.refused(), ...arrivals.waiting()].map(({ offer }) => offer.package));
      const waiting = arrivals.waiting()[0]?.offer.version ?? null;
      const least = waiting === null ? current() : Math.max(waiting, current() ?? waiting);
      const offer = wanted(offers, least, known);
      this.#noRoom = offer !== null && free() < 2 * offer.bytes + ROOM_BYTES ? offer : null;
      if (offer === null || this.#noRoom !== null) continue;
      arrivals.only(offer);
      this.#coming = { offer, from: source.name, pieces: arrivals.pieces(offer) };
      this.#failed = 0;
      changed();
      return;
    }
  }

  async #fetch(): Promise<void> {
    const { arrivals, sources, monotonic, changed } = this.#around;
    for (;;) {
      const coming = this.#coming;
      if (coming === null || this.#stopped) return;
      const { offer, pieces } = coming;
      if (pieces === piecesOf(offer)) return await this.#whole(coming);
      if (monotonic() < this.#notBefore) return;
      const source = sources().find(({ name }) => name === coming.from);
      if (!source) return this.#letGo();
      if (!source.isFree()) return;
      const piece = await source.piece(offer.package, pieces);
      if (this.#stopped) return;
      if (piece?.length !== pieceBytes(offer, pieces)) return this.#later();
      this.#failed = 0;
      await arrivals.add(offer, pieces, piece);
      this.#coming = { ...coming, pieces: pieces + 1 };
      changed();
      const wait = (piece.length / source.bytesPerSecond) * 1_000;
      this.#notBefore = monotonic() + wait;
      // What is not worth a whole second is waited for here.
      if (wait < 500) {
        await new Promise((resolve) => setTimeout(resolve, wait));
        this.#notBefore = monotonic();
      }
    }
  }

  async #whole({ offer, from }: Coming): Promise<void> {
    const { arrivals, verify, changed } = this.#around;
    const verified = await verify(arrivals.part(offer), offer);
    if (verified.ok) {
      arrivals.keep(offer, from);
      this.#around.arrived(offer, from);
    } else if (damage.has(verified.error.code) && this.#damaged < DAMAGED_MOST - 1) {
      this.#damaged += 1;
      arrivals.drop(offer);
      this.#letGo();
      return this.#later();
    } else {
      arrivals.refuse(offer, from, verified.error);
      this.#around.refused(offer, from, verified.error);
    }
    this.#damaged = 0;
    this.#letGo();
    changed();
  }

  #letGo(): void {
    this.#coming = null;
    this.#lookAt = null;
  }

  #later(): void {
    const { monotonic, chance } = this.#around;
    const most = Math.min(AGAIN_MOST_MS, AGAIN_MS * 2 ** Math.min(this.#failed, 10));
    this.#failed += 1;
    this.#notBefore = monotonic() + Math.ceil((1 - chance() / 2) * most);
    // Another one may have it.
    if (this.#failed > 3) {
      this.#coming = null;
      this.#lookAt = this.#notBefore;
    }
  }
}
