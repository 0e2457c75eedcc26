import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BallotDay, ballotDayFold } from '../../core/ballot/day/day.ts';
import { type Election, type Precinct, zoneOf } from '../../core/election/election.ts';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import type { Actor, JournalEvent, JournalIdentity } from '../../core/journal/event.ts';
import { folded } from '../../core/journal/following.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import type { Changes } from '../api/changes.ts';
import { type JournalFile, openJournalFile } from '../journal/journal-file.ts';
import { storageProblem } from '../storage/failure.ts';

export const SYSTEM: Actor = { role: 'system' };

/** Whose journal it is: that of a station in an election, or the zone's own before and between elections. */
export type JournalOf = { readonly election: Election; readonly precinct: Precinct } | null;

export interface BallotJournalOptions {
  readonly stateDir: string;
  readonly keys: DeviceKeys;
  readonly now: () => Date;
  readonly changes: Changes;
}

/** Name of the ballot zone's journal file, and of its key. */
export function ballotJournalName(of: JournalOf): string {
  return of === null
    ? 'ballot-journal-none'
    : `ballot-journal-${of.election.id}-${of.election.mode}-${of.precinct.number}`;
}

/**
 * The journal of the ballot zone and the one state that is folded from it. The state is kept in memory alone and made anew
 * from the events at every start: they are few, for none is about a ballot.
 */
export class BallotJournal {
  readonly #stateDir: string;
  readonly #keys: DeviceKeys;
  readonly #open: (of: JournalOf) => Result<JournalFile, Problem>;
  readonly #changes: Changes;
  #file: JournalFile;
  #day: BallotDay;
  #refusedByDisk: Problem | null = null;

  private constructor(
    { stateDir, keys, changes }: BallotJournalOptions,
    open: (of: JournalOf) => Result<JournalFile, Problem>,
    file: JournalFile,
  ) {
    this.#stateDir = stateDir;
    this.#keys = keys;
    this.#open = open;
    this.#file = file;
    this.#changes = changes;
    this.#day = folded(ballotDayFold, file.journal.events());
  }

  /** Opens the zone's own journal; an election's takes its place with `turnTo`. */
  static open(options: BallotJournalOptions): Result<BallotJournal, Problem> {
    const { stateDir, keys, now } = options;
    const open = (of: JournalOf): Result<JournalFile, Problem> => {
      const identity: JournalIdentity = {
        election: of?.election.id ?? 'none',
        mode: of?.election.mode ?? 'laboratory',
        station: of?.precinct.number ?? 'none',
        device: keys.device,
        key: keys.signing.key,
      };
      const zone = of ? zoneOf(of.election, of.precinct) : 'Asia/Bishkek';
      return openJournalFile({ stateDir, keys, identity, now, zone, name: ballotJournalName(of) });
    };
    const own = open(null);
    return own.ok ? ok(new BallotJournal(options, open, own.value)) : own;
  }

  /** Everything that is recorded from here on goes into this journal; its state is what its events say. */
  turnTo(of: JournalOf): Result<null, Problem> {
    const opened = this.#open(of);
    if (!opened.ok) return opened;
    this.#file.db.close();
    this.#file = opened.value;
    this.#day = folded(ballotDayFold, this.#file.journal.events());
    this.#changes.changed();
    return ok(null);
  }

  get file(): JournalFile {
    return this.#file;
  }

  /** How the zone stands, as its journal says. */
  get day(): BallotDay {
    return this.#day;
  }

  /** What the disk said to the last write, if it refused it. */
  get refusedByDisk(): Problem | null {
    return this.#refusedByDisk;
  }

  /** Writes one event; the state is another one when this returns. Throws what the disk throws (`storageProblem`). */
  record<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor): JournalEvent {
    try {
      const event = this.#file.journal.append(type, body, actor) as JournalEvent;
      this.#refusedByDisk = null;
      this.#day = ballotDayFold.step(this.#day, event);
      return event;
    } catch (error) {
      this.#refusedByDisk = storageProblem(error, 'journal') ?? this.#refusedByDisk;
      throw error;
    } finally {
      this.#changes.changed();
    }
  }

  /** The same for what merely happened: a disk that refuses it stands on the screens, and the zone goes on. */
  note<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor): void {
    try {
      this.record(type, body, actor);
    } catch (error) {
      if (!storageProblem(error, 'journal')) throw error;
    }
  }

  /** Destroys the journals of all elections, their keys first; the zone's own is the one in use from here on. */
  wipe(): Result<null, Problem> {
    const turned = this.turnTo(null);
    if (!turned.ok) return turned;
    const own = ballotJournalName(null);
    for (const file of readdirSync(this.#stateDir)) {
      const [, name] = /^(ballot-journal-.+)\.db(?:-wal|-shm|-journal)?$/.exec(file) ?? [];
      if (name === undefined || name === own) continue;
      this.#keys.eraseDatabaseKey(name);
      rmSync(join(this.#stateDir, file));
    }
    return ok(null);
  }

  close(): void {
    this.#file.db.close();
  }
}
