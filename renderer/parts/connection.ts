import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';

/**
 * A window's connection to its zone. It proves which window it is, opens the socket, opens it again when it is
 * lost, and says at any time what is the case. A call made while the socket is away fails at once: nothing is sent
 * later that a person thinks was not sent.
 */
export interface ZoneConnection<C extends AnyContractRouter> {
  /** The zone's methods, as the contract declares them. */
  readonly client: ContractRouterClient<C>;
  readonly state: () => ConnectionState;
  /** Calls back at every change of state. Returns how to stop that. */
  readonly onState: (listener: (state: ConnectionState) => void) => () => void;
  /**
   * Keeps an event iterator of the zone running: opens it now, and again after each reconnection.
   * @param open opens the iterator, e.g. `(client, signal) => client.watch({}, { signal })`
   * @param take is given every value
   * @returns how to stop it
   */
  readonly follow: <T>(
    open: (client: ContractRouterClient<C>, signal: AbortSignal) => Promise<AsyncIterable<T>>,
    take: (value: T) => void,
  ) => () => void;
  /** Tries a code that a person typed (state `code-wanted`). */
  readonly enterCode: (code: string) => Promise<void>;
  readonly close: () => void;
}

export type ConnectionState =
  /** Not connected yet. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Lost; it tries again by itself. `attempt` counts from 1. */
  | { readonly kind: 'reconnecting'; readonly attempt: number }
  /** This window has to show who it is: somebody types the one-time code. `refused`: the last one was not right. */
  | { readonly kind: 'code-wanted'; readonly refused: boolean }
  | { readonly kind: 'closed' };

/** What a call meets when there is no socket, or when the socket is lost before the answer. */
export class ZoneUnreachable extends Error {
  override readonly name = 'ZoneUnreachable';
  /** True when the zone may have done it nevertheless: the projection tells after the reconnection. */
  readonly mayHaveArrived: boolean;
  constructor(mayHaveArrived: boolean) {
    super('no connection to the zone');
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** The parts of a browser that a test replaces. */
export interface Surroundings {
  readonly openSocket: (address: string) => WebSocket;
  readonly fetch: (address: string, init: RequestInit) => Promise<{ readonly status: number }>;
  /** A one-time ticket from the house (the preload's `ticket`); null where a person types a code. */
  readonly ticket: (() => Promise<string>) | null;
  /** 0 ≤ x < 1: spreads the attempts of several windows. */
  readonly random: () => number;
}

/** Milliseconds before the first attempt after a loss; doubled each time. */
const firstDelay = 200;
/** The longest pause between attempts: a zone that is back is noticed within this time. Milliseconds. */
const longestDelay = 2_000;

/**
 * The socket as the library sees it. Telling the zone that a call is given up when the socket is already gone is not
 * an error: the zone knows. (The library throws there, where nobody can catch it.)
 */
function forgiving(socket: WebSocket): ConstructorParameters<typeof RPCLink>[0]['websocket'] {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    get readyState() {
      return socket.readyState === WebSocket.CONNECTING ? WebSocket.CONNECTING : WebSocket.OPEN;
    },
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
  };
}

/**
 * Connects a window to the zone that served its page.
 * @param page address of the page, the origin and then `/<window>/`
 */
export function connectZone<C extends AnyContractRouter>(
  page: string,
  { openSocket, fetch, ticket, random }: Surroundings,
): ZoneConnection<C> {
  const socketAddress = new URL('ws', page.replace(/^http/, 'ws')).href;
  const ticketAddress = new URL('ticket', page).href;
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = { kind: 'connecting' };
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: { readonly socket: WebSocket; readonly link: RPCLink<Record<never, never>> } | null = null;

  const become = (next: ConnectionState): void => {
    if (state.kind === 'closed') return;
    state = next;
    for (const listener of [...listeners]) listener(next);
  };

  const link: ClientLink<Record<never, never>> = {
    call: async (path, input, options) => {
      const used = current;
      if (state.kind !== 'open' || used === null) throw new ZoneUnreachable(false);
      try {
        return await used.link.call(path, input, options);
      } catch (error) {
        throw current === used ? error : new ZoneUnreachable(true);
      }
    },
  };
  const client = createORPCClient(link) as ContractRouterClient<C>;

  const exchange = async (code: string): Promise<boolean> => {
    const answer = await fetch(ticketAddress, {
      method: 'POST',
      body: code.slice(0, 64),
      headers: { 'content-type': 'text/plain' },
      credentials: 'same-origin',
    });
    return answer.status === 204;
  };

  /** True when this window holds a cookie the zone knows, or got one just now. */
  const prove = async (): Promise<boolean> => {
    const known = await fetch(ticketAddress, { method: 'GET', credentials: 'same-origin' });
    if (known.status === 204) return true;
    return ticket !== null && (await exchange(await ticket()));
  };

  const retry = (): void => {
    if (state.kind === 'closed') return;
    attempts += 1;
    become({ kind: 'reconnecting', attempt: attempts });
    const delay = Math.min(longestDelay, firstDelay * 2 ** (attempts - 1)) * (0.75 + random() / 4);
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), delay);
  };

  const connect = async (): Promise<void> => {
    try {
      if (!(await prove())) return ticket === null ? become({ kind: 'code-wanted', refused: false }) : retry();
    } catch {
      return retry();
    }
    if (state.kind === 'closed') return;
    const socket = openSocket(socketAddress);
    current = { socket, link: new RPCLink<Record<never, never>>({ websocket: forgiving(socket) }) };
    socket.addEventListener('open', () => {
      attempts = 0;
      become({ kind: 'open' });
    });
    socket.addEventListener('close', () => {
      if (current?.socket !== socket) return;
      current = null;
      retry();
    });
  };
  void connect();

  const onState = (listener: (state: ConnectionState) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    client,
    state: () => state,
    onState,
    follow: (open, take) => {
      let run = new AbortController();
      let again: ReturnType<typeof setTimeout> | undefined;
      const start = async (): Promise<void> => {
        clearTimeout(again);
        run.abort();
        run = new AbortController();
        const { signal } = run;
        try {
          for await (const value of await open(client, signal)) {
            if (signal.aborted) return;
            take(value);
          }
        } catch {
          // A lost socket ends the iterator; the next 'open' starts it again. So does the timer below.
        }
        // The zone ended it although the socket stands: ask again, not faster than a reconnection.
        if (!signal.aborted && state.kind === 'open') again = setTimeout(() => void start(), longestDelay);
      };
      const forget = onState((next) => {
        if (next.kind === 'open') void start();
        else run.abort();
      });
      if (state.kind === 'open') void start();
      return () => {
        forget();
        clearTimeout(again);
        run.abort();
      };
    },
    enterCode: async (code) => {
      const accepted = await exchange(code).catch(() => null);
      if (accepted === null) retry();
      else if (accepted) await connect();
      else become({ kind: 'code-wanted', refused: true });
    },
    close: () => {
      clearTimeout(timer);
      become({ kind: 'closed' });
      current?.socket.close();
      current = null;
    },
  };
}
