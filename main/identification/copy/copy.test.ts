import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyStart, readCopy, readCopyHead } from '../../../core/copy/file.ts';
import { COPY_ENDING, copyName } from '../../../core/copy/head.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { PersonEntry } from '../../../core/election/station.ts';
import type { BodyOf, EventType } from '../../../core/journal/catalogue.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { personalKey } from '../../access/code.ts';
import { unlockRegister } from '../../access/register-lock.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type Journal, openJournal } from '../../journal/journal.ts';
import { codes, peopleOf } from '../../package/package.fixture.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import { stateRoom, stateSteps } from '../state/schema.ts';
import { CopyClient } from './client.ts';
import { Copy } from './copy.ts';
import { allCopiesIn, FileOnStick, troubleOf, wholeCopy } from './file-on-stick.ts';
import { copyLockName } from './keys.ts';
import type { CopyAnswer, CopyQuestion } from './protocol.ts';
import { sourceOf } from './source.ts';

const chair: Actor = { role: 'chair', person: 'chair' };
const secret = new Uint8Array(32).fill(7);
const identity = { election: 'probe', mode: 'laboratory', station: '0001', device: 'd1', key: 'k1' } as const;
const name = copyName(identity);

let folder: string;
let people: readonly PersonEntry[];
let sticks: string[];
let now: number;
let journal: Journal;
let kiosk: Kiosk;
const open: Copy[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-copy-'));
  people = await peopleOf();
  sticks = [];
  now = 0;
  const db = openDatabase(':memory:');
  if (!db.ok) throw new Error(db.error.code);
  const opened = openJournal({
    ...{ db: db.value, identity, crypto: nodeCrypto, zone: 'Asia/Bishkek' },
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    now: () => 1_696_730_400_000,
  });
  if (!opened.ok) throw new Error(opened.error.code);
  journal = opened.value;
  migrate(db.value, stateRoom, stateSteps);
  const force = { people, precinct: { number: '0001' }, policy: defaultPolicy } as unknown as InForce;
  const record = <T extends EventType>(type: T, body: BodyOf<T>, actor: Actor) => journal.append(type, body, actor);
  kiosk = { db: db.value, inForce: () => force, record, note: record, changed: () => {} } as unknown as Kiosk;
});
afterEach(async () => {
  for (const copy of open.splice(0)) await copy.close();
  rmSync(folder, { recursive: true });
});

function stick(label: string): string {
  const path = join(folder, label);
  mkdirSync(path);
  sticks.push(path);
  return path;
}

/** The copy of a zone that has just begun. */
function copyOf(client: Pick<CopyClient, 'ask' | 'close'> = new CopyClient()): Copy {
  const copy = new Copy({
    kiosk,
    keys: { databaseKey: () => new Uint8Array(32).fill(3) },
    source: () => sourceOf({ db: kiosk.db, journal }),
    media: () => sticks.map((path) => ({ path, name: path.split('/').at(-1) ?? '', removable: true })),
    now: () => now,
    client: client as CopyClient,
  });
  open.push(copy);
  return copy;
}

function happens(times: number): void {
  for (let n = 0; n < times; n++) journal.append('sitting.resumed', {}, chair);
}

/** What two persons read from a stick with their codes. */
async function readBy(path: string, ids: readonly ('chair' | 'member')[]): Promise<readonly string[] | null> {
  const file = readFileSync(join(path, name));
  const begun = readCopyHead(file);
  if (!begun) throw new Error('no copy');
  const present = new Map();
  for (const id of ids) {
    const entry = people.find((one) => one.id === id);
    if (entry) present.set(id, await personalKey(codes[id], entry.code));
  }
  const key = await unlockRegister(begun.head.lock, copyLockName(begun.head.id), present);
  return key && readCopy(nodeCrypto, key, begun.head.id, file, begun.end).lines;
}

const problems = () => [...journal.events()].filter(({ type }) => type === 'copy.stopped').map(({ body }) => body);

