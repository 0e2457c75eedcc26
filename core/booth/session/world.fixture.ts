import { createActor, fromPromise, SimulatedClock } from 'xstate';
import { listStyle } from '../../ballot/examples.fixture.ts';
import { pathMachine } from '../../ballot/path/machine.ts';
import type { Done as PathDone } from '../../ballot/path/ports.ts';
import { screenOf } from '../../ballot/path/screen.ts';
import { type Luck, type Roll, World } from '../../ballot/path/world.fixture.ts';
import type { BoothPolicy } from '../../election/policy-booth.ts';
import type { Marks } from '../choices.ts';
import { judgeRecord, type RecordContent, readRecord, recordText } from '../record.ts';
import { boothMachine } from './machine.ts';
import type { Admitted, BoothRecord, Done, Opened, Printed, Standing } from './ports.ts';
import { boxIsOpen, shownOf } from './screen.ts';
import { keepRefusal, turnRefusal } from './turn.ts';

export const policy: BoothPolicy = {
  idleSeconds: 120,
  answerSeconds: 20,
  challenges: 2,
  minimum: 30,
  small: 'home-box',
};
export const style = listStyle(3);
/** Of records, in millimetres, as they are cut off the roll. */
const RECORD_LENGTH = { min: 60, max: 600 };
export const RECORD_MM = 140;
const cancelled = { ok: false, problem: { code: 'device.cancelled' } } as const;
const failed = { ok: false, problem: { code: 'storage.full' } } as const;

const ticks = async (count: number): Promise<void> => {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
};

/** How a token ended. */
export type Ending = 'cast' | 'castAfterChallenge' | 'abandoned';

/** One ballot that was encrypted; `number` tells it from all others. */
interface Attempt {
  readonly number: number;
  readonly token: string;
  readonly record: RecordContent;
}

/** What outlives every stop: the files of the panel. */
export class Disk {
  readonly spent = new Map<string, Ending>();
  open: { token: string; papers: boolean; challenged: number } | null = null;
  /** Of the ballot that is kept in flight. */
  flight: Attempt | null = null;
  /** Ballots that count. */
  readonly ballots: Attempt[] = [];
  /** Attempts that were opened for their voters. */
  readonly opened: Attempt[] = [];
  fails = false;
}

const isTest = (name: string) => name.startsWith('TAANUU');

/**
 * A panel: the chart of the session beside the real chart of the box's paper path, over a box, a printer and files that fail,
 * are slow and lose their power. Papers are known by what stands in their code, and a number behind it that no machine sees.
 */
