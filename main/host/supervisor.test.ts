import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveShell } from './shell-link.ts';
import { type Supervisor, supervise } from './supervisor.ts';

const ward = join(import.meta.dirname, '../../test/fixtures/processes/ward.ts');
let folder: string;
let journal: string;
let log: string[];
let running: Supervisor | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-house-'));
  journal = join(folder, 'lives');
  log = [];
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true });
});

function house(behaviour: string, stop = 5_000, watch: { ask?: number; silence?: number } = {}): Supervisor {
  process.env.HOUSE_SECRET = 'not for children';
  const write = (facts: object, text: string) => void log.push(`${text} ${JSON.stringify(facts)}`);
  running = supervise({
    plans: [{ name: 'ward', entry: ward, args: [journal, behaviour], env: {} }],
    node: process.execPath,
    log: { info: write, warn: write },
    delays: { restart: [10, 20, 30], stop, ...watch },
  });
  return running;
}

type Life = {
  pid?: number;
  screens?: object;
  held?: object;
  setAside?: string[];
  secret?: string | null;
  stopped?: true;
};
const lives = (): Life[] =>
  existsSync(journal)
    ? readFileSync(journal, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Life)
    : [];
const soon = { timeout: 25_000, interval: 20 };
const ready = (supervisor: Supervisor) => expect.poll(() => supervisor.status()[0]?.ready, soon).toBe(true);

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a process of the house', () => {
  it('is told what the shell sees of displays: at once, at every change, and when it starts anew', async () => {
    const supervisor = house('stay');
    await ready(supervisor);
    const told = () => lives().flatMap((life) => (life.screens ? [life] : []));
    const one = { screens: [{ label: 'DELL', width: 1280, height: 800 }], windows: ['officer'] };
    const two = { screens: [...one.screens, { label: '', width: 1920, height: 1080 }], windows: ['officer', 'voter'] };
    const sent: unknown[] = [];
    let shell: (raw: unknown) => void = () => {};
    const pipe = {
      send: (message: unknown) => void sent.push(message),
      onMessage: (take: typeof shell) => (shell = take),
    };
    serveShell(pipe, supervisor, { info: () => {}, warn: (_, text) => void sent.push(text) });
    shell({ say: 'screens', seen: one });
    await expect.poll(() => told().at(-1)?.screens, soon).toEqual(one);
    shell({ say: 'screens', seen: two });
    await expect.poll(() => told().at(-1)?.screens, soon).toEqual(two);
    shell({ say: 'screens', seen: { screens: 'all', windows: [] } });
    expect(sent.at(-1)).toBe('the shell said something unknown');

    const before = told().at(-1)?.pid ?? 0;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => told().at(-1)?.pid !== before && told().at(-1)?.screens, soon).toEqual(two);
  });

  it('comes back after SIGKILL, knowing what it had given the supervisor to hold', async () => {
    const supervisor = house('stay');
    await ready(supervisor);
    for (let times = 1; times <= 3; times += 1) {
      const pid = supervisor.status()[0]?.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => lives().length, soon).toBe(times + 1);
      expect(lives()[times]?.held).toEqual({ lives: String(times) });
      await expect.poll(() => supervisor.ticketFor('officer'), soon).toBe(`ticket ${lives()[times]?.pid}`);
    }
    expect(supervisor.status()[0]).toMatchObject({ restarts: 3, setAside: [] });
  });

  it('inherits nothing of the environment that is not on the list', async () => {
    await ready(house('stay'));
    expect(lives()[0]?.secret).toBeNull();
  });

  it('leaves no core dump, however it ends', async () => {
    const supervisor = house('stay');
    await ready(supervisor);
    const limits = readFileSync(`/proc/${supervisor.status()[0]?.pid}/limits`, 'utf8');
    expect(limits).toMatch(/^Max core file size +0 +0 /m);
  });

  it('that dies three times in the same step comes back with that step set aside and named', async () => {
    const supervisor = house('die-in-step');
    await ready(supervisor);
    expect(lives().map((life) => life.setAside)).toEqual([[], [], [], ['document 2']]);
    expect(supervisor.status()[0]).toMatchObject({ restarts: 3, setAside: ['document 2'] });
    expect(log.filter((line) => line.startsWith('a step was set aside'))).toEqual([
      'a step was set aside {"process":"ward","step":"document 2"}',
    ]);
  });

  it('that hangs is killed, and what it hung in counts like a death there', async () => {
    // Longer than a Node takes to start on a busy machine.
    const supervisor = house('stuck-in-step', 5_000, { ask: 100, silence: 4_000 });
    await expect.poll(() => supervisor.status()[0]?.ready, { timeout: 60_000, interval: 50 }).toBe(true);
    expect(supervisor.status()[0]).toMatchObject({ setAside: ['document 2'] });
    const stuck = 'a process is stuck and is killed {"process":"ward","step":"document 2","silence":4000}';
    const death = 'a process died {"process":"ward","how":"SIGKILL","step":"document 2"}';
    expect(log.filter((line) => line === stuck)).toHaveLength(3);
    expect(log.filter((line) => line === death)).toHaveLength(3);
  }, 90_000);

  it('that is busy, but comes back within the bound, is left alone', async () => {
    const supervisor = house('busy', 5_000, { ask: 100, silence: 4_000 });
    await ready(supervisor);
    const { pid } = supervisor.status()[0] ?? {};
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(supervisor.status()[0]).toMatchObject({ pid, restarts: 0 });
  }, 30_000);

  it('gives tickets for its own windows only', async () => {
    const supervisor = house('stay');
    await ready(supervisor);
    expect(await supervisor.ticketFor('officer')).toMatch(/^ticket \d+$/);
    expect(await supervisor.ticketFor('panel')).toBeNull();
    expect(log.join()).not.toContain('ticket ');
  });

  it('stops in order, and at last by force', async () => {
    await ready(house('stay'));
    await running?.stop();
    expect(lives().at(-1)).toEqual({ stopped: true });

    rmSync(journal);
    const deaf = house('deaf', 100);
    await ready(deaf);
    const { pid = 0 } = lives()[0] ?? {};
    await deaf.stop();
    expect(alive(pid)).toBe(false);
  });
});

describe('the house as a process', () => {
  it('whose supervisor is killed leaves no process behind', async () => {
    const plan = join(folder, 'plan.json');
    writeFileSync(plan, JSON.stringify([{ name: 'ward', entry: ward, args: [journal] }]));
    const main = fork(join(import.meta.dirname, 'main.ts'), [plan], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    const first = await new Promise((resolve) => main.once('message', resolve));
    expect(first).toEqual({ say: 'windows', windows: { officer: 'http://127.0.0.1:1/officer/' } });
    main.send({ say: 'ticket-for', request: 7, window: 'officer' });
    const { pid = 0 } = lives()[0] ?? {};
    expect(await new Promise((resolve) => main.once('message', resolve))).toEqual({
      say: 'ticket',
      request: 7,
      ticket: `ticket ${pid}`,
    });
    main.kill('SIGKILL');
    await expect.poll(() => alive(pid), soon).toBe(false);
    expect(lives().at(-1)).toEqual({ stopped: true });
  });
});
