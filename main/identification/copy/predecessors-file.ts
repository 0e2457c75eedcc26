import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import type { Database } from '../../storage/open.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import { predecessorLines } from '../state/predecessor.ts';

/**
 * Writes what was copied of the journals that this one continues beside its log, a file each: `log-before-<device>.ndjson`.
 * They have no signed head: where they end says the journal that continues them.
 */
export async function exportPredecessors(db: Database, log: string): Promise<Result<null, Problem>> {
  for (const [device, lines] of Map.groupBy(predecessorLines(db), (one) => one.device)) {
    const file = `${log.replace(/\.ndjson$/, '')}-before-${device}.ndjson`;
    const written = await writeWhole(
      file,
      lines.map(({ line }) => `${line}\n`),
    );
    if (!written.ok) return written;
  }
  return ok(null);
}