export function bench({ luck = { roll: () => 0 } }: { readonly luck?: Luck } = {}) {
  const clock = new SimulatedClock();
  const disk = new Disk();
  const records: BoothRecord[] = [];
  const roll: Roll = (below) => luck.roll(below);
  /** Papers in the voter's hands, or the commission's. */
  const papers: string[] = [];
  let attempts = 0;
  let alive = { now: true };
  let said: 'opened' | 'closed' = 'closed';

  const start = () => {
    const life = { now: true };
    alive = life;
    /** In the memory of one process only. */
    let attempt: Attempt | null = null;
    /** Work that the disk does not do, or that nobody is there for any more, ends without an effect. */
    const written = async (effect: () => void): Promise<Done> => {
      await ticks(roll(6));
      if (!life.now) return cancelled;
      if (disk.fails) return failed;
      effect();
      await ticks(roll(6));
      return { ok: true };
    };
    const present = (): Attempt => {
      if (attempt === null) throw new Error('nothing is encrypted');
      return attempt;
    };
    const actors = {
      standing: fromPromise(async (): Promise<Standing> => {
        await ticks(roll(6));
        if (!life.now) return cancelled;
        if (disk.fails) return failed;
        return { ok: true, flight: world.flight !== null, open: disk.open && { papers: disk.open.papers } };
      }),
      admit: fromPromise<Admitted, { readonly text: string }>(async ({ input: { text } }) => {
        if (!text.startsWith('token ')) return { ok: false, problem: { code: 'booth.token-unreadable' } };
        const refusal = turnRefusal(text, {
          isSpent: (token) => disk.spent.has(token),
          open: disk.open?.token ?? null,
        });
        if (refusal !== null) return { ok: false, problem: refusal };
        const open = disk.open ?? { token: text, papers: false, challenged: 0 };
        const done = await written(() => {
          disk.open = open;
        });
        return done.ok ? { ok: true, style, challenged: open.challenged, papers: open.papers } : done;
      }),
      encrypt: fromPromise<Done, { readonly marks: Marks }>(async ({ input: { marks } }) => {
        attempt = null;
        await ticks(roll(4));
        if (roll(25) === 24) return { ok: false, problem: { code: 'booth.not-encrypted' } };
        const token = disk.open?.token ?? '';
        const record: RecordContent = { election: 'e', mode: 'official', style: style.id, marks };
        attempt = { number: attempts++, token, record };
        return { ok: true };
      }),
      print: fromPromise<Printed, { readonly marks: Marks }>(async ({ input: { marks } }) => {
        const { record, number } = present();
        if (JSON.stringify(record.marks) !== JSON.stringify(marks)) throw new Error('other marks are printed');
        const done = await written(() => {
          if (disk.open !== null) disk.open = { ...disk.open, papers: true };
        });
        if (!done.ok) return { ...done, out: false };
        const fate = roll(12);
        if (fate === 11) return { ok: false, problem: { code: 'booth.not-printed' }, out: true };
        papers.push(`${recordText(record)} ${number}`);
        await ticks(roll(4));
        if (fate === 10) return { ok: false, problem: { code: 'booth.not-printed' }, out: true };
        return { ok: true };
      }),
      challenge: fromPromise(async (): Promise<Opened> => {
        const given = present();
        const done = await written(() => {
          if (disk.open !== null) disk.open = { ...disk.open, challenged: disk.open.challenged + 1 };
          attempt = null;
          disk.opened.push(given);
        });
        if (!done.ok) return { ...done, written: false };
        return roll(6) === 5 ? { ok: false, problem: { code: 'booth.not-printed' }, written: true } : { ok: true };
      }),
      printChallenge: fromPromise(async (): Promise<Done> => {
        await ticks(roll(4));
        return roll(3) === 2 ? { ok: false, problem: { code: 'booth.not-printed' } } : { ok: true };
      }),
      papersTaken: fromPromise(() =>
        written(() => {
          if (disk.open !== null) disk.open = { ...disk.open, papers: false };
        }),
      ),
      abandon: fromPromise(() =>
        written(() => {
          if (disk.open !== null) disk.spent.set(disk.open.token, 'abandoned');
          disk.open = null;
        }),
      ),
    };
    const booth = createActor(
      boothMachine.provide({
        actors,
        actions: {
          record: (_, params) => void records.push(params),
          forgetAttempt: () => {
            attempt = null;
          },
        },
      }),
      { clock, input: { policy, open: true } },
    );
    const isAlive = () => life.now;
    /** As main/ballot has to do it: the session is asked, the token is spent first, and what is done twice is done once. */
    const keep = async (into: 'valid' | 'invalid', box: string) => {
      booth.send({ type: 'record.held' });
      const refusal = keepRefusal(booth.getSnapshot());
      if (refusal !== null) return { ok: false, problem: refusal } as const;
      if (attempt === null) throw new Error('nothing is encrypted');
      if (disk.spent.has(attempt.token)) throw new Error('a ballot is kept for a token that is spent');
      disk.flight = attempt;
      const kept = await world.keep(into, box, isAlive);
      if (!kept.ok && isAlive()) booth.send({ type: 'record.returned' });
      return kept;
    };
    const settle = async (what: 'dropped' | 'given-back'): Promise<PathDone> => {
      const { flight } = disk;
      if (flight === null) throw new Error('nothing is in flight');
      if (what === 'dropped') {
        const done = await written(() => {
          const challenged = (disk.open?.challenged ?? 0) > 0;
          if (!disk.spent.has(flight.token)) disk.spent.set(flight.token, challenged ? 'castAfterChallenge' : 'cast');
          disk.open = null;
        });
        if (!done.ok) return done;
      }
      const before = world.counted.length;
      const settled = await world.settle(what, isAlive);
      if (world.counted.length > before) disk.ballots.push(flight);
      if (settled.ok && isAlive()) booth.send({ type: what === 'dropped' ? 'record.passed' : 'record.returned' });
      return settled;
    };
    const path = createActor(
      pathMachine.provide({
        actors: {
          look: fromPromise(() => world.look()),
          grab: fromPromise(() => world.grab()),
          scan: fromPromise(({ input: { sheet } }) => world.scan(sheet)),
          interpret: fromPromise(() => world.interpret()),
          keep: fromPromise(({ input: { into, box } }) => keep(into, box)),
          accept: fromPromise(({ input: { sheet, token, into } }) => world.accept(sheet, token, into)),
          giveBack: fromPromise(({ input: { sheet } }) => world.giveBack(sheet)),
          reset: fromPromise(() => world.reset()),
          dropped: fromPromise(() => settle('dropped')),
          givenBack: fromPromise(() => settle('given-back')),
        },
      }),
      {
        clock,
        input: {
          policy: { none: 'return', tooMany: 'return', unsure: 'return', mayCorrect: false, askSeconds: 60 },
          ...{ open: false, flight: world.flight, length: RECORD_LENGTH },
        },
      },
    );
    world.verdict = (name) => {
      const text = isTest(name) ? (name.split(' ')[0] ?? null) : null;
      const verdict = judgeRecord(text, attempt?.record ?? null);
      return verdict === 'due' ? { verdict: 'fine' } : { verdict: 'refused', why: 'damaged' };
    };
    said = 'closed';
    path.subscribe((snapshot) => booth.send({ type: 'box.shows', box: screenOf(snapshot) }));
    booth.subscribe((snapshot) => {
      const now = boxIsOpen(snapshot) ? 'opened' : 'closed';
      if (now === said || !life.now) return;
      said = now;
      path.send({ type: now });
    });
    booth.start();
    path.start();
    return { booth, path };
  };
  const world: World = new World(luck, (box) => {
    if (alive.now) running.path.send({ type: 'box.changed', box });
  });
  let running = start();
  return {
    ...{ world, clock, disk, records, papers },
    get booth() {
      return running.booth;
    },
    get path() {
      return running.path;
    },
    shown: () => shownOf(running.booth.getSnapshot()),
    /** The zone's process dies; another one begins with what is on the disk. */
    restart: () => {
      alive.now = false;
      running.booth.stop();
      running.path.stop();
      world.newHost();
      running = start();
    },
    settle: (turns = 150) => ticks(turns),
    /** What a code says that lies in the box, for whoever counts the papers. */
    inTheBox: () => world.fallen.valid.map((name) => readRecord(name.split(' ')[0] ?? '')),
  };
}
