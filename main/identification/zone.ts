import { fileURLToPath } from 'node:url';
import type { Approval } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import { type DeviceKeys, openKeys } from '../access/keys.ts';
import type { StationView } from '../api/views.ts';
import { Biometrics } from './biometrics/client.ts';
import { GallerySearch } from './biometrics/search.ts';
import { Changes } from './changes.ts';
import { watchClock } from './clock-watch.ts';
import type { KioskConfig } from './config.ts';
import { Configuration } from './configuration/configuration.ts';
import { Desk } from './desk.ts';
import { DeviceClient } from './devices/client.ts';
import { hearDevices } from './devices/hearing.ts';
import { kindOf } from './devices/setup.ts';
import { DeviceSetups } from './devices/setups.ts';
import { VoterDisplay } from './devices/voter-display.ts';
import { Documents } from './documents/documents.ts';
import { PageReading } from './documents/page-reading.ts';
import { FingerBench } from './finger-bench.ts';
import { FingerSearch } from './finger-search.ts';
import { JournallingKiosk } from './journalling.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import { KioskFiles } from './kiosk-files.ts';
import { mediaNow } from './media.ts';
import { PackageLoader } from './package-loader.ts';
import { PageRoom } from './pages.ts';
import { PowerWatch } from './power-watch.ts';
import { Projection } from './projection.ts';
import { believedDay } from './readiness/machine.ts';
import { ReadinessPapers } from './readiness/papers.ts';
import { Readiness } from './readiness/readiness.ts';
import { Recordings } from './recordings.ts';
import { Reservations } from './reservations.ts';
import { SameFinger } from './same-finger.ts';
import { Sitting } from './sitting.ts';
import { Slips } from './slips.ts';
import { PRODUCT, StationRoom } from './station.ts';
import type { Steps } from './steps.ts';
import { openStore, previousRun, type Store } from './store.ts';
import { Trials } from './trials/trials.ts';
import { heldKey, type KeyMemory, Unlocking } from './unlocking.ts';
import { VotersWay } from './way.ts';

export type { KioskConfig } from './config.ts';

export interface ZoneOptions {
  readonly stateDir: string;
  readonly config: KioskConfig;
  readonly now: () => Date;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly steps: Steps;
  readonly memory: KeyMemory;
  /** Whether windows are served: a command that only looks at the kiosk has none. */
  readonly serves: boolean;
  /** The battery is at its end: the house stops in order. */
  readonly powerDown: () => void;
}

/** The identification zone: its rooms, put together. */
export class Zone {
  readonly kiosk: Kiosk;
  readonly desk: Desk;
  readonly way: VotersWay;
  readonly documents: Documents;
  readonly reservations: Reservations;
  readonly sitting: Sitting;
  readonly station: StationRoom;
  readonly pages: PageRoom;
  readonly recordings: Recordings;
  readonly devices: DeviceClient;
  readonly display: VoterDisplay;
  readonly setups: DeviceSetups;
  readonly configuration: Configuration;
  readonly readiness: Readiness;
  readonly readinessPapers: ReadinessPapers;
  readonly fingerBench: FingerBench;
  readonly trials: Trials;
  readonly power: PowerWatch;
  readonly sameFinger: SameFinger;
  readonly projection: Projection;
  readonly unlocking: Unlocking;
  readonly steps: Steps;
  readonly identity: StationView['device'];
  readonly #options: ZoneOptions;
  readonly #files: KioskFiles;
  readonly #journalling: JournallingKiosk;
  readonly #loader: PackageLoader;
  readonly #biometrics = new Biometrics();
  readonly #pages = new PageReading();
  readonly #gallerySearch = new GallerySearch();
  readonly #startProblems: Problem[] = [];
  #stopClock: () => void = () => {};

