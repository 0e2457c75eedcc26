import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Database } from '../../storage/open.ts';
import type { Kiosk } from '../kiosk.ts';
import { openBeside } from '../state/beside.ts';
import { continuedBy } from '../state/predecessor.ts';
import { stationOf } from '../state/read.ts';

/**
 * People may let a kiosk serve although another one has gone on from its copy: then nobody's papers are whole by themselves.
 * It is told in the commit that makes it serve, names the other one, and stands open until the papers were compared.
 */
export function tellBeside(kiosk: Pick<Kiosk, 'db' | 'record'>, by: 'opened' | 'resumed', actor: Actor): void {
  const device = continuedBy(kiosk.db);
  if (device !== null) kiosk.record('copy.served-beside', { device, by }, actor);
}

/**
 * The kiosk whose papers are still to be held against those of this one: it served beside this one, or it went on with the
 * sitting that was closed here. While that sitting is under way there is nothing of the second kind to compare yet.
 */
export function toCompare(db: Database): string | null {
  const beside = openBeside(db);
  if (beside) return beside.device;
  const { stage } = stationOf(db);
  return stage === 'closed' || stage === 'handed-over' ? continuedBy(db) : null;
}

/** People have held the papers of both against each other. */
export function reconcile(
  kiosk: Pick<Kiosk, 'db' | 'record'>,
  reason: string,
  approvers: readonly string[],
  actor: Actor,
): Result<null, Problem> {
  const device = toCompare(kiosk.db);
  if (device === null) return err({ code: 'station.nothing-to-do' });
  kiosk.record('copy.reconciled', { device, reason, approvers: [...approvers] }, actor);
  return ok(null);
}