describe('the copy', () => {
  it('has every line from the first, opens with two codes and not with one, and grows with the journal', async () => {
    const path = stick('A');
    happens(150);
    const copy = copyOf();
    expect(await copy.begin(path, chair)).toEqual({ ok: true, value: null });
    expect(await readBy(path, ['chair'])).toBeNull();
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()]);
    happens(3);
    expect(copy.view()).toMatchObject({ stick: 'A', events: 3, problem: null });
    await copy.work();
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()]);
    expect(copy.view()).toMatchObject({ begun: true, copied: 154, events: 0, seconds: 0 });
    expect(readFileSync(join(path, name)).includes('sitting.resumed')).toBe(false);
  });

  it('does nothing before the chair has named a stick', async () => {
    stick('A');
    const copy = copyOf();
    happens(2);
    await copy.work();
    expect(copy.view()).toMatchObject({ begun: false, events: 0, problem: null });
    expect(copy.problems()).toEqual([]);
    expect(await copy.begin('/elsewhere', chair)).toMatchObject({ error: { code: 'station.target-gone' } });
  });

  it('is taken up where it is whole: after a kill, a cut in the last piece, and in a zone that starts anew', async () => {
    const path = stick('A');
    const client = new CopyClient();
    const first = copyOf(client);
    await first.begin(path, chair);
    happens(4);
    await first.work();
    process.kill(client.pid ?? 0, 'SIGKILL');
    happens(2);
    for (let turn = 0; turn < 5 && first.view().events > 0; turn++) {
      now += 3_000;
      await first.work();
    }
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()].slice(0, first.view().copied));
    await first.close();

    const file = join(path, name);
    truncateSync(file, readFileSync(file).length - 7);
    const second = copyOf();
    happens(1);
    await second.work();
    expect(second.view()).toMatchObject({ begun: true, stick: 'A', events: 0 });
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()]);
    appendFileSync(file, 'whatever lies behind it');
    await second.close();
    const third = copyOf();
    await third.work();
    happens(1);
    await third.work();
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()]);
  });

  it('names a pulled stick, goes on by itself when it is back, and says so in the journal once', async () => {
    const path = stick('A');
    const copy = copyOf();
    await copy.begin(path, chair);
    renameSync(path, join(folder, 'in a pocket'));
    sticks = [];
    await copy.close();
    const back = copyOf();
    happens(5);
    await back.work();
    now += 30_000;
    await back.work();
    expect(back.view()).toMatchObject({ stick: null, seconds: 30, problem: { code: 'copy.missing' } });
    // Who was switched on without the stick does not know what went on meanwhile: told at once.
    expect(back.problems()).toMatchObject([{ code: 'copy.missing' }]);
    renameSync(join(folder, 'in a pocket'), path);
    sticks = [path];
    now += 3_000;
    await back.work();
    await back.work();
    expect(back.view()).toMatchObject({ stick: 'A', events: 0, problem: null });
    expect(back.problems()).toEqual([]);
    expect(problems()).toEqual([{ problem: 'copy.missing', copied: 0 }]);
    expect([...journal.events()].filter(({ type }) => type === 'copy.resumed')).toHaveLength(1);
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()]);
  });

  it('on another stick is complete from the start', async () => {
    const copy = copyOf();
    await copy.begin(stick('A'), chair);
    happens(70);
    await copy.work();
    sticks = [];
    const other = stick('B');
    expect(await copy.begin(other, chair)).toEqual({ ok: true, value: null });
    expect(await readBy(other, ['chair', 'member'])).toEqual([...journal.lines()]);
    expect(copy.view()).toMatchObject({ stick: 'B', events: 0 });
  });

  it('leaves a copy alone that says more than the journal: the kiosk was set back', async () => {
    const path = stick('A');
    const copy = copyOf();
    await copy.begin(path, chair);
    happens(5);
    await copy.work();
    await copy.close();
    const before = readFileSync(join(path, name));
    const longer = journal;
    const set = { ...longer, head: () => ({ seq: 3, hash: '' }), lines: (from = 1) => longer.lines(from, 3) };
    journal = set;
    const back = copyOf();
    await back.work();
    expect(back.problems()).toMatchObject([{ code: 'copy.other-history' }]);
    expect(readFileSync(join(path, name))).toEqual(before);
  });

  it('keeps another file of its name, and begins beside it', async () => {
    const path = stick('A');
    writeFileSync(join(path, name), 'somebody’s');
    const copy = copyOf();
    expect(await copy.begin(path, chair)).toEqual({ ok: true, value: null });
    expect(readFileSync(join(path, `${name}.old-1`), 'utf8')).toBe('somebody’s');
    expect(await readBy(path, ['chair', 'member'])).toEqual([...journal.lines()]);
  });
});

