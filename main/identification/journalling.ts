import { randomBytes } from 'node:crypto';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import type { Actor, JournalEvent } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Changes } from '../api/changes.ts';
import { storageProblem } from '../storage/failure.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import type { KioskFiles } from './kiosk-files.ts';
import { recordIn } from './store.ts';

/** The kiosk over its files: what is recorded goes to the journal in force, and a disk that refuses is remembered. */
export class JournallingKiosk implements Kiosk {
  readonly device: string;
  readonly now: () => Date;
  readonly #files: KioskFiles;
  readonly #changes: Changes;
  #refusedByDisk: Problem | null = null;

  constructor(files: KioskFiles, changes: Changes, now: () => Date) {
    this.device = files.keys.device;
    this.now = now;
    this.#files = files;
    this.#changes = changes;
  }

  get db(): Kiosk['db'] {
    return this.#files.current.db;
  }

  /** What the disk said to the last write, if it refused it. */
  get refusedByDisk(): Problem | null {
    return this.#refusedByDisk;
  }

  inForce(): InForce | null {
    return this.#files.inForce;
  }

  record<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor): JournalEvent {
    try {
      const event = recordIn(this.#files.current, type, body, actor);
      this.#refusedByDisk = null;
      return event;
    } catch (error) {
      this.#refusedByDisk = storageProblem(error, 'journal') ?? this.#refusedByDisk;
      throw error;
    } finally {
      this.#changes.changed();
    }
  }

  note<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor): void {
    try {
      this.record(type, body, actor);
    } catch (error) {
      if (!storageProblem(error, 'journal')) throw error;
    }
  }

  head(): string {
    return this.#files.current.journal.head().hash;
  }

  newId(): string {
    return randomBytes(8).toString('hex');
  }

  changed(): void {
    this.#changes.changed();
  }
}