  constructor(options: ZoneOptions, keys: DeviceKeys, own: Store) {
    const { stateDir, config, now, monotonic, steps, memory } = options;
    const changes = new Changes();
    this.#options = options;
    this.identity = { id: keys.device, serial: keys.serial, words: keys.words };
    this.steps = steps;
    this.#files = new KioskFiles({ own, keys, stateDir, now, held: heldKey(memory) });
    this.#journalling = new JournallingKiosk(this.#files, changes, now);
    this.kiosk = this.#journalling;
    this.#loader = new PackageLoader(this.kiosk, this.#files, steps, () => this.recordings.drop());
    this.power = new PowerWatch({
      kiosk: this.kiosk,
      now: monotonic,
      flush: () => this.#files.flush(),
      stop: options.powerDown,
    });
    this.unlocking = new Unlocking(this.kiosk, this.#files, memory);
    this.devices = new DeviceClient({
      entry: new URL('./devices/host.ts', import.meta.url),
      setups: config.devices,
      now: monotonic,
      listener: hearDevices(() => this),
      beside: () => this.display.health(),
    });
    this.display = new VoterDisplay({
      watching: () => this.projection.watching('voter'),
      now: monotonic,
      setup: () => this.setups.all.find(({ driver }) => driver === 'display'),
      changed: () => this.devices.besideChanged(),
    });
    this.setups = new DeviceSetups({
      kiosk: this.kiosk,
      client: this.devices,
      stateDir,
      devices: config.devices,
      beside: () => this.display.found(),
      places: () => [stateDir, ...mediaNow(this.configuration.folders).map(({ path }) => path)],
      used: (all) => this.power.keep(all.filter((one) => one.driver === 'power').map(({ id }) => id)),
    });
    this.configuration = new Configuration({
      ...{ kiosk: this.kiosk, keys, setups: this.setups, config, product: PRODUCT },
    });
    const slips = new Slips(this.kiosk, () => this.sitting.counters());
    this.fingerBench = new FingerBench(this.kiosk, this.devices, this.#biometrics);
    this.trials = new Trials({
      devices: this.devices,
      biometrics: this.#biometrics,
      policy: () => this.kiosk.inForce()?.policy ?? defaultPolicy,
      power: (device) => this.power.reading(device),
      zoneReader: () => this.setups.all.find(({ driver }) => kindOf[driver] === 'document')?.id ?? null,
      authorities: () => this.kiosk.inForce()?.documentAuthorities ?? [],
      today: () => believedDay(this.kiosk.now()),
      pages: this.#pages,
      slip: (which) => slips.trial(which, this.kiosk.head()),
      page: () => slips.page(),
      now: monotonic,
      changed: () => this.kiosk.changed(),
      kindOf: (device) => {
        const setup = this.setups.all.find(({ id }) => id === device);
        return setup ? kindOf[setup.driver] : null;
      },
      stage: () => this.sitting.stage,
    });
    this.desk = new Desk(this.kiosk, () => {
      this.documents.stop();
      this.way.stop();
      this.fingerBench.leave();
      this.trials.leave();
      this.recordings.drop();
    });
    this.reservations = new Reservations(this.kiosk, this.devices, slips);
    this.sameFinger = new SameFinger(this.kiosk, this.#biometrics);
    const fingerSearch = new FingerSearch(this.kiosk, this.#gallerySearch);
    const { kiosk, devices, reservations, sameFinger } = this;
    this.way = new VotersWay({
      ...{ kiosk, devices, biometrics: this.#biometrics, reservations, sameFinger, fingerSearch },
      power: this.power,
    });
    this.documents = new Documents({
      ...{ kiosk, devices, way: this.way, steps, pages: this.#pages },
      officer: () => {
        const { stage } = this.sitting;
        const serves = this.desk.person?.role === 'officer' && (stage === 'open' || stage === 'finishing');
        return serves ? this.desk.actor : null;
      },
    });
    this.sitting = new Sitting(this.kiosk, {
      health: () => this.devices.health,
      demoCommission: () => keys.commission()?.demo ?? false,
      simulated: () => this.setups.all.filter((one) => one.simulated).map(({ id }) => id),
      keyStrength: () => keys.strength,
      serving: () => this.way.step.at !== 'idle',
      problems: () => this.problems(),
    });
    this.station = new StationRoom({
      kiosk: this.kiosk,
      files: this.#files,
      loader: this.#loader,
      devices: this.devices,
      slips,
      folders: () => this.configuration.folders,
    });
    this.pages = new PageRoom({ kiosk, files: this.#files, devices, setups: this.setups, slips });
    this.recordings = new Recordings({ kiosk, devices, targets: () => this.station.logTargets() });
    this.projection = new Projection(this, changes);
    this.readiness = new Readiness({
      ...{ kiosk, keys, devices, setups: this.setups, stateDir },
      program: fileURLToPath(new URL('../..', import.meta.url)),
      version: PRODUCT.version,
      stage: () => this.sitting.stage,
      opening: () => this.sitting.openingList(),
      problems: () => this.problems(),
      kit: () => this.configuration.compared(),
      voterDisplays: () => (this.#options.serves ? this.projection.watching('voter') : null),
    });
    this.readinessPapers = new ReadinessPapers({
      ...{ kiosk, setups: this.setups },
      targets: () => this.station.logTargets(),
    });
  }

  /** Things that are wrong with the station itself and stay on every screen until they are gone. */
  problems(): readonly Problem[] {
    const { refusedByDisk } = this.#journalling;
    return [
      ...this.#startProblems,
      ...this.steps.problems(),
      ...(refusedByDisk ? [refusedByDisk] : []),
      ...(this.power.orders.problem ? [this.power.orders.problem] : []),
      ...this.#files.current.journal.warnings,
      ...(this.#files.inForce?.register.problems ?? []),
    ];
  }

  /** Who may decide by photo or override, and how many of them. */
  fallbackRule(kind: 'photo' | 'override'): Approval {
    const { approvers, roles } = (this.kiosk.inForce()?.policy ?? defaultPolicy).fallbacks[kind];
    return { persons: approvers, roles, including: [] };
  }

  /** Takes up the register that is current, if there is one, and says how the last run ended. */
  async start(): Promise<void> {
    const { now, monotonic, config } = this.#options;
    const { firstPackage } = config;
    const current = this.#files.currentRegister();
    // What is set aside stands among the problems; a person may still load a package.
    if (current !== null && !this.steps.refused('register', current)) {
      const taken = await this.steps.under('register', current, () => this.#files.takeUp(current));
      if (taken.ok) this.#files.eraseTrainings();
      else this.#startProblems.push(taken.error);
    } else if (current === null && firstPackage !== null && !this.steps.refused('package', firstPackage)) {
      const loaded = await this.loadPackage(firstPackage, SYSTEM, () => {});
      if (!loaded.ok) this.#startProblems.push(loaded.error);
    }
    const previous = previousRun(this.#files.current);
    this.kiosk.note('device.started', { version: PRODUCT.version, previous }, SYSTEM);
    this.reservations.confirmPrinted();
    this.pages.endBrokenOff();
    this.devices.start();
    this.#stopClock = watchClock({
      now,
      monotonic,
      stepped: (byMs) => this.kiosk.note('clock.stepped', { byMs }, SYSTEM),
      tick: () => {
        this.desk.expire();
        this.power.tick();
        this.display.look();
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
    this.#stopClock();
    this.desk.signOut('stopped');
    this.kiosk.note('device.stopped', { reason: this.power.orders.stop ? 'power' : 'asked' }, SYSTEM);
    await this.devices.close();
    this.sameFinger.forget();
    await this.#biometrics.close();
    await this.#gallerySearch.close();
    await this.#pages.close();
    this.#files.close();
  }
}

/** Opens keys and the device's journal and puts the zone together; `start` takes up its work. */
export async function openZone(options: ZoneOptions): Promise<Result<Zone, Problem>> {
  const keys = await openKeys(options.stateDir);
  if (!keys.ok) return keys;
  const own = openStore({ stateDir: options.stateDir, keys: keys.value, election: null, now: options.now });
  if (!own.ok) return own;
  return ok(new Zone(options, keys.value, own.value));
}
