import { createPrivateKey, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type Certified, makeState, type TestState } from '../../drivers/simulator/chip/authority.ts';
import { readSecret, writeNewSecret } from '../access/keys-file.ts';

const bytes = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));
const certifiedSchema = z.strictObject({
  /** PKCS #8 */
  key: bytes,
  certificate: bytes,
  name: bytes,
  issuer: bytes,
  serial: z.int(),
});
const stateSchema = z.strictObject({ authority: certifiedSchema, signer: certifiedSchema });

/**
 * The demonstration's state that issues documents: its authority is on the list in the package, its signer signs the
 * simulated chips. Fictional, made at the first call and kept in the folder, so that a package and the chips that were
 * made at different times agree.
 */
export function demoDocumentState(stateDir: string): TestState {
  const path = join(stateDir, 'document-state.json');
  if (!readSecret(path)) {
    const { authority, signer } = makeState();
    writeNewSecret(path, Buffer.from(JSON.stringify({ authority: stored(authority), signer: stored(signer) })));
  }
  const read = stateSchema.parse(JSON.parse(Buffer.from(readSecret(path) ?? []).toString('utf8')));
  return { authority: certified(read.authority), signer: certified(read.signer) };
}

function stored({ key, certificate, name, issuer, serial }: Certified): z.input<typeof certifiedSchema> {
  const text = (value: Uint8Array) => Buffer.from(value).toString('base64');
  const secret = key.export({ format: 'der', type: 'pkcs8' });
  return { key: text(secret), certificate: text(certificate), name: text(name), issuer: text(issuer), serial };
}

function certified({ key: secret, ...rest }: z.output<typeof certifiedSchema>): Certified {
  const key = createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' });
  const publicInfo = createPublicKey(key).export({ format: 'der', type: 'spki' });
  // What `makeState` makes unless it is told otherwise.
  return { ...rest, algorithm: 'prime256v1', digest: 'sha256', key, publicInfo };
}
