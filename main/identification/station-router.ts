import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Credential } from '../api/identification.ts';
import { reasonOf } from './reason.ts';
import type { Implementer } from './router-base.ts';
import type { Zone } from './zone.ts';

type Done = Promise<Result<null, Problem>>;

interface Given {
  readonly approvers: Credential[];
}

/** The station's own procedures: its package and list, its stages, turnout, and the log. */
export function stationRouter(os: Implementer, zone: Zone) {
  const { desk, sitting, station } = zone;
  const changes = stationChanges(zone);
  return {
    station: {
      import: os.station.import.handler(({ input }) => station.import(input.path, desk.actor)),
      packages: os.station.packages.handler(() => station.packages()),
      open: os.station.open.handler(async ({ input }) => {
        const opened = await changes.open(input);
        return opened.ok ? zone.paperRoad.printWhereDue(desk.actor) : opened;
      }),
      unlock: os.station.unlock.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        return approved.ok ? zone.unlocking.unlock(input.approvers, desk.actor) : approved;
      }),
      suspend: os.station.suspend.handler(({ input }) => changes.suspend(input)),
      resume: os.station.resume.handler(({ input }) => changes.resume(input)),
      finish: os.station.finish.handler(({ input }) => sitting.finish(desk.actor, input.inside)),
      close: os.station.close.handler(({ input }) => changes.close(input)),
      recordTurnout: os.station.recordTurnout.handler(({ input }) => sitting.recordTurnout(input.time, desk.actor)),
      logTargets: os.station.logTargets.handler(() => station.logTargets()),
      downloadLog: os.station.downloadLog.handler(({ input }) => station.downloadLog(input.target, desk.actor)),
    },
  };
}

/**
 * Opening, standing still, going on and closing: persons first, then what changes the stage together with the order for
 * its slip in one commit; printing comes after it and holds nothing up.
 */
function stationChanges(zone: Zone) {
  const { desk, sitting, slipCopies, openingSteps } = zone;

  const standstill = async (kind: 'suspend' | 'resume', given: Given & { readonly reason: string }): Done => {
    const reason = reasonOf(given.reason);
    if (!reason.ok) return reason;
    const approved = await desk.approve(kind, given.approvers);
    if (!approved.ok) return approved;
    // Two who ask at once: the second finds another stage.
    if ((sitting.stage === 'suspended') !== (kind === 'resume')) return err({ code: 'station.nothing-to-do' });
    slipCopies.ask(kind === 'suspend' ? 'suspended' : 'resumed', 1, desk.actor, () =>
      sitting[kind](reason.value, approved.value, desk.actor),
    );
    slipCopies.start();
    return ok(null);
  };

  return {
    suspend: (given: Given & { readonly reason: string }) => standstill('suspend', given),
    resume: (given: Given & { readonly reason: string }) => standstill('resume', given),

    async open(given: Given & { readonly copies?: number | undefined; readonly late: string | null }): Done {
      const copies = zone.copiesOf('start', given.copies);
      if (!copies.ok) return copies;
      const late = reasonOf(given.late);
      if (!late.ok) return late;
      const approved = await desk.approve('open', given.approvers);
      if (!approved.ok) return approved;
      const mayOpen = sitting.mayOpen();
      if (!mayOpen.ok) return mayOpen;
      const force = zone.kiosk.inForce();
      if (force && late.value === null && force.election.mode === 'official' && openingSteps.isLate(force)) {
        return err({ code: 'day.late-reason', params: { time: openingSteps.opens(force) } });
      }
      const unlocked = await zone.unlocking.unlock(given.approvers, desk.actor);
      if (!unlocked.ok) return unlocked;
      const looked = openingSteps.lastLook(desk.actor);
      if (!looked.ok) return looked;
      return inOneCommit('start', copies.value, () => sitting.open(approved.value, desk.actor, late.value));
    },

    async close(given: Given & { readonly copies?: number | undefined }): Done {
      const copies = zone.copiesOf('final', given.copies);
      if (!copies.ok) return copies;
      const approved = await desk.approve('close', given.approvers);
      if (!approved.ok) return approved;
      const closed = inOneCommit('final', copies.value, () => {
        zone.rehearsal.endAll(desk.actor);
        return sitting.close(approved.value, desk.actor);
      });
      if (!closed.ok) return closed;
      // One paper after the other; nobody waits for them.
      void zone.shifts.printEnded().then(() => zone.rehearsal.printEnded());
      zone.sameFinger.forget();
      await zone.unlocking.lock();
      return ok(null);
    },
  };

  /** A refusal leaves nothing behind: the whole commit is taken back. */
  function inOneCommit(slip: 'start' | 'final', copies: number, change: () => Result<null, Problem>) {
    let refused: Problem | null = null;
    try {
      slipCopies.ask(slip, copies, desk.actor, () => {
        const changed = change();
        if (!changed.ok) {
          refused = changed.error;
          throw new Error('refused');
        }
      });
    } catch (error) {
      if (refused) return err<Problem>(refused);
      throw error;
    }
    slipCopies.start();
    return ok(null);
  }
}
