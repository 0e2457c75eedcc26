import { z } from 'zod';
import { applicationSchema, decisionSchema, fileIdentity } from '../../core/application/application.ts';
import { bytesSchema, idSchema } from '../../core/election/common.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';

/**
 * The two files between a station and the territorial commission's system administrator, on a stick: applications go
 * there, signed by the device, and decisions come back, signed by the commission's root key. Both are JSON for people to
 * read, signed over its canonical form; neither names a voter but by pseudonym, so that a lost stick tells nothing.
 */
export const APPLICATIONS_PREFIX = 'taanuu-applications';
export const DECISIONS_PREFIX = 'taanuu-decisions';
/** 9,050 applications take 4 MB. */
export const FILE_MAX = 64 * 1024 * 1024;

const once = (list: readonly { readonly application: string }[]): boolean =>
  new Set(list.map(({ application }) => application)).size === list.length;

const applicationsSchema = fileIdentity.extend({
  format: z.literal('taanuu/applications/1'),
  device: idSchema,
  key: idSchema,
  made: z.iso.datetime(),
  applications: z.array(applicationSchema).max(100_000).refine(once, 'an application stands twice'),
  signature: bytesSchema(64),
});
export type ApplicationsFile = z.infer<typeof applicationsSchema>;

const decisionsSchema = fileIdentity.extend({
  format: z.literal('taanuu/decisions/1'),
  made: z.iso.datetime(),
  decisions: z.array(decisionSchema).max(100_000).refine(once, 'an application stands twice'),
  signature: bytesSchema(64),
});
export type DecisionsFile = z.infer<typeof decisionsSchema>;

type Signer = (message: Uint8Array) => Uint8Array;

/** The text of a file of applications. */
export function writeApplications(told: Omit<ApplicationsFile, 'format' | 'signature'>, sign: Signer): string {
  return signed({ format: 'taanuu/applications/1', ...told }, sign);
}

/** The text of a file of decisions. */
export function writeDecisions(told: Omit<DecisionsFile, 'format' | 'signature'>, sign: Signer): string {
  return signed({ format: 'taanuu/decisions/1', ...told }, sign);
}

/**
 * Reads a file of applications that anybody may have written.
 * @param keyOf the public key of a device of this election, by device and key; null where there is none
 */
export function readApplications(
  bytes: Uint8Array,
  file: string,
  keyOf: (device: string, key: string) => Uint8Array | null,
): Result<ApplicationsFile, Problem> {
  return read(bytes, file, applicationsSchema, ({ device, key }) => keyOf(device, key));
}

/** Reads a file of decisions that anybody may have written; `root` is the commission's key that this device trusts. */
export function readDecisions(bytes: Uint8Array, file: string, root: Uint8Array): Result<DecisionsFile, Problem> {
  return read(bytes, file, decisionsSchema, () => root);
}

function signed(told: { readonly format: string }, sign: Signer): string {
  const signature = Buffer.from(sign(signedBytes(told))).toString('base64url');
  return `${JSON.stringify({ ...told, signature }, null, 1)}\n`;
}

function read<S extends z.ZodType<{ readonly format: string; readonly signature: string }>>(
  bytes: Uint8Array,
  file: string,
  schema: S,
  keyOf: (told: z.infer<S>) => Uint8Array | null,
): Result<z.infer<S>, Problem> {
  const unreadable = err<Problem>({ code: 'application.file-unreadable', params: { file } });
  if (bytes.length > FILE_MAX) return unreadable;
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return unreadable;
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) return unreadable;
  const { signature, ...told } = parsed.data;
  const key = keyOf(parsed.data);
  const good = key !== null && nodeCrypto.ed25519Verify(Buffer.from(signature, 'base64url'), signedBytes(told), key);
  return good ? ok(parsed.data) : err({ code: 'application.file-signature', params: { file } });
}

const signedBytes = (told: { readonly format: string }): Uint8Array =>
  Buffer.from(`${told.format}\n${canonical(told)}`, 'utf8');
