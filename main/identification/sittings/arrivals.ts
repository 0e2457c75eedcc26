import { join, resolve } from 'node:path';
import type { Actor } from '../../../core/journal/event.ts';
import { lineSplitter } from '../../../core/journal/lines.ts';
import { fileName, stamp } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { OfferedFile } from '../../api/sittings.ts';
import type { Journal } from '../../journal/journal.ts';
import { readFew } from '../../storage/read-few.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import { trustOfForce, trustOfSpeakers } from '../copy/trust.ts';
import { called, type Kiosk, localMoment } from '../kiosk.ts';
import { filesOn, type Medium } from '../media.ts';
import { type JournalPart, partsOf, predecessorDevices, predecessorFrom } from '../state/predecessor.ts';
import { heldSittings, knownOf } from '../state/sittings.ts';
import { awaitedSittings } from './lists.ts';
import { learnFrom, type OutsideFile, readOutsideFile } from './outside-file.ts';

/** How the files' names begin. */
const PREFIX = 'taanuu-outside';
/** 500 visits with all their events are about 8 MB. */
const FILE_MAX = 64 * 1024 * 1024;

/**
 * The admissions of a sitting outside the room on their way to the station's other kiosks by stick: the very events of
 * its journal. A kiosk that has taken them in refuses those voters; the day does not open before.
 */
export class Arrivals {
  readonly #kiosk: Kiosk;
  readonly #journal: () => Journal;
  readonly #media: () => readonly Medium[];

  constructor(kiosk: Kiosk, journal: () => Journal, media: () => readonly Medium[]) {
    this.#kiosk = kiosk;
    this.#journal = journal;
    this.#media = media;
  }

  /** Writes this kiosk's last sitting outside the room; a later file of it holds what an earlier one holds, and more. */
  async write(target: string, actor: Actor): Promise<Result<{ file: string; sha256: string }, Problem>> {
    const medium = this.#media().find((one) => resolve(one.path) === resolve(target));
    if (!medium) return err({ code: 'station.target-gone' });
    const held = heldSittings(this.#kiosk.db).findLast(({ kind }) => kind === 'outside');
    const parts = held ? partsOf(this.#kiosk.db, this.#kiosk.device, held.sitting) : [];
    if (!held || parts.length === 0) return err({ code: 'sittings.nothing-held' });
    const journal = this.#journal();
    const { state, line } = journal.signedHead();
    const { election, station, device } = journal.identity;
    const now = stamp(localMoment(this.#kiosk, this.#kiosk.now()));
    const name = fileName([PREFIX, election, station, device, now], '.ndjson');
    const written = await writeWhole(join(medium.path, name), this.#lines(parts, state.seq, line));
    if (!written.ok) return written;
    const { sha256, lines } = written.value;
    this.#kiosk.record('admissions.written', { sitting: held.sitting, sha256, lines }, actor);
    return ok({ file: name, sha256 });
  }

  /** Files of other kiosks on sticks and in the kiosk's folders, the newest first. */
  offered(): readonly OfferedFile[] {
    const own = this.#own().map((device) => `-${device}-`);
    return filesOn(this.#media(), PREFIX, '.ndjson')
      .filter(({ name }) => !own.some((device) => name.includes(device)))
      .toReversed();
  }

  /** Verifies one of those files and takes in what it adds: in one commit, and told to nobody twice. */
  take(path: string, actor: Actor): Result<{ readonly admissions: number }, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    if (!this.offered().some((one) => one.path === path)) return err({ code: 'station.target-gone' });
    const strange: Problem = { code: 'sittings.file-not-read', params: { line: 1 } };
    const bytes = readFew(path, FILE_MAX + 1, strange);
    if (!bytes.ok) return bytes;
    if (bytes.value.length > FILE_MAX) return err(strange);
    const splitter = lineSplitter();
    const lines = splitter.push(bytes.value);
    if (splitter.rest().length > 0) return err({ code: 'sittings.file-not-read', params: { line: lines.length + 1 } });
    const file = readOutsideFile(lines, trustOfSpeakers(force), trustOfForce(force));
    if (!file.ok) return file;
    if (this.#own().includes(file.value.device)) return err({ code: 'sittings.own-file' });
    return this.#learn(file.value, actor);
  }

  /** Persons have decided that the day opens without what has not arrived. */
  notAwait(reason: string, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    const missing = force ? awaitedSittings(this.#kiosk, force).filter((one) => one.arrived < one.awaited) : [];
    if (missing.length === 0) return err({ code: 'station.nothing-to-do' });
    this.#journal().transaction(() => {
      for (const { sitting } of missing) {
        this.#kiosk.record('outside.not-awaited', { sitting, reason, approvers: [...approvers] }, actor);
      }
    });
    return ok(null);
  }

  #learn(file: OutsideFile, actor: Actor): Result<{ readonly admissions: number }, Problem> {
    const { device, sitting, round, from, to, closed } = file;
    const learned = learnFrom(file, knownOf(this.#kiosk.db, device, sitting));
    if (!learned.ok) return err({ ...learned.error, params: { device: called(this.#kiosk, device) } });
    const { admissions, taken } = learned.value;
    if (!taken) return err({ code: 'sittings.nothing-new' });
    const last = file.hashes.get(to) ?? '';
    this.#journal().transaction(() => {
      for (const one of admissions) this.#kiosk.record('admission.learned', { device, sitting, round, ...one }, actor);
      const body = { device, sitting, from, to, last, closed, admissions: file.admissions.length };
      this.#kiosk.record('admissions.taken', body, actor);
    });
    return ok({ admissions: admissions.length });
  }

  /** This kiosk, and those from whose copies it goes on. */
  #own(): readonly string[] {
    return [this.#kiosk.device, ...predecessorDevices(this.#kiosk.db)];
  }

  *#lines(parts: readonly JournalPart[], to: number, head: string): IterableIterator<string> {
    const { db, device } = this.#kiosk;
    for (const part of parts) {
      const lines = part.device === device ? this.#journal().lines(part.from, to) : predecessorFrom(db, part);
      for (const line of lines) yield `${line}\n`;
    }
    yield `${head}\n`;
  }
}
