import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncryptedBallot } from '../core/ballot/secret/ballot.ts';
import { checkBallot } from '../core/ballot/secret/check-ballot.ts';
import { encryptBallot } from '../core/ballot/secret/encrypt.ts';
import { writeFileOf } from '../core/ballot/secret/file.ts';
import { hash } from '../core/ballot/secret/frame.ts';
import type { Group } from '../core/ballot/secret/group.ts';
import { logarithms } from '../core/ballot/secret/logarithm.ts';
import type { Style } from '../core/ballot/secret/manifest.ts';
import { nobleGroup } from '../core/ballot/secret/noble-group.ts';
import { manifestOf, shareOf } from '../core/ballot/secret/secret.fixture.ts';
import { addBallot, type BallotSet } from '../core/ballot/secret/sets.ts';
import { checkShare, makeShare, openSet } from '../core/ballot/secret/share.ts';
import { checkTrustees } from '../core/ballot/secret/trustees.ts';
import { loadSodiumGroup } from '../main/crypto/sodium-group.ts';
import {
  confirmCeremony,
  finishCeremony,
  firstRoundWords,
  joinCeremony,
  revealCeremony,
} from '../main/trustees/ceremony.ts';
import { openMedium } from '../main/trustees/medium.ts';
import { layCeremony } from '../main/trustees/table.ts';

/**
 * What secret ballots cost: encrypting with proofs, verifying, the size of a ballot; a ceremony of five trustees, a share, and
 * the tally with the largest number that is ever looked for. Times are those of the processor, so that they mean the same on a
 * machine that does other things too; `load` says how much it did.
 *
 *   node bench/secret-ballot.ts       result: docs/measured/secret-ballot.json
 */
const ROUNDS = 15;
const OPTIONS = [5, 12, 21, 40];
const LIMITS = { options: 21, encryptMs: 100, verifyMs: 80 };

const words = (text: string) => ({ ky: text, ru: text, en: text });
const styleOf = (options: number): Style => ({
  ...{ id: 'style-1', ballot: 'b', constituency: 'c', titles: words('T') },
  parts: [
    {
      ...{ id: 'p-1', min: 0, max: 1 },
      options: Array.from({ length: options }, (_, at) => ({ id: `o-${at + 1}`, names: words(`O ${at + 1}`) })),
    },
  ],
});

const rounded = (value: number): number => Number(value.toFixed(1));

/** Time that the processor has spent on this process so far, in milliseconds. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The median of some runs, in milliseconds. */
function median(run: () => void, rounds = ROUNDS): number {
  run();
  const times = Array.from({ length: rounds }, () => {
    const from = spent();
    run();
    return spent() - from;
  }).sort((left, right) => left - right);
  return rounded(times[Math.floor(times.length / 2)] ?? 0);
}

async function timed<T>(run: () => Promise<T> | T): Promise<readonly [number, T]> {
  const from = spent();
  const value = await run();
  return [rounded(spent() - from), value];
}

const M = hash('bench');
const encrypted = (group: Group, style: Style, key: Uint8Array): EncryptedBallot => {
  const attempt = { station: '0001', style, marks: [['o-2']], nonce: randomBytes(32), seed: randomBytes(32) };
  const point = group.decode(key);
  const made = encryptBallot({ group, manifest: M, key: group.prepare(point ?? group.base) }, attempt);
  if (!made.ok) throw new Error(made.error);
  return made.value.ballot;
};

function ballotCosts(group: Group, rounds: number) {
  const key = Uint8Array.from(Buffer.from(manifestOf(group).key, 'hex'));
  const point = group.prepare(group.decode(key) ?? group.base);
  return OPTIONS.map((options) => {
    const style = styleOf(options);
    const ballot = encrypted(group, style, key);
    const ground = { group, manifest: M, key: point };
    const attempt = { station: '0001', style, marks: [['o-2']], nonce: randomBytes(32), seed: randomBytes(32) };
    const encryptMs = median(() => {
      if (!encryptBallot(ground, attempt).ok) throw new Error('not encrypted');
    }, rounds);
    const verifyMs = median(() => {
      if (!checkBallot(ground, '0001', style, ballot).ok) throw new Error('not verified');
    }, rounds);
    const { length: bytes } = writeFileOf(ballot);
    return { options, encryptMs, verifyMs, bytes };
  });
}

