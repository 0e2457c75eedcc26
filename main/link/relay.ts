import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import type { HostPort } from './addresses.ts';

/** Milliseconds. */
const TRY = 2_000;
const PAUSE = 500;
/** The server gives up a connection that does not begin its TLS within 5 s. */
const HOLD = 4_000;
/** The own server opens one at a time; the others are those that it has not noticed to be dead. */
const OPEN_MAX = 8;

/**
 * The way from this kiosk's server to another one. A server believes whom it calls only if the certificate names the address
 * that it has called; addresses change, and a certificate that named them would have to be made anew each time. So it calls
 * a port of this machine, which all certificates of a station name, and what it says is carried unread to wherever the other
 * one is now. Who answers there is decided by the certificates alone.
 */
export class Relay {
  readonly #to: HostPort;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #used = performance.now();

  private constructor(to: HostPort, server: Server) {
    this.#to = to;
    this.#server = server;
    server.on('connection', (near) => void this.#carry(near));
  }

  static async open(to: HostPort): Promise<Relay> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new Relay(to, server);
  }

  /** Port of this machine on which it is called. */
  get port(): number {
    const address = this.#server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  /** Milliseconds since the server last had a connection here; 0 while it has one. */
  get idle(): number {
    return this.#open.size > 0 ? 0 : performance.now() - this.#used;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #carry(near: Socket): Promise<void> {
    if (this.#open.size >= OPEN_MAX || !isOfThisUser(near)) return void near.destroy();
    this.#open.add(near);
    near.on('error', () => {});
    near.once('close', () => {
      this.#open.delete(near);
      this.#used = performance.now();
    });
    const far = await this.#reach(near);
    if (far === null) return void near.destroy();
    far.on('error', () => {});
    far.once('close', () => near.destroy());
    near.once('close', () => far.destroy());
    near.pipe(far);
    far.pipe(near);
  }

  /** Tries until somebody answers, or the caller would give up. */
  async #reach(near: Socket): Promise<Socket | null> {
    for (const until = performance.now() + HOLD; performance.now() < until && !near.destroyed; ) {
      const far = await attempt(this.#to);
      if (far !== null && !near.destroyed) return far;
      far?.destroy();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  }
}

function attempt({ host, port }: HostPort): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket: Socket = tcp({ host, port, noDelay: true });
    const fail = (): void => {
      socket.destroy();
      resolve(null);
    };
    const late = setTimeout(fail, TRY);
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(late);
      socket.off('error', fail);
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(late));
  });
}

/**
 * Whether a connection of this machine comes from a process of this user, by the kernel's own table: the ballot zone, which
 * has no network, gets none here.
 */
function isOfThisUser({ remotePort, localPort }: Socket): boolean {
  const hex = (port = 0): string => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const [from, to] = [hex(remotePort), hex(localPort)];
  const rows = readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.some(
    ([, local, remote, , , , , uid]) => local === from && remote === to && Number(uid) === process.getuid?.(),
  );
}
