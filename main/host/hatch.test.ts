import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Supervisor, supervise } from './supervisor.ts';

const side = join(import.meta.dirname, '../../test/fixtures/processes/hatch-side.ts');
let folder: string;
let house: Supervisor;
let warnings: string[];
const heardBy = (name: string) => join(folder, name);
const heard = (name: string) =>
  existsSync(heardBy(name))
    ? readFileSync(heardBy(name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-hatch-'));
  warnings = [];
});
afterEach(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

it('tells the zone that waits when the other one has died', async () => {
  house = supervise({
    plans: [
      { name: 'identification', entry: side, args: [heardBy('identification'), '[]'], env: {} },
      { name: 'ballot', entry: side, args: [heardBy('ballot'), '[]'], env: {} },
    ],
    node: process.execPath,
    log: { info: () => {}, warn: () => {} },
  });
  const pid = () => house.status().find(({ name, ready }) => name === 'ballot' && ready)?.pid ?? null;
  await expect.poll(() => house.status().every(({ ready }) => ready)).toBe(true);
  expect(heard('identification')).toEqual([]);
  process.kill(pid() ?? 0, 'SIGKILL');
  await expect.poll(() => heard('identification')).toEqual([{ hatch: 'gone' }]);
  expect(heard('ballot')).toEqual([]);
});

it('carries to the other zone what may cross, and drops and tells of what may not', async () => {
  const state = { hatch: 'state', stage: 'open', needs: null };
  const messages = [{ hatch: 'choice', option: 'a' }, { ...state, ballot: 'a' }, state];
  house = supervise({
    plans: [
      { name: 'identification', entry: side, args: [heardBy('identification'), '[]'], env: {} },
      { name: 'ballot', entry: side, args: [heardBy('ballot'), JSON.stringify(messages)], env: {} },
    ],
    node: process.execPath,
    log: { info: () => {}, warn: (_, text) => void warnings.push(text) },
  });
  await expect.poll(() => heard('identification')).toEqual([state]);
  expect(warnings).toEqual(Array(2).fill('a process tried to send through the hatch what may not cross'));
  expect(heard('ballot')).toEqual([]);
});
