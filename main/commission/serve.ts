import type { ConsoleRole } from '../../core/commission/settings.ts';
import { mayCallConsole } from '../access/console-table.ts';
import { isByHand } from '../api/asked-by-itself.ts';
import { serveZone, type ZoneServer } from '../api/server.ts';
import type { ServerLog } from '../api/server-call.ts';
import { consoleRouter } from './router.ts';
import { type ConsoleOptions, ConsoleZone } from './zone.ts';

export interface ServedConsole {
  readonly server: ZoneServer<'commission'>;
  readonly zone: ConsoleZone;
  stop(): Promise<void>;
}

/** Serves the console to its one window, on the loopback. @param screens folder of the built screens */
export async function serveConsole(
  options: ConsoleOptions,
  at: { readonly port: number; readonly screens: string; readonly log: ServerLog; readonly secret?: Uint8Array },
): Promise<ServedConsole> {
  const zone = new ConsoleZone(options);
  const role = (): ConsoleRole | null => zone.desk.person?.role ?? null;
  const server = await serveZone({
    ...{ port: at.port, staticDir: at.screens, windows: ['commission'] as const, log: at.log },
    ...(at.secret ? { secret: at.secret } : {}),
    router: consoleRouter(zone),
    authorise: ({ path }) => {
      const method = path.join('.');
      if (isByHand(method)) zone.desk.touched();
      return mayCallConsole(method, role()) ? null : { code: 'access.not-allowed' };
    },
  });
  zone.start();
  return {
    ...{ server, zone },
    async stop() {
      await server.close();
      await zone.stop();
    },
  };
}
