import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { inUse } from '../../../core/election/station.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { fileName, instantStamp } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type {
  ConfigurationFileView,
  ConfigurationPlanView,
  ConfigurationWritten,
  KitComparisonView,
} from '../../api/configuration-views.ts';
import { readFew } from '../../storage/read-few.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { KioskConfig } from '../config.ts';
import type { DeviceSetups } from '../devices/setups.ts';
import type { Kiosk } from '../kiosk.ts';
import { CONFIGURATION_PREFIX, configurationsIn, configurationsOn, type Medium, mediaNow } from '../media.ts';
import { changesOf, settingsChanged } from './changes.ts';
import { ConfigurationScan, codesOf, SCANNED } from './codes.ts';
import {
  MAX_CONFIGURATION_BYTES,
  readConfiguration,
  type Settings,
  type SignedConfiguration,
  writeConfiguration,
} from './file.ts';
import { invitedFolder, keepInvited, takenInvited } from './invited.ts';
import { compareWithKit, DEFAULT_KIT, readKit } from './kit.ts';
import { planDevices, settled } from './plan.ts';

/** Where a technician wants devices: a place of their choices, or null to leave one out. */
export type ChosenPlaces = Readonly<Record<string, string | null>>;

export interface ConfigurationSources {
  readonly kiosk: Pick<Kiosk, 'now' | 'note' | 'inForce'>;
  readonly keys: DeviceKeys;
  readonly setups: Pick<DeviceSetups, 'all' | 'discover' | 'replace'>;
  readonly config: Pick<KioskConfig, 'folders' | 'kit'>;
  /** Where what came with an invitation is kept. */
  readonly stateDir: string;
  readonly product: { readonly model: string; readonly version: string };
  /** For tests: what is mounted. */
  readonly media?: (folders: readonly string[]) => readonly Medium[];
}

/** A configuration that was read, with what is plugged in here and what it would change. */
interface Looked {
  readonly signed: SignedConfiguration;
  readonly plan: ConfigurationPlanView;
}

/** How this kiosk is put together, carried to another one and back, and held against the standard kit. */
export class Configuration {
  /** Another kiosk's configuration, as it is read off its screen. */
  readonly scan = new ConfigurationScan();
  readonly #from: ConfigurationSources;
  #folders: readonly string[];
  #kit: string | undefined;

  constructor(from: ConfigurationSources) {
    this.#from = from;
    this.#folders = from.config.folders;
    this.#kit = from.config.kit;
  }

