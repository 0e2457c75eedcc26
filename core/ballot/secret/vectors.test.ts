import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeCrypto } from '../../../main/crypto/node.ts';
import { loadSodiumGroup } from '../../../main/crypto/sodium-group.ts';
import { utf8 } from '../../crypto/encoding.ts';
import { readBoard } from './board.ts';
import { boardOf, signerOf } from './secret.fixture.ts';
import { vectors } from './vectors.fixture.ts';

const group = await loadSodiumGroup();
const written = JSON.parse(
  readFileSync(new URL('../../../docs/verification-vectors.json', import.meta.url), 'utf8'),
) as Awaited<ReturnType<typeof vectors>>;

it('the published vectors are what comes out here; tools/ballot-vectors.ts writes them', async () => {
  expect(await vectors(group)).toEqual(written);
});

it('the published board holds', async () => {
  const files = new Map(Object.entries(written.board).map(([path, text]) => [path, utf8(text)]));
  const tools = { group, verify: nodeCrypto.ed25519Verify, commission: signerOf('commission').key };
  const { findings, seen } = await readBoard(boardOf(files), { ...tools, stage: 'complete' });
  expect(findings).toEqual([]);
  expect([...seen.sets].map(([style, { ballots }]) => [style, ballots]).sort()).toEqual([
    ['style-1', 4],
    ['style-2', 1],
  ]);
});
