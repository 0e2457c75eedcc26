import type { PackageSays } from '../../core/election/differences.ts';
import type { ListChanges } from '../../core/election/list-changes.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Language } from '../problem-words.ts';
import { saidDifferences } from '../signed-words.ts';
import type { Manifest } from './format.ts';
import { ListHistory } from './list-history.ts';
import { PackageMemory } from './memory.ts';
import type { ProofChanges } from './proof.ts';

/** What a package says, and what is known of what stands sealed in it. */
export interface KnownPackage {
  readonly manifest: Manifest;
  readonly sha256: string;
  /** Null: not known here. Then nothing is said of people and list. */
  readonly sealed: { readonly people: readonly PersonEntry[]; readonly list: ListChanges | null } | null;
}

/** What a package says openly. A certificate follows from the device's key and the root key: it is no difference of its own. */
export const openly = ({
  election,
  policy,
  devices,
  hub,
}: Pick<PackageSays, 'election' | 'policy' | 'devices'> & { readonly hub?: PackageSays['hub'] | undefined }) => ({
  ...{ election, policy, hub: hub ?? null },
  devices: devices.map(({ certificate: _old, ...device }) => device),
});

/** What was remembered of a package when it was made; null: it was not made with this folder. */
export async function sealedOf(folder: string, { manifest, sha256 }: Omit<KnownPackage, 'sealed'>) {
  const { election, station, version } = manifest;
  const memory = new PackageMemory(folder);
  const made = await memory.before({ election, station }, version + 1);
  if (made?.version !== version || made.sha256 !== sha256) return null;
  const before = await memory.before({ election, station }, version);
  const list = before && (await ListHistory.between(folder, { election, station }, before.version, version));
  return { people: made.people, list };
}

/**
 * What a package says otherwise than the version before it, in words; null: none is remembered.
 * @param folder the commission's, or that of a maker
 */
export async function changesSince(
  folder: string,
  { manifest, sealed }: KnownPackage,
  language: Language,
): Promise<ProofChanges | null> {
  const { election, station, version } = manifest;
  const before = await new PackageMemory(folder).before({ election, station }, version);
  if (before === null) return null;
  const differences = saidDifferences(
    { ...openly(before), ...(sealed ? { people: before.people } : {}) },
    { ...openly(manifest), ...(sealed ? { people: sealed.people } : {}) },
    language,
  );
  return { since: before.version, differences, list: sealed?.list ?? null };
}
