import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BoardFiles, flip, HELD_BY_SIGNATURES } from './flips.fixture.ts';
import { writeFiles } from './prover.fixture.ts';

/** Some of the bytes; bench/verify-flips.ts flips a bit of every one. */
const SAMPLES = 60;
const { board } = JSON.parse(
  readFileSync(new URL('../../../docs/verification-vectors.json', import.meta.url), 'utf8'),
) as { readonly board: BoardFiles };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-flips-'));
  writeFiles(folder, board);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('refuses a flipped bit by the proofs alone, all hashes, codes and roots being those of the lie', async () => {
  const bytes = Object.entries(board).flatMap(([file, text]) =>
    Array.from({ length: Buffer.byteLength(text) }, (_, at) => ({ file, at })),
  );
  const rules = new Set<string>();
  for (let n = 0; n < SAMPLES; n++) {
    const { file, at } = bytes[Math.floor(((n + 0.5) * bytes.length) / SAMPLES)]!;
    const outcome = await flip(folder, board, file, at, at % 8);
    if ('refused' in outcome) for (const rule of outcome.refused) rules.add(rule);
    else expect(HELD_BY_SIGNATURES, `${file}, byte ${at}`).toContain(outcome.accepted);
  }
  for (const rule of ['spelling', 'point', 'proof-bit', 'proof-share']) expect(rules).toContain(rule);
}, 120_000);
