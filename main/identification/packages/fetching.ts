import { rmSync } from 'node:fs';
import { type DifferenceOffer, type Offer, pieceBytes, piecesOf } from '../../../core/hub/packages.ts';
import type { Chance } from '../../../core/hub/sender.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { Arrivals } from './arrivals.ts';
import { type Coming, choose, isOffered } from './choosing.ts';
import type { PackageSource } from './source.ts';

interface FetchingAround {
  readonly arrivals: Arrivals;
  readonly sources: () => readonly PackageSource[];
  /** Version of the package in force; null: there is none. */
  readonly current: () => number | null;
  /** Whether a package that has come is what this device may take, without taking it. */
  readonly verify: (path: string, offer: Offer) => Promise<Result<null, Problem>>;
  /**
   * Whether what has come of it begins as the package that was offered; null: not enough has come to know. What a kiosk
   * offers is its own word until then.
   */
  readonly begins: (path: string, offer: Offer) => Promise<Result<null, Problem> | null>;
  /** Packages that are here, which differences may start from, by the hash of their manifests. */
  readonly bases: () => readonly string[];
  /** Whether a difference has come as it was offered, and begins as what leads to that package. */
  readonly isDifference: (path: string, offered: DifferenceOffer) => Promise<Result<null, Problem>>;
  /** Puts the package together that a difference leads to. @returns its file */
  readonly together: (path: string) => Promise<Result<string, Problem>>;
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
/** Nothing is fetched for so long from a kiosk that offered what was none. */
const SHUNNED_MS = 3_600_000;
/** Damage on the way is possible, and so often in a row it is none: then the package is refused. */
const DAMAGED_MOST = 3;
/** Left free beside a package and what becomes of it. */
const ROOM_BYTES = 512 * 1024 ** 2;

/** What a piece may have become on its way; all else that is wrong with a package was wrong with it where it was made. */
const damage: ReadonlySet<string> = new Set<Problem['code']>([
  ...(['package.damaged', 'package.truncated', 'package.hostile', 'package.bad-signature'] as const),
  ...(['package.not-a-package', 'package.unreadable'] as const),
]);

/**
 * Fetches the packages that there are for this kiosk, one piece at a time, slowly, and goes on where it was after any stop.
 * It only puts them where they wait for a person.
 */
export class Fetching {
  readonly #around: FetchingAround;
  /** Until when, by name. */
  readonly #shunned = new Map<string, number>();
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
    const { arrivals, sources, current, monotonic, chance, changed, free, begins, bases } = this.#around;
    if (this.#lookAt !== null && monotonic() < this.#lookAt) return;
    const askable = sources().filter((one) => one.isFree() && monotonic() >= (this.#shunned.get(one.name) ?? 0));
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
          (problem === null || from !== source.name || isOffered(offers, offer.package)),
      );
      const chosen = choose(offers, { arrivals, current: current(), bases: bases() });
      this.#noRoom = chosen !== null && free() < 2 * chosen.makes.bytes + ROOM_BYTES ? chosen.makes : null;
      if (chosen === null || this.#noRoom !== null) continue;
      const { offer, difference } = chosen;
      const pieces = arrivals.pieces(offer);
      // What has come of it before a stop may be worth keeping. The hub's word for a difference is signed.
      const isSigned = difference !== null || (pieces > 0 && (await begins(arrivals.part(offer), offer))?.ok === true);
      if (isSigned && difference === null) arrivals.only(offer);
      this.#coming = { offer, difference, from: source.name, pieces, isSigned };
      this.#failed = 0;
      changed();
      return;
    }
  }

  async #fetch(): Promise<void> {
    const { arrivals, sources, monotonic, changed, begins } = this.#around;
    for (;;) {
      const coming = this.#coming;
      if (coming === null || this.#stopped) return;
      const { offer, pieces } = coming;
      if (!coming.isSigned && pieces > 0) {
        const begun = await begins(arrivals.part(offer), offer);
        if (begun?.ok === false) return this.#bad(coming, begun.error);
        if (begun?.ok) {
          // Only now is it worth more than what has come of another one.
          arrivals.only(offer);
          this.#coming = { ...coming, isSigned: true };
        }
      }
      if (monotonic() < this.#notBefore) return;
      if (pieces === piecesOf(offer)) return await this.#whole(coming);
      const source = sources().find(({ name }) => name === coming.from);
      if (!source) return this.#letGo();
      if (!source.isFree()) return;
      const piece = await source.piece(offer.package, pieces);
      if (this.#stopped) return;
      if (piece?.length !== pieceBytes(offer, pieces)) return this.#later();
      this.#failed = 0;
      await arrivals.add(offer, pieces, piece);
      this.#coming = { ...(this.#coming ?? coming), pieces: pieces + 1 };
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

  async #whole(coming: Coming): Promise<void> {
    const { arrivals, verify, changed } = this.#around;
    const { offer, from, difference } = coming;
    if (difference) return this.#together(coming, difference);
    const verified = await verify(arrivals.part(offer), offer);
    if (!verified.ok) return this.#bad(coming, verified.error);
    arrivals.keep(offer, from);
    this.#around.arrived(offer, from);
    this.#damaged = 0;
    this.#letGo();
    changed();
  }

  /** A difference is here: with what this kiosk has it becomes the package, or that one is fetched whole. */
  async #together(coming: Coming, { offered, makes }: NonNullable<Coming['difference']>): Promise<void> {
    const { arrivals, isDifference, together, verify, arrived, changed } = this.#around;
    const path = arrivals.part(coming.offer);
    const whole = await isDifference(path, offered);
    if (!whole.ok) return this.#bad(coming, whole.error);
    const made = await together(path);
    // A full disk, and not what has come, is the reason.
    if (!made.ok && made.error.code.startsWith('storage.')) return this.#later();
    if (!made.ok) return this.#refuse(coming, made.error);
    const verified = await verify(made.value, makes);
    arrivals.drop(coming.offer);
    if (verified.ok) {
      arrivals.keep(makes, coming.from, made.value);
      // What had come of it, and of others.
      arrivals.drop(makes);
      arrivals.only(makes);
      arrived(makes, coming.from);
      this.#damaged = 0;
      this.#letGo();
      changed();
    } else {
      rmSync(made.value, { force: true });
      this.#refuse({ ...coming, offer: makes, difference: null }, verified.error);
    }
  }

  /** It is not what was offered: once more where that may have come on the way, and else refused. */
  #bad(coming: Coming, problem: Problem): void {
    const { arrivals } = this.#around;
    if (damage.has(problem.code) && this.#damaged < DAMAGED_MOST - 1) {
      this.#damaged += 1;
      arrivals.drop(coming.offer);
      this.#letGo();
      this.#later();
      return;
    }
    this.#refuse(coming, problem);
  }

  #refuse({ offer, from, difference }: Coming, problem: Problem): void {
    const { arrivals, refused, changed, monotonic } = this.#around;
    arrivals.refuse(offer, from, problem, difference !== null);
    refused(offer, from, problem);
    // The hub's offers are signed by it, and there is no other one.
    if (damage.has(problem.code) && from !== 'hub') this.#shunned.set(from, monotonic() + SHUNNED_MS);
    this.#damaged = 0;
    this.#letGo();
    changed();
  }

  #letGo(): void {
    this.#forget();
    this.#lookAt = null;
  }

  /** Of what nobody has signed nothing is left: whoever offers ever other packages would fill the disk with beginnings. */
  #forget(): void {
    if (this.#coming?.isSigned === false) this.#around.arrivals.drop(this.#coming.offer);
    this.#coming = null;
  }

  #later(): void {
    const { monotonic, chance } = this.#around;
    const most = Math.min(AGAIN_MOST_MS, AGAIN_MS * 2 ** Math.min(this.#failed, 10));
    this.#failed += 1;
    this.#notBefore = monotonic() + Math.ceil((1 - chance() / 2) * most);
    // Another one may have it.
    if (this.#failed > 3) {
      this.#forget();
      this.#lookAt = this.#notBefore;
    }
  }
}
