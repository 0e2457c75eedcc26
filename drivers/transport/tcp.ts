import { connect, type Socket } from 'node:net';
import { type Clock, systemClock } from '../clock.ts';
import { type Connection, type ConnectionEvents, type Dial, DialledLink } from './dialled.ts';

/** Where printers listen for what is to be printed as it comes ("raw", "AppSocket"). */
export const RAW_PRINT_PORT = 9100;

/** How long a connection may be idle before the system asks the far end; ten questions later, one a second, it is lost. */
const KEEP_ALIVE_MS = 5_000;

export interface TcpAddress {
  /** A numeric address for choice: a look-up of a name cannot be cancelled and outlives close() by seconds. */
  readonly host: string;
  readonly port: number;
}

export interface TcpOptions {
  /** `tcp://host[:port]`. */
  readonly path: string;
  readonly clock?: Clock;
  /** What it means that nobody listens: a printer that serves somebody else, or a service that was not started. */
  readonly refusedMeans?: 'refused' | 'absent';
}

/** Reads `tcp://host[:port]`; null if it is none. An IPv6 address stands in brackets. */
export function tcpAddress(address: string, defaultPort = RAW_PRINT_PORT): TcpAddress | null {
  const match = /^tcp:\/\/(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?\/?$/.exec(address);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/**
 * A byte link over TCP. A far end that answers that nobody listens is `refused`; one that cannot be reached, is not
 * known or says nothing is `absent`. A cable that is pulled is silence: keep-alive finds it after 15 s, and whoever
 * asks the device regularly finds it sooner.
 */
export class TcpLink extends DialledLink {
  /** @throws RangeError when the path is no address. */
  constructor({ path, clock = systemClock, refusedMeans = 'refused' }: TcpOptions) {
    const address = tcpAddress(path);
    if (address === null) throw new RangeError(`not an address of the form tcp://host:port: ${path}`);
    super({ path, clock, dial: dialTcp(address, refusedMeans) });
  }
}

function dialTcp({ host, port }: TcpAddress, refusedMeans: 'refused' | 'absent'): Dial {
  return (events, signal) =>
    new Promise((resolve) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
      const giveUp = () => socket.destroy();
      signal.addEventListener('abort', giveUp);
      const decided = (outcome: Connection | 'absent' | 'refused') => {
        signal.removeEventListener('abort', giveUp);
        resolve(outcome);
      };
      if (signal.aborted) giveUp();
      socket.once('connect', () => decided(connection(socket, events)));
      socket.on('error', (error: NodeJS.ErrnoException) => {
        decided(error.code === 'ECONNREFUSED' ? refusedMeans : error.code === 'EACCES' ? 'refused' : 'absent');
      });
      socket.on('close', () => {
        decided('absent');
        events.lost();
      });
    });
}

function connection(socket: Socket, { bytes, lost }: ConnectionEvents): Connection {
  socket.on('data', bytes);
  socket.on('end', lost);
  return {
    write: (data) => new Promise((resolve) => socket.write(data, (error) => resolve(!error))),
    stands: () => !socket.destroyed && socket.writable,
    drop: () =>
      new Promise((resolve) => {
        if (socket.closed) return resolve();
        socket.once('close', () => resolve());
        // A plain close would go on delivering what the system still holds, minutes later: half a slip out of nowhere.
        socket.resetAndDestroy();
      }),
  };
}
