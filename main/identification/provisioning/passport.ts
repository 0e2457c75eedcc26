import { basename, join, resolve } from 'node:path';
import { toHex } from '../../../core/crypto/encoding.ts';
import { inUse, serialOf } from '../../../core/election/station.ts';
import { reason } from '../../../core/journal/catalogue/fields.ts';
import { plate } from '../../../core/journal/catalogue/kit.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Actor, JournalEvent } from '../../../core/journal/event.ts';
import { fileName, instantStamp } from '../../../core/media/file-name.ts';
import {
  type BatteryRun,
  endedRun,
  inOrder,
  isFailure,
  type NoteKind,
  nextRun,
  type PassportNote,
  passportOf,
} from '../../../core/passport/passport.ts';
import type { PowerReading } from '../../../core/power/rule.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { fingerprintWords } from '../../access/keys-words.ts';
import type { PassportDeviceView, PassportFileView, PassportNoteView, PassportView } from '../../api/passport-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { storageProblem } from '../../storage/failure.ts';
import { readFew } from '../../storage/read-few.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import { kindOf } from '../devices/setup.ts';
import type { DeviceSetups } from '../devices/setups.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import { filesOn, type Medium } from '../media.ts';
import { recordIn, type Store } from '../store.ts';
import {
  MAX_PASSPORT_BYTES,
  PASSPORT_PREFIX,
  readPassport,
  type SignedPassport,
  writePassport,
} from './passport-file.ts';

/** Notes that a screen is given. */
const SHOWN = 200;
/** The same trouble of a device is noted once in so long, in milliseconds: a loose cable comes and goes all day. */
const SAME_TROUBLE_MS = 3_600_000;

export interface PassportSources {
  readonly kiosk: Pick<Kiosk, 'device' | 'now' | 'newId' | 'inForce' | 'changed'>;
  /** The device's own journal: it outlives every election. */
  readonly own: Store;
  readonly keys: DeviceKeys;
  readonly setups: Pick<DeviceSetups, 'all'>;
  readonly media: () => readonly Medium[];
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** Prints the slip of these devices. */
  readonly print: (devices: readonly PassportDeviceView[]) => Promise<Result<null, Problem>>;
}

/** What a technician says of a device. */
export interface Said {
  readonly kind: Exclude<NoteKind, 'battery'>;
  readonly peripheral: string;
  /** Empty: as it was. */
  readonly serial: string;
  /** Empty: nothing. */
  readonly words: string;
}

/**
 * The passport of the kit: what failed, was cleaned, was replaced, and how long the battery carried it. It lies in the
 * device's own journal, travels to another kiosk as a signed file, and outlives elections.
 */
export class Passport {
  readonly #from: PassportSources;
  readonly #seen = new Map<string, number>();
  readonly #runs = new Map<string, { run: BatteryRun | null; charge: number | null }>();
  #notes: readonly PassportNote[] | null = null;

  constructor(from: PassportSources) {
    this.#from = from;
  }

