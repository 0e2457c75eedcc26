import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { BOARD_FILE, makeBoard, readBoard } from '../../core/ballot/secret/board.ts';
import { signed } from '../../core/ballot/secret/file.ts';
import { type ManifestContent, manifestHash } from '../../core/ballot/secret/manifest.ts';
import { filesOf, manifestOf } from '../../core/ballot/secret/secret.fixture.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { loadSodiumGroup } from '../crypto/sodium-group.ts';
import { openCommission } from '../package/commission.ts';
import { boardFolder } from '../trustees/board-folder.ts';
import { trusteesCommand } from './trustees.ts';

const dir = mkdtempSync(join(tmpdir(), 'taanuu-trustees-cli-'));
const at = (...names: string[]) => join(dir, ...names);
afterAll(() => rmSync(dir, { recursive: true }));

let said: string[] = [];
let complained: string[] = [];
const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
async function run(line: string, ...more: string[]): Promise<number> {
  [said, complained] = [[], []];
  const words = line.split(' ').map((word) => (word.startsWith('./') ? at(word.slice(2)) : word));
  return trusteesCommand([...words, ...more], io);
}

// Each step derives a key of a passphrase at its full cost: the fewest trustees that there can be.
it('a ceremony of two, who open a board, and its result is on it', { timeout: 180_000 }, async () => {
  writeFileSync(at('phrase'), 'one passphrase for both\n');
  const table = '--table ./table';
  expect(await run(`begin ${table} --election vectors --mode laboratory --threshold 3`, '--names', 'A,B')).toBe(2);
  expect(await run(`begin ${table} --election vectors --mode laboratory --threshold 2`, '--names', 'A,B')).toBe(0);
  for (const index of [1, 2]) {
    expect(await run(`join ${table} --medium ./m-${index} --index ${index} --passphrase ./phrase`)).toBe(0);
  }
  expect(await run(`compare ${table}`)).toBe(0);
  const words = said[0]?.trim() ?? '';
  expect(words.split(' ').length).toBe(8);
  for (const index of [1, 2]) {
    expect(await run(`reveal ${table} --medium ./m-${index} --passphrase ./phrase`, '--words', words)).toBe(0);
  }
  for (const index of [1, 2]) {
    expect(await run(`confirm ${table} --medium ./m-${index} --passphrase ./phrase`)).toBe(0);
  }
  const key = said.at(1);
  expect(await run(`finish ${table} --out ./trustees.json --sheet ./sheet.pdf --language ru`)).toBe(0);
  expect(said.at(1)).toBe(key);
  expect(readFileSync(at('sheet.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

  const group = await loadSodiumGroup();
  const commission = openCommission(at('commission'), 'commission', true);
  const signer = { key: commission.trust.root, sign: commission.sign };
  const made = JSON.parse(readFileSync(at('trustees.json'), 'utf8')) as Pick<ManifestContent, 'trustees' | 'key'>;
  const { signature: _, ...content } = manifestOf(group, { trustees: made.trustees, key: made.key });
  const manifest = signed(content, signer);
  const files = new Map([...filesOf(group, manifest)].filter(([path]) => path !== BOARD_FILE));
  files.set(BOARD_FILE, makeBoard(manifestHash(manifest), files, signer));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(at('board', path)), { recursive: true });
    writeFileSync(at('board', path), bytes);
  }

  const root = Buffer.from(commission.trust.root).toString('base64url');
  const board = '--board ./board';
  expect(await run(`open ${board} --medium ./m-1 --out ./shares --passphrase ./phrase --style style-2`)).toBe(1);
  expect(complained.join()).toContain('trustees.small');
  expect(existsSync(at('shares'))).toBe(false);
  expect(
    await run(`decide ${board} --commission ./commission --style style-2 --out ./decision`, '--text', 'Yes.'),
  ).toBe(0);
  for (const index of [1, 2]) {
    const own = `--medium ./m-${index} --out ./shares --passphrase ./phrase --root ${root}`;
    expect(await run(`open ${board} ${own} --decision ./decision`)).toBe(0);
  }
  expect(said.filter((line) => line.includes('ndjson')).length).toBe(2);
  expect(await run(`combine ${board} --shares ./shares --commission ./commission`)).toBe(0);
  expect(said.slice(-2)).toEqual(['style-1: the result of 4 ballots', 'style-2: the result of 1 ballots']);
  const tools = { group, verify: nodeCrypto.ed25519Verify, commission: commission.trust.root };
  expect((await readBoard(boardFolder(at('board')), { ...tools, stage: 'complete' })).findings).toEqual([]);

  // Whatever is laid on the board afterwards, a trustee's tool does not touch it.
  writeFileSync(at('board', 'notes.txt'), 'x');
  expect(await run(`open ${board} --medium ./m-2 --out ./shares --passphrase ./phrase`)).toBe(1);
  expect(complained.join()).toContain('trustees.board');
});

it('says how it is used', async () => {
  expect(await run('unseal')).toBe(2);
  expect(complained[0]).toBe('There is no “trustees unseal”.');
  expect(await run('compare --table ./nothing')).toBe(1);
  expect(complained.join()).toContain('trustees.table');
});