describe('a look at a stick', () => {
  it('reads no more than heads, whatever lies there: a copy of any length is seen, and none too long is read', async () => {
    const path = stick('A');
    await copyOf().begin(path, chair);
    const file = join(path, name);
    const end = readCopyHead(readFileSync(file))?.end ?? 0;
    writeFileSync(`${file}.continued`, 'x');
    // More than can be read into memory at once; nothing of it takes room.
    for (const long of [file, `${file}.continued`, join(path, `other${COPY_ENDING}`)]) {
      appendFileSync(long, '');
      truncateSync(long, 3 * 1024 ** 3);
    }
    const found = await allCopiesIn([path]);
    expect(found.map((one) => [one.name, one.head.length])).toEqual([[name, end]]);
    expect(found[0]?.continued?.length).toBeLessThan(1_000_000);
    expect(await wholeCopy(file)).toBeNull();
    expect(await FileOnStick.takeUp(file, '0'.repeat(64), new Uint8Array(32))).toBeNull();
  });

  it('reads a head with the locks of many people in steps', async () => {
    const persons = Array.from({ length: 900 }, (_, n) => ({
      person: `p${n}`,
      enc: 'A'.repeat(43),
      sealed: 'B'.repeat(64),
    }));
    const head = { copy: 1 as const, id: 'a'.repeat(64), identity, lock: { shares: persons, sets: [] } };
    const start = copyStart(head);
    expect(start.length).toBeGreaterThan(100_000);
    const path = stick('A');
    writeFileSync(join(path, name), Buffer.concat([start, Buffer.alloc(500_000)]));
    expect((await allCopiesIn([path]))[0]?.head.length).toBe(start.length);
    // One that was cut in its head is none.
    truncateSync(join(path, name), 80_000);
    expect(await allCopiesIn([path])).toEqual([]);
  });
});

describe('a journal that is no longer in force', () => {
  /** A stick whose answer to questions of this kind waits until it is let go. */
  function slow(kind: CopyQuestion['ask'], last: CopyAnswer) {
    const asked: CopyQuestion[] = [];
    let reached = (): void => {};
    let letGo = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let slowly = false;
    const client = {
      ask: async (question: CopyQuestion): Promise<CopyAnswer> => {
        asked.push(question);
        if (slowly && question.ask === kind) {
          reached();
          await gone;
          return last;
        }
        if (question.ask === 'look') return { found: [] };
        if (question.ask === 'begin') return { open: { lines: 0, last: null } };
        if (question.ask !== 'append') return { left: true };
        return { stored: question.place + question.lines.length - 1 };
      },
      close: () => {},
    };
    return { client, asked, waiting, letGo, slowDown: () => (slowly = true) };
  }

  /** The device is wiped: from now on its own journal is the one, and it may well be the longer one. */
  function wiped(): { readonly election: Journal } {
    const election = journal;
    const db = openDatabase(':memory:');
    if (!db.ok) throw new Error(db.error.code);
    const own = openJournal({
      ...{ db: db.value, crypto: nodeCrypto, zone: 'Asia/Bishkek' },
      identity: { ...identity, election: 'none', station: 'none' },
      publicKey: nodeCrypto.ed25519PublicKey(secret),
      sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
      now: () => 1_696_730_400_000,
    });
    if (!own.ok) throw new Error(own.error.code);
    migrate(db.value, stateRoom, stateSteps);
    journal = own.value;
    Object.assign(kiosk, { db: db.value, inForce: () => null });
    happens(400);
    return { election };
  }

  it.each([
    { became: 'stored', last: { stored: 3 } },
    { became: 'refused', last: { trouble: 'copy.full' } },
  ] as const)(
    'has nothing more on its copy when the device is wiped while a piece waits: $became',
    async ({ last }) => {
      const path = stick('A');
      const { client, asked, waiting, letGo, slowDown } = slow('append', last);
      const copy = copyOf(client);
      await copy.begin(path, chair);
      slowDown();
      happens(2);
      const work = copy.work();
      await waiting;
      const before = asked.filter(({ ask }) => ask === 'append').length;
      const { election } = wiped();
      const own = journal.head().seq;
      letGo();
      await work;
      await copy.work();
      expect(asked.filter(({ ask }) => ask === 'append')).toHaveLength(before);
      const lines = new Set(election.lines());
      for (const question of asked) {
        if (question.ask === 'append') expect(question.lines.every((line) => lines.has(line))).toBe(true);
      }
      // Nor is the own journal told of a copy that is not its own.
      expect(journal.head().seq).toBe(own);
      expect(copy.view()).toMatchObject({ begun: false, stick: null, copied: 0, events: 0, problem: null });
      // The stick may be pulled.
      expect(asked.at(-1)).toEqual({ ask: 'leave' });
    },
  );

  it('is not begun in the journal that came after it', async () => {
    const path = stick('A');
    const { client, asked, waiting, letGo, slowDown } = slow('begin', { open: { lines: 0, last: null } });
    slowDown();
    const copy = copyOf(client);
    const begun = copy.begin(path, chair);
    await waiting;
    wiped();
    const own = journal.head().seq;
    letGo();
    expect(await begun).toMatchObject({ error: { code: 'station.no-register' } });
    // What the stick opened is closed again: held open, it could not be taken out.
    expect(asked.at(-1)).toEqual({ ask: 'leave' });
    await copy.work();
    expect(asked.map(({ ask }) => ask)).not.toContain('append');
    expect(journal.head().seq).toBe(own);
  });

  it('leaves the list of a wiped election off the stick', async () => {
    const path = stick('A');
    const { client, asked } = slow('append', { left: true });
    const copy = copyOf(client);
    await copy.begin(path, chair);
    wiped();
    expect(await copy.beside('list.html', new Uint8Array(3))).toBe('copy.missing');
    expect(asked.map(({ ask }) => ask)).not.toContain('replace');
  });
});

