import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BallotStore } from '../../../main/ballot/ballot-store.ts';
import { type DiskOptions, PoweredDisk } from '../../../main/cli/simulate/powered-disk.ts';
import { type Chance, chance } from '../../../main/demo/random.ts';
import { ballotMarked, markOf, ScriptedBox, type ZoneCommand } from './box.ts';
import { storeSpec } from './spec.ts';

export interface StoreUnderFire {
  readonly strikes: number;
  /** Sheets that were put in; some came back, and some of those were put in again. */
  readonly sheets: number;
  readonly dropped: number;
  /** After how many strikes a sheet was in flight: its fate had to be asked of the box. */
  readonly inFlight: number;
  readonly wrong: readonly string[];
}

/** A sheet takes about so long from its reading to its compartment on the disks that were measured, in milliseconds. */
const SHEET_MS = 30;
const DISK_MIB = 24;
const ZONE = fileURLToPath(new URL('./zone.ts', import.meta.url));

/**
 * Ballots are put in, and the process that keeps them is killed so often, each time some sheets later at a moment drawn
 * by lot. After each strike what is in the file is compared with what lies in the box.
 * @param disk instead of kills the power is cut, of a disk like this: whatever no finished sync covers is gone, and the box
 * stands still as well
 */
export async function storeUnderFire(options: {
  readonly folder: string;
  readonly strikes: number;
  readonly disk: DiskOptions | null;
  readonly seed: string;
}): Promise<StoreUnderFire> {
  const { folder, strikes, seed } = options;
  const disk = options.disk && PoweredDisk.open(folder, join(folder, 'disk'), DISK_MIB, options.disk);
  const path = join(disk?.path ?? folder, `${seed}.slots`);
  const dice = chance(seed);
  const box = new ScriptedBox(dice);
  const wrong: string[] = [];
  let inFlight = 0;
  const voters = new Voters(box);
  try {
    for (let strike = 0; strike <= strikes; strike += 1) {
      const zone = new Zone(path, box, voters);
      await zone.sheets(1 + dice.below(3));
      // The last one ends between two sheets.
      if (strike < strikes) await zone.struck(dice);
      else await zone.quiet();
      if (disk) box.powerWent();
      else box.end();
      disk?.cut();
      // At the very last nothing is left open.
      const found = look(path, box, strike < strikes ? null : 'settled');
      wrong.push(...found.wrong.map((one) => `strike ${strike}: ${one}`));
      if (found.inFlight) inFlight += 1;
    }
  } finally {
    disk?.close();
  }
  return { strikes, sheets: voters.sheets, dropped: box.dropped.length, inFlight, wrong };
}

/** What is wrong in the file, whose sheet in flight counts where the box says that it has passed. */
function look(path: string, box: ScriptedBox, settled: 'settled' | null): { wrong: string[]; inFlight: boolean } {
  const opened = BallotStore.open(path, storeSpec);
  if (!opened.ok) return { wrong: [opened.error.code], inFlight: false };
  const store = opened.value;
  const { inFlight, discrepancy, sheets } = store;
  const kept: string[] = [];
  const wrong: string[] = discrepancy ? [discrepancy.code] : [];
  for (const one of store.ballots()) {
    if (one.ok) kept.push(markOf(one.value.record));
    else wrong.push(one.error.code);
  }
  store.close();
  if (sheets !== kept.length) wrong.push(`${sheets} counted, ${kept.length} read`);
  const { last } = box.state;
  if (inFlight && last?.token === inFlight.token && last.passed) {
    kept.push(inFlight.ballot ? markOf(inFlight.ballot.record) : 'a ballot that is not whole');
  }
  if (settled && inFlight) wrong.push('a sheet is in flight still');
  const [truth, found] = [box.dropped.toSorted().join(' '), kept.toSorted().join(' ')];
  if (truth !== found) wrong.push(`in the box ${truth}; kept ${found}`);
  return { wrong, inFlight: inFlight !== null };
}

/** People who put sheets in, one after another; every other one whose sheet comes back puts it in again. */
class Voters {
  sheets = 0;
  readonly #box: ScriptedBox;
  #last = '';
  #again = false;

  constructor(box: ScriptedBox) {
    this.#box = box;
  }

  next(): void {
    const back = this.#last !== '' && !this.#box.dropped.includes(this.#last);
    this.#again = back && !this.#again;
    this.sheets += 1;
    if (!this.#again) this.#last = `sheet-${this.sheets}`;
    this.#box.insert(ballotMarked(this.#last));
  }
}

/** One life of the process that keeps ballots. */
class Zone {
  readonly #child: ChildProcess;
  readonly #box: ScriptedBox;
  readonly #voters: Voters;
  readonly #gone: Promise<unknown>;
  #awaited = 0;
  #reached: () => void = () => {};
  #resting = false;
  #dead = false;

  constructor(path: string, box: ScriptedBox, voters: Voters) {
    this.#box = box;
    this.#voters = voters;
    this.#child = fork(ZONE, [path], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#gone = Promise.all([once(this.#child, 'exit'), once(this.#child, 'disconnect')]);
    this.#child.on('message', (command) => void this.#answer(command as ZoneCommand));
  }

  /** Until so many more sheets were put in. */
  async sheets(count: number): Promise<void> {
    this.#awaited = count;
    const died = once(this.#child, 'exit').then(() => {
      throw new Error('the zone ended by itself');
    });
    died.catch(() => {});
    await Promise.race([died, new Promise<void>((resolve) => (this.#reached = resolve))]);
  }

  /** Killed at any moment of the sheet that was put in last, or of the next. */
  async struck(dice: Chance): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, dice.next() * SHEET_MS));
    await this.#end();
  }

  /** Killed while it waits for the next sheet. */
  async quiet(): Promise<void> {
    this.#resting = true;
    await new Promise<void>((resolve) => (this.#reached = resolve));
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
    this.#dead = true;
  }

  async #answer(command: ZoneCommand): Promise<void> {
    switch (command.say) {
      case 'accept':
        await this.#box.accept(command.token);
        break;
      case 'return':
        this.#box.giveBack();
        break;
      case 'next':
        if (this.#resting) {
          this.#reached();
          return;
        }
        this.#voters.next();
        this.#awaited -= 1;
        if (this.#awaited === 0) this.#reached();
        break;
      case 'status':
        break;
    }
    if (!this.#dead && this.#child.connected) this.#child.send(this.#box.state, () => {});
  }
}
