import { err } from '../../../core/problem/result.ts';
import { reasonOf } from '../reason.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

/** The kiosks of one station together. */
export function kiosksRouter(os: Implementer, zone: Zone) {
  const { desk, kiosks } = zone;
  return {
    kiosks: {
      invite: os.kiosks.invite.handler(() => kiosks.invitations.invite(desk.actor)),
      ask: os.kiosks.ask.handler(({ input }) => kiosks.invitations.ask(input.code)),
      join: os.kiosks.join.handler(() => kiosks.invitations.confirm(desk.actor)),
      openLogs: os.kiosks.openLogs.handler(() => kiosks.logs.open(desk.actor)),
      shutLogs: os.kiosks.shutLogs.handler(() => kiosks.logs.shut(desk.actor)),
      journals: os.kiosks.journals.handler(() => kiosks.all.journals()),
      takeJournal: os.kiosks.takeJournal.handler(({ input }) => kiosks.all.takeJournal(input.path, desk.actor)),
      sum: os.kiosks.sum.handler(() => kiosks.all.sum()),
      printSum: os.kiosks.printSum.handler(async () => {
        const sum = kiosks.all.sum();
        return sum === null ? err({ code: 'station.nothing-to-do' }) : zone.papers.sum(sum, desk.actor);
      }),
      opening: os.kiosks.opening.handler(() => kiosks.all.opening()),
      printOpening: os.kiosks.printOpening.handler(async () => {
        const opening = kiosks.all.opening();
        return opening === null ? err({ code: 'station.nothing-to-do' }) : zone.papers.opening(opening, desk.actor);
      }),
      takeShare: os.kiosks.takeShare.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('takeShare', input.approvers);
        if (!approved.ok) return approved;
        const decided = { reason: reason.value, approvers: approved.value, actor: desk.actor };
        return kiosks.decisions()?.takeShare(input.device, decided) ?? err({ code: 'station.no-register' });
      }),
      endReservation: os.kiosks.endReservation.handler(async ({ input }) => {
        const reason = reasonOf(input.reason);
        if (!reason.ok) return reason;
        const approved = await desk.approve('takeShare', input.approvers);
        if (!approved.ok) return approved;
        const decided = { reason: reason.value, approvers: approved.value, actor: desk.actor };
        return kiosks.decisions()?.endReservation(input.admission, decided) ?? err({ code: 'station.no-register' });
      }),
    },
  };
}
