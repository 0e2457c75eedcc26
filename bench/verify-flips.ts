import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BoardFiles, flip, HELD_BY_SIGNATURES } from '../tools/verifier/test/flips.fixture.ts';
import { writeFiles } from '../tools/verifier/test/prover.fixture.ts';

/**
 * One bit of every byte of a small board flipped (that of docs/verification-vectors.json, five ballots), with all hashes,
 * codes and roots computed anew and no signature looked at: which rule refuses it? Bytes are taken in an order that is
 * spread over the whole board, so that a run that was broken off is a fair sample. Stopped and started again, it goes on.
 *
 *   node bench/verify-flips.ts [SECONDS]       result: docs/measured/verify-flips.json
 */
const root = new URL('..', import.meta.url).pathname;
const progressFile = join(root, '.cache/verify-flips.json');
const resultFile = join(root, 'docs/measured/verify-flips.json');
const seconds = Number(process.argv[2] ?? Number.POSITIVE_INFINITY);
const vectors = readFileSync(join(root, 'docs/verification-vectors.json'), 'utf8');
const { board } = JSON.parse(vectors) as { readonly board: BoardFiles };
const bytes = Object.entries(board).flatMap(([file, text]) =>
  Array.from({ length: Buffer.byteLength(text) }, (_, at) => ({ file, at })),
);
/** Prime, and of no board's length a divisor: each byte comes once. */
const STRIDE = 7919;

interface Tally {
  readonly bytes: number;
  done: number;
  refused: number;
  /** How many flips each rule refused, with others or alone. */
  readonly rules: Record<string, number>;
  /** Flips that nothing but a signature finds, by field. */
  readonly heldBySignatures: Record<string, number>;
  /** Flips that nothing found although a proof should. */
  readonly missed: string[];
}
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD:tools/verifier'], {
  cwd: root,
  encoding: 'utf8',
}).trim();
const kept = existsSync(progressFile) ? JSON.parse(readFileSync(progressFile, 'utf8')) : null;
const same = kept?.commit === commit && kept.tally.bytes === bytes.length;
const tally: Tally = same
  ? kept.tally
  : { bytes: bytes.length, done: 0, refused: 0, rules: {}, heldBySignatures: {}, missed: [] };

const folder = mkdtempSync(join(tmpdir(), 'taanuu-flips-'));
writeFiles(folder, board);
mkdirSync(join(root, '.cache'), { recursive: true });
function save(): void {
  writeFileSync(progressFile, JSON.stringify({ commit, tally }));
  writeFileSync(
    resultFile,
    `${JSON.stringify({ verifier: commit, date: new Date().toISOString(), ...tally }, null, 2)}\n`,
  );
}
const until = performance.now() + seconds * 1000;
while (tally.done < bytes.length && performance.now() < until) {
  const { file, at } = bytes[(tally.done * STRIDE) % bytes.length]!;
  const outcome = await flip(folder, board, file, at, at % 8);
  tally.done++;
  if ('refused' in outcome) {
    tally.refused++;
    for (const rule of outcome.refused) tally.rules[rule] = (tally.rules[rule] ?? 0) + 1;
  } else if (HELD_BY_SIGNATURES.has(outcome.accepted))
    tally.heldBySignatures[outcome.accepted] = (tally.heldBySignatures[outcome.accepted] ?? 0) + 1;
  else tally.missed.push(`${file} ${at}: ${outcome.accepted}`);
  if (tally.done % 100 === 0) save();
}
save();
rmSync(folder, { recursive: true });
console.log(JSON.stringify(tally));
process.exitCode = tally.missed.length === 0 ? 0 : 1;
