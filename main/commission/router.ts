import { implement } from '@orpc/server';
import { err, ok } from '../../core/problem/result.ts';
import { consoleContract } from '../api/console.ts';
import type { ZoneContext } from '../api/server.ts';
import { watchConsole } from './projection.ts';
import type { ConsoleZone } from './zone.ts';

/** The contract's methods over the console. Who may call them was looked at before (main/access/console-table.ts). */
export function consoleRouter(zone: ConsoleZone) {
  const os = implement(consoleContract).$context<ZoneContext<'commission'>>();
  const { desk } = zone;
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
      fromHub: os.logs.fromHub.handler(() => err({ code: 'console.simulated' })),
      stop: os.logs.stop.handler(() => ok(null)),
    },
    turnout: { export: os.turnout.export.handler(() => zone.exportTurnout()) },
    station: { look: os.station.look.handler(({ input }) => zone.look(input.station)) },
  });
}
