import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { ConsoleContract } from '../api/console.ts';
import { viewsOf } from '../api/console-news.ts';
import type { ConsoleView } from '../api/console-views.ts';
import type { ServedConsole } from './serve.ts';

/** The console's window without a screen: the same ticket, cookie, socket, contract and news. */
export interface ConsoleWindow {
  readonly client: ContractRouterClient<ConsoleContract>;
  /** The next view that fits. */
  until(fits: (view: ConsoleView) => boolean): Promise<ConsoleView>;
  close(): void;
}

export async function openConsole({ server }: Pick<ServedConsole, 'server'>): Promise<ConsoleWindow> {
  const address = server.address('commission');
  const { origin } = new URL(address);
  const body = server.ticketFor('commission');
  const exchanged = await fetch(`${address}ticket`, { method: 'POST', body, headers: { origin } });
  const cookie = exchanged.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}ws`, { headers: { cookie, origin } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const client: ConsoleWindow['client'] = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  let newest: ConsoleView | null = null;
  let look = (): void => {};
  void (async () => {
    for await (const view of viewsOf(await client.watch({}))) {
      newest = view;
      look();
    }
  })().catch(() => {});
  return {
    client,
    until: (fits) =>
      new Promise((resolve) => {
        look = () => {
          if (newest && fits(newest)) resolve(newest);
        };
        look();
      }),
    close: () => socket.terminate(),
  };
}
