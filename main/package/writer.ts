import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Election } from '../../core/election/election.ts';
import type { HubEntry } from '../../core/election/hub.ts';
import type { ListChanges } from '../../core/election/list-changes.ts';
import { sharedPlace } from '../../core/election/places.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { type DeviceEntry, inUse, type PersonEntry } from '../../core/election/station.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { syncFolder } from '../access/keys-file.ts';
import { deriveAgreementKey, sealTo } from '../access/keys-seal.ts';
import { authoritiesSchema, encodeAuthorities } from './authorities.ts';
import type { Commission } from './commission.ts';
import { baseKeySeed, DIFFERENCE_MAGIC, WAITING_MAGIC } from './difference/format.ts';
import { type DifferenceWish, writeDifference } from './difference/write.ts';
import {
  FRAME_BYTES,
  type FrameOwner,
  keyContext,
  lineOf,
  MAGIC,
  type Manifest,
  manifestSchema,
  type Part,
  type PartName,
  SIGNATURE_CONTEXT,
  UNSIGNED_MAGIC,
} from './format.ts';
import { FrameWriter } from './frames.ts';
import { makerOf, type PackageMaker } from './maker.ts';

export interface PackageContents {
  readonly election: Election;
  readonly policy: Policy;
  /** Number of the precinct it is for. */
  readonly station: string;
  readonly version: number;
  /** Devices it is sealed to: of the station and of the spare pool. */
  readonly devices: readonly DeviceEntry[];
  readonly people: readonly PersonEntry[];
  /** DER certificates of the authorities whose documents' chips are believed, as `readAuthorities` checked them. */
  readonly documentAuthorities?: readonly Uint8Array[];
  readonly records: AsyncIterable<RegisterRecord> | Iterable<RegisterRecord>;
  /** What the list changes since versions before; asked for when all its records are written. */
  readonly changes?: () => readonly ListChanges[];
  /** Differences that are to lead to it from packages before; asked for when all its records are written. */
  readonly differences?: () => readonly DifferenceWish[];
  /** The hub above the station. */
  readonly hub?: HubEntry;
  /** The country index made by `buildCountryIndex` with this election's key, and how many entries it has. */
  readonly index?: { readonly bytes: Uint8Array; readonly count: number };
  /** When it was made, ISO instant. */
  readonly created: string;
}

export interface Written {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex: names the package. */
  readonly sha256: string;
  readonly bytes: number;
  /** Those that were asked for. */
  readonly differences: readonly (Pick<DifferenceWish, 'path' | 'base'> & { readonly bytes: number })[];
}

const COPY_BYTES = 1024 * 1024;
const BATCH_BYTES = 256 * 1024;

/**
 * Writes a signed package, streaming: the records are never all in memory. The file appears whole or not at all.
 * Throws for a configuration that its own schema refuses, which is a bug of the caller.
 */
export async function writePackage(
  path: string,
  commission: Commission,
  contents: PackageContents,
  onProgress: (records: number) => void = () => {},
): Promise<Written> {
  return write(path, makerOf(commission), contents, onProgress, {
    head: (manifest) => {
      const signature = commission.sign(Buffer.concat([SIGNATURE_CONTEXT, manifest]));
      return [MAGIC, lengthOf(manifest), manifest, signature];
    },
    difference: DIFFERENCE_MAGIC,
  });
}

/**
 * The same for somebody who has no root key: a package that waits for its signature (`signUnsigned`), and differences that wait
 * with it (`finishDifference`).
 */
export async function writeUnsigned(
  path: string,
  maker: PackageMaker,
  contents: PackageContents,
  onProgress: (records: number) => void = () => {},
): Promise<Written> {
  return write(path, maker, contents, onProgress, {
    head: (manifest) => [UNSIGNED_MAGIC, lengthOf(manifest), manifest],
    difference: WAITING_MAGIC,
  });
}

interface Beginnings {
  /** What stands before the parts, from the manifest's bytes. */
  readonly head: (manifest: Uint8Array) => readonly Uint8Array[];
  /** What a difference begins with that leads to it. */
  readonly difference: Uint8Array;
}

