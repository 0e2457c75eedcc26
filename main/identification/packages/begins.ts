import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { DifferenceOffer, Offer } from '../../../core/hub/packages.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { differenceHeadOf, SCRIPT } from '../../package/difference/read.ts';
import { headOf } from '../../package/reader.ts';

/**
 * Whether a file of which only the beginning has come begins as the package that was offered: what a kiosk offers is its own
 * word, and without the commission's signature no more of it is fetched.
 * @param root the commission's key; null: this device knows none
 * @returns null: not enough has come to know
 */
export async function beginsAs(
  path: string,
  { package: sha256, version, bytes }: Offer,
  root: Uint8Array | null,
): Promise<Result<null, Problem> | null> {
  if (root === null) return err({ code: 'package.not-registered' });
  const head = await headOf(path, root);
  if (!head.ok) return head.error.code === 'package.truncated' ? null : head;
  const isIt = head.value.sha256 === sha256 && head.value.manifest.version === version && head.value.bytes === bytes;
  return isIt ? ok(null) : err({ code: 'package.damaged', params: { part: 'manifest' } });
}

/** The same of a difference of which all has come: it is the very file, and leads from that package to that one. */
export async function beginsAsDifference(
  path: string,
  { difference, bytes, base, makes }: DifferenceOffer,
  root: Uint8Array | null,
): Promise<Result<null, Problem>> {
  if (root === null) return err({ code: 'package.not-registered' });
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { end: bytes })) hash.update(piece as Buffer);
  const damaged = err({ code: 'package.damaged', params: { part: SCRIPT } } as const);
  if (hash.digest('hex') !== difference) return damaged;
  const head = await differenceHeadOf(path, root);
  if (!head.ok) return head;
  return head.value.sha256 === makes && head.value.description.base.package === base ? ok(null) : damaged;
}
