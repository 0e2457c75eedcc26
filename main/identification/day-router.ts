import { ok } from '../../core/problem/result.ts';
import { reasonOf } from './reason.ts';
import { implementer } from './router-base.ts';
import type { Zone } from './zone.ts';

/** The chair's procedures around the voters. */
export function dayRouter(zone: Zone) {
  const os = implementer();
  const { desk, slipCopies, questions, openingSteps } = zone;
  return os.day.router({
    readSeal: os.day.readSeal.handler(({ input }) => openingSteps.readSeal(input.what, input.number, desk.actor)),
    compareList: os.day.compareList.handler(({ input: { words, ...paper } }) => {
      const said = reasonOf(words);
      return said.ok ? openingSteps.compareList(paper, said.value, desk.actor) : said;
    }),
    doWithout: os.day.doWithout.handler(({ input }) => openingSteps.doWithout(input.device, desk.actor)),
    answer: os.day.answer.handler(({ input }) => {
      const reason = reasonOf(input.reason);
      return reason.ok ? questions.answer(input.question, input.people, reason.value, desk.actor) : reason;
    }),
    printCopies: os.day.printCopies.handler(({ input }) => {
      const copies = zone.copiesOf(input.slip, input.copies);
      return copies.ok ? slipCopies.again(input.slip, copies.value, desk.actor) : copies;
    }),
    goOnCopies: os.day.goOnCopies.handler(() => {
      slipCopies.start();
      return ok(null);
    }),
    copySeen: os.day.copySeen.handler(({ input }) => slipCopies.seen(input.series, input.copy, input.out, desk.actor)),
    leaveCopies: os.day.leaveCopies.handler(({ input }) => slipCopies.leave(input.series, desk.actor)),
  });
}
