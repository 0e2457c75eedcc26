import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex, utf8 } from '../core/crypto/encoding.ts';
import { type ChainState, GENESIS } from '../core/journal/chain.ts';
import type { JournalEvent } from '../core/journal/event.ts';
import { lineSplitter } from '../core/journal/lines.ts';
import { type SampleJournal, sampleJournal } from '../core/journal/sample.ts';
import { createVerifier } from '../core/journal/verify.ts';
import { runJournal } from '../main/cli/journal-entry.ts';
import { nodeCrypto } from '../main/crypto/node.ts';

/**
 * Every bit of every byte of a 1,000-event journal flipped, one at a time: is it found, and is the line named?
 * A flip is checked from the known state before its line, with the line after it: two lines instead of a thousand.
 * Then random flips through the whole command. Stopped and started again, it goes on where it was.
 *
 *   node bench/journal-flips.ts        result: docs/measured/journal-flips.json
 */
const EVENTS = 1000;
const WHOLE_FLIPS = 500;
const LINES_BETWEEN_SAVES = 20;
const root = new URL('..', import.meta.url).pathname;
const cache = join(root, '.cache');
const progressFile = join(cache, 'journal-flips.json');
const resultFile = join(root, 'docs/measured/journal-flips.json');

interface Tally {
  /** The program and the journal that were measured: progress with others is worthless. */
  readonly commit: string;
  readonly sample: string;
  nextLine: number;
  flips: number;
  found: number;
  named: number;
  readonly causes: Record<string, number>;
  readonly missed: string[];
  seconds: number;
}

function stateBefore(sample: SampleJournal, index: number): ChainState {
  const before = sample.lines[index - 1];
  if (before === undefined) return { seq: 0, hash: GENESIS };
  const { seq, hash } = JSON.parse(before) as JournalEvent;
  return { seq, hash };
}

/** The line that is named when this bit of this line (line feed included) is flipped; null if nothing is found. */
function flipLine(sample: SampleJournal, from: ChainState, two: Uint8Array) {
  const verifier = createVerifier({ trust: sample.trust, crypto: nodeCrypto, from });
  const splitter = lineSplitter();
  for (const line of splitter.push(two)) {
    verifier.push(line);
    if (verifier.finding()) return verifier.finding();
  }
  return splitter.rest().length > 0 ? verifier.finish(splitter.rest()).finding : null;
}

function flipAll(sample: SampleJournal, tally: Tally): void {
  for (; tally.nextLine < sample.lines.length; tally.nextLine++) {
    const started = performance.now();
    const index = tally.nextLine;
    const length = utf8(sample.lines[index] ?? '').length + 1;
    const two = utf8(
      sample.lines
        .slice(index, index + 2)
        .join('\n')
        .concat('\n'),
    );
    const from = stateBefore(sample, index);
    for (let at = 0; at < length; at++) {
      const byte = two[at] ?? 0;
      for (let bit = 0; bit < 8; bit++) {
        two[at] = byte ^ (1 << bit);
        const finding = flipLine(sample, from, two);
        tally.flips += 1;
        if (finding) {
          tally.found += 1;
          tally.causes[finding.cause] = (tally.causes[finding.cause] ?? 0) + 1;
        }
        if (finding?.line === index + 1) tally.named += 1;
        else
          tally.missed.push(
            `line ${index + 1} byte ${at} bit ${bit}: ${finding ? `line ${finding.line}` : 'not found'}`,
          );
      }
      two[at] = byte;
    }
    tally.seconds += (performance.now() - started) / 1000;
    if (index % LINES_BETWEEN_SAVES === 0) {
      writeFileSync(progressFile, JSON.stringify({ ...tally, nextLine: index + 1 }));
      process.stderr.write(`\rline ${index + 1} of ${sample.lines.length}`);
    }
  }
}

/** Random bytes of the whole file set to random other values, each through the whole command. */
async function flipWhole(sample: SampleJournal) {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-flips-'));
  const file = join(folder, 'log.ndjson');
  const trust = join(folder, 'trust.json');
  writeFileSync(trust, JSON.stringify(sample.trust));
  const bytes = utf8(`${sample.lines.join('\n')}\n`);
  let named = 0;
  const started = performance.now();
  for (let n = 0; n < WHOLE_FLIPS; n++) {
    const random = nodeCrypto.sha256(utf8(`flip ${n}`));
    const view = new DataView(random.buffer, random.byteOffset);
    const at = view.getUint32(0) % bytes.length;
    const flipped = bytes.slice();
    flipped[at] = (bytes[at] ?? 0) ^ (1 + (view.getUint8(4) % 255));
    writeFileSync(file, flipped);
    let answer = '';
    const io = { out: (line: string) => (answer += line), complain: () => {} };
    const code = await runJournal(['verify', file, '--trust', trust, '--json'], io);
    const expected = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
    const report = JSON.parse(answer) as { finding: { line: number } | null };
    if (code === 1 && report.finding?.line === expected) named += 1;
  }
  rmSync(folder, { recursive: true });
  return { flips: WHOLE_FLIPS, named, seconds: Math.round((performance.now() - started) / 1000) };
}

// The last commit that touched what is measured: others may go on meanwhile.
const measured = ['core/journal', 'core/crypto', 'main/journal', 'main/crypto', 'main/cli/journal.ts'];
const commit = execFileSync('git', ['log', '-1', '--format=%H', '--', ...measured], {
  cwd: root,
  encoding: 'utf8',
}).trim();
const sample = sampleJournal(EVENTS, nodeCrypto);
const text = `${sample.lines.join('\n')}\n`;
const sampleHash = toHex(nodeCrypto.sha256(utf8(text)));
mkdirSync(cache, { recursive: true });
const kept = existsSync(progressFile) ? (JSON.parse(readFileSync(progressFile, 'utf8')) as Tally) : undefined;
const fresh = { nextLine: 0, flips: 0, found: 0, named: 0, causes: {}, missed: [], seconds: 0 };
const tally: Tally =
  kept?.sample === sampleHash && kept.commit === commit ? kept : { commit, sample: sampleHash, ...fresh };
flipAll(sample, tally);
const whole = await flipWhole(sample);
const { flips, found, named, causes, missed, seconds } = tally;
const result = {
  what: 'every single bit of every byte of a 1,000-event journal (and its signed head) flipped; is the line named?',
  commit,
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  journal: { events: EVENTS, lines: sample.lines.length, bytes: utf8(text).length, sha256: sampleHash },
  singleBits: { flips, found, named, causes, missed, seconds: Math.round(seconds) },
  wholeCommand: whole,
};
mkdirSync(join(root, 'docs/measured'), { recursive: true });
writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);
rmSync(progressFile, { force: true });
console.log(JSON.stringify(result, null, 2));
process.exitCode = named === flips && whole.named === whole.flips ? 0 : 1;
