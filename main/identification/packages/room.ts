import { rmSync } from 'node:fs';
import { placeOf } from '../../../core/election/station.ts';
import { type Offer, PIECE_BYTES } from '../../../core/hub/packages.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { PackageFile, PackageFrom, PackagesView } from '../../api/packages.ts';
import { differenceHeadOf } from '../../package/difference/read.ts';
import { headOf } from '../../package/reader.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import type { StationKiosks } from '../network/room.ts';
import { freeBytes } from '../readiness/machine.ts';
import { checkPackage } from '../register/check.ts';
import { heldOf } from '../register/held.ts';
import { Arrivals } from './arrivals.ts';
import { beginsAs, beginsAsDifference } from './begins.ts';
import { Fetching } from './fetching.ts';
import { hubSource } from './hub-source.ts';
import type { PackageSource } from './source.ts';
import { Together } from './together.ts';

interface PackagesAround {
  readonly kiosk: Kiosk;
  readonly keys: DeviceKeys;
  readonly files: Pick<KioskFiles, 'inForce' | 'own' | 'stateDir'>;
  readonly kiosks: Pick<StationKiosks, 'hub' | 'packagePeers' | 'settled'>;
  /** Whether a package may be taken now: people are told of one that waits. */
  readonly mayTake: () => boolean;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

const TICK_MS = 1_000;
const HUB = 'hub';

/** Packages that come over the network: fetched, verified, and put where a person takes them as she takes one from a stick. */
export class ArrivedPackages {
  readonly #around: PackagesAround;
  readonly #arrivals: Arrivals;
  readonly #fetching: Fetching;
  readonly #together: Together;
  #timer: NodeJS.Timeout | null = null;

  constructor(around: PackagesAround) {
    const { kiosk, keys, files, monotonic } = around;
    this.#around = around;
    this.#arrivals = new Arrivals(files.stateDir);
    this.#arrivals.sweep();
    this.#together = new Together({ keys, files, arrivals: this.#arrivals });
    this.#fetching = new Fetching({
      ...{ arrivals: this.#arrivals, monotonic, chance: Math.random },
      sources: () => this.#sources(),
      current: () => files.inForce?.register.package.version ?? null,
      verify: (path, offer) => this.#verify(path, offer),
      begins: (path, offer) => beginsAs(path, offer, keys.commission()?.root ?? null),
      bases: () => this.#together.bases(),
      isDifference: (path, offered) => beginsAsDifference(path, offered, keys.commission()?.root ?? null),
      together: async (path) => {
        const made = await this.#together.make(path);
        return made.ok ? ok(made.value.path) : made;
      },
      arrived: ({ package: sha256, version, bytes }, from) =>
        kiosk.note('package.arrived', { sha256, version, bytes, from }, SYSTEM),
      refused: ({ package: sha256, version }, from, { code }) =>
        kiosk.note('package.arrival-refused', { sha256, version, from, problem: code }, SYSTEM),
      free: () => freeBytes(files.stateDir),
      changed: () => kiosk.changed(),
    });
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), TICK_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#fetching.stop();
  }

  /** Once a second. */
  tick(): Promise<void> {
    return this.#fetching.tick();
  }

  /** Those that wait, as they are offered beside the files of sticks. */
  files(): readonly PackageFile[] {
    return this.#arrivals.waiting().map(({ offer, from, path }) => ({
      ...{ path, name: `v${offer.version}`, bytes: offer.bytes },
      arrived: { version: offer.version, from: this.#from(from) },
    }));
  }

  /**
   * The package that a difference on a stick leads to, as a file: what comes of it is removed by `done`.
   * @returns the problem that the difference has, or that this kiosk has not what it starts from
   */
  async together(
    path: string,
    onProgress: (done: number, of: number) => void,
  ): Promise<Result<{ readonly path: string; readonly done: () => void }, Problem>> {
    const made = await this.#together.make(path, onProgress);
    return made.ok ? ok({ path: made.value.path, done: () => rmSync(made.value.path, { force: true }) }) : made;
  }

  /**
   * The same package as one that lies on a stick, by one of the differences beside it; null: none starts from what is here, or
   * is sound, and it is read whole.
   */
  async beside(
    path: string,
    differences: readonly string[],
    onProgress: (done: number, of: number) => void,
  ): Promise<{ readonly path: string; readonly done: () => void } | null> {
    const root = this.#around.keys.commission()?.root;
    const whole = root && differences.length > 0 ? await headOf(path, root) : null;
    if (!root || !whole?.ok) return null;
    const bases = this.#together.bases();
    for (const one of differences) {
      const head = await differenceHeadOf(one, root);
      if (!head.ok || head.value.sha256 !== whole.value.sha256) continue;
      if (!bases.includes(head.value.description.base.package)) continue;
      const made = await this.together(one, onProgress);
      if (made.ok) return made.value;
    }
    return null;
  }

  view(): Omit<PackagesView, 'files'> {
    const { coming } = this.#fetching;
    return {
      coming: coming && {
        ...{ version: coming.offer.version, from: this.#from(coming.from), of: coming.offer.bytes },
        done: Math.min(coming.offer.bytes, coming.pieces * PIECE_BYTES),
      },
      refused: this.#refused().map(({ offer, problem }) => ({ version: offer.version, problem })),
    };
  }

  /** Another package has come into force: what is not newer is not wanted any more. */
  taken(): void {
    this.#around.kiosks.settled();
    const current = this.#around.files.inForce?.register.package.version ?? -1;
    this.#arrivals.tidy(({ offer }) => offer.version > current);
  }

  /** What people are told while they may do something about it. */
  problems(): readonly Problem[] {
    if (!this.#around.mayTake()) return [];
    const [waits] = this.#arrivals.waiting();
    const [refused] = this.#refused();
    const { noRoom } = this.#fetching;
    return [
      ...(noRoom === null ? [] : [{ code: 'package.no-room', params: { version: noRoom.version } } as const]),
      ...(refused ? [{ code: 'package.came-refused', params: { version: refused.offer.version } } as const] : []),
      ...(waits ? [{ code: 'package.waits', params: { version: waits.offer.version } } as const] : []),
    ];
  }

  /** Of a difference that was refused nobody has to know: the package comes whole. */
  #refused(): ReturnType<Arrivals['refused']> {
    return this.#arrivals.refused().filter(({ difference }) => !difference);
  }

  #sources(): readonly PackageSource[] {
    const { kiosks, keys, files } = this.#around;
    const way = kiosks.hub.own();
    const sign = (hash: Uint8Array): Uint8Array => keys.signing.sign(hash);
    const hub = way === null ? [] : [hubSource(way, sign, files.inForce === null)];
    // A kiosk beside this one costs nobody's link to the commission.
    return [...kiosks.packagePeers(), ...hub];
  }

  /** Also whether it is the one that was offered: another one of the commission's may be older. */
  async #verify(path: string, offer: Offer): Promise<Result<null, Problem>> {
    const { keys, files } = this.#around;
    const checked = await checkPackage({
      ...{ path, keys, current: files.inForce?.register.package ?? null },
      heldOf: (of) => heldOf(files.own.db, of),
    });
    if (!checked.ok) return checked;
    return checked.value.sha256 === offer.package
      ? ok(null)
      : err({ code: 'package.damaged', params: { part: 'manifest' } });
  }

  #from(from: string): PackageFrom {
    const devices = this.#around.files.inForce?.devices ?? [];
    return from === HUB ? { by: HUB } : { by: 'kiosk', place: String(placeOf(devices, from)) };
  }
}