  /** Folders that packages are taken from and logs written to, besides mounted sticks. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Configurations that may be looked at and taken: first the one of the kiosk that invited. */
  files(): readonly ConfigurationFileView[] {
    const invited = configurationsIn(invitedFolder(this.#from.stateDir)).map((one) => ({ ...one, invited: true }));
    return [...invited, ...configurationsOn(this.#media()).map((one) => ({ ...one, invited: false }))];
  }

  /** This kiosk's own, signed, for one that is invited; null: it is larger than another kiosk would read. */
  signed(actor: Actor): Uint8Array | null {
    const bytes = Buffer.from(this.#text());
    if (!readConfiguration(bytes, CONFIGURATION_PREFIX).ok) return null;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#from.kiosk.note('configuration.exported', { sha256 }, actor);
    return bytes;
  }

  /** Keeps the one of the kiosk that invites, until it is taken. @returns whether it is one of this station */
  invitedBy(bytes: Uint8Array, station: Parameters<typeof keepInvited>[2]): boolean {
    return keepInvited(this.#from.stateDir, bytes, station);
  }

  /** Writes this kiosk's configuration to a medium: written, synced, read back and hashed. */
  async export(target: string, actor: Actor): Promise<Result<ConfigurationWritten, Problem>> {
    if (!this.#media().some(({ path }) => resolve(path) === resolve(target))) {
      return err({ code: 'station.target-gone' });
    }
    const { kiosk, keys } = this.#from;
    const file = fileName([CONFIGURATION_PREFIX, keys.device, instantStamp(kiosk.now())], '.json');
    return this.write(join(target, file), actor);
  }

  /** The same to a file that a command names. */
  async write(file: string, actor: Actor): Promise<Result<ConfigurationWritten, Problem>> {
    const { kiosk } = this.#from;
    const text = this.#text();
    // Nothing is handed out that another kiosk would refuse.
    const readable = readConfiguration(Buffer.from(text), basename(file));
    if (!readable.ok) return readable;
    const written = await writeWhole(file, [text]);
    if (!written.ok) return written;
    kiosk.note('configuration.exported', { sha256: written.value.sha256 }, actor);
    return ok({ file: basename(file), sha256: written.value.sha256 });
  }

  /** The same as QR codes, for the scanner of another kiosk. */
  codes(actor: Actor): Result<readonly string[], Problem> {
    const text = this.#text();
    const codes = codesOf(text);
    if (codes.ok) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      this.#from.kiosk.note('configuration.exported', { sha256 }, actor);
    }
    return codes;
  }

  /** What one of the files that `files` offered would change; nothing is changed. */
  async look(path: string): Promise<Result<ConfigurationPlanView, Problem>> {
    if (!this.#offered(path)) return err({ code: 'station.target-gone' });
    return this.plan(path);
  }

  /** The same of a file that a command names. */
  async plan(path: string): Promise<Result<ConfigurationPlanView, Problem>> {
    const looked = await this.#look(path);
    return looked.ok ? ok(looked.value.plan) : looked;
  }

  /** Takes a configuration that was looked at. @param sha256 of the file as it was shown */
  async take(path: string, sha256: string, places: ChosenPlaces, actor: Actor): Promise<Result<null, Problem>> {
    if (!this.#offered(path)) return err({ code: 'station.target-gone' });
    const taken = await this.adopt(path, sha256, places, actor);
    if (taken.ok) takenInvited(this.#from.stateDir, path);
    return taken;
  }

  /** The same of a file that a command names. Written first, then used. */
  async adopt(path: string, sha256: string, places: ChosenPlaces, actor: Actor): Promise<Result<null, Problem>> {
    const looked = await this.#look(path);
    if (!looked.ok) return looked;
    const { signed, plan } = looked.value;
    if (plan.sha256 !== sha256) return err({ code: 'configuration.file-changed', params: { file: plan.file } });
    const wanted = plan.devices.filter(({ change }) => change !== 'removed');
    const strange = Object.keys(places).filter((id) => !wanted.some((one) => one.id === id));
    const open = wanted.filter(({ id, at, choices }) => {
      const chosen = Object.hasOwn(places, id) ? places[id] : undefined;
      if (chosen === undefined) return at === null;
      return chosen !== null && !choices.some((choice) => choice.at === chosen);
    });
    if (open.length + strange.length > 0) {
      const devices = [...open.map(({ id }) => id), ...strange].join(', ').slice(0, 200);
      return err({ code: 'configuration.place-open', params: { devices } });
    }
    const placeOf = (id: string): string | null =>
      Object.hasOwn(places, id) ? (places[id] ?? null) : (wanted.find((one) => one.id === id)?.at ?? null);
    return this.#use(signed, plan, settled(signed.settings.devices, placeOf), actor);
  }

  /** This kiosk against the kit that it is to have. @param kit another than that of kiosk.json, where a command says so */
  async compare(kit?: string): Promise<KitComparisonView> {
    return (await this.compared(kit)).comparison;
  }

  /**
   * The same, with the lists that could not be had. Models are seen on USB alone: services and the network, which cost
   * seconds, are not asked.
   */
  async compared(
    kit = this.#kit ?? DEFAULT_KIT,
  ): Promise<{ readonly comparison: KitComparisonView; readonly problems: readonly Problem[] }> {
    const { setups } = this.#from;
    const looks = await Promise.all((['cable', 'screen'] as const).map((group) => setups.discover(group)));
    const problems = looks.flatMap((look) => look.problems);
    const read = readKit(kit);
    const comparison = read.ok
      ? compareWithKit(
          kit,
          read.value,
          setups.all,
          looks.flatMap(({ found }) => found),
        )
      : { kit, names: null, lines: [], problem: read.error };
    return { comparison, problems };
  }

  #text(): string {
    const { kiosk, keys, setups, product } = this.#from;
    const mode = kiosk.inForce()?.election.mode ?? null;
    const about = { at: kiosk.now(), mode, ...product };
    return writeConfiguration(about, { ...this.#settings, devices: [...setups.all] }, keys);
  }

  #use(
    { by, settings }: SignedConfiguration,
    { sha256 }: ConfigurationPlanView,
    devices: readonly Settings['devices'][number][],
    actor: Actor,
  ): Result<null, Problem> {
    const { kiosk, setups } = this.#from;
    const before = setups.all;
    const { folders, kit } = settings;
    const counts = changesOf(before, devices);
    const sameSettings = settingsChanged(this.#settings, settings).length === 0;
    if (sameSettings && counts.added + counts.changed + counts.removed === 0) {
      return err({ code: 'configuration.nothing-new' });
    }
    const taken = setups.replace(devices, { folders, kit }, actor);
    if (!taken.ok) return taken;
    this.#folders = folders;
    this.#kit = kit;
    kiosk.note('configuration.imported', { sha256, device: by.device, key: by.key, ...counts }, actor);
    return taken;
  }

  async #look(path: string): Promise<Result<Looked, Problem>> {
    const file = basename(path);
    const bytes =
      path === SCANNED
        ? this.scan.bytes()
        : readFew(path, MAX_CONFIGURATION_BYTES + 1, { code: 'configuration.unreadable', params: { file } });
    if (!bytes.ok) return bytes;
    const signed = readConfiguration(bytes.value, file);
    if (!signed.ok) return signed;
    const { found, problems } = await this.#from.setups.discover();
    const { by, at, version, mode, settings } = signed.value;
    const plan: ConfigurationPlanView = {
      ...{ file, at, version, mode, problems },
      sha256: createHash('sha256').update(bytes.value).digest('hex'),
      by: { device: by.device, serial: by.serial, words: by.words },
      signer: this.#signer(by),
      devices: planDevices(this.#from.setups.all, settings.devices, found),
      settings: settingsChanged(this.#settings, settings),
    };
    return ok({ signed: signed.value, plan });
  }

  /** Told, for people who decide; no right hangs on it. */
  #signer({ key, signing }: SignedConfiguration['by']): ConfigurationPlanView['signer'] {
    if (key === this.#from.keys.signing.key) return 'self';
    const named =
      this.#from.kiosk.inForce()?.devices.some((device) => device.signing === signing && inUse(device)) ?? false;
    return named ? 'named' : 'stranger';
  }

  get #settings(): { readonly folders: string[]; readonly kit?: string } {
    return { folders: [...this.#folders], ...(this.#kit === undefined ? {} : { kit: this.#kit }) };
  }

  #media(): readonly Medium[] {
    return (this.#from.media ?? mediaNow)(this.#folders);
  }

  #offered(path: string): boolean {
    return path === SCANNED ? this.scan.view().whole : this.files().some((one) => one.path === path);
  }
}
