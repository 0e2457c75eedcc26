import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '../core/crypto/encoding.ts';
import type { Problem } from '../core/problem/catalogue.ts';
import type { Result } from '../core/problem/result.ts';
import { runJournal } from '../main/cli/journal-entry.ts';
import { nodeCrypto } from '../main/crypto/node.ts';
import { exportJournal } from '../main/journal/export.ts';
import { openJournal } from '../main/journal/journal.ts';
import { openDatabase } from '../main/storage/open.ts';

/**
 * How fast the journal is: appending (each event a commit with FULL sync on an encrypted file), exporting, and
 * verifying 50,000 events through the whole command.
 *
 *   node bench/journal-verify.ts       result: docs/measured/journal-verify.json
 */
const EVENTS = 50_000;
const SINGLE_COMMITS = 2_000;
const LIMIT_SECONDS = 10;
const root = new URL('..', import.meta.url).pathname;

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const seconds = (from: number) => Number(((performance.now() - from) / 1000).toFixed(2));
const quantile = (sorted: readonly number[], q: number) =>
  Number((sorted[Math.floor(sorted.length * q)] ?? 0).toFixed(3));

const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
const secret = nodeCrypto.sha256(utf8('bench key'));
const publicKey = nodeCrypto.ed25519PublicKey(secret);
const identity = { election: 'bench', mode: 'laboratory', station: '7001', device: 'KG-MFU-1', key: 'k1' } as const;
const db = value(openDatabase(join(folder, 'zone.db'), { key: nodeCrypto.sha256(utf8('bench database')) }));
const options = {
  db,
  identity,
  publicKey,
  sign: (hash: Uint8Array) => nodeCrypto.ed25519Sign(hash, secret),
  crypto: nodeCrypto,
  now: Date.now,
  zone: 'Asia/Bishkek',
};
const journal = value(openJournal(options));

const append = (n: number) => {
  const admission = `d-${n}`;
  const voter = n.toString(16).padStart(64, '0');
  const receipts = [{ receipt: `7001-${n}`, ballot: 'b-1' }];
  const who = { admission, attempt: `a-${n}`, voter, category: 'home', sex: 'female', ageGroup: '36–45' } as const;
  const where = { constituency: 'c-1', precinct: '7001', modality: 'finger', receipts } as const;
  journal.append(
    'admission.reserved',
    { ...who, ...where, receipts: [...receipts] },
    { role: 'officer', person: 'officer-1' },
  );
};

const each: number[] = [];
for (let n = 0; n < SINGLE_COMMITS; n++) {
  const started = performance.now();
  append(n);
  each.push(performance.now() - started);
}
each.sort((a, b) => a - b);
for (let n = SINGLE_COMMITS; n < EVENTS; n += 1000) {
  journal.transaction(() => {
    for (let m = n; m < n + 1000; m++) append(m);
  });
}

const file = join(folder, 'log.ndjson');
const facts = { manufacturer: 'Taanuu', model: 'bench', version: '0' };
const exportStarted = performance.now();
value(await exportJournal({ journal, format: 'ndjson', file, facts }));
const exportSeconds = seconds(exportStarted);

const trust = join(folder, 'trust.json');
const device = {
  device: 'KG-MFU-1',
  key: 'k1',
  algorithm: 'Ed25519',
  publicKey: Buffer.from(publicKey).toString('hex'),
};
writeFileSync(trust, JSON.stringify({ election: 'bench', devices: [device] }));
let answer = '';
const io = {
  out: (line: string) => (answer += line),
  complain: (line: string) => (answer += line),
};
const cpuBefore = process.cpuUsage();
const verifyStarted = performance.now();
const code = await runJournal(['verify', file, '--trust', trust, '--json'], io);
const verifySeconds = seconds(verifyStarted);
const cpu = process.cpuUsage(cpuBefore);
const cpuSeconds = Number(((cpu.user + cpu.system) / 1e6).toFixed(2));

const reopenStarted = performance.now();
value(openJournal(options));
const wholeTailSeconds = seconds(reopenStarted);
journal.checkpoint();
const checkpointStarted = performance.now();
value(openJournal(options));
const result = {
  what: 'append (one commit each, SQLCipher, WAL, FULL), export and verification of 50,000 events',
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  appendMs: { commits: SINGLE_COMMITS, p50: quantile(each, 0.5), p95: quantile(each, 0.95), p99: quantile(each, 0.99) },
  busy: loadavg().map((load) => Number(load.toFixed(1))),
  appendsPerSecond: Math.round(SINGLE_COMMITS / (each.reduce((sum, ms) => sum + ms, 0) / 1000)),
  exported: { events: EVENTS, bytes: statSync(file).size, seconds: exportSeconds },
  verified: { events: EVENTS, exitCode: code, seconds: verifySeconds, cpuSeconds, limitSeconds: LIMIT_SECONDS },
  reopenSeconds: { withoutCheckpoint: wholeTailSeconds, afterCheckpoint: seconds(checkpointStarted) },
};
db.close();
rmSync(folder, { recursive: true });
mkdirSync(join(root, 'docs/measured'), { recursive: true });
writeFileSync(join(root, 'docs/measured/journal-verify.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
process.exitCode = code === 0 && verifySeconds < LIMIT_SECONDS ? 0 : 1;
