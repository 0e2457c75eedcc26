import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { previousRun } from '../../journal/journal-file.ts';
import { PRODUCT } from '../../product.ts';
import { lastWipe } from '../afterwards/wiped.ts';
import { watchClock } from '../clock-watch.ts';
import { SYSTEM } from '../kiosk.ts';
import type { PackageLoader } from '../package-loader.ts';
import { revokedProblem } from '../provisioning/revoked.ts';
import type { AfterwardsRooms } from './afterwards.ts';
import type { AttachedRooms } from './attached.ts';
import type { BesideRooms } from './beside.ts';
import type { CopyingRooms } from './copying.ts';
import type { DayRooms } from './day.ts';
import type { Frame } from './frame.ts';
import type { PeopleRooms } from './people.ts';
import type { ProvisioningRooms } from './provisioning.ts';
import type { VotersRooms } from './voters.ts';

/** All rooms of the zone. */
export interface Rooms
  extends AttachedRooms,
    PeopleRooms,
    VotersRooms,
    BesideRooms,
    DayRooms,
    AfterwardsRooms,
    CopyingRooms,
    ProvisioningRooms {}

/** How the zone begins and ends, and what is wrong with it meanwhile. */
export class Life {
  readonly #frame: Frame;
  readonly #loader: PackageLoader;
  readonly #rooms: () => Rooms;
  readonly #startProblems: Problem[] = [];
  #stopClock: () => void = () => {};

  /** @param rooms asked when the zone lives: they stand only later */
  constructor(frame: Frame, loader: PackageLoader, rooms: () => Rooms) {
    this.#frame = frame;
    this.#loader = loader;
    this.#rooms = rooms;
  }

  /** Things that are wrong with the station itself and stay on every screen until they are gone. */
  problems(): readonly Problem[] {
    const { options, journalling, files, kiosk } = this.#frame;
    const { power, copy, shifts, paperRoad, ballotZone, handedOut, kiosks, arrived } = this.#rooms();
    const { refusedByDisk } = journalling;
    return [
      // What can annul the station comes first among its equals.
      ...(ballotZone?.problems() ?? []),
      ...handedOut.problems(),
      ...kiosks.problems(),
      ...this.#startProblems,
      ...options.steps.problems(),
      ...(refusedByDisk ? [refusedByDisk] : []),
      ...(power.orders.problem ? [power.orders.problem] : []),
      ...[revokedProblem(kiosk)].filter((problem) => problem !== null),
      ...files.current.journal.warnings,
      ...(files.inForce?.register.problems ?? []),
      ...copy.problems(),
      ...(shifts.problem ? [shifts.problem] : []),
      ...paperRoad.problems(),
      ...arrived.problems(),
    ];
  }

  /** Takes up the register that is current, if there is one, and says how the last run ended. */
  async start(): Promise<void> {
    const { options, files, kiosk } = this.#frame;
    const rooms = this.#rooms();
    // A wipe that was stopped is finished before anything of the election is opened.
    await rooms.wipe.finish();
    await this.#takeUp();
    const previous = previousRun(files.current);
    kiosk.note('device.started', { version: PRODUCT.version, previous }, SYSTEM);
    rooms.reservations.confirmPrinted();
    rooms.pages.endBrokenOff();
    rooms.papers.endBrokenOff();
    rooms.slipCopies.endBrokenOff();
    rooms.devices.start();
    rooms.copy.start();
    rooms.continuing.start();
    rooms.paperRoad.start();
    rooms.ballotZone?.start();
    rooms.kiosks.start();
    rooms.arrived.start();
    rooms.resultsUp?.start();
    this.#stopClock = watchClock({
      now: options.now,
      monotonic: options.monotonic,
      stepped: (byMs) => kiosk.note('clock.stepped', { byMs }, SYSTEM),
      tick: () => {
        rooms.desk.expire();
        rooms.power.tick();
        rooms.display.look();
        rooms.next.tick();
      },
    });
  }

  /** Verifies and loads a package, and makes it current by one event in each journal. */
  loadPackage(
    file: string,
    actor: Actor,
    onProgress: (done: number, of: number) => void,
  ): Promise<Result<null, Problem>> {
    return this.#loader.load(file, actor, onProgress);
  }

  async stop(): Promise<void> {
    const { kiosk, files, biometrics, pageReading } = this.#frame;
    const rooms = this.#rooms();
    this.#stopClock();
    rooms.ballotZone?.stop();
    rooms.kiosks.stop();
    rooms.arrived.stop();
    rooms.resultsUp?.stop();
    rooms.passport.stop();
    rooms.desk.signOut('stopped');
    kiosk.note('device.stopped', { reason: rooms.power.orders.stop ? 'power' : 'asked' }, SYSTEM);
    const copied = rooms.slipCopies.stop();
    await rooms.devices.close();
    await rooms.paperRoad.close();
    await rooms.copy.close();
    rooms.continuing.close();
    await copied;
    rooms.sameFinger.forget();
    await biometrics.close();
    await rooms.gallerySearch.close();
    await pageReading.close();
    files.close();
  }

  /** The register that is current; on a new device the first package. */
  async #takeUp(): Promise<void> {
    const { options, files } = this.#frame;
    const { steps, config } = options;
    // A device that was wiped takes its next package from a person, not the old one from its own folder.
    const firstPackage = lastWipe(files.own.db) === null ? config.firstPackage : null;
    const current = files.currentRegister();
    // What is set aside stands among the problems; a person may still load a package.
    if (current !== null && !steps.refused('register', current)) {
      const taken = await steps.under('register', current, () => files.takeUp(current));
      if (taken.ok) files.eraseTrainings();
      else this.#startProblems.push(taken.error);
    } else if (current === null && firstPackage !== null && !steps.refused('package', firstPackage)) {
      const loaded = await this.loadPackage(firstPackage, SYSTEM, () => {});
      if (!loaded.ok) this.#startProblems.push(loaded.error);
    }
  }
}
