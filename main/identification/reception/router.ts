import { err, ok } from '../../../core/problem/result.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

type Rooms = Pick<Zone, 'desk' | 'unlocking' | 'reception' | 'lookup' | 'list' | 'homeList' | 'applicant'>;

/** The procedures of the weeks before, and of people who ask on the day. */
export function receptionRouter(
  os: Implementer,
  { desk, unlocking, reception, lookup, list, homeList, applicant }: Rooms,
) {
  return {
    reception: {
      open: os.reception.open.handler(async ({ input }) => {
        const approved = await desk.approve('open', input.approvers);
        if (!approved.ok) return approved;
        const unlocked = await unlocking.unlock(input.approvers, desk.actor);
        return unlocked.ok ? reception.begin(approved.value, desk.actor) : unlocked;
      }),
      close: os.reception.close.handler(async () => {
        const ended = reception.end(desk.actor);
        if (!ended.ok) return ended;
        lookup.leave();
        applicant.leave();
        await unlocking.lock();
        return ok(null);
      }),
    },
    list: {
      print: os.list.print.handler(() =>
        desk.person ? list.print(desk.person.role) : err({ code: 'station.nothing-to-do' }),
      ),
      printHome: os.list.printHome.handler(({ input }) => homeList.print(input.part, desk.actor)),
      saveHome: os.list.saveHome.handler(({ input }) => homeList.save(input.target, desk.actor)),
    },
    lookup: {
      begin: os.lookup.begin.handler(() => lookup.begin()),
      find: os.lookup.find.handler(({ input }) => lookup.find(input.pin, desk.actor)),
      print: os.lookup.print.handler(() => lookup.print(desk.actor)),
      next: os.lookup.next.handler(() => {
        lookup.next();
        return ok(null);
      }),
      leave: os.lookup.leave.handler(() => {
        lookup.leave();
        return ok(null);
      }),
    },
  };
}
