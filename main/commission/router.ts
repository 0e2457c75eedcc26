import { implement } from '@orpc/server';
import { ok } from '../../core/problem/result.ts';
import { consoleContract } from '../api/console.ts';
import type { ZoneContext } from '../api/server.ts';
import { mediaNow } from '../identification/media.ts';
import { watchConsole } from './projection.ts';
import type { ConsoleZone } from './zone.ts';

/** The contract's methods over the console. Who may call them was looked at before (main/access/console-table.ts). */
export function consoleRouter(zone: ConsoleZone) {
  const os = implement(consoleContract).$context<ZoneContext<'commission'>>();
  const { desk, logs } = zone;
  /** Nobody who is not signed in comes here. */
  const mine = (): string | null => desk.person?.territory ?? null;
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
      fromHub: os.logs.fromHub.handler(({ input }) => logs.fromHub(input.stations, mine())),
      fromStick: os.logs.fromStick.handler(({ input }) => logs.fromStick(input.path, mine())),
      sticks: os.logs.sticks.handler(() => mediaNow([]).map(({ path, name }) => ({ path, name }))),
      slip: os.logs.slip.handler(({ input }) => logs.slip(input.code, mine())),
      stop: os.logs.stop.handler(({ input }) => {
        logs.stop(input.id, mine());
        return ok(null);
      }),
    },
    results: {
      look: os.results.look.handler(({ input }) => zone.results(input.station)),
      sums: os.results.sums.handler(() => zone.country.resultsSums(mine())),
    },
    turnout: { export: os.turnout.export.handler(() => zone.exportTurnout()) },
    station: { look: os.station.look.handler(({ input }) => zone.look(input.station)) },
  });
}
