import type { ballotImplementer } from '../router-base.ts';
import type { ResultsRoom } from './room.ts';

/** The results' half of the contract over their room. */
export function resultsRoutes(os: ReturnType<typeof ballotImplementer>, room: ResultsRoom) {
  const { counting, protocolDesk: desk, papers, exports, recount, pages } = room;
  return {
    adjudication: {
      next: os.adjudication.next.handler(() => counting.next()),
      decide: os.adjudication.decide.handler(({ input }) => counting.decide(input)),
    },
    results: {
      count: os.results.count.handler(({ input }) => counting.count(input)),
      type: os.results.type.handler(({ input }) => desk.type(input)),
      byHand: os.results.byHand.handler(({ input }) => desk.byHand(input)),
      discrepancy: os.results.discrepancy.handler(({ input }) => desk.discrepancy(input)),
      explain: os.results.explain.handler(({ input }) => desk.explain(input)),
      dissent: os.results.dissent.handler(({ input }) => desk.dissent(input)),
      sign: os.results.sign.handler(({ input }) => desk.sign(input)),
      correct: os.results.correct.handler(({ input }) => desk.correct(input)),
      dropCorrection: os.results.dropCorrection.handler(({ input }) => desk.dropCorrection(input)),
      print: os.results.print.handler(({ input }) => papers.print(input)),
      export: os.results.export.handler(() => exports.export()),
    },
    pages: {
      begin: os.pages.begin.handler(() => pages.begin()),
      stop: os.pages.stop.handler(() => pages.stop()),
    },
    recount: {
      begin: os.recount.begin.handler(() => recount.begin()),
      feed: os.recount.feed.handler(({ input }) => recount.goOn(input.aside)),
      stop: os.recount.stop.handler(() => recount.stop()),
      end: os.recount.end.handler(() => recount.end()),
      drop: os.recount.drop.handler(() => recount.drop()),
      record: os.recount.record.handler(({ input }) => recount.record(input)),
    },
  };
}
