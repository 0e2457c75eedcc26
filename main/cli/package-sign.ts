import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { electionSchema } from '../../core/election/election.ts';
import type { Commission } from '../package/commission.ts';
import { finishDifference, finishedName, waitingBeside } from '../package/difference/finish.ts';
import { WAITING_ENDING } from '../package/difference/format.ts';
import { writeMaker } from '../package/maker.ts';
import { openPackage } from '../package/reader.ts';
import { openUnsigned, signUnsigned } from '../package/unsigned.ts';
import { makeFolder } from '../storage/folder.ts';
import { commissionOf, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { configuration } from './named-file.ts';

type Values = Given<'json'>;

/** Least digits of a name that are typed from the sheet. */
const DIGITS = 16;

/** `taanuu package maker`: what another machine needs to make packages, without the root key. */
export async function maker(folder: string | undefined, values: Values, io: CommandIo): Promise<number> {
  if (folder === undefined) throw new WrongUse('Into which folder?');
  const commission = commissionOf(values);
  const { id, mode } = await configuration(need(values, 'election'), electionSchema);
  await writeMaker(folder, commission, { id, mode });
  io.out(`${folder}: makes packages of ${id} (${mode}); the root key is not in it. Keep it as private as the register`);
  return EXIT.done;
}

const signedSchema = z.strictObject({
  ...{ at: z.string(), election: z.string(), mode: z.string(), station: z.string() },
  ...{ version: z.int(), sha256: z.string() },
});

/**
 * `taanuu package sign`: signs what another machine has made. Nothing is signed whose name nobody has typed from the sheet that
 * was signed by hand, and no second package of the same station and version.
 */
export async function sign(named: readonly string[], values: Values, io: CommandIo): Promise<number> {
  // Whoever names all that lies there names what leads to the packages too: it is found beside them.
  const files = named.filter((file) => !file.endsWith(WAITING_ENDING));
  if (files.length === 0) throw new WrongUse('Which packages?');
  const commission = commissionOf(values);
  const wanted = (values.text.names ?? '')
    .split(',')
    .map((name) => name.replaceAll(/\s/g, '').toLowerCase())
    .filter(Boolean);
  const short = wanted.find((name) => !new RegExp(`^[0-9a-f]{${DIGITS},64}$`).test(name));
  if (short !== undefined) throw new WrongUse(`--names are the names of packages, at least ${DIGITS} digits of each.`);
  const waiting = [];
  for (const file of files) {
    const opened = await openUnsigned(file);
    if (!opened.ok) throw new Refused(opened.error);
    const { manifest, sha256 } = opened.value;
    await opened.value.close();
    const { election, station, version, parts, created } = manifest;
    const voters = parts.find(({ name }) => name === 'register')?.count ?? 0;
    waiting.push({ file, sha256, of: { election: election.id, mode: election.mode, station, version } });
    io.out(`${basename(file)}: ${election.names.ky} (${election.mode})`);
    io.out(`  station ${station}, version ${version}, ${voters} voters, made ${created}`);
    io.out(`  name ${(sha256.match(/.{4}/g) ?? []).join(' ')}`);
  }
  const unnamed = waiting.find(({ sha256 }) => !wanted.some((name) => sha256.startsWith(name)));
  if (unnamed && wanted.length > 0) {
    throw new Refused({ code: 'package.name-differs', params: { file: basename(unnamed.file) } });
  }
  if (unnamed) {
    io.out('Nothing was signed. Compare each name with its signed sheet, and type the beginning of each:');
    io.out(`  --names ${'…,'.repeat(waiting.length).slice(0, -1)} --out FOLDER`);
    return EXIT.done;
  }
  const out = need(values, 'out');
  makeFolder(out);
  const log = join(need(values, 'commission'), 'signed.ndjson');
  for (const { file, sha256, of } of waiting) {
    const last = signedBefore(log).findLast(
      (one) => one.election === of.election && one.mode === of.mode && one.station === of.station,
    );
    if (last && last.sha256 !== sha256 && last.version >= of.version) {
      const { station, version } = of;
      throw new Refused({ code: 'package.version-signed', params: { station, version, last: last.version } });
    }
    const to = join(out, `${basename(file).replace(/\.taanuu-unsigned$/, '')}.taanuu`);
    const signed = await signUnsigned(file, to, commission);
    if (!signed.ok) throw new Refused(signed.error);
    appendFileSync(log, `${JSON.stringify({ at: new Date().toISOString(), ...of, sha256 })}\n`, { mode: 0o600 });
    io.out(`${to}: signed`);
    await finish({ file, sha256, to }, commission, io);
  }
  return EXIT.done;
}

/** What leads to a package from versions before lies beside it, and lacks nothing but its signature. */
async function finish(
  { file, sha256, to }: { readonly file: string; readonly sha256: string; readonly to: string },
  { trust }: Commission,
  io: CommandIo,
): Promise<void> {
  const signed = await openPackage(to, trust.root);
  if (!signed.ok) throw new Refused(signed.error);
  await signed.value.close();
  for (const waiting of await waitingBeside(file, sha256)) {
    const made = await finishDifference(waiting, join(dirname(to), finishedName(waiting)), signed.value.statement);
    if (!made.ok) throw new Refused(made.error);
    io.out(`${made.value.path}: leads to it from version ${made.value.since}, ${made.value.bytes} bytes`);
  }
}

const signedBefore = (log: string): readonly z.infer<typeof signedSchema>[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => signedSchema.parse(JSON.parse(line)))
    : [];
