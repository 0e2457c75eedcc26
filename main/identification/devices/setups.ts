import { readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DiscoveryView, FoundGroup, FoundView } from '../../api/views.ts';
import { storageProblem } from '../../storage/failure.ts';
import { replaceText } from '../../storage/whole-file.ts';
import type { Kiosk } from '../kiosk.ts';
import { anchorsIn } from './anchors.ts';
import type { DeviceClient } from './client.ts';
import type { Found } from './discovery.ts';
import { driversAt, isAt } from './places.ts';
import { type DeviceSetup, type Driver, devicesSchema, kindOf } from './setup.ts';

/** What is attached to this kiosk, as a technician looks for it and puts it in its place. */
export class DeviceSetups {
  readonly #kiosk: Pick<Kiosk, 'note' | 'changed'>;
  readonly #client: Pick<DeviceClient, 'discover' | 'use'>;
  readonly #file: string;
  readonly #used: (devices: readonly DeviceSetup[]) => void;
  readonly #places: () => readonly string[];
  readonly #beside: () => readonly Found[];
  #all: readonly DeviceSetup[];

  /** @param file the machine's kiosk.json, of which only `devices` is written */
  constructor(around: {
    readonly kiosk: Pick<Kiosk, 'note' | 'changed'>;
    readonly client: Pick<DeviceClient, 'discover' | 'use'>;
    readonly stateDir: string;
    readonly devices: readonly DeviceSetup[];
    /** Told when the devices are others. */
    readonly used: (devices: readonly DeviceSetup[]) => void;
    /** Folders and sticks where makers' certificates are looked for. */
    readonly places: () => readonly string[];
    /** What the zone itself has found, beside the host. */
    readonly beside: () => readonly Found[];
  }) {
    this.#kiosk = around.kiosk;
    this.#client = around.client;
    this.#file = join(around.stateDir, 'kiosk.json');
    this.#all = around.devices;
    this.#used = around.used;
    this.#places = around.places;
    this.#beside = around.beside;
  }

  get all(): readonly DeviceSetup[] {
    return this.#all;
  }

  /** What is plugged in or answers, with what the kiosk uses of it: of one group, or everything. */
  async discover(group: FoundGroup | null = null): Promise<DiscoveryView> {
    const { found, problems } = await this.#client.discover(group);
    const beside = group === null || group === 'screen' ? this.#beside() : [];
    return { problems, found: [...beside, ...found].map((one) => this.#view(one)) };
  }

  /** What an address that somebody has typed may be; no drivers where it is none. */
  typed(at: string): FoundView {
    return this.#view({ kind: 'typed', at, path: at, name: '', usb: null, serial: null, drivers: driversAt(at) });
  }

  #view(found: Omit<Found, 'port'>): FoundView {
    const { kind, at, name, usb, serial, drivers } = found;
    const used = this.#all.find((one) => isAt(one, found) || linked(one.at) === found.path);
    const speaking = drivers.map((driver) => ({ driver, kind: kindOf[driver] }));
    return { kind, at, name, usb, serial, drivers: speaking, usedBy: used?.id ?? null };
  }

  /**
   * Puts a device in its place: one that has this name moves there, another one is new. What is really attached is no
   * simulator any more.
   */
  assign(device: string, driver: Driver, at: string, actor: Actor): Result<null, Problem> {
    const before = this.#all.find(({ id }) => id === device);
    // What was said of another device, or to another driver, is not true of this one.
    const kept = before?.driver === driver && before.at === at ? before : null;
    const anchors = driver === 'sbi' ? this.#anchors() : null;
    if (anchors?.length === 0) return err({ code: 'sbi.anchors-needed' });
    const set = { ...(anchors && { anchors }), ...kept, id: device, driver, at, simulated: false };
    const taken = this.#take(this.#all.some(({ id }) => id === device) ? this.#with(device, set) : [...this.#all, set]);
    if (taken.ok) this.#kiosk.note('peripheral.assigned', { peripheral: device, driver, place: placeTold(at) }, actor);
    return taken;
  }

  /** Takes a device out of the kiosk; those that a table needs stay. */
  remove(device: string, actor: Actor): Result<null, Problem> {
    if (!this.#all.some(({ id }) => id === device)) return err({ code: 'station.nothing-to-do' });
    const taken = this.#take(this.#all.filter(({ id }) => id !== device));
    if (taken.ok) this.#kiosk.note('peripheral.removed', { peripheral: device }, actor);
    return taken;
  }

  /**
   * Puts other devices in the place of all, with other settings of the same file: the one write is both.
   * @param settings names in kiosk.json and their values; undefined takes a name out
   */
  replace(wanted: readonly DeviceSetup[], settings: object, actor: Actor): Result<null, Problem> {
    const before = this.#all;
    const taken = this.#take(wanted, settings);
    if (!taken.ok) return taken;
    for (const one of this.#all) {
      if (before.some((old) => isDeepStrictEqual(old, one))) continue;
      const body = { peripheral: one.id, driver: one.driver, place: placeTold(one.at) };
      this.#kiosk.note('peripheral.assigned', body, actor);
    }
    for (const { id } of before) {
      if (this.#all.some((one) => one.id === id)) continue;
      this.#kiosk.note('peripheral.removed', { peripheral: id }, actor);
    }
    return taken;
  }

  /** Who vouches for fingerprint scanners: what this kiosk trusts already, else what lies on a stick. */
  #anchors(): readonly string[] {
    const trusted = this.#all.flatMap((one) => (one.driver === 'sbi' ? [one.anchors] : []))[0];
    return trusted ?? anchorsIn(this.#places());
  }

  #with(device: string, set: unknown): readonly unknown[] {
    return this.#all.map((one) => (one.id === device ? set : one));
  }

  /** Written first, then used: after a power cut the kiosk has what it said it had. */
  #take(wanted: readonly unknown[], settings: object = {}): Result<null, Problem> {
    const devices = devicesSchema.safeParse(wanted);
    if (!devices.success) return err({ code: 'device.setup-refused' });
    try {
      const config = JSON.parse(readFileSync(this.#file, 'utf8')) as object;
      replaceText(this.#file, `${JSON.stringify({ ...config, ...settings, devices: devices.data }, null, 2)}\n`);
    } catch (error) {
      const damaged: Problem = { code: 'storage.damaged', params: { file: basename(this.#file) } };
      const problem = error instanceof SyntaxError ? damaged : storageProblem(error, this.#file);
      if (!problem) throw error;
      return err(problem);
    }
    this.#all = devices.data;
    this.#client.use(devices.data);
    this.#used(devices.data);
    this.#kiosk.changed();
    return ok(null);
  }
}

/** Where a link of the system leads, for instance one that udev keeps; null for what is no path that is there. */
function linked(at: string): string | null {
  try {
    return at.startsWith('/') ? realpathSync(at) : null;
  } catch {
    return null;
  }
}

/** A place as the journal may hold it: a serial number is nobody's business there, and might look like a person's. */
const placeTold = (at: string): string =>
  at
    .replace(/#.*$/, '')
    .replace(/\d{7,}/g, '…')
    .slice(0, 100);