async function ceremonyCosts(group: Group) {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
  const passphrase = 'a passphrase of the bench';
  const members = ['A', 'B', 'C', 'D', 'E'];
  const about = { election: 'bench', mode: 'laboratory' as const, threshold: 3, members, nonce: '0'.repeat(64) };
  const seat = (index: number) => ({ group, table: folder, medium: join(folder, `m-${index}`), passphrase });
  layCeremony(folder, { format: 'taanuu/trustees-ceremony/1', ...about });
  const steps = { join: 0, reveal: 0, confirm: 0 };
  const each = async (step: keyof typeof steps, run: (index: number) => Promise<{ readonly ok: boolean }>) => {
    const [ms, all] = await timed(async () => {
      const done: boolean[] = [];
      for (const at of members.keys()) done.push((await run(at + 1)).ok);
      return done;
    });
    if (all.includes(false)) throw new Error(step);
    steps[step] = rounded(ms / members.length);
  };
  await each('join', (index) => joinCeremony(seat(index), index));
  const compared = firstRoundWords(folder);
  await each('reveal', (index) => revealCeremony(seat(index), compared.ok ? compared.value : ''));
  await each('confirm', (index) => confirmCeremony(seat(index)));
  const [finishMs, finished] = await timed(() => finishCeremony(group, folder));
  if (!finished.ok) throw new Error(finished.error.code);
  const [guessMs] = await timed(() => openMedium(join(folder, 'm-1'), 'a wrong passphrase'));
  rmSync(folder, { recursive: true });
  return {
    trustees: 5,
    threshold: 3,
    eachTrusteeMs: steps,
    finishMs,
    passphraseGuess: { ms: guessMs, mebibytes: 128 },
  };
}

async function tallyCosts(group: Group) {
  const manifest = manifestOf(group);
  const trustees = checkTrustees(group, manifest, manifest.trustees, manifest.key);
  if (!trustees.ok) throw new Error(trustees.error.rule);
  const style = styleOf(21);
  const sets = new Map<string, BallotSet>();
  const key = Uint8Array.from(Buffer.from(manifest.key, 'hex'));
  const ballot = checkBallot(
    { group, manifest: M, key: trustees.value.key },
    '0001',
    style,
    encrypted(group, style, key),
  );
  if (!ballot.ok) throw new Error(ballot.error.rule);
  addBallot(group, sets, style, ballot.value);
  const one = sets.get(style.id);
  if (one === undefined) throw new Error('no set');
  // 4,200,000 ballots for one option: the sum is moved by that many times the generator, which nobody can tell from votes.
  const COUNT = 4_200_000;
  const shift = group.multiplyBase(BigInt(COUNT));
  const sums = one.sums.map((part) => part.map(({ a, b }, i) => ({ a, b: i === 1 ? group.add(b, shift) : b })));
  const set = { ...one, sums };
  const place = { manifest: M, style: style.id };
  const [shareMs, share] = await timed(() => makeShare(group, shareOf(1), { ...place, trustee: 1 }, set));
  const [checkMs] = await timed(() => checkShare(group, trustees.value, place, set, share));
  const checked = [1, 2, 3].map((trustee) => {
    const read = checkShare(
      group,
      trustees.value,
      place,
      set,
      makeShare(group, shareOf(trustee), { ...place, trustee }, set),
    );
    if (!read.ok) throw new Error(read.error.rule);
    return [trustee, read.value] as const;
  });
  const [openMs, counts] = await timed(() => openSet(group, 3, set, new Map(checked), logarithms(group, 5_000_000)));
  if (!counts.ok || counts.value[0]?.[1] !== COUNT + 1) throw new Error('the count is not what it should be');
  return { options: 21, shareMs, checkShareMs: checkMs, openMs, counted: COUNT + 1 };
}

const sodium = await loadSodiumGroup();
const costs = ballotCosts(sodium, ROUNDS);
const plain = ballotCosts(nobleGroup, 3);
const at = costs.find(({ options }) => options === LIMITS.options);
if (at === undefined) throw new Error('not measured');
const perCoreHour = Math.round(3_600_000 / at.verifyMs);
const result = {
  commit: execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  }).trim(),
  date: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version, load: loadavg().map(rounded) },
  limits: { ...LIMITS, holds: at.encryptMs <= LIMITS.encryptMs && at.verifyMs <= LIMITS.verifyMs },
  ...{ sodium: costs, noble: plain, ceremony: await ceremonyCosts(sodium), tally: await tallyCosts(sodium) },
  verifying: {
    ...{ options: LIMITS.options, ballotsPerCoreHour: perCoreHour },
    coreHours: Object.fromEntries([10_000, 190_000, 400_000].map((n) => [n, rounded(n / perCoreHour)])),
    gigabytes: Object.fromEntries(
      [10_000, 190_000, 400_000].map((n) => [n, Number(((n * at.bytes) / 1e9).toFixed(2))]),
    ),
  },
};
writeFileSync(new URL('../docs/measured/secret-ballot.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
