import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnyRouter } from '@orpc/server';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Call, Connection, ServerLog } from './server-call.ts';
import { readScreens } from './server-files.ts';
import { bodyOf, cookieOf, hostIsOurs, originIsOurs, strictHeaders } from './server-guard.ts';
import { openSockets } from './server-socket.ts';
import { createTickets } from './tickets.ts';

export type { Call, ZoneContext } from './server-call.ts';

export interface ZoneServerOptions<W extends string> {
  /** 0 takes a free port. */
  readonly port: number;
  /** Folder of the built screens: `<window>/index.html`, `assets/…`. */
  readonly staticDir: string;
  /** The windows that exist in this zone; each is one capability. */
  readonly windows: readonly W[];
  /** The zone's oRPC router; its procedures are given a `ZoneContext<W>`. */
  readonly router: AnyRouter;
  /** Asked before each call and before its input is even looked at: what stands in its way, or null. */
  readonly authorise: (call: Call<W>) => Problem | null;
  readonly log: ServerLog;
  /** Told of each socket that has been admitted. */
  readonly onConnection?: (connection: Connection<W>) => void;
  /** Signs the windows' cookies (32 bytes). Given again after a restart, the windows need no new ticket. */
  readonly secret?: Uint8Array;
  /** Milliseconds, monotonic. */
  readonly now?: () => number;
}

export interface ZoneServer<W extends string> {
  readonly port: number;
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** The address of a window's page. It holds no secret. */
  readonly address: (window: W) => string;
  /** A one-time ticket for a window: hand it to that window alone, never into an argument, address or log. */
  readonly ticketFor: (window: W) => string;
  /** Closes every socket and stops listening. */
  readonly close: () => Promise<void>;
}

/** A ticket has 19 characters; a form adds its field's name. */
const ticketBodyLimit = 256;

/**
 * Serves one zone to its windows, on 127.0.0.1 only: the built screens at `/<window>/`, the exchange of a ticket for
 * a cookie at `/<window>/ticket`, and the zone's router over a WebSocket at `/<window>/ws`.
 *
 * Host and Origin are checked on every request, every call is put to `authorise`, and oRPC validates its input
 * against the contract. Expected refusals are answers; this function throws only when it cannot listen or the
 * screens were not built.
 */
export async function serveZone<W extends string>(options: ZoneServerOptions<W>): Promise<ZoneServer<W>> {
  const { log, windows } = options;
  const now = options.now ?? (() => performance.now());
  const tickets = createTickets<W>({ secret: options.secret ?? randomBytes(32), now });
  const screens = readScreens(options.staticDir, windows);
  const sockets = openSockets(options);

  const http = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port: options.port, host: '127.0.0.1' }, resolve);
  });
  const { port } = http.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  // Cookies know no ports: without it in the name two zones of one kiosk would overwrite each other's.
  const cookieName = (window: W): string => `taanuu-${port}-${window}`;

  /** Which window a path like `/officer/ticket` speaks of. */
  const windowOf = (path: string, last: string): W | undefined =>
    windows.find((window) => path === `/${window}/${last}`);
  const admitted = (request: IncomingMessage, window: W): boolean =>
    tickets.admits(window, cookieOf(request, cookieName(window)) ?? '');

  const answer = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { ...strictHeaders(host, null), ...headers }).end();
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse, window: W): Promise<void> => {
    if (request.method === 'GET') return answer(response, admitted(request, window) ? 204 : 401);
    if (request.method !== 'POST') return answer(response, 405, { allow: 'GET, POST' });
    // A launch file (tools/browser.ts) posts its ticket from no origin at all. The ticket is the proof, so that is
    // enough; a page of another site has an origin and no ticket.
    const form = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const launched = form && request.headers.origin === 'null';
    if (!launched && !originIsOurs(request, host, 'present')) return answer(response, 403);
    const body = await bodyOf(request, ticketBodyLimit);
    if (body === null) return answer(response, 413, { connection: 'close' });
    const cookie = tickets.redeem(window, form ? (new URLSearchParams(body).get('ticket') ?? '') : body);
    if (cookie === null) {
      log.warn({ window }, 'a ticket was refused');
      return answer(response, 403);
    }
    const headers = { 'set-cookie': `${cookieName(window)}=${cookie}; HttpOnly; SameSite=Strict; Path=/${window}` };
    return form ? answer(response, 303, { ...headers, location: `/${window}/` }) : answer(response, 204, headers);
  };

  http.on('request', (request, response) => {
    const path = request.url ?? '';
    if (!hostIsOurs(request, host)) return answer(response, 421);
    const ticketWindow = windowOf(path, 'ticket');
    if (ticketWindow !== undefined) {
      exchange(request, response, ticketWindow).catch(() => response.destroy());
      return;
    }
    if (!originIsOurs(request, host, 'absent-is-fine')) return answer(response, 403);
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, { allow: 'GET, HEAD' });
    const file = screens.get(path);
    if (!file) return answer(response, 404);
    const headers = strictHeaders(host, windowOf(path, '') ?? null);
    response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.body.length });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  });

  http.on('upgrade', (request, socket, head) => {
    const window = windowOf(request.url ?? '', 'ws');
    const refusal =
      !hostIsOurs(request, host) || window === undefined
        ? '404 Not Found'
        : !originIsOurs(request, host, 'present')
          ? '403 Forbidden'
          : admitted(request, window)
            ? null
            : '401 Unauthorized';
    if (refusal !== null || window === undefined) {
      log.warn({ refusal }, 'a socket was refused');
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.accept(request, socket, head, window);
  });

  return {
    port,
    origin: `http://${host}`,
    address: (window) => `http://${host}/${window}/`,
    ticketFor: tickets.issue,
    close: async () => {
      sockets.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      await closed;
    },
  };
}
