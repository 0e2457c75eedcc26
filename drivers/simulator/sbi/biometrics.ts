import { constants, createCipheriv, createHash, publicEncrypt, randomBytes, type X509Certificate } from 'node:crypto';
import { type Identity, signJws } from './certificates.ts';

/**
 * The scanner's side of a capture, from the specification: nothing of the driver's code is used, so that an error that
 * both sides share cannot hide.
 */
export interface Touch {
  /** SBI's name of the finger. */
  readonly bioSubType: string;
  /** ISO/IEC 19794-4 or 19794-2. */
  readonly record: Uint8Array;
  readonly quality: number;
}

export interface Sealing {
  readonly purpose: 'Registration' | 'Auth';
  readonly env: string;
  readonly transactionId: string;
  readonly requestedScore: string;
  readonly timestamp: string;
  readonly digitalId: string;
  readonly signer: Identity;
  readonly above: readonly Identity[];
  /** Of whom may open what is captured for authentication. */
  readonly server: X509Certificate | null;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The hash of nothing, which comes before the first. */
export const firstHash: string = sha256(Buffer.alloc(0)).toString('hex');

/** Bytes of the longer text XORed with those of the shorter one, which is moved to the right. */
function mixed(timestamp: string, transactionId: string): Buffer {
  const length = Math.max(timestamp.length, transactionId.length);
  const pad = (text: string) => Buffer.from(text.padStart(length, '\0'), 'latin1');
  const other = pad(transactionId);
  return Buffer.from(pad(timestamp).map((byte, at) => byte ^ other[at]!));
}

function encrypted(record: Uint8Array, { timestamp, transactionId }: Sealing, server: X509Certificate) {
  const session = randomBytes(32);
  const inputs = mixed(timestamp, transactionId);
  const cipher = createCipheriv('aes-256-gcm', session, inputs.subarray(inputs.length - 12));
  cipher.setAAD(inputs.subarray(inputs.length - 16));
  const bioValue = Buffer.concat([cipher.update(record), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  const wrapping = { key: server.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const sessionKey = publicEncrypt(wrapping, session).toString('base64url');
  return { bioValue, sessionKey, thumbprint: sha256(server.raw).toString('hex') };
}

/** One element of `biometrics`, and its hash. */
export function biometricOf(touch: Touch, previousHash: string, sealing: Sealing) {
  const { purpose, env, transactionId, requestedScore, timestamp, digitalId, signer, above, server } = sealing;
  const secret = purpose === 'Auth' && server !== null ? encrypted(touch.record, sealing, server) : null;
  const payload = {
    digitalId,
    deviceCode: 'CODE-1',
    deviceServiceVersion: '0.9.5',
    bioType: 'Finger',
    bioSubType: touch.bioSubType,
    purpose,
    env,
    bioValue: secret?.bioValue ?? Buffer.from(touch.record).toString('base64url'),
    transactionId,
    timestamp,
    requestedScore,
    qualityScore: String(touch.quality),
  };
  const hash = sha256(Buffer.concat([Buffer.from(previousHash, 'hex'), sha256(touch.record)]))
    .toString('hex')
    .toUpperCase();
  return {
    specVersion: '0.9.5',
    data: signJws(payload, signer, above),
    hash,
    ...(secret === null ? {} : { sessionKey: secret.sessionKey, thumbprint: secret.thumbprint }),
    error: { errorCode: '0', errorInfo: 'Success' },
  };
}
