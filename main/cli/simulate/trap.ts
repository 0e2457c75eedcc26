import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventType } from '../../../core/journal/catalogue.ts';

/**
 * Stops the zone at an exact moment, so that something can happen to it there. The zone does not know: `observer.ts`
 * is loaded in front of it, watches its commits and its file calls from outside, and holds it still while the trap is
 * sprung. They meet in files, because a process that stands still answers nothing.
 */
export type Moment =
  /** Before or after the commit that holds an event of this type. */
  | { readonly at: 'before' | 'after'; readonly event: EventType }
  /** Before the nth rename or sync of a register's files: within an import. */
  | { readonly at: 'register-file'; readonly nth: number };

/** What the observer reads: the moment, and which trap it is, so that calls are counted from its arming. */
export type Armed = Moment & { readonly trap: number };

/** Names of the meeting place's files; the observer has its folder from the environment. */
export const TRAP_FOLDER = 'TAANUU_TRAP';
export const ARMED = 'armed';
export const SPRUNG = 'sprung';

/** How often the trap is looked at, in milliseconds. */
const LOOK_MS = 2;

export class Trap {
  readonly folder: string;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.disarm();
  }

  /** The zone will stand still at this moment; `strike` is called then, and the zone goes on when it has returned. */
  arm(moment: Moment, strike: () => void): void {
    this.disarm();
    this.#count += 1;
    writeFileSync(join(this.folder, 'arming'), JSON.stringify({ ...moment, trap: this.#count } satisfies Armed));
    renameSync(join(this.folder, 'arming'), join(this.folder, ARMED));
    this.#timer = setInterval(() => {
      if (!existsSync(join(this.folder, SPRUNG))) return;
      clearInterval(this.#timer);
      try {
        strike();
      } finally {
        this.disarm();
      }
    }, LOOK_MS);
  }

  disarm(): void {
    clearInterval(this.#timer);
    for (const name of [ARMED, SPRUNG]) rmSync(join(this.folder, name), { force: true });
  }
}
