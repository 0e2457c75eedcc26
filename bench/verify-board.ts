import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyBoard } from '../tools/verifier/board.ts';
import { canonical } from '../tools/verifier/json.ts';
import { OPTIONS } from '../tools/verifier/test/broken.fixture.ts';
import {
  ballotOf,
  batchOf,
  drawFrom,
  filesOfBoard,
  type Loose,
  manifestOf,
  sealAll,
  signed,
  type TestBoard,
  writeBoard,
} from '../tools/verifier/test/prover.fixture.ts';

/**
 * How fast a board is verified: ballots of 21 options (22 positions), by workers beside each other and by none; the rate is
 * told per second of processor time, so that what else the machine does is not in it. Memory beside it: what grows with
 * the ballots is 8 bytes a position. Ballots that are made are kept in .cache, and a stopped run goes on with them.
 *
 *   node bench/verify-board.ts [--ballots N]       result: docs/measured/verify-board.json
 */
const { values } = parseArgs({ options: { ballots: { type: 'string', default: '2000' } } });
const count = Number(values.ballots);
const OPTIONS_OF_BALLOT = 21;
const NATION = 400_000;
const root = new URL('..', import.meta.url).pathname;
const cache = join(root, '.cache/verify-board');
mkdirSync(cache, { recursive: true });

const words = (text: string) => ({ ky: text, ru: text, en: text });
const kept = join(cache, 'made.json');
/** Manifest and keys are drawn once; the ballots are of them. */
function madeManifest(): Pick<TestBoard, 'manifest' | 'keys'> {
  const bytes = (_: string, value: Loose): Loose =>
    typeof value === 'string' && /^\d+n$/.test(value)
      ? BigInt(value.slice(0, -1))
      : value?.type === 'Buffer'
        ? Uint8Array.from(value.data)
        : value;
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'), bytes);
  const { manifest, keys } = manifestOf(3, 5);
  const options = Array.from({ length: OPTIONS_OF_BALLOT }, (_, n) => ({ id: `o-${n}`, names: words(`o-${n}`) }));
  const parts = [{ id: 'choice', min: 1, max: 1, options }];
  manifest.styles = [{ id: 'dep-1', ballot: 'dep', constituency: 'c1', titles: words('dep-1'), parts }];
  signed(manifest, keys.commission);
  const spelled = (_: string, value: Loose): Loose =>
    typeof value === 'bigint'
      ? `${value}n`
      : value instanceof Uint8Array
        ? { type: 'Buffer', data: [...value] }
        : value;
  writeFileSync(kept, JSON.stringify({ manifest, keys }, spelled));
  return { manifest, keys };
}
const { manifest, keys } = madeManifest();

const lines = join(cache, 'ballots.ndjson');
const made = existsSync(lines) ? readFileSync(lines, 'utf8').split('\n').length - 1 : 0;
// Whoever goes on draws from where no one has drawn before.
drawFrom(`${made}`);
for (let n = made; n < count; n++) {
  const values = Array.from({ length: OPTIONS_OF_BALLOT + 1 }, (_, i) => (i === n % (OPTIONS_OF_BALLOT + 1) ? 1 : 0));
  const ballot = ballotOf(manifest, '7001', 'dep-1', [], { values: [values] });
  appendFileSync(lines, `${canonical(ballot)}\n`);
}
const ballots = readFileSync(lines, 'utf8').trimEnd().split('\n').slice(0, count);

const folder = join(cache, 'board');
rmSync(folder, { recursive: true, force: true });
const board: TestBoard = { manifest, keys, batches: [], results: {}, withheld: {} };
board.batches.push(
  batchOf(
    '7001',
    'p1',
    ballots.map((line) => JSON.parse(line)),
  ),
);
sealAll(board, [1, 2, 3]);
writeBoard(folder, filesOfBoard(board), board);
const megabytes = Buffer.byteLength(filesOfBoard(board)['batches/7001-p1-s1.ndjson']!) / 1e6;

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
async function measured(workers: number, slow: boolean) {
  const cpu = process.cpuUsage();
  const from = performance.now();
  const report = await verifyBoard(folder, { ...OPTIONS, workers, slow });
  if (report.count > 0) throw new Error(JSON.stringify(report.findings[0]));
  const { user, system } = process.cpuUsage(cpu);
  const processor = (user + system) / 1e6;
  return {
    workers,
    library: slow ? '@noble/curves' : 'libsodium',
    ballots: report.batches!.ballots,
    proofs: report.proofs,
    seconds: round((performance.now() - from) / 1000),
    processorSeconds: round(processor),
    millisecondsPerBallot: round((1000 * processor) / count),
    ballotsPerSecondAndCore: round(count / processor),
    hoursOfOneCoreForTheNation: round((NATION * processor) / count / 3600),
    residentMegabytes: round(process.memoryUsage.rss() / 1e6, 0),
  };
}
const result = {
  commit: execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? '?'}`,
  load: loadavg().map((one) => round(one)),
  options: OPTIONS_OF_BALLOT,
  bytesPerBallot: Math.round((megabytes * 1e6) / count),
  runs: [await measured(0, false), await measured(2, false)],
};
writeFileSync(join(root, 'docs/measured/verify-board.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
