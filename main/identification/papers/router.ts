import { ok } from '../../../core/problem/result.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

/** Papers that are no receipts: pages, refusals, the log. */
export function papersRouter(os: Implementer, zone: Zone) {
  const { desk, way } = zone;

  return {
    page: {
      print: os.page.print.handler(({ input }) => zone.pages.print(input.slip, desk.actor)),
      readiness: os.page.readiness.handler(async ({ input }) => {
        const report = await zone.readiness.reportOf(input.at);
        return zone.pages.printReadiness(zone.readinessPapers.pdf(report, input.language), desk.actor);
      }),
      stop: os.page.stop.handler(async () => {
        await zone.pages.stop();
        return ok(null);
      }),
    },
    papers: {
      refusal: os.papers.refusal.handler(() => zone.papers.refusal(way.refused, desk.actor)),
      today: os.papers.today.handler(() => zone.papers.todayView()),
      printLog: os.papers.printLog.handler(() => zone.papers.log(desk.actor)),
      printToday: os.papers.printToday.handler(({ input }) => zone.papers.today(input.on, desk.actor)),
    },
  };
}