  view(): PassportView {
    return {
      devices: this.devices(),
      notes: inOrder(this.#all())
        .toReversed()
        .slice(0, SHOWN)
        .map((note) => ({ ...note, elsewhere: this.#elsewhere(note.kiosk) })),
      files: filesOn(this.#from.media(), PASSPORT_PREFIX),
    };
  }

  #elsewhere(device: string): PassportNoteView['elsewhere'] {
    const { kiosk } = this.#from;
    return device === kiosk.device ? null : { serial: serialOf(kiosk.inForce()?.devices ?? [], device) };
  }

  /** Those that something was noted of, and those that this kiosk has. */
  devices(): readonly PassportDeviceView[] {
    const { setups } = this.#from;
    const told = passportOf(this.#all());
    const untold = setups.all.filter(({ id }) => !told.some(({ peripheral }) => peripheral === id));
    const kind = (name: string) => setups.all.find(({ id }) => id === name)?.driver;
    return [...told, ...untold.map(({ id }) => ({ ...NOTHING, peripheral: id }))].map((one) => {
      const driver = kind(one.peripheral);
      return { ...one, kind: driver === undefined ? null : kindOf[driver] };
    });
  }

  /** A technician notes what happened. */
  note({ kind, peripheral, serial, words }: Said, actor: Actor): Result<null, Problem> {
    const [number, said] = [plate.safeParse(serial), reason.safeParse(words)];
    if (serial !== '' && !number.success) return err({ code: 'passport.serial' });
    if (words !== '' && !said.success) return err({ code: 'station.reason' });
    if (!this.devices().some((one) => one.peripheral === peripheral)) return err({ code: 'station.nothing-to-do' });
    this.#record(
      {
        ...{ kind, peripheral, serial: number.success ? number.data : null },
        ...{ words: said.success ? said.data : null, problem: null, minutes: null, used: null },
      },
      actor,
    );
    return ok(null);
  }

  /** A device of the kiosk went away or reports a problem. @param serving it went away while voters were served */
  trouble(peripheral: string, problem: Problem['code'], serving: boolean): void {
    const gone = problem.endsWith('-missing');
    if (!isFailure(problem) || (gone && !serving)) return;
    const now = this.#from.monotonic();
    const key = `${peripheral} ${problem}`;
    const last = this.#seen.get(key);
    if (last !== undefined && now - last < SAME_TROUBLE_MS) return;
    this.#seen.set(key, now);
    this.#seenByItself({ kind: 'failure', peripheral, problem, minutes: null, used: null });
  }

  /** A supply said how the kiosk is fed. */
  power(peripheral: string, { source, charge }: Pick<PowerReading, 'source' | 'charge'>): void {
    const before = this.#runs.get(peripheral);
    const { run, ended } = nextRun(before?.run ?? null, { source, charge }, this.#from.monotonic());
    this.#runs.set(peripheral, { run, charge: charge ?? before?.charge ?? null });
    if (ended) this.#seenByItself({ kind: 'battery', peripheral, problem: null, ...ended });
  }

  /** The kiosk stops: a run on battery ends here. */
  stop(): void {
    for (const [peripheral, { run, charge }] of this.#runs) {
      const ended = run && endedRun(run, charge, this.#from.monotonic());
      if (ended) this.#seenByItself({ kind: 'battery', peripheral, problem: null, ...ended });
    }
    this.#runs.clear();
  }

  /** Writes the passport to a medium: written, synced, read back and hashed. */
  async save(
    target: string,
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly sha256: string }, Problem>> {
    const { kiosk, keys, media, setups, own } = this.#from;
    if (!media().some(({ path }) => resolve(path) === resolve(target))) return err({ code: 'station.target-gone' });
    const at = kiosk.now();
    const notes = inOrder(this.#all());
    const file = fileName([PASSPORT_PREFIX, keys.device, instantStamp(at)], '.json');
    const simulated = setups.all.some((one) => one.simulated);
    const written = await writeWhole(join(target, file), [writePassport(at, notes, simulated, keys)]);
    if (!written.ok) return written;
    recordIn(own, 'passport.exported', { sha256: written.value.sha256, notes: notes.length }, actor);
    return ok({ file, sha256: written.value.sha256 });
  }

  /** Whose passport a file is; nothing is taken. */
  inspect(path: string): Result<PassportFileView, Problem> {
    const read = this.#read(path);
    if (!read.ok) return read;
    const { signed, sha256 } = read.value;
    const { device, serial, signing, agreement } = signed.by;
    const both = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(agreement, 'base64url')]);
    return ok({
      ...{ by: { device, serial, words: fingerprintWords(both) }, signer: this.#signer(signed), at: signed.at },
      ...{ notes: signed.notes.length, fresh: this.#fresh(signed).length, sha256 },
    });
  }

  /** Takes in the notes that are new here. @param sha256 of the file as it was shown */
  take(path: string, sha256: string, actor: Actor): Result<null, Problem> {
    const { own, kiosk } = this.#from;
    const read = this.#read(path);
    if (!read.ok) return read;
    const { signed } = read.value;
    if (read.value.sha256 !== sha256) return err({ code: 'passport.file-changed', params: { file: basename(path) } });
    const fresh = this.#fresh(signed);
    if (fresh.length === 0) return err({ code: 'passport.nothing-new' });
    const { device, key } = signed.by;
    recordIn(own, 'passport.taken', { sha256, device, key, notes: fresh.length }, actor);
    // Stopped in the middle, the rest is still new and taken in the next time.
    for (const note of fresh) recordIn(own, 'passport.noted', note, actor);
    this.#notes = null;
    kiosk.changed();
    return ok(null);
  }

  async print(actor: Actor): Promise<Result<null, Problem>> {
    const devices = this.devices();
    const printed = await this.#from.print(devices);
    if (printed.ok) recordIn(this.#from.own, 'passport.printed', { devices: devices.length }, actor);
    return printed;
  }

  #seenByItself(
    what: Pick<PassportNote, 'kind' | 'peripheral' | 'minutes' | 'used'> & { problem: Problem['code'] | null },
  ) {
    try {
      this.#record({ ...what, serial: null, words: null }, SYSTEM);
    } catch (error) {
      // What the disk refuses is told by the journal in force; a device's trouble stops nobody.
      if (!storageProblem(error, 'journal')) throw error;
    }
  }

  #record(what: Omit<BodyOf<'passport.noted'>, 'note' | 'kiosk' | 'on'>, actor: Actor): void {
    const { kiosk, own } = this.#from;
    const on = kiosk.now().toISOString();
    recordIn(own, 'passport.noted', { note: kiosk.newId(), ...what, kiosk: kiosk.device, on }, actor);
    this.#notes = null;
    kiosk.changed();
  }

  #all(): readonly PassportNote[] {
    this.#notes ??= this.#from.own.db
      .prepare<[], string>("select line from journal where type = 'passport.noted' order by seq")
      .pluck()
      .all()
      .map((line) => (JSON.parse(line) as JournalEvent & { body: PassportNote }).body);
    return this.#notes;
  }

  #fresh({ notes }: SignedPassport): SignedPassport['notes'] {
    const known = new Set(this.#all().map(({ note }) => note));
    return notes.filter(({ note }, at) => !known.has(note) && notes.findIndex((one) => one.note === note) === at);
  }

  #signer({ by }: SignedPassport): PassportFileView['signer'] {
    const { keys, kiosk } = this.#from;
    if (by.key === keys.signing.key) return 'self';
    return kiosk.inForce()?.devices.some((one) => one.signing === by.signing && inUse(one)) ? 'named' : 'stranger';
  }

  #read(path: string): Result<{ readonly signed: SignedPassport; readonly sha256: string }, Problem> {
    if (!filesOn(this.#from.media(), PASSPORT_PREFIX).some((one) => one.path === path)) {
      return err({ code: 'station.target-gone' });
    }
    const file = basename(path);
    const bytes = readFew(path, MAX_PASSPORT_BYTES + 1, { code: 'passport.unreadable', params: { file } });
    if (!bytes.ok) return bytes;
    const signed = readPassport(bytes.value, file);
    return signed.ok ? ok({ signed: signed.value, sha256: toHex(nodeCrypto.sha256(bytes.value)) }) : signed;
  }
}

const NOTHING = { serial: null, failures: 0, cleaned: null, replaced: null, longest: null, last: null };
