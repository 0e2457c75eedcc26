import type { Election } from '../../../core/election/election.ts';
import { allChangesSchema, isOlderList } from '../../../core/election/list-changes.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { fieldOf } from '../../package/commission.ts';
import { type SignedPackage, wholePart } from '../../package/reader.ts';
import { jsonOf } from './json.ts';
import type { StoredPackage } from './schema.ts';

/** No honest list of changes comes near it, in bytes. */
const CHANGES_MAX = 32 * 1024 * 1024;

type Listing = Pick<Election, 'id' | 'mode'> & { readonly list: Pick<Election['list'], 'stage' | 'version'> };

/** What must be known of the package in force. */
export type Current = Pick<StoredPackage, 'version' | 'sha256' | 'station' | 'changes'> & {
  readonly election: Listing;
};

/** A list that was replaced does not come back with a newer package. */
export function noOlderList(given: Listing, current: Listing): Result<null, Problem> {
  if (!sameElection(given, current) || !isOlderList(given.list, current.list)) return ok(null);
  const said = ({ list }: Listing): string => `${list.stage} ${list.version}`;
  return err({ code: 'package.older-list', params: { list: said(given), current: said(current) } });
}

/** What the list changes since the one in force: of the versions that the package speaks of, the very one. */
export async function readChanges(
  signed: SignedPackage,
  contentKey: Uint8Array,
  current: Current | null,
): Promise<Result<StoredPackage['changes'], Problem>> {
  const { manifest } = signed;
  const part = manifest.parts.find(({ name }) => name === 'changes');
  if (!part) return ok(null);
  const bytes = await wholePart(signed.part('changes', contentKey), 'changes', CHANGES_MAX);
  if (!bytes.ok) return bytes;
  const parsed = allChangesSchema.safeParse(jsonOf(bytes.value));
  if (!parsed.success) return err({ code: 'package.field', params: { field: `changes.${fieldOf(parsed.error)}` } });
  const voters = manifest.parts.find(({ name }) => name === 'register')?.count ?? 0;
  const at = parsed.data.findIndex((changes) => changes.voters !== voters);
  if (at >= 0) return err({ code: 'package.field', params: { field: `changes.${at}.voters` } });
  if (!current || !sameElection(manifest.election, current.election)) return ok(null);
  // The same package once more, to repair it: since the one before it.
  if (current.version === manifest.version) return ok(current.changes);
  return ok(parsed.data.find(({ since }) => since.version === current.version) ?? null);
}

/** What the journal tells of a list that is taken: which one, and how much it changes since the one before. */
export function listTold(
  { list: { stage, version } }: Listing,
  changes: StoredPackage['changes'],
): BodyOf<'package.imported'>['list'] {
  const counts = changes && {
    since: changes.since.version,
    former: changes.since.voters,
    added: changes.added.length,
    removed: changes.removed.length,
    changed: changes.changed.length,
    renumbered: changes.renumbered,
  };
  return { stage, version, changes: counts };
}

const sameElection = (a: Listing, b: Listing): boolean => a.id === b.id && a.mode === b.mode;
