import { createReadStream } from 'node:fs';
import type { Crypto } from '../../core/crypto/crypto.ts';
import { fromHex } from '../../core/crypto/encoding.ts';
import { lineSplitter } from '../../core/journal/lines.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { createVerifier, type Report } from '../../core/journal/verify.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type ExpectedSignature, signaturesAhead } from '../crypto/ahead.ts';
import { storageProblem } from '../storage/failure.ts';

/** A few hundred lines: enough for all cores, little in memory. */
const CHUNK_BYTES = 1 << 18;

/**
 * Verifies an exported journal (NDJSON) of any length in constant memory. Two thirds of the time are signatures:
 * those of a chunk are checked on all cores while the chunk before is read through.
 * @returns the report (see `Report.ok`), or `storage.missing`, `storage.failed` when the file cannot be read
 */
export async function verifyFile(file: string, trust: Trust, crypto: Crypto): Promise<Result<Report, Problem>> {
  const ahead = signaturesAhead(crypto);
  const verifier = createVerifier({ trust, crypto: ahead.crypto });
  const splitter = lineSplitter();
  let waiting: readonly Uint8Array[] = [];
  let checked = Promise.resolve();
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      const lines = splitter.push(chunk as Uint8Array);
      await checked;
      checked = ahead.expect(verifier.finding() ? [] : expectedSignatures(lines, trust));
      for (const line of waiting) verifier.push(line);
      waiting = lines;
    }
  } catch (error) {
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
  await checked;
  for (const line of waiting) verifier.push(line);
  return ok(verifier.finish(splitter.rest()));
}

/** What the lines claim, read without care: the verifier decides, this only guesses what it will ask. */
function expectedSignatures(lines: readonly Uint8Array[], trust: Trust): readonly ExpectedSignature[] {
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
