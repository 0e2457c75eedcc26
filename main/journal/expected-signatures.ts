import { fromHex } from '../../core/crypto/encoding.ts';
import type { Trust } from '../../core/journal/trust.ts';
import type { ExpectedSignature } from '../crypto/ahead.ts';

/** What the lines claim, read without care: the verifier decides, this only guesses what it will ask. */
export function expectedSignatures(lines: readonly Uint8Array[], trust: Trust): readonly ExpectedSignature[] {
  return lines.flatMap((line) => {
    const { device, key, hash, sig } = claimsOf(line);
    const trusted = trust.devices.find((entry) => entry.device === device && entry.key === key);
    const publicKey = trusted && fromHex(trusted.publicKey);
    const [message, signature] = [fromHex(String(hash)), fromHex(String(sig))];
    return publicKey && message && signature ? [{ signature, message, publicKey }] : [];
  });
}

function claimsOf(line: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(line).toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
