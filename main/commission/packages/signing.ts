import { existsSync } from 'node:fs';
import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mode } from '../../../core/election/common.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { remember } from '../../package/build.ts';
import { finishDifference } from '../../package/difference/finish.ts';
import { openMaker } from '../../package/maker.ts';
import { openPackage } from '../../package/reader.ts';
import { signUnsigned } from '../../package/unsigned.ts';
import { storageProblem } from '../../storage/failure.ts';
import { syncFolder } from '../../storage/whole-file.ts';
import { keepMaking, type Making } from './making.ts';
import { readMemory } from './pending.ts';
import { filesOf, type MadeRow } from './protocol.ts';

type Of = { readonly id: string; readonly mode: Mode };

/** Those of a making that nobody has signed yet. */
const waiting = ({ made, signed }: Making): readonly MadeRow[] => made.filter((one) => !signed.includes(one.station));

/** A package counts from now on: it is remembered, and the making with it. */
function counts(making: Making, maker: string, { station }: MadeRow): void {
  remember(maker, readMemory(making.folder, station), station);
  making.signed = [...making.signed, station];
  if (making.state !== 'running' && waiting(making).length === 0) making.state = 'signed';
  keepMaking(making);
}

/** What leads to a package that was signed becomes what kiosks take: its signature is all that it lacked. */
async function finish(making: Making, row: MadeRow, root: Uint8Array): Promise<Result<null, Problem>> {
  const { station, version, differences } = row;
  const files = filesOf(station);
  const at = (name: string): string => join(making.folder, name);
  const signed = await openPackage(at(files.signed), root);
  if (!signed.ok) return signed;
  await signed.value.close();
  for (const { since } of differences) {
    const [from, to] = [at(files.waiting(since, version)), at(files.difference(since, version))];
    const finished = await finishDifference(from, to, signed.value.statement);
    if (!finished.ok) return finished;
  }
  return ok(null);
}

/** Signs all that wait, with the root key that lies in the maker's folder. @param onSigned told of each */
export async function signAll(
  making: Making,
  maker: string,
  election: Of,
  onSigned: (row: MadeRow) => void,
): Promise<Result<{ readonly signed: number }, Problem>> {
  const opened = openMaker(maker, election);
  if (!opened.ok) return opened;
  const { commission } = opened.value;
  if (!commission) return err({ code: 'console.packages-elsewhere' });
  let signed = 0;
  try {
    for (const row of waiting(making)) {
      const files = filesOf(row.station);
      const [from, to] = [join(making.folder, files.unsigned), join(making.folder, files.signed)];
      const done = await signUnsigned(from, to, commission);
      if (!done.ok) return done;
      // What was looked at is what was signed.
      if (done.value !== row.sha256) return err({ code: 'package.name-differs', params: { file: files.unsigned } });
      const finished = await finish(making, row, commission.trust.root);
      if (!finished.ok) return finished;
      counts(making, maker, row);
      onSigned(row);
      signed += 1;
    }
  } catch (error) {
    const problem = storageProblem(error, making.folder);
    if (!problem) throw error;
    return err(problem);
  }
  return signed === 0 ? err({ code: 'console.packages-none' }) : ok({ signed });
}

/** Takes signed packages of this making from a folder, whatever they are called there. */
export async function takeSigned(
  making: Making,
  maker: string,
  folder: string,
  onTaken: (row: MadeRow) => void,
): Promise<Result<{ readonly signed: number }, Problem>> {
  const wanted = new Map(waiting(making).map((row) => [row.sha256, row]));
  let signed = 0;
  try {
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.taanuu'))) {
      const file = join(folder, name);
      const { made } = readMemory(making.folder, waiting(making)[0]?.station ?? making.made[0]?.station ?? '');
      const opened = openMaker(maker, { id: made.election.id, mode: made.election.mode });
      if (!opened.ok) return opened;
      const read = await openPackage(file, opened.value.maker.trust.root);
      if (!read.ok) continue;
      const row = wanted.get(read.value.sha256);
      const whole = row && (await read.value.verifyParts());
      await read.value.close();
      if (!row || !whole?.ok) continue;
      await whileCopied(file, join(making.folder, filesOf(row.station).signed));
      const finished = await finish(making, row, opened.value.maker.trust.root);
      if (!finished.ok) return finished;
      counts(making, maker, row);
      onTaken(row);
      wanted.delete(row.sha256);
      signed += 1;
    }
  } catch (error) {
    const problem = storageProblem(error, folder);
    if (!problem) throw error;
    return err(problem);
  }
  return signed === 0 ? err({ code: 'console.packages-none-signed' }) : ok({ signed });
}

/**
 * Copies signed packages out, with what leads to them from versions before; or, where some wait for it, what is to be signed
 * elsewhere, with the proofs that were drawn.
 */
export async function sendOut(
  making: Making,
  target: string,
  { id }: Of,
): Promise<Result<{ readonly files: readonly string[] }, Problem>> {
  const files: string[] = [];
  try {
    for (const { station, version, differences } of making.made) {
      const own = filesOf(station);
      const signed = making.signed.includes(station);
      const leads = signed ? own.difference : own.waiting;
      const wanted = [
        [signed ? own.signed : own.unsigned, `${id}-${station}-v${version}${signed ? '.taanuu' : '.taanuu-unsigned'}`],
        ...differences.map(({ since }) => [leads(since, version), `${id}-${leads(since, version)}`] as const),
        [own.proof, `${id}-${station}-v${version}-proof.pdf`],
      ] as const;
      for (const [file, name] of wanted) {
        const from = join(making.folder, file);
        if (!existsSync(from)) continue;
        await whileCopied(from, join(target, name));
        files.push(name);
      }
    }
    const report = join(making.folder, 'left-out.csv');
    if (existsSync(report)) {
      await whileCopied(report, join(target, `${id}-left-out.csv`));
      files.push(`${id}-left-out.csv`);
    }
    await syncFolder(target);
    return files.length === 0 ? err({ code: 'console.packages-none' }) : ok({ files });
  } catch (error) {
    const problem = storageProblem(error, target);
    if (!problem) throw error;
    return err(problem);
  }
}

/** Copies a file under another name first: whoever pulls the stick out leaves no half of one. */
async function whileCopied(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    await rename(part, to);
  } finally {
    await rm(part, { force: true });
  }
}