async function write(
  path: string,
  maker: PackageMaker,
  contents: PackageContents,
  onProgress: (records: number) => void,
  begins: Beginnings,
): Promise<Written> {
  const { election, policy, station, version } = contents;
  const shared = sharedPlace(contents.devices);
  if (shared) throw new RangeError(`${shared.devices} have place ${shared.place}`);
  const contentKey = randomBytes(32);
  const owner = { election: election.id, mode: election.mode, station, version };
  const body = await open(`${path}.parts`, 'w+', 0o600);
  try {
    const parts = await writeParts(body, contentKey, owner, contents, maker, onProgress);
    const aad = keyContext({ election, station, version });
    const keys = await Promise.all(
      // One that was taken out of use stays on the list, and gets no key.
      contents.devices.filter(inUse).map(async ({ device, agreement }) => {
        const sealed = await sealTo(Buffer.from(agreement, 'base64url'), contentKey, aad);
        return { device, enc: base64url(sealed.enc), sealed: base64url(sealed.sealed) };
      }),
    );
    const { name, root, demo } = maker.trust;
    const secret = maker.baseSecret(election.id, election.mode);
    const base = await deriveAgreementKey(baseKeySeed(secret, owner));
    const manifest = manifestSchema.parse({
      format: 'taanuu/package/1',
      version,
      created: contents.created,
      station,
      commission: { name, root: base64url(root), demo, certificate: maker.certificate },
      ...(contents.hub ? { hub: contents.hub } : {}),
      election,
      policy,
      devices: maker.certified(contents.devices),
      base: base64url(base.publicKey),
      keys,
      parts,
    });
    const text = Buffer.from(canonical(manifest), 'utf8');
    const head = Buffer.concat(begins.head(text));
    const bytes = await assemble(path, body, head);
    const seed = (of: number): Uint8Array => baseKeySeed(secret, { ...owner, version: of });
    const differences: Written['differences'][number][] = [];
    for (const wish of contents.differences?.() ?? []) {
      const length = await writeDifference(wish, {
        ...{ magic: begins.difference, head, body, parts, owner, contentKey, seed },
      });
      differences.push({ path: wish.path, base: wish.base, bytes: length });
    }
    return { manifest, sha256: createHash('sha256').update(text).digest('hex'), bytes, differences };
  } finally {
    contentKey.fill(0);
    await body.close();
    await rm(`${path}.parts`, { force: true });
  }
}

async function writeParts(
  body: FileHandle,
  contentKey: Uint8Array,
  owner: FrameOwner,
  contents: PackageContents,
  maker: PackageMaker,
  onProgress: (records: number) => void,
): Promise<Part[]> {
  const parts: Part[] = [];
  const part = async (name: PartName, fill: (writer: FrameWriter) => Promise<number>) => {
    const writer = new FrameWriter(body, contentKey, owner, name);
    const count = await fill(writer);
    const { bytes, sha256 } = await writer.end();
    parts.push({ name, bytes, sha256: base64url(sha256), count });
  };
  await part('people', async (writer) => {
    await writer.write(Buffer.from(JSON.stringify(contents.people)));
    return contents.people.length;
  });
  await part('secrets', async (writer) => {
    await writer.write(Buffer.from(JSON.stringify(maker.secrets(owner.election, owner.mode))));
    return 1;
  });
  const { documentAuthorities = [] } = contents;
  if (documentAuthorities.length > 0) {
    const encoded = authoritiesSchema.parse(encodeAuthorities(documentAuthorities));
    await part('authorities', async (writer) => {
      await writer.write(Buffer.from(JSON.stringify(encoded)));
      return encoded.length;
    });
  }
  await part('register', async (writer) => {
    let count = 0;
    let batch: Buffer[] = [];
    let size = 0;
    const flush = async () => {
      await writer.write(Buffer.concat(batch));
      batch = [];
      size = 0;
    };
    for await (const record of contents.records) {
      const line = Buffer.from(`${lineOf(record)}\n`);
      batch.push(line);
      size += line.length;
      if (size >= BATCH_BYTES) await flush();
      count += 1;
      onProgress(count);
    }
    await flush();
    return count;
  });
  const changes = contents.changes?.() ?? [];
  if (changes.length > 0) {
    await part('changes', async (writer) => {
      await writer.write(Buffer.from(JSON.stringify(changes)));
      return changes.length;
    });
  }
  const { index } = contents;
  if (index) {
    await part('index', async (writer) => {
      for (let at = 0; at < index.bytes.length; at += FRAME_BYTES) {
        await writer.write(index.bytes.subarray(at, at + FRAME_BYTES));
      }
      return index.count;
    });
  }
  return parts;
}

/** Head and parts into a new file beside the wanted one, synced, then renamed. @returns its length in bytes */
async function assemble(path: string, body: FileHandle, head: Uint8Array): Promise<number> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  let bytes = 0;
  try {
    bytes += (await file.write(head)).bytesWritten;
    const buffer = Buffer.alloc(COPY_BYTES);
    for (let at = 0; ; ) {
      const { bytesRead } = await body.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) break;
      await file.write(buffer, 0, bytesRead);
      at += bytesRead;
      bytes += bytesRead;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  syncFolder(dirname(path));
  return bytes;
}

function lengthOf(manifest: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(manifest.length);
  return length;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
