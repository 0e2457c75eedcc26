/**
 * 9,050 applications in one file (local elections of 2024): written and signed, read and verified, decided and signed, and
 * the decisions read. `node bench/applications.ts [count]`; the result goes to docs/measured/applications.json.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from '../core/application/application.ts';
import { readApplications, readDecisions, writeApplications, writeDecisions } from '../main/applications/files.ts';
import { nodeCrypto } from '../main/crypto/node.ts';

const count = Number(process.argv[2] ?? 9_050);
const secret = new Uint8Array(32).fill(5);
const key = nodeCrypto.ed25519PublicKey(secret);
const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret);
const where = { election: 'bench', mode: 'laboratory', station: '0001' } as const;
const made = '2024-11-01T04:00:00.000Z';
const applications = Array.from(
  { length: count },
  (_, n): Application => ({
    application: `0001-3F9A-A${String(n + 1).padStart(4, '0')}`,
    voter: (n + 1).toString(16).padStart(64, '0'),
    asked: { kind: 'remote', station: '0050' },
    filed: '2024-11-01',
    answerBy: '2024-11-08',
  }),
);

const times: Record<string, number> = {};
function timed<T>(name: string, work: () => T): T {
  const start = performance.now();
  const done = work();
  times[name] = Math.round(performance.now() - start);
  return done;
}
const must = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const told = { ...where, device: 'd-1', key: 'k1', made, applications };
const text = timed('writeMs', () => writeApplications(told, sign));
const file = must(timed('readMs', () => readApplications(Buffer.from(text), 'in.json', () => key)));
const decisions = file.applications.map(({ application }) => ({
  ...{ application, decision: 'granted' as const, on: '2024-11-05' },
}));
const answers = timed('decideMs', () => writeDecisions({ ...where, made, decisions }, sign));
const back = must(timed('readDecisionsMs', () => readDecisions(Buffer.from(answers), 'out.json', key)));
if (back.decisions.length !== count) throw new Error('decisions were lost');

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const measured = { commit, at: new Date().toISOString(), count, bytes: Buffer.byteLength(text), ...times };
writeFileSync(
  join(import.meta.dirname, '../docs/measured/applications.json'),
  `${JSON.stringify(measured, null, 2)}\n`,
);
console.log(measured);
