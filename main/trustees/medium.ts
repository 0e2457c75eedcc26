import { randomBytes, scrypt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Ceremony, ceremonySchema } from '../../core/ballot/secret/ceremony/messages.ts';
import { bytesOf, hex32, hexSchema, readFileOf, writeFileOf } from '../../core/ballot/secret/file.ts';
import { KEY_BYTES, NONCE_BYTES } from '../../core/crypto/crypto.ts';
import { toHex, utf8 } from '../../core/crypto/encoding.ts';
import { idSchema } from '../../core/election/common.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { replaceText } from '../storage/whole-file.ts';

/**
 * A trustee's medium: one folder (a stick) with one file, sealed under a passphrase that the trustee alone knows. It holds the
 * secret, and remembers what was opened with it. Whoever copies the medium copies what it remembers too: against an old copy
 * nothing here helps (docs/remote-voting.md).
 */
const FILE = 'trustee.json';
/** Shorter ones are guessed, whatever a guess costs. */
export const PASSPHRASE_LETTERS = 12;
/** What a guess costs: 128 MiB, and the time that docs/measured/secret-ballot.json has. */
const COST = { n: 131_072, r: 8, p: 1 } as const;

const secretsSchema = z.strictObject({
  /** Seeds of the key that signs the messages of the ceremony, and of that to which shares are sealed. */
  ...{ signing: hex32, transport: hex32, salt: hex32 },
  /** The polynomial; empty once the ceremony is over. */
  coefficients: z.array(hex32).max(99),
  /** The first round that this medium has answered: it answers no other. */
  commits: hex32.nullable(),
  /** What remains of the ceremony: the share of the joint secret, and the joint key. */
  kept: z.strictObject({ share: hex32, key: hex32 }).nullable(),
  /** What was opened: of each style one sum, ever. */
  opened: z.array(z.strictObject({ style: idSchema, sum: hex32 })).max(10_000),
});
export type Secrets = z.infer<typeof secretsSchema>;

const power = z.int().min(1_024).max(1_048_576);
const headSchema = z.strictObject({
  format: z.literal('taanuu/trustee-medium/1'),
  ceremony: ceremonySchema,
  index: z.int().min(1).max(99),
  scrypt: z.strictObject({ n: power, r: z.literal(8), p: z.literal(1), salt: hexSchema(16) }),
});
type Head = z.infer<typeof headSchema>;
const mediumSchema = headSchema.extend({ nonce: hexSchema(NONCE_BYTES), sealed: z.string().regex(/^([0-9a-f]{2})+$/) });

const derive = promisify(
  (passphrase: string, { n, r, p, salt }: Head['scrypt'], done: (error: Error | null, key: Buffer) => void): void =>
    scrypt(passphrase.normalize('NFKC'), bytesOf(salt), KEY_BYTES, { N: n, r, p, maxmem: 256 * n * r }, done),
);

/** An open medium. */
export interface Medium {
  readonly ceremony: Ceremony;
  readonly index: number;
  readonly name: string;
  readonly secrets: Secrets;
  /** Writes other secrets: whenever the power goes there are the old ones or these. */
  readonly save: (secrets: Secrets) => void;
}

/** Whether a folder is a trustee's medium already. */
export const isMedium = (folder: string): boolean => existsSync(join(folder, FILE));

function opened(folder: string, head: Head, key: Uint8Array, secrets: Secrets): Medium {
  const save = (value: Secrets): void => {
    const nonce = randomBytes(NONCE_BYTES);
    const sealed = nodeCrypto.seal(key, nonce, utf8(canonical(value)), utf8(canonical(head)));
    const text = writeFileOf({ ...head, nonce: toHex(nonce), sealed: toHex(sealed) });
    replaceText(join(folder, FILE), Buffer.from(text).toString());
  };
  const { ceremony, index } = head;
  return { ceremony, index, name: ceremony.members[index - 1] ?? '', secrets, save };
}

/** Makes a medium of a folder. @param cost of a guess; the usual one where nothing is said */
export async function makeMedium(
  folder: string,
  of: { readonly ceremony: Ceremony; readonly index: number; readonly secrets: Secrets },
  passphrase: string,
  n: number = COST.n,
): Promise<Result<Medium, Problem>> {
  if ([...passphrase].length < PASSPHRASE_LETTERS) {
    return err({ code: 'trustees.passphrase-short', params: { least: PASSPHRASE_LETTERS } });
  }
  if (isMedium(folder)) return err({ code: 'trustees.medium-taken' });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { ceremony, index, secrets } = of;
  const head: Head = {
    ...{ format: 'taanuu/trustee-medium/1', ceremony, index },
    scrypt: { n, r: COST.r, p: COST.p, salt: toHex(randomBytes(16)) },
  };
  const medium = opened(folder, head, await derive(passphrase, head.scrypt), secrets);
  medium.save(secrets);
  return ok(medium);
}

/** Opens a medium with its passphrase. */
export async function openMedium(folder: string, passphrase: string): Promise<Result<Medium, Problem>> {
  if (!isMedium(folder)) return err({ code: 'trustees.medium' });
  const read = readFileOf(readFileSync(join(folder, FILE)), mediumSchema);
  if (read === undefined) return err({ code: 'trustees.medium' });
  const { nonce, sealed, ...head } = read;
  const key = await derive(passphrase, head.scrypt);
  const bytes = nodeCrypto.open(key, bytesOf(nonce), bytesOf(sealed), utf8(canonical(head)));
  if (bytes === undefined) return err({ code: 'trustees.passphrase' });
  return ok(opened(folder, head, key, secretsSchema.parse(JSON.parse(Buffer.from(bytes).toString()))));
}
