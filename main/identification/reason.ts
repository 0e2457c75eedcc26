import { reason } from '../../core/journal/catalogue/fields.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';

/** A reason as the journal takes it, or `station.reason`; none stays none. */
export function reasonOf(text: string): Result<string, Problem>;
export function reasonOf(text: string | null): Result<string | null, Problem>;
export function reasonOf(text: string | null): Result<string | null, Problem> {
  if (text === null) return ok(null);
  const read = reason.safeParse(text);
  return read.success ? ok(read.data) : err({ code: 'station.reason' });
}
