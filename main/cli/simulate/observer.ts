import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ARMED, type Armed, SPRUNG, TRAP_FOLDER } from './trap.ts';

/**
 * Loaded in front of the identification zone by a simulated day (`node --import`): it sees the zone's commits and
 * file calls, and holds the process still where the trap is armed. The zone's own code is the one that ships.
 */
const folder = process.env[TRAP_FOLDER];
const isZone = process.argv[1]?.endsWith('identification/main.ts') === true;

const sleeper = new Int32Array(new SharedArrayBuffer(4));
const LOOK_MS = 1;

function standStillIf(trap: string, fits: (moment: Armed) => boolean): void {
  const armed = join(trap, ARMED);
  let moment: Armed;
  try {
    moment = JSON.parse(fs.readFileSync(armed, 'utf8')) as Armed;
  } catch {
    // Nothing is armed.
    return;
  }
  if (!fits(moment)) return;
  fs.writeFileSync(join(trap, SPRUNG), '');
  while (fs.existsSync(armed)) Atomics.wait(sleeper, 0, 0, LOOK_MS);
}

function watchCommits(trap: string): void {
  const { prepare, transaction } = BetterSqlite3.prototype;
  /** Types of the events that the transaction under way has written. */
  let events: string[] = [];
  let depth = 0;
  const look = (at: 'before' | 'after') =>
    standStillIf(trap, (moment) => moment.at === at && events.includes(moment.event));

  BetterSqlite3.prototype.prepare = function (this: BetterSqlite3.Database, sql: string) {
    const statement = prepare.call(this, sql);
    if (!sql.startsWith('insert into journal(')) return statement;
    const run = statement.run.bind(statement) as (...values: unknown[]) => BetterSqlite3.RunResult;
    statement.run = (...values: unknown[]) => {
      events.push(String(values[1]));
      return run(...values);
    };
    return statement;
  } as typeof prepare;

  BetterSqlite3.prototype.transaction = function (this: BetterSqlite3.Database, work: (...args: unknown[]) => unknown) {
    const made = transaction.call(this, (...args: unknown[]) => {
      const result = work(...args);
      if (depth === 1) look('before');
      return result;
    });
    const counted = (variant: (...args: unknown[]) => unknown) =>
      function (this: unknown, ...args: unknown[]) {
        if (depth === 0) events = [];
        depth += 1;
        let result: unknown;
        try {
          result = variant.apply(this, args);
        } finally {
          depth -= 1;
        }
        if (depth === 0) look('after');
        return result;
      };
    return Object.assign(counted(made), {
      default: counted(made),
      deferred: counted(made.deferred),
      immediate: counted(made.immediate),
      exclusive: counted(made.exclusive),
      database: this,
    });
  } as unknown as typeof transaction;
}

function watchRegisterFiles(trap: string): void {
  const { renameSync, fsyncSync } = fs;
  let calls = 0;
  let armed = 0;
  const look = () =>
    standStillIf(trap, (moment) => {
      if (moment.at !== 'register-file') return false;
      calls = moment.trap === armed ? calls + 1 : 1;
      armed = moment.trap;
      return moment.nth === calls;
    });
  fs.renameSync = (from, to) => {
    if (String(to).includes('/register/')) look();
    renameSync(from, to);
  };
  fs.fsyncSync = (descriptor) => {
    if (fs.readlinkSync(`/proc/self/fd/${descriptor}`).includes('/register')) look();
    fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
}

if (folder !== undefined && isZone) {
  watchCommits(folder);
  watchRegisterFiles(folder);
}