describe('a stick that refuses', () => {
  /** A stick that answers as told after its first answers. */
  function refusing(trouble: Extract<CopyAnswer, { trouble: unknown }>['trouble']) {
    let appended = 0;
    return {
      ask: async (question: CopyQuestion): Promise<CopyAnswer> => {
        if (question.ask === 'look') return { found: [] };
        if (question.ask === 'begin') return { open: { lines: 0, last: null } };
        if (question.ask !== 'append') return { left: true };
        appended += 1;
        return appended > 1 ? { trouble } : { stored: question.place + question.lines.length - 1 };
      },
      close: () => {},
    };
  }

  it.each(['copy.full', 'copy.read-only', 'copy.stuck', 'copy.failed'] as const)('is named: %s', async (code) => {
    const path = stick('A');
    const copy = copyOf(refusing(code));
    await copy.begin(path, chair);
    happens(2);
    await copy.work();
    expect(copy.view().problem).toEqual({ code, params: { events: 3 } });
    // Not at once on the officer's screen: a moment is nobody's business.
    expect(copy.problems()).toEqual([]);
    now += 61_000;
    expect(copy.problems()).toEqual([{ code, params: { events: 3 } }]);
    expect(problems()).toEqual([{ problem: code, copied: 1 }]);
  });

  it('is known by what the system says', () => {
    const said = (code: string) => troubleOf(Object.assign(new Error(code), { code }));
    expect(['ENOSPC', 'EROFS', 'EIO', 'ENODEV', 'EMFILE'].map(said)).toEqual([
      'copy.full',
      'copy.read-only',
      'copy.missing',
      'copy.missing',
      'copy.failed',
    ]);
    expect(troubleOf(new Error('a bug'))).toBeUndefined();
  });

  it('that never answers ends its process, and the next question is told so or starts another', async () => {
    const silent = join(folder, 'silent.mjs');
    writeFileSync(silent, "process.on('message', () => {}); process.on('disconnect', () => process.exit());");
    const client = new CopyClient({ entry: new URL(`file://${silent}`), patienceMs: 300 });
    expect(await client.ask({ ask: 'leave' })).toEqual({ trouble: 'copy.stuck' });
    client.close();
  });
});
