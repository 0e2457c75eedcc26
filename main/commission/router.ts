import { implement } from '@orpc/server';
import { err, ok } from '../../core/problem/result.ts';
import { consoleContract } from '../api/console.ts';
import type { ZoneContext } from '../api/server.ts';
import { mediaNow } from '../identification/media.ts';
import { watchConsole } from './projection.ts';
import type { ConsoleZone } from './zone.ts';

/** The contract's methods over the console. Who may call them was looked at before (main/access/console-table.ts). */
export function consoleRouter(zone: ConsoleZone) {
  const os = implement(consoleContract).$context<ZoneContext<'commission'>>();
  const { desk, logs, packages } = zone;
  /**
   * For the territory that whoever is signed in looks at now. Between the look at who may call and the work of a call its person
   * can have signed out: nobody's territory is none, and not the country.
   */
  const here = <T, N>(work: (territory: string | null) => T, nobody: N): T | N =>
    desk.person ? work(desk.scope) : nobody;
  /** The same for all that this person may see. */
  const mine = <T, N>(work: (territory: string | null) => T, nobody: N): T | N =>
    desk.person ? work(desk.person.territory) : nobody;
  const denied = err({ code: 'access.not-allowed' } as const);
  /** The same for who makes packages. */
  const by = <T, N>(work: (who: string) => T, nobody: N): T | N =>
    desk.person?.role === 'central' ? work(desk.person.id) : nobody;
  return os.router({
    watch: os.watch.handler(({ signal }) => watchConsole(zone, signal)),
    access: {
      signIn: os.access.signIn.handler(({ input }) => desk.signIn(input)),
      signOut: os.access.signOut.handler(() => {
        desk.signOut();
        return ok(null);
      }),
    },
    logs: {
      fromHub: os.logs.fromHub.handler(({ input }) => here((at) => logs.fromHub(input.stations, at), denied)),
      fromStick: os.logs.fromStick.handler(({ input }) => here((at) => logs.fromStick(input.path, at), denied)),
      fromKiosk: os.logs.fromKiosk.handler(({ input }) => mine((own) => logs.fromKiosk(input.code, own), denied)),
      sticks: os.logs.sticks.handler(() => mediaNow([]).map(({ path, name }) => ({ path, name }))),
      slip: os.logs.slip.handler(({ input }) => mine((own) => logs.slip(input.code, own), denied)),
      stop: os.logs.stop.handler(({ input }) => {
        mine((own) => logs.stop(input.id, own), null);
        return ok(null);
      }),
    },
    results: {
      look: os.results.look.handler(({ input }) => zone.results(input.station)),
      scan: os.results.scan.handler(({ input }) => zone.scan(input.station, input.sha256)),
      take: os.results.take.handler(({ input }) => zone.takeResults(input.path)),
      sums: os.results.sums.handler(() => zone.sums()),
      export: os.results.export.handler(({ input }) => zone.exportSums(input.note)),
    },
    turnout: {
      preview: os.turnout.preview.handler(() => zone.publications.preview()),
      export: os.turnout.export.handler(({ input }) => zone.publications.write(input.id)),
    },
    packages: {
      sources: os.packages.sources.handler(() => by(() => packages.sources(), [])),
      targets: os.packages.targets.handler(() => by(() => packages.targets(), [])),
      begin: os.packages.begin.handler(({ input }) =>
        by((who) => packages.begin(input.path, input.station, who), denied),
      ),
      stop: os.packages.stop.handler(async () => {
        await by((who) => packages.stop(who), null);
        return ok(null);
      }),
      rows: os.packages.rows.handler(() => by(() => packages.rows(), null)),
      look: os.packages.look.handler(({ input }) => by(() => packages.detail(input.station, input.language), denied)),
      proof: os.packages.proof.handler(({ input }) =>
        by((who) => packages.proof(input.station, input.language, who), denied),
      ),
      page: os.packages.page.handler(({ input }) => by(() => packages.page(input.n), null)),
      sign: os.packages.sign.handler(async ({ input }) => {
        const who = await desk.approve(input.approvers);
        if (!who.ok) return who;
        return by(() => packages.sign(who.value), denied);
      }),
      out: os.packages.out.handler(({ input }) => by((who) => packages.out(input.path, who), denied)),
      take: os.packages.take.handler(({ input }) => by((who) => packages.take(input.path, who), denied)),
    },
    territory: { choose: os.territory.choose.handler(({ input }) => zone.lookAt(input.territory)) },
    station: { look: os.station.look.handler(({ input }) => zone.look(input.station)) },
  });
}
