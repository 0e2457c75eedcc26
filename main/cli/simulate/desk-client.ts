import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { IdentificationContract } from '../../api/identification.ts';
import type { DeskView } from '../../api/views.ts';

export type ZoneClient = ContractRouterClient<IdentificationContract>;

/** An officer's window without a screen: the same ticket, cookie, socket, contract and projection. */
export interface DeskClient {
  readonly client: ZoneClient;
  /** The newest view; null before the first. */
  readonly view: () => DeskView | null;
  /** The first view, now or later, that fits. Rejects when none comes in time or the socket is lost. */
  readonly until: (fits: (view: DeskView) => boolean, what: string, patienceMs?: number) => Promise<DeskView>;
  /** Resolves when the socket is gone. */
  readonly lost: Promise<void>;
  readonly close: () => void;
}

/** A zone that says nothing for so long has stopped working, in milliseconds. */
const PATIENCE_MS = 30_000;

/** The socket is gone: what was asked may have been done; the next projection tells. */
export class DeskLost extends Error {
  override readonly name = 'DeskLost';
}

/** The zone went away: what was asked of it may have been done. */
export function isLoss(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof DeskLost || /WebSocket|socket|aborted/i.test(one.message)) return true;
  }
  return false;
}

/** What a person's button must do; a refusal here is a fault of the simulation or of the product. */
export function must(result: Result<unknown, Problem>): void {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
}

/** What a person would tell of a desk that stands still: neither names nor codes. */
function shown(view: DeskView | null) {
  const problems = view?.station.problems.map(({ code }) => code);
  const devices = view?.station.devices.map(({ kind, state, problem }) => [kind, state, problem?.code ?? null]);
  return { step: view?.step.at, signedIn: view ? view.person !== null : null, devices, problems };
}

/** Exchanges the ticket for the window's cookie and opens the socket. */
export async function openDesk(address: string, ticket: string): Promise<DeskClient> {
  const { origin } = new URL(address);
  const exchanged = await fetch(`${address}ticket`, { method: 'POST', body: ticket, headers: { origin } });
  const cookie = exchanged.headers.get('set-cookie')?.split(';')[0];
  if (exchanged.status !== 204 || cookie === undefined) throw new Error(`the ticket was refused: ${exchanged.status}`);

  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}ws`, { headers: { cookie, origin } });
  const gone = Promise.withResolvers<void>();
  socket.once('close', () => gone.resolve());
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  socket.on('error', () => socket.terminate());
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const client: ZoneClient = createORPCClient(link);

  let newest: DeskView | null = null;
  const watchers = new Set<() => void>();
  void (async () => {
    try {
      for await (const view of await client.watch({})) {
        if (view.window === 'officer') newest = view;
        for (const look of [...watchers]) look();
      }
    } catch {
      // The zone went away: `lost` says so.
    } finally {
      gone.resolve();
    }
  })();

  return {
    client,
    view: () => newest,
    lost: gone.promise,
    until: (fits, what, patienceMs = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const done = () => {
          watchers.delete(look);
          clearTimeout(timer);
        };
        const look = () => {
          if (!newest || !fits(newest)) return;
          done();
          resolve(newest);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`waited in vain for ${what}; the desk shows ${JSON.stringify(shown(newest))}`));
        }, patienceMs);
        watchers.add(look);
        void gone.promise.then(() => {
          done();
          reject(new DeskLost(what));
        });
        look();
      }),
    close: () => socket.close(),
  };
}
