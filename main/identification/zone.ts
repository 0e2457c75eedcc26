import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { precinctOf } from '../../core/election/election.ts';
import type { Approval } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceHealth, DeviceKind } from '../../drivers/device.ts';
import { type DeviceKeys, openKeys } from '../access/keys.ts';
import type { Credential } from '../api/identification.ts';
import type { StationView } from '../api/views.ts';
import { storageProblem } from '../storage/failure.ts';
import { Biometrics } from './biometrics/client.ts';
import { Desk } from './desk.ts';
import { DeviceClient } from './devices/client.ts';
import { type InForce, type Kiosk, SYSTEM } from './kiosk.ts';
import { Projection } from './projection.ts';
import { tidyRegisters } from './register/files.ts';
import { importPackage } from './register/import.ts';
import { openRegister } from './register/register.ts';
import { unlockWith } from './register/unlock.ts';
import { Reservations } from './reservations.ts';
import { Sitting } from './sitting.ts';
import { Slips } from './slips.ts';
import { stationOf } from './state/read.ts';
import { PRODUCT, StationRoom } from './station.ts';
import type { Steps } from './steps.ts';
import { journalName, openStore, previousRun, recordIn, type Store } from './store.ts';
import { eraseTrainings } from './training.ts';
import { VotersWay } from './way.ts';

const path = z.string().min(1);

/** How this kiosk is put together; a file of the machine, not of an election. */
export const kioskConfigSchema = z.strictObject({
  devices: z.strictObject({ fingerprint: path, document: path, printer: path }),
  /** Pixels per inch of the fingerprint sensor's model; null: not known. */
  sensorDpi: z.int().min(250).max(1000).nullable().default(null),
  /** Folders that packages are taken from and logs written to, besides mounted sticks. */
  folders: z.array(path),
  /** Peripherals that are simulators; the official mode refuses them. */
  simulated: z.array(z.enum(['fingerprint', 'document', 'printer'])),
  /** A package that is taken up at the first start, so that nobody need import it; null: a person imports one. */
  firstPackage: path.nullable().default(null),
});
export type KioskConfig = z.infer<typeof kioskConfigSchema>;

/** A jump of the wall clock against the monotonic one that is told, in milliseconds. */
const CLOCK_STEP_MS = 2_000;
const TICK_MS = 1_000;

export interface ZoneOptions {
  readonly stateDir: string;
  readonly config: KioskConfig;
  readonly now: () => Date;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** Memory that outlives this process and no power cut: what it held of the register's key, and where to keep it. */
  readonly steps: Steps;
  readonly memory: { readonly held: string | null; readonly hold: (value: string | null) => Promise<void> };
}

