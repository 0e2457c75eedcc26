import { z } from 'zod';
import { bytesSchema, modeSchema } from '../../../core/election/common.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { CONFIGURATION_BYTES } from '../../../core/network/link.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type DeviceKeys, deviceRequest, deviceRequestSchema, provesItsKeys } from '../../access/keys.ts';
import { fingerprintWords } from '../../access/keys-words.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type KioskConfig, settingsSchema } from '../config.ts';

/**
 * A kiosk's configuration in one file, signed by the kiosk that wrote it: JSON for people to read, the signature over
 * its canonical form (RFC 8785), so that spaces are free and nothing else is.
 */
const FORMAT = 'taanuu-configuration';
const VERSION = 1;

/** Of a file, in bytes. Thirty-two devices take 6 kB; what takes room is the certificates of fingerprint scanners. */
export const MAX_CONFIGURATION_BYTES = CONFIGURATION_BYTES;

/** What is carried: how a kiosk is put together. Its keys, its packages and its journals are not. */
export type Settings = z.infer<typeof settingsSchema>;

const envelopeSchema = z.strictObject({
  format: z.literal(FORMAT),
  v: z.literal(VERSION),
  /** When it was written. */
  at: z.iso.datetime(),
  product: z.strictObject({ model: z.string().max(100), version: z.string().max(100) }),
  /** Of the election that was in force: told, never taken. */
  mode: modeSchema.nullable(),
  /** Who wrote it: its public keys, bound to each other by its own proof, so that its words cannot be another's. */
  by: deviceRequestSchema,
  settings: z.unknown(),
  /** Ed25519 by `by.signing`. */
  signature: bytesSchema(64),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** A configuration whose signature is good. */
export interface SignedConfiguration {
  readonly at: string;
  readonly version: string;
  readonly mode: Envelope['mode'];
  readonly by: {
    readonly device: string;
    readonly serial: string;
    readonly key: string;
    /** Ed25519, base64url. */
    readonly signing: string;
    /** Reckoned from the keys, not read. */
    readonly words: readonly string[];
  };
  readonly settings: Settings;
}

/** The text of a file with these settings. What is a secret by mistake, a password in an address, is left out. */
export function writeConfiguration(
  about: { readonly at: Date; readonly model: string; readonly version: string; readonly mode: Envelope['mode'] },
  config: Pick<KioskConfig, 'devices' | 'folders' | 'kit'>,
  keys: DeviceKeys,
): string {
  const { devices, folders, kit } = config;
  const told = {
    ...{ format: FORMAT, v: VERSION, at: about.at.toISOString() },
    product: { model: about.model, version: about.version },
    mode: about.mode,
    by: deviceRequest(
      keys,
      devices.some(({ simulated }) => simulated),
    ),
    settings: {
      devices: devices.map((device) => ({ ...device, at: withoutPassword(device.at) })),
      folders,
      ...(kit === undefined ? {} : { kit }),
    },
  };
  const signature = Buffer.from(keys.signing.sign(signedBytes(told))).toString('base64url');
  return `${JSON.stringify({ ...told, signature }, null, 2)}\n`;
}

/**
 * Reads a file that anybody may have written: never throws, takes nothing that its signature does not cover.
 * @param file its name, for the words of a problem
 * @returns `configuration.too-large`, `.unreadable`, `.unsigned`, `.bad-signature`, or `.other-version` where it comes
 *   from another version of the format, or is signed well and says what this program does not know
 */
export function readConfiguration(bytes: Uint8Array, file: string): Result<SignedConfiguration, Problem> {
  if (bytes.length > MAX_CONFIGURATION_BYTES) {
    return err({ code: 'configuration.too-large', params: { file, kilobytes: MAX_CONFIGURATION_BYTES / 1024 } });
  }
  const given = parsed(bytes);
  if (given === null || given.format !== FORMAT) return err({ code: 'configuration.unreadable', params: { file } });
  if (given.v !== VERSION && Number.isSafeInteger(given.v)) return otherVersion(file, String(given.v));
  if (given.signature === undefined) return err({ code: 'configuration.unsigned', params: { file } });
  const envelope = envelopeSchema.safeParse(given);
  if (!envelope.success) return err({ code: 'configuration.unreadable', params: { file } });
  if (!isSigned(envelope.data)) return err({ code: 'configuration.bad-signature', params: { file } });
  const { at, product, mode, by } = envelope.data;
  const settings = settingsSchema.safeParse(envelope.data.settings);
  if (!settings.success) return otherVersion(file, product.version);
  const { device, serial, key, signing, agreement } = by;
  const both = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(agreement, 'base64url')]);
  const whose = { device, serial, key, signing, words: fingerprintWords(both) };
  return ok({ at, version: product.version, mode, by: whose, settings: settings.data });
}

const otherVersion = (file: string, version: string): Result<never, Problem> =>
  err({ code: 'configuration.other-version', params: { file, version } });

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isSigned({ signature, ...told }: Envelope): boolean {
  let message: Uint8Array;
  try {
    message = signedBytes(told);
  } catch {
    // Nested deeper than the stack, or a text that is no Unicode: nobody has signed that.
    return false;
  }
  const signing = Buffer.from(told.by.signing, 'base64url');
  return provesItsKeys(told.by) && nodeCrypto.ed25519Verify(Buffer.from(signature, 'base64url'), message, signing);
}

/** What the signature signs: the context of its purpose, then the canonical form of everything else. */
const signedBytes = (told: object): Uint8Array => Buffer.from(`taanuu/configuration/1\n${canonical(told)}`, 'utf8');

function withoutPassword(at: string): string {
  if (!/^https?:/i.test(at) || !URL.canParse(at)) return at;
  const url = new URL(at);
  if (url.username === '' && url.password === '') return at;
  url.username = '';
  url.password = '';
  return url.href;
}
