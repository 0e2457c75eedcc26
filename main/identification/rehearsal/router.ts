import { implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

/** What operators and the chair ask of the rehearsal. */
export function rehearsalRouter(zone: Zone) {
  const os = implementer();
  const { rehearsal, desk } = zone;
  return os.rehearsal.router({
    begin: os.rehearsal.begin.handler(() => rehearsal.begin(desk.actor)),
    turnTo: os.rehearsal.turnTo.handler(({ input }) => rehearsal.turnTo(input.case, desk.actor)),
    end: os.rehearsal.end.handler(({ input }) => rehearsal.end(input.number, desk.actor)),
    print: os.rehearsal.print.handler(({ input }) => rehearsal.print(input.number, desk.actor)),
  });
}
