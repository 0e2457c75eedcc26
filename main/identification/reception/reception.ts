import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Kiosk } from '../kiosk.ts';
import { openReception, receptionsUsed } from '../state/read-reception.ts';

/**
 * Whether the kiosk receives people before the day. The list is locked until those who may open the station have given
 * its key (main/identification/unlocking.ts); a power cut takes the key away, and the same reception goes on with it.
 */
export class Reception {
  readonly #kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  get open(): boolean {
    const force = this.#kiosk.inForce();
    return force !== null && !force.register.locked && openReception(this.#kiosk.db) !== null;
  }

  /** The register's key is there. Journals a new reception, where it is not one that the power has only broken off. */
  begin(approvers: readonly string[], actor: Actor): Result<null, Problem> {
    if (openReception(this.#kiosk.db) !== null) return ok(null);
    const reception = `reception-${receptionsUsed(this.#kiosk.db) + 1}`;
    this.#kiosk.record('reception.opened', { reception, approvers: [...approvers] }, actor);
    return ok(null);
  }

  end(actor: Actor): Result<null, Problem> {
    const reception = openReception(this.#kiosk.db);
    if (reception === null) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('reception.closed', { reception }, actor);
    return ok(null);
  }
}
