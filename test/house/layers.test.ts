import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLayers } from '../../tools/layers.ts';
import { root } from '../../tools/say.ts';

/** One planted violation per rule: file, what it imports, and the rule that must name it. */
const planted = [
  ['core-is-alone', 'core/a/low.ts', "import { x } from '../../drivers/a/mid.ts';"],
  ['core-has-no-io', 'core/a/disk.ts', "import { x } from 'node:fs';"],
  ['core-uses-pure-libraries', 'core/a/socket.ts', "import { x } from 'ws';"],
  ['drivers-know-core-only', 'drivers/a/up.ts', "import type { x } from '../../main/identification/zone.ts';"],
  ['main-knows-no-screen', 'main/identification/screen.ts', "import { x } from '../../renderer/officer/page.tsx';"],
  ['screens-know-core-and-api', 'renderer/officer/deep.tsx', "import { x } from '../../main/identification/zone.ts';"],
  ['screens-have-no-node', 'renderer/officer/node.tsx', "import { x } from 'node:path';"],
  ['zones-are-apart', 'main/ballot/people.ts', "import type { x } from '../identification/zone.ts';"],
  ['screens-of-ballots-apart', 'renderer/officer/mark.tsx', "import type { x } from '../../main/api/ballot.ts';"],
  ['screens-of-ballots-apart', 'renderer/parts/box.tsx', "import { x } from '../box/page.tsx';"],
  ['screens-of-voters-apart', 'renderer/box/who.tsx', "import type { x } from '../../main/api/identification.ts';"],
  ['screens-of-voters-apart', 'renderer/ballot-desk/who.tsx', "import { x } from '../officer/page.tsx';"],
  ['simulators-are-for-practice', 'main/identification/fake.ts', "import { x } from '../../drivers/simulator/s.ts';"],
  ['demo-is-for-practice', 'main/identification/play.ts', "import { x } from '../demo/election.ts';"],
  ['what-runs-is-shipped', 'main/identification/tool.ts', "import { x } from 'qrcode/lib/core/qrcode.js';"],
  ['electron-in-the-shell-only', 'main/host/window.ts', "import { x } from 'electron';"],
  ['verifier-stands-alone', 'tools/verifier/low.ts', "import { x } from '../../core/a/pure.ts';"],
  ['verifier-stands-alone', 'tools/verifier/say.ts', "import { root } from '../say.ts';"],
  ['verifier-stands-alone', 'tools/verifier/shapes.ts', "import { z } from 'zod';"],
  ['verifier-stands-alone', 'tools/verifier/type.ts', "import type { x } from '../../main/api/contract.ts';"],
  ['verifier-is-started', 'main/cli/check.ts', "import { x } from '../../tools/verifier/board.ts';"],
  ['no-circles', 'core/a/round.ts', "import { y } from './trip.ts'; export const x = y;"],
  ['no-circles', 'core/a/chicken.ts', "import type { Egg } from './egg.ts'; export type Chicken = Egg[];"],
  ['everything-resolves', 'main/identification/lost.ts', "import { x } from './nowhere.ts';"],
] as const;

const clean = {
  'core/a/pure.ts': "import { z } from 'zod'; export const x = z;",
  'core/a/trip.ts': "import { x } from './round.ts'; export const y = x;",
  'core/a/egg.ts': "import type { Chicken } from './chicken.ts'; export interface Egg { of: Chicken }",
  'drivers/a/mid.ts': "import { x } from '../../core/a/pure.ts'; export { x };",
  'drivers/simulator/s.ts': 'export const x = 1;',
  'main/api/contract.ts': 'export const x = 1;',
  'main/api/ballot.ts': 'export const x = 1;',
  'main/api/identification.ts': 'export const x = 1;',
  'renderer/box/page.tsx': "import { x } from '../../main/api/ballot.ts'; export { x };",
  'main/demo/election.ts': "import { x } from '../../drivers/simulator/s.ts'; export { x };",
  'main/identification/zone.ts': "import { x } from '../../drivers/a/mid.ts'; export { x };",
  'tools/say.ts': 'export const root = 1;',
  'tools/verifier/board.ts':
    "import { readFileSync } from 'node:fs'; import '@noble/hashes/sha2.js'; export const x = readFileSync;",
  'renderer/officer/page.tsx': "import { x } from '../../main/api/contract.ts'; export { x };",
};

let folder: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${text}\n`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-layers-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const manifest = {
    type: 'module',
    dependencies: { zod: '*', ws: '*' },
    devDependencies: { qrcode: '*', electron: '*' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const [path, text] of Object.entries(clean)) write(path, text);
  for (const [, path, text] of planted) write(path, text);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the dependency check', () => {
  it('names every planted violation, and nothing else', () => {
    const { violations } = checkLayers(folder);
    for (const [rule, path] of planted) {
      expect(
        violations.some((line) => line.startsWith(`${rule}: `) && line.includes(path)),
        `${rule} in ${path}`,
      ).toBe(true);
    }
    const wrong: string[] = ['core/a/trip.ts', 'core/a/egg.ts', ...planted.map(([, path]) => path)];
    expect(violations.filter((line) => !wrong.some((path) => line.includes(`: ${path} `)))).toEqual([]);
  });
});
