import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { headBytes } from '../head.ts';
import type { SignedStatement } from '../reader.ts';
import { writeRest } from '../unsigned.ts';
import { DIFFERENCE_ENDING, DIFFERENCE_MAGIC, WAITING_ENDING } from './format.ts';
import { openWaitingDifference } from './read.ts';

/** A difference, as people are told of it. */
export interface DifferenceFile {
  readonly path: string;
  /** Version that it starts from. */
  readonly since: number;
  readonly bytes: number;
}

/** How a waiting difference is called once its package is signed. */
export const finishedName = (waiting: string): string =>
  `${basename(waiting).slice(0, -WAITING_ENDING.length)}${DIFFERENCE_ENDING}`;

/**
 * Makes of a difference that waits, and of the signature of the package that it leads to, the one that devices take. Nothing
 * else of a difference is signed: it needs no root key.
 * @returns `package.name-differs`: it leads to another package
 */
export async function finishDifference(
  from: string,
  to: string,
  { manifest, signature }: Pick<SignedStatement, 'manifest' | 'signature'>,
): Promise<Result<DifferenceFile, Problem>> {
  const opened = await openWaitingDifference(from);
  if (!opened.ok) return opened;
  const waiting = opened.value;
  try {
    if (!Buffer.from(waiting.statement.manifest).equals(manifest)) {
      return err({ code: 'package.name-differs', params: { file: basename(from) } });
    }
    const whole = await waiting.verifyWhole();
    if (!whole.ok) return whole;
    const { description, scriptAt } = waiting;
    const text = Buffer.from(canonical(description), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    const head = [DIFFERENCE_MAGIC, length, text, headBytes({ manifest, signature })];
    const bytes = await writeRest(to, head, { from, at: scriptAt });
    return ok({ path: to, since: description.base.version, bytes });
  } finally {
    await waiting.close();
  }
}

/** The differences that lie in a folder beside a package that waits, and lead to it. @param sha256 name of the package */
export async function waitingBeside(file: string, sha256: string): Promise<readonly string[]> {
  const folder = dirname(file);
  const found: string[] = [];
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(WAITING_ENDING)).sort()) {
    const opened = await openWaitingDifference(join(folder, name));
    if (!opened.ok) continue;
    if (opened.value.sha256 === sha256) found.push(join(folder, name));
    await opened.value.close();
  }
  return found;
}
