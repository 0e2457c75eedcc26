import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Crypto } from '../../core/crypto/crypto.ts';
import type { BodyOf } from '../../core/journal/catalogue.ts';
import { findingProblem } from '../../core/journal/finding.ts';
import type { Trust } from '../../core/journal/trust.ts';
import type { Report } from '../../core/journal/verify.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from '../storage/failure.ts';
import { verifyFile } from './verify-file.ts';

/** A journal that another one goes on from, and what came of holding the two together. */
export interface Predecessor {
  readonly file: string;
  readonly before: Report;
  /** What the journal that goes on says of it; null: it says nothing of this one. */
  readonly continued: Pick<BodyOf<'copy.continued'>, 'device' | 'head' | 'count'> | null;
  readonly problem: Problem | null;
}

/**
 * Holds a journal and those that it goes on from together. Where a predecessor ends is signed by the one that goes on: a
 * file of what was copied has no head of its own. One from the old kiosk's own disk may be longer.
 * @param files of predecessors, in any order; each must be named by `file` or by another one of them
 */
export async function verifyChain(
  file: string,
  files: readonly string[],
  trust: Trust,
  crypto: Crypto,
): Promise<Result<readonly Predecessor[], Problem>> {
  if (files.length === 0) return ok([]);
  try {
    const named = (await Promise.all([file, ...files].map(continuationsIn))).flat();
    const checkpoints = named.map(({ device, head, count }) => ({ device, seq: count, hash: head }));
    const chain: Predecessor[] = [];
    for (const one of files) {
      const verified = await verifyFile(one, { ...trust, checkpoints }, crypto);
      if (!verified.ok) return verified;
      const before = verified.value;
      const continued = named.find(({ device }) => device === before.identity?.device) ?? null;
      chain.push({ file: basename(one), before, continued, problem: problemOf(before, continued) });
    }
    return ok(chain);
  } catch (error) {
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
}

function problemOf(before: Report, continued: Predecessor['continued']): Problem | null {
  if (!continued) return { code: 'journal.not-continued', params: { device: before.identity?.device ?? '-' } };
  const { finding } = before;
  if (!finding) return null;
  // Whole lines up to where the journal that goes on says, and no head: that is what a copy is.
  const copied =
    finding.cause === 'truncated' && before.events === continued.count && before.knownCheckpoints.length > 0;
  return copied ? null : findingProblem(finding);
}

/** What was found of a predecessor, in one line. */
export function predecessorNews(before: Report, continued: Predecessor['continued']): string {
  const device = before.identity?.device ?? '-';
  if (!continued) return `predecessor ${device}: nothing goes on from it`;
  const beyond = before.events - continued.count;
  return `goes on from device ${device} after its event ${continued.count} (${continued.head.slice(0, 16)}): ${before.events} events in its file, ${beyond} of them not known to the journal that goes on`;
}

/** What a journal says of those that it goes on from; the verifier looks at the lines themselves. */
async function continuationsIn(file: string): Promise<readonly BodyOf<'copy.continued'>[]> {
  const found: BodyOf<'copy.continued'>[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (!line.includes('"type":"copy.continued"')) continue;
    const event = JSON.parse(line) as { readonly type: string; readonly body: BodyOf<'copy.continued'> };
    if (event.type === 'copy.continued') found.push(event.body);
  }
  return found;
}
