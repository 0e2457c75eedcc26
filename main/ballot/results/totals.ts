import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { utf8 } from '../../../core/crypto/encoding.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Counted } from '../../../core/results/figures.ts';
import { storageProblem } from '../../storage/failure.ts';
import { readSealedFile, writeSealedFile } from '../../storage/sealed-file.ts';

const sheets = z.int().min(0);
const totalsSchema = z.strictObject({
  v: z.literal(1),
  /** By style. */
  styles: z.record(
    z.string(),
    z.strictObject({
      sheets: z.strictObject({ box: sheets, mobile: sheets, valid: sheets, invalid: sheets }),
      votes: z.record(z.string(), z.record(z.string(), sheets)),
    }),
  ),
});

export type Totals = ReadonlyMap<string, Counted>;

/**
 * Seals the totals of a count.
 * @returns the hash of the file: of what is sealed, so that few ballots cannot be guessed from it
 */
export function sealTotals(path: string, key: Uint8Array, totals: Totals): Result<string, Problem> {
  const written = writeSealedFile(path, key, utf8(canonical({ v: 1, styles: Object.fromEntries(totals) })));
  return written.ok ? hashOf(path) : written;
}

/** @returns the totals whose hash the journal has; `storage.changed-on-medium` where the file is gone or another one */
export function openTotals(path: string, key: Uint8Array, sha256: string): Result<Totals, Problem> {
  const read = readSealedFile(path, key);
  if (!read.ok) return read;
  const hash = read.value === null ? ok(null) : hashOf(path);
  if (!hash.ok) return hash;
  if (read.value === null || hash.value !== sha256) {
    return err({ code: 'storage.changed-on-medium', params: { file: basename(path) } });
  }
  const { styles } = totalsSchema.parse(JSON.parse(new TextDecoder().decode(read.value)));
  return ok(new Map(Object.entries(styles)));
}

function hashOf(path: string): Result<string, Problem> {
  try {
    return ok(createHash('sha256').update(readFileSync(path)).digest('hex'));
  } catch (error) {
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return err(problem);
  }
}
