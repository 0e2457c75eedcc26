import { ok } from '../../../core/problem/result.ts';
import { reasonOf } from '../reason.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';
import { reconcile } from './beside.ts';

/** The copy on the chair's stick: begun, gone on from, and what was decided on paper while no kiosk worked. */
export function copyRouter(os: Implementer, zone: Zone) {
  const { desk } = zone;

  return {
    copy: {
      predecessors: os.copy.predecessors.handler(() => zone.continuing.files()),
      continue: os.copy.continue.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        if (!approved.ok) return approved;
        const taken = await zone.continuing.take(input.file, input.approvers, desk.actor);
        if (!taken.ok) return taken;
        const unlocked = await zone.unlocking.unlock(input.approvers, desk.actor);
        const begun = taken.value === null ? ok(null) : await zone.copy.begin(taken.value, desk.actor);
        if (!unlocked.ok) return unlocked;
        return begun.ok ? zone.paperRoad.printWhereDue(desk.actor) : begun;
      }),
      begin: os.copy.begin.handler(async ({ input }) => {
        const begun = await zone.copy.begin(input.target, desk.actor);
        return begun.ok ? zone.paperRoad.printWhereDue(desk.actor) : begun;
      }),
      paperVoter: os.copy.paperVoter.handler(({ input }) => zone.paperEntries.look(input)),
      enterPaper: os.copy.enterPaper.handler(async ({ input }) => {
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? zone.paperEntries.enter(input.places, approved.value, desk.actor) : approved;
      }),
      undoPaper: os.copy.undoPaper.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? zone.paperEntries.undo(input, reason.value, approved.value, desk.actor) : approved;
      }),
      reconcile: os.copy.reconcile.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('undo', input.approvers);
        return approved.ok ? reconcile(zone.kiosk, reason.value, approved.value, desk.actor) : approved;
      }),
      printPhrase: os.copy.printPhrase.handler(async ({ input }) => {
        if (!zone.paperRoad.phrasePrinted) return zone.paperRoad.printPhrase(desk.actor);
        // Whoever has the words and the stick has the list: nobody has them printed a second time alone.
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('open', input.approvers);
        if (!approved.ok) return approved;
        return zone.paperRoad.printPhrase(desk.actor, { reason: reason.value, approvers: [...approved.value] });
      }),
    },
  };
}
