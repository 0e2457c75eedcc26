import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { authorityFaults } from '../../../core/document/chip/authority.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { AUTHORITIES_MAX, authoritiesSchema, decodeAuthorities } from '../../package/authorities.ts';
import { fieldOf } from '../../package/commission.ts';
import { peopleSchema, secretsSchema } from '../../package/format.ts';
import { type SignedPackage, wholePart } from '../../package/reader.ts';
import { type Current, readChanges } from './changes.ts';
import { syncFile } from './files.ts';
import { jsonOf } from './json.ts';
import type { StoredPackage } from './schema.ts';

/** No people, secrets or index part of an honest package comes near these, in bytes. */
const PEOPLE_MAX = 16 * 1024 * 1024;
const SECRETS_MAX = 4096;
const INDEX_MAX = 256 * 1024 * 1024;

/** All of a package that is small enough to be in memory at once. */
export async function readSmallParts(
  signed: SignedPackage,
  contentKey: Uint8Array,
  current: Current | null,
): Promise<Result<StoredPackage, Problem>> {
  const { manifest, sha256 } = signed;
  const peopleBytes = await wholePart(signed.part('people', contentKey), 'people', PEOPLE_MAX);
  if (!peopleBytes.ok) return peopleBytes;
  const secretBytes = await wholePart(signed.part('secrets', contentKey), 'secrets', SECRETS_MAX);
  if (!secretBytes.ok) return secretBytes;
  const people = peopleSchema.safeParse(jsonOf(peopleBytes.value));
  if (!people.success) return err({ code: 'package.field', params: { field: `people.${fieldOf(people.error)}` } });
  const secrets = secretsSchema.safeParse(jsonOf(secretBytes.value));
  if (!secrets.success) return err({ code: 'package.field', params: { field: `secrets.${fieldOf(secrets.error)}` } });
  const authorities = await readAuthorityPart(signed, contentKey);
  if (!authorities.ok) return authorities;
  const changes = await readChanges(signed, contentKey, current);
  if (!changes.ok) return changes;
  const { version, created, station, election, policy, devices, hub } = manifest;
  const { root: _root, ...commission } = manifest.commission;
  const fromManifest = { version, created, sha256, station, commission, election, policy, devices: [...devices] };
  const documentAuthorities = authorities.value;
  return ok({
    ...fromManifest,
    people: people.data,
    secrets: secrets.data,
    documentAuthorities,
    changes: changes.value,
    ...(hub ? { hub } : {}),
  });
}

/**
 * The authorities whose documents' chips are believed; none where the package has none. One that this version could not
 * use is refused like a rule that it could not honour: its documents would be taken for unknown ones.
 */
async function readAuthorityPart(signed: SignedPackage, contentKey: Uint8Array): Promise<Result<string[], Problem>> {
  const part = signed.manifest.parts.find(({ name }) => name === 'authorities');
  if (!part) return ok([]);
  const bytes = await wholePart(signed.part('authorities', contentKey), 'authorities', AUTHORITIES_MAX);
  if (!bytes.ok) return bytes;
  const parsed = authoritiesSchema.safeParse(jsonOf(bytes.value));
  if (!parsed.success) return err({ code: 'package.field', params: { field: `authorities.${fieldOf(parsed.error)}` } });
  const found = parsed.data.length;
  if (found !== part.count) return err({ code: 'package.count', params: { expected: part.count, found } });
  const faults = authorityFaults(decodeAuthorities(parsed.data), signed.manifest.election.day.date);
  const at = faults.findIndex((fault) => fault !== null);
  const value = faults[at];
  return value ? err({ code: 'package.not-honoured', params: { field: `authorities.${at}`, value } }) : ok(parsed.data);
}

/** The country index at rest: nonce ‖ AES-256-GCM under a key of its own. Without one in the package there is no file. */
export async function storeIndex(
  signed: SignedPackage,
  contentKey: Uint8Array,
  path: string,
  key: Uint8Array,
): Promise<Result<null, Problem>> {
  if (!signed.manifest.parts.some((part) => part.name === 'index')) return ok(null);
  const bytes = await wholePart(signed.part('index', contentKey), 'index', INDEX_MAX);
  if (!bytes.ok) return bytes;
  const nonce = randomBytes(12);
  const sealed = nodeCrypto.seal(key, nonce, bytes.value, Buffer.from('taanuu/country-index/1'));
  writeFileSync(path, Buffer.concat([nonce, sealed]), { mode: 0o600 });
  syncFile(path);
  return ok(null);
}
