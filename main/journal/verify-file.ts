import { createReadStream } from 'node:fs';
import type { Crypto } from '../../core/crypto/crypto.ts';
import { lineSplitter } from '../../core/journal/lines.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { createVerifier, type Report } from '../../core/journal/verify.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from '../storage/failure.ts';

/**
 * Verifies an exported journal (NDJSON) of any length in constant memory.
 * @returns the report (see `Report.ok`), or `storage.missing`, `storage.failed` when the file cannot be read
 */
export async function verifyFile(file: string, trust: Trust, crypto: Crypto): Promise<Result<Report, Problem>> {
  const verifier = createVerifier({ trust, crypto });
  const splitter = lineSplitter();
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      for (const line of splitter.push(chunk as Uint8Array)) verifier.push(line);
    }
  } catch (error) {
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
  return ok(verifier.finish(splitter.rest()));
}
