import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Kiosk } from '../kiosk.ts';
import { openBeside } from '../state/beside.ts';
import { continuedBy } from '../state/predecessor.ts';

/**
 * People may let a kiosk serve although another one has gone on from its copy: then nobody's papers are whole by themselves.
 * It is told in the commit that makes it serve, names the other one, and stands open until the papers were compared.
 */
export function tellBeside(kiosk: Pick<Kiosk, 'db' | 'record'>, by: 'opened' | 'resumed', actor: Actor): void {
  const device = continuedBy(kiosk.db);
  if (device !== null) kiosk.record('copy.served-beside', { device, by }, actor);
}

/** People have held the papers of both against each other. */
export function reconcile(
  kiosk: Pick<Kiosk, 'db' | 'record'>,
  reason: string,
  approvers: readonly string[],
  actor: Actor,
): Result<null, Problem> {
  const open = openBeside(kiosk.db);
  if (!open) return err({ code: 'station.nothing-to-do' });
  kiosk.record('copy.reconciled', { device: open.device, reason, approvers: [...approvers] }, actor);
  return ok(null);
}
