import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Supervisor, supervise } from './supervisor.ts';

const side = join(import.meta.dirname, '../../test/fixtures/processes/passage-side.ts');
let folder: string;
let house: Supervisor;
let warnings: unknown[];
const heardBy = (name: string) => join(folder, name);
const heard = (name: string) =>
  existsSync(heardBy(name))
    ? readFileSync(heardBy(name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

/** Starts the identification zone and another process that says these messages on each passage. */
function startWith(other: string, says: object = {}): void {
  house = supervise({
    plans: [
      { name: 'identification', entry: side, args: [heardBy('identification')], env: {} },
      { name: other, entry: side, args: [heardBy(other), JSON.stringify(says)], env: {} },
    ],
    node: process.execPath,
    log: { info: () => {}, warn: (facts, text) => void warnings.push([text, facts]) },
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-passages-'));
  warnings = [];
});
afterEach(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

const state = { hatch: 'state', stage: 'open', needs: null };
const letter = { link: 'letter', text: 'unread' };

describe.each([
  {
    other: 'ballot',
    at: 'hatch',
    may: [state],
    mayNot: [
      { hatch: 'choice', option: 'a' },
      { ...state, ballot: 'a' },
    ],
  },
  {
    ...{ other: 'link', at: 'link', may: [letter] },
    mayNot: [
      { link: 'key', key: 'a' },
      { ...letter, to: 'k2' },
    ],
  },
] as const)('between the identification zone and $other', ({ other, at, may, mayNot }) => {
  it('is told that the other one has died', async () => {
    startWith(other);
    await expect.poll(() => house.status().every(({ ready }) => ready)).toBe(true);
    expect(heard('identification')).toEqual([]);
    process.kill(house.status().find(({ name }) => name === other)?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => heard('identification')).toEqual([{ at, message: { [at]: 'gone' } }]);
    expect(heard(other)).toEqual([]);
  });

  it('is carried what may be said, and dropped and told of what may not', async () => {
    startWith(other, { [at]: [...mayNot, ...may] });
    await expect.poll(() => heard('identification')).toEqual(may.map((message) => ({ at, message })));
    expect(warnings).toEqual(
      Array(2).fill(['a process tried to say to another what may not be said there', { process: other, passage: at }]),
    );
    expect(heard(other)).toEqual([]);
  });

  it('lets nobody use the passage of another', async () => {
    startWith(other, { hatch: [state], link: [letter] });
    await expect.poll(() => heard('identification')).toHaveLength(1);
    expect(heard('identification')).toEqual([{ at, message: may[0] }]);
    expect(warnings).toHaveLength(1);
  });
});