/** The identification zone: its rooms, put together. */
export class Zone {
  readonly kiosk: Kiosk;
  readonly desk: Desk;
  readonly way: VotersWay;
  readonly reservations: Reservations;
  readonly sitting: Sitting;
  readonly station: StationRoom;
  readonly devices: DeviceClient;
  readonly projection: Projection;
  readonly identity: StationView['device'];
  readonly #options: ZoneOptions;
  readonly #keys: DeviceKeys;
  readonly #biometrics = new Biometrics();
  /** The device's own journal; says which register is current. */
  readonly #own: Store;
  #current: Store;
  #inForce: InForce | null = null;
  /** The register's key while a sitting is under way. */
  #held: { readonly register: string; readonly key: Uint8Array } | null;
  readonly #problems: Problem[] = [];
  /** The disk refused the last write. */
  #refusedByDisk: Problem | null = null;
  #states = new Map<DeviceKind, string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ZoneOptions, keys: DeviceKeys, own: Store) {
    this.#options = options;
    this.#keys = keys;
    this.#own = own;
    const [register = '', key = ''] = options.memory.held?.split(':') ?? [];
    this.#held = key === '' ? null : { register, key: new Uint8Array(Buffer.from(key, 'base64url')) };
    this.#current = own;
    this.identity = { id: keys.device, serial: keys.serial, words: keys.words };
    const self = this;
    this.kiosk = {
      device: keys.device,
      get db() {
        return self.#current.db;
      },
      inForce: () => this.#inForce,
      record: (type, body, actor) => {
        try {
          const event = recordIn(this.#current, type, body, actor);
          this.#refusedByDisk = null;
          return event;
        } catch (error) {
          this.#refusedByDisk = storageProblem(error, 'journal') ?? this.#refusedByDisk;
          throw error;
        } finally {
          this.projection.changed();
        }
      },
      note: (type, body, actor) => {
        try {
          this.kiosk.record(type, body, actor);
        } catch (error) {
          if (!storageProblem(error, 'journal')) throw error;
        }
      },
      head: () => this.#current.journal.head().hash,
      now: options.now,
      newId: () => randomBytes(8).toString('hex'),
      changed: () => this.projection.changed(),
    };
    this.projection = new Projection(this);
    this.devices = new DeviceClient({
      entry: new URL('./devices/host.ts', import.meta.url),
      host: { paths: options.config.devices, sensorDpi: options.config.sensorDpi },
      now: options.monotonic,
      listener: {
        health: (health) => this.#hearHealth(health),
        document: (text) => this.#hearDocument(text),
        unreadable: () => this.#hearDocument(''),
        progress: (progress) => {
          if (progress.stage === 'transfer') this.way.captureProgress(progress.share);
        },
        hostDied: (exitCode, signal) =>
          this.kiosk.note('process.died', { process: 'device-host', exitCode, signal, step: null }, SYSTEM),
      },
    });
    const slips = new Slips(this.kiosk, () => this.sitting.counters());
    this.desk = new Desk(this.kiosk);
    this.reservations = new Reservations(this.kiosk, this.devices, slips);
    this.way = new VotersWay(this.kiosk, this.devices, this.#biometrics, this.reservations);
    this.sitting = new Sitting(this.kiosk, {
      health: () => this.devices.health,
      demoCommission: () => keys.commission()?.demo ?? false,
      simulated: () => options.config.simulated,
      keyStrength: () => keys.strength,
      serving: () => this.way.step.at !== 'idle',
    });
    this.station = new StationRoom(this, this.devices, slips, options.config.folders);
  }

  /** The store that new events go to. */
  store(): Store {
    return this.#current;
  }

  /** Things that are wrong with the station itself and stay on every screen until they are gone. */
  problems(): readonly Problem[] {
    return [
      ...this.#problems,
      ...this.#options.steps.problems(),
      ...(this.#refusedByDisk ? [this.#refusedByDisk] : []),
      ...this.#current.journal.warnings,
      ...(this.#inForce?.register.problems ?? []),
    ];
  }

  /** Who may decide by photo or override, and how many of them. */
  fallbackRule(kind: 'photo' | 'override'): Approval {
    const { approvers, roles } = (this.#inForce?.policy ?? defaultPolicy).fallbacks[kind];
    return { persons: approvers, roles, including: [] };
  }

  /** Takes up the register that is current, if there is one, and says how the last run ended. */
  async start(): Promise<void> {
    const current = stationOf(this.#own.db).register;
    const { steps, config } = this.#options;
    const { firstPackage } = config;
    // What is set aside stands among the problems; a person may still load a package.
    if (current !== null && !steps.refused('register', current)) {
      const taken = await steps.under('register', current, () => this.#takeUp(current));
      if (taken.ok) this.#eraseTrainings();
      else this.#problems.push(taken.error);
    } else if (current === null && firstPackage !== null && !steps.refused('package', firstPackage)) {
      const loaded = await this.loadPackage(firstPackage, SYSTEM, () => {});
      if (!loaded.ok) this.#problems.push(loaded.error);
    }
    const previous = previousRun(this.#current);
    this.kiosk.note('device.started', { version: PRODUCT.version, previous }, SYSTEM);
    this.reservations.confirmPrinted();
    this.devices.start();
    this.#watchClock();
  }

  /**
   * Takes the register's key from the codes of those who open the station together, and gives it to the supervisor, so
   * that a zone that is restarted needs nobody. The codes have been checked before, with lock-out and journal.
   * @returns `station.not-unlocked` where these codes do not give it
   */
  async unlock(credentials: readonly Credential[], actor: Actor): Promise<Result<null, Problem>> {
    const force = this.#inForce;
    if (!force) return err({ code: 'station.no-register' });
    if (!force.register.locked) return ok(null);
    const unlocked = await unlockWith(this.#options.stateDir, this.#keys, force.register, credentials);
    if (!unlocked.ok) return unlocked;
    const { register, key } = unlocked.value;
    const { name } = register;
    // Two windows may have unlocked at once; an import may have come between.
    if (this.#inForce !== force) {
      register.close();
      return this.#inForce?.register.locked === false ? ok(null) : err({ code: 'station.not-unlocked' });
    }
    try {
      this.kiosk.record(
        'register.unlocked',
        { register: name, approvers: credentials.map((one) => one.person) },
        actor,
      );
    } catch (error) {
      register.close();
      throw error;
    }
    this.#inForce = { ...force, register };
    this.#held = { register: name, key };
    this.projection.changed();
    await this.#options.memory.hold(`${name}:${Buffer.from(key).toString('base64url')}`);
    return ok(null);
  }

  /** Forgets the register's key: nobody needs it between the closing of a sitting and the opening of the next. */
  async lock(): Promise<void> {
    const force = this.#inForce;
    this.#held?.key.fill(0);
    this.#held = null;
    await this.#options.memory.hold(null);
    if (!force || force.register.locked) return;
    const locked = openRegister(this.#options.stateDir, this.#keys, force.register.name, null);
    if (!locked.ok) return;
    force.register.close();
    this.#inForce = { ...force, register: locked.value };
    this.projection.changed();
  }

  /** Verifies and loads a package, and makes it current by one event in each journal. */
  async loadPackage(
    file: string,
    actor: Actor,
    onProgress: (done: number, of: number) => void,
  ): Promise<Result<null, Problem>> {
    const imported = await this.#options.steps.under('package', file, () =>
      importPackage({
        path: file,
        stateDir: this.#options.stateDir,
        keys: this.#keys,
        current: this.#inForce?.register.package ?? null,
        onProgress: (_step, done, of) => onProgress(done, of),
      }),
    );
    if (!imported.ok) {
      this.kiosk.record('package.refused', { problem: imported.error.code }, actor);
      return imported;
    }
    const { event, discard } = imported.value;
    const taken = this.#takeUp(event.register);
    if (!taken.ok) {
      discard();
      return taken;
    }
    // The pointer comes last: killed before it, the old register is still the current one.
    if (this.#current !== this.#own) this.kiosk.record('package.imported', event, actor);
    recordIn(this.#own, 'package.imported', event, actor);
    tidyRegisters(this.#options.stateDir, this.#keys, event.register);
    this.#eraseTrainings();
    this.projection.changed();
    return ok(null);
  }

  /** Training leaves nothing behind: when another package is in force, also one that a stop has left half erased. */
  #eraseTrainings(): void {
    const inForce = journalName(this.#current.journal.identity);
    for (const training of eraseTrainings(this.#options.stateDir, this.#keys, inForce)) {
      recordIn(this.#own, 'training.erased', { ...training }, SYSTEM);
    }
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.way.stop();
    this.desk.signOut('stopped');
    this.kiosk.note('device.stopped', { reason: 'asked' }, SYSTEM);
    await this.devices.close();
    await this.#biometrics.close();
    this.#inForce?.register.close();
    if (this.#current !== this.#own) this.#current.db.close();
    this.#own.db.close();
  }

  /** Makes a loaded register and its election's journal the ones that are worked with. */
  #takeUp(name: string): Result<null, Problem> {
    const { stateDir, now } = this.#options;
    const key = this.#held?.register === name ? this.#held.key : null;
    const opened = openRegister(stateDir, this.#keys, name, key);
    if (!opened.ok) return opened;
    const register = opened.value;
    const { election, policy, people, devices, station } = register.package;
    const precinct = precinctOf(election, station);
    const store = precinct
      ? openStore({ stateDir, keys: this.#keys, election: { election, precinct }, now })
      : err<Problem>({ code: 'station.no-register' });
    if (!precinct || !store.ok) {
      register.close();
      return store.ok ? err({ code: 'station.no-register' }) : store;
    }
    this.#inForce?.register.close();
    if (this.#current !== this.#own) this.#current.db.close();
    this.#current = store.value;
    this.#inForce = { election, policy, people, devices, precinct, register };
    return ok(null);
  }

  #hearDocument(text: string): void {
    const { person } = this.desk;
    const { stage } = this.sitting;
    // A document on the reader is the officer's question; nobody at the desk, nobody asked.
    if (person?.role !== 'officer' || (stage !== 'open' && stage !== 'finishing')) return;
    this.desk.touched();
    const { steps } = this.#options;
    // A document that is set aside counts as unreadable: the officer types the PIN.
    const read = steps.refused('document', text) ? '' : text;
    void steps.under('document', read, () => this.way.document(read, this.desk.actor));
  }

  #hearHealth(health: readonly DeviceHealth[]): void {
    for (const { kind, name, status } of health) {
      const before = this.#states.get(kind);
      if (before === status.state) continue;
      this.#states.set(kind, status.state);
      const gone = status.state === 'missing';
      if (gone && before !== undefined) this.kiosk.note('peripheral.detached', { peripheral: kind }, SYSTEM);
      else if (status.state === 'attention') {
        this.kiosk.note('peripheral.problem', { peripheral: kind, problem: status.problem.code }, SYSTEM);
      } else if (status.state === 'ready' && (before === undefined || before === 'missing')) {
        this.kiosk.note('peripheral.attached', { peripheral: kind, name }, SYSTEM);
      }
      if (kind === 'fingerprint' && status.state === 'ready') this.way.sensorReady();
    }
    this.projection.changed();
  }

  #watchClock(): void {
    const { now, monotonic } = this.#options;
    let distance = now().getTime() - monotonic();
    this.#timer = setInterval(() => {
      const seen = now().getTime() - monotonic();
      const byMs = Math.round(seen - distance);
      if (Math.abs(byMs) >= CLOCK_STEP_MS) {
        distance = seen;
        this.kiosk.note('clock.stepped', { byMs }, SYSTEM);
      }
      this.desk.expire();
    }, TICK_MS);
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
