import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ORPCError } from '@orpc/client';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Call, Connection, ServerLog, ZoneContext } from './server-call.ts';

/** No call of a screen is longer; scans and photos only travel towards the screen. Bytes. */
const longestMessage = 64 * 1024;
/** A window reloads and a developer opens a second one; more is a fault. */
const socketsPerWindow = 8;
/** A socket that misses one whole interval is dead. Milliseconds. */
const heartbeat = 10_000;

export interface Sockets<W extends string> {
  /** Takes over a request whose window has been proved. */
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer, window: W) => void;
  /** Closes all sockets. */
  readonly close: () => void;
}

/** What went wrong without its message: messages can quote what was typed, and a log keeps no person's data. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return [error.name, ...frames.slice(0, 6)].join('\n');
}

/** The WebSocket side of a zone: heartbeats, limits, and the router behind `authorise`. */
export function openSockets<W extends string>(options: {
  readonly router: AnyRouter;
  readonly authorise: (call: Call<W>) => Problem | null;
  readonly log: ServerLog;
  readonly onConnection?: (connection: Connection<W>) => void;
}): Sockets<W> {
  const { log } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false });
  const open = new Map<WebSocket, Connection<W>>();
  const alive = new WeakSet<WebSocket>();
  let count = 0;

  const handler = new RPCHandler<ZoneContext<W>>(options.router, {
    clientInterceptors: [
      async ({ next, path, context }) => {
        const refusal = options.authorise({ ...context, path });
        if (refusal) throw new ORPCError('FORBIDDEN', { message: refusal.code, data: refusal });
        try {
          return await next();
        } catch (error) {
          // Expected refusals are values; what is thrown is a bug, or an input that breaks the contract.
          const code = error instanceof ORPCError ? error.code : 'bug';
          log.warn({ path: path.join('.'), window: context.window, code, trace: traceOf(error) }, 'a call failed');
          throw error;
        }
      },
    ],
  });

  const beat = setInterval(() => {
    for (const socket of open.keys()) {
      if (!alive.has(socket)) {
        socket.terminate();
        continue;
      }
      alive.delete(socket);
      socket.ping();
    }
  }, heartbeat);
  beat.unref();

  const serve = (socket: WebSocket, window: W): void => {
    const gone = new AbortController();
    const connection: Connection<W> = { id: ++count, window, closed: gone.signal };
    // The part of a browser's socket that the library knows a peer by.
    const peer = { send: socket.send.bind(socket), addEventListener: () => {} };
    open.set(socket, connection);
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      handler.close(peer);
      open.delete(socket);
      gone.abort();
      log.info({ window, connection: connection.id }, 'a window left');
    });
    socket.on('message', (data: Buffer, binary) => {
      // Calls are text. What cannot be read as one ends the socket instead of being quoted in the log.
      if (binary) return socket.close(1003);
      handler.message(peer, data.toString(), { context: { window, connection } }).catch(() => socket.close(1007));
    });
    log.info({ window, connection: connection.id }, 'a window came');
    options.onConnection?.(connection);
  };

  return {
    accept: (request, socket, head, window) => {
      const older = [...open].filter(([, connection]) => connection.window === window);
      // The newest is the one a person looks at; what hangs from before makes room.
      if (older.length >= socketsPerWindow) older[0]?.[0].terminate();
      server.handleUpgrade(request, socket, head, (accepted) => serve(accepted, window));
    },
    close: () => {
      clearInterval(beat);
      for (const socket of open.keys()) socket.terminate();
      server.close();
    },
  };
}
