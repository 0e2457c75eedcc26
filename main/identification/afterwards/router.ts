import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

/** What comes after the closing, over the rooms of the zone. */
export function afterwardsRouter(os: Implementer, { desk, retention, handing, wipe }: Zone) {
  return {
    retention: {
      copies: os.retention.copies.handler(() => retention.view()),
      writeCopy: os.retention.writeCopy.handler(({ input }) => retention.write(input.target, desk.actor)),
    },
    handing: {
      act: os.handing.act.handler(() => handing.view()),
      handOver: os.handing.handOver.handler(async ({ input: { to, items, approvers } }) => {
        // Nobody types a code for what would be refused anyway.
        const may = handing.mayHandOver(to, items);
        if (!may.ok) return may;
        const approved = await desk.approve('handOver', approvers);
        return approved.ok ? handing.handOver(to, items, approved.value, desk.actor) : approved;
      }),
      printCopy: os.handing.printCopy.handler(({ input }) => handing.printCopy(input.copy, desk.actor)),
      check: os.handing.check.handler(({ input }) => handing.check(input.items, desk.actor)),
    },
    wipe: {
      orders: os.wipe.orders.handler(() => wipe.view()),
      begin: os.wipe.begin.handler(async ({ input: { path, approvers } }) => {
        const may = wipe.mayWipe(path);
        if (!may.ok) return may;
        const approved = await desk.approve('wipe', approvers);
        return approved.ok ? wipe.wipe(path, approved.value, desk.actor) : approved;
      }),
      printSlip: os.wipe.printSlip.handler(() => wipe.printSlip()),
    },
  };
}
