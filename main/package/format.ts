import { z } from 'zod';
import { bytesSchema, certificateDerSchema, idSchema, precinctNumberSchema } from '../../core/election/common.ts';
import { electionSchema } from '../../core/election/election.ts';
import { hubEntrySchema } from '../../core/election/hub.ts';
import { policySchema } from '../../core/election/policy.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { deviceEntrySchema, personEntrySchema } from '../../core/election/station.ts';

/**
 * The election package, byte by byte; docs/election-package.md says the same for people.
 *
 *     magic ‖ u32 length ‖ manifest (JCS) ‖ Ed25519 signature (64) ‖ parts in the manifest's order
 *     part  = frames ‖ … ;  frame = u32 length ‖ AES-256-GCM ciphertext and tag
 *
 * One that waits for its signature begins with `UNSIGNED_MAGIC` and has no signature; nothing else of it changes by being signed.
 *
 * Numbers are big-endian. There are no names of files and no offsets: nothing can point outside.
 */
export const MAGIC = Buffer.from('TAANUU-PACKAGE/1\n', 'latin1');
/** Instead of it in a package that nobody has signed yet: no device takes one for a package. */
export const UNSIGNED_MAGIC = Buffer.from('TAANUU-UNSIGNED/1\n', 'latin1');
/** Bytes of the root key's signature (Ed25519). */
export const PACKAGE_SIGNATURE_BYTES = 64;
/** Goes before the manifest in what is signed, so that the signature means this and nothing else. */
export const SIGNATURE_CONTEXT = Buffer.from('taanuu/package/1\n', 'latin1');
/** Largest manifest: 5,000 precincts with three languages take about 4 MB. */
export const MANIFEST_MAX = 16 * 1024 * 1024;
/** Plaintext bytes of a full frame, and the most a frame may hold. */
export const FRAME_BYTES = 1024 * 1024;
/** Longest line of NDJSON: a record with a photo of 50 kB and ten templates. */
export const LINE_MAX = 256 * 1024;

/** Absent from a package that has none: `index`, `authorities` and `changes`. */
export const partNames = ['people', 'secrets', 'authorities', 'register', 'changes', 'index'] as const;
export type PartName = (typeof partNames)[number];
/**
 * What is cut into frames: a part, or what leads to the package from another one (difference/format.ts), named by the hash
 * of that one. Each has a key of its own: no two texts are ever sealed with one key and one nonce.
 */
export type FramesName = PartName | `difference/${string}`;

const partSchema = z.strictObject({
  name: z.enum(partNames),
  /** Bytes of all frames with their lengths, and their SHA-256 as they stand in the file (that is, encrypted). */
  bytes: z.int().min(1),
  sha256: bytesSchema(32),
  /** Records in it: people, voters, certificates, entries of the index, former versions; 1 for secrets. */
  count: z.int().min(0),
});

export const manifestSchema = z.strictObject({
  format: z.literal('taanuu/package/1'),
  /** Rises with every package of this election and station; a device takes no lower one. */
  version: z.int().min(1),
  created: z.iso.datetime(),
  station: precinctNumberSchema,
  commission: z.strictObject({
    ...{ name: z.string().min(1).max(200), root: bytesSchema(32), demo: z.boolean() },
    /** Of its root key: the root of the network's certificates. Packages of before have none. */
    certificate: certificateDerSchema.optional(),
  }),
  /** The hub that this station's kiosks send to; without it they have none. */
  hub: hubEntrySchema.optional(),
  election: electionSchema,
  policy: policySchema,
  /** Devices of this station and of the spare pool. Their keys are what journals are verified with. */
  devices: z.array(deviceEntrySchema).min(1).max(10_000),
  /**
   * To whom a kiosk seals what opens the package that it keeps, P-256: the private half comes with a difference that leads
   * from this package to a later one. Packages of before have none.
   */
  base: bytesSchema(65).optional(),
  /** The content key, sealed to each of them. */
  keys: z
    .array(z.strictObject({ device: idSchema, enc: bytesSchema(65), sealed: bytesSchema(48) }))
    .min(1)
    .max(10_000),
  parts: z
    .array(partSchema)
    .refine((parts) => new Set(parts.map((p) => p.name)).size === parts.length, 'a part stands twice')
    .refine(
      (parts) => ['people', 'secrets', 'register'].every((n) => parts.some((p) => p.name === n)),
      'a part is missing',
    ),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type Part = z.infer<typeof partSchema>;

/** Keys that all devices of an election share; they leave a device with its register. */
export const secretsSchema = z.strictObject({
  /** HMAC key of voters' pseudonyms in this election and mode. */
  pseudonyms: bytesSchema(32),
  /** HMAC key of the country index. */
  index: bytesSchema(32),
});
export type Secrets = z.infer<typeof secretsSchema>;

export const peopleSchema = z.array(personEntrySchema).max(10_000);

/** A record as it stands in the part `register`, without its line feed. */
export const lineOf = (record: RegisterRecord): string => JSON.stringify(record);

/** What the sealed content key belongs to (HPKE's aad). */
export function keyContext(manifest: Pick<Manifest, 'election' | 'station' | 'version'>): Uint8Array {
  return context(
    'taanuu/content-key/1',
    manifest.election.id,
    manifest.election.mode,
    manifest.station,
    `${manifest.version}`,
  );
}

/** What a frame belongs to: package, part, place, and whether it is the last of its part. */
export function frameContext(manifest: FrameOwner, part: FramesName, index: number, last: boolean): Uint8Array {
  const { election, mode, station, version } = manifest;
  return context('taanuu/frame/1', election, mode, station, `${version}`, part, `${index}`, last ? 'last' : 'more');
}

/** The identity of a package as its frames know it. */
export interface FrameOwner {
  readonly election: string;
  readonly mode: string;
  readonly station: string;
  readonly version: number;
}

export function frameOwner(manifest: Pick<Manifest, 'election' | 'station' | 'version'>): FrameOwner {
  const { election, station, version } = manifest;
  return { election: election.id, mode: election.mode, station, version };
}

/** Fields joined by NUL, which none of them can hold: no two lists of fields give the same bytes. */
function context(...fields: string[]): Uint8Array {
  return Buffer.from(fields.join('\0'), 'utf8');
}
