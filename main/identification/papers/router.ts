import { ok } from '../../../core/problem/result.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

/** Papers that are no receipts: pages, refusals, the log, acts of the commission. */
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
    acts: {
      overview: os.acts.overview.handler(({ input }) => zone.acts.view(input)),
      draw: os.acts.draw.handler(({ input: { on, ...asked } }) => zone.acts.draw(asked, on, desk.actor)),
      print: os.acts.print.handler(({ input }) => zone.acts.print(input.number, input.on, desk.actor)),
      waive: os.acts.waive.handler(({ input }) => zone.acts.waive(input.kind, input.of, input.reason, desk.actor)),
    },
    papers: {
      refusal: os.papers.refusal.handler(() => zone.papers.refusal(way.refused, desk.actor)),
      today: os.papers.today.handler(() => zone.papers.todayView()),
      printLog: os.papers.printLog.handler(() => zone.papers.log(desk.actor)),
      printResults: os.papers.printResults.handler(() =>
        zone.papers.results(zone.resultsUp?.receipt() ?? null, desk.actor),
      ),
      printToday: os.papers.printToday.handler(({ input }) => zone.papers.today(input.on, desk.actor)),
    },
  };
}
