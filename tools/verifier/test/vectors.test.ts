import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ballotReader, checkBallot, codeForPeople } from '../ballot.ts';
import { verifyBoard } from '../board.ts';
import { fromHex, toHex } from '../bytes.ts';
import { openChallenge, readChallenge, readCode, valuesOf } from '../challenged.ts';
import { fastGroup } from '../fast-group.ts';
import { challenge, frame, hash, scalarBytes } from '../frame.ts';
import { slowGroup } from '../group.ts';
import type { Json } from '../json.ts';
import { manifestOf } from '../web/verdict.ts';
import { OPTIONS } from './broken.fixture.ts';
import { writeFiles } from './prover.fixture.ts';

/** What the kiosk's side made from the same specification: the one thing that both sides have, besides its text. */
interface Vectors {
  readonly framing: Readonly<Record<'domain' | 'frame' | 'hash' | 'challenge', string>> & { readonly parts: string[] };
  readonly commissionKey: string;
  readonly manifestHash: string;
  readonly attempts: readonly {
    readonly station: string;
    readonly marks: readonly (readonly string[])[];
    readonly V: string;
    readonly ctx: string;
    readonly ballot: Json;
    readonly code: string;
    readonly codeForPeople: string;
    readonly codeSlip: string;
    readonly challengeSlip: string;
  }[];
  readonly board: Readonly<Record<string, string>>;
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../docs/verification-vectors.json', import.meta.url), 'utf8'),
) as Vectors;
const manifest = manifestOf(Buffer.from(vectors.board['manifest.json']!))!;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-vectors-'));
  writeFiles(folder, vectors.board);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the vectors of the specification', () => {
  it('frame, hash and challenge as this verifier does', () => {
    const { domain, parts } = vectors.framing;
    const bytes = parts.map((hex) => fromHex(hex, hex.length / 2)!);
    expect(vectors.framing).toMatchObject({
      frame: toHex(frame(domain, ...bytes)),
      hash: toHex(hash(domain, ...bytes)),
      challenge: toHex(scalarBytes(challenge(domain, ...bytes))),
    });
    expect(toHex(manifest.hash)).toBe(vectors.manifestHash);
  });

  it.each(vectors.attempts.map((attempt, at) => [at, attempt] as const))(
    'attempt %i is encrypted to its code, and proved',
    (_, attempt) => {
      const slip = readChallenge(attempt.challengeSlip)!;
      expect(slip.marks).toEqual(attempt.marks);
      const opened = openChallenge(manifest, slip, slowGroup);
      if ('mismatch' in opened) throw new Error(opened.mismatch);
      expect([toHex(opened.code), codeForPeople(opened.code)]).toEqual([
        attempt.code,
        attempt.codeForPeople.replaceAll(' ', ''),
      ]);
      expect([readCode(attempt.codeSlip), readCode(attempt.codeForPeople)]).toEqual([
        attempt.code,
        codeForPeople(opened.code),
      ]);
      const values = opened.style.parts.flatMap((part, p) => valuesOf(part, opened.marks[p]!)!);
      expect(toHex(Uint8Array.from(values))).toBe(attempt.V);
      const ballot = ballotReader(fastGroup)(attempt.ballot, manifest, attempt.station);
      expect([toHex(ballot.context), toHex(ballot.code)]).toEqual([attempt.ctx, attempt.code]);
      expect(checkBallot(ballot, manifest.key, fastGroup)).toEqual([]);
    },
  );

  it.each([
    ['libsodium, in two workers', { slow: false, workers: 2 }],
    ['@noble/curves', { slow: true, workers: 0 }],
  ])('make a board that holds, by %s', async (_, options) => {
    const key = fromHex(vectors.commissionKey, 32);
    const report = await verifyBoard(folder, { ...OPTIONS, ...options, key });
    expect(report.findings).toEqual([]);
    expect(report.batches?.ballots).toBe(5);
    expect(report.sets.map(({ style, ballots, road }) => [style.id, ballots, road])).toEqual([
      ['style-1', 4, null],
      ['style-2', 1, 'home-box'],
    ]);
  });
});
