import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import type { HostPort } from '../network/addresses.ts';
import { carry, leave } from './carry.ts';

/**
 * Milliseconds. Where nobody answers at once a call is begun again and again, every few times (`BESIDE`) also beside those
 * that are still waiting: whoever is there again is reached soon, and one who is far away is reached at all. The server gives up a connection that does not begin its TLS within 30 s.
 */
const AGAIN = 500;
const BESIDE = 6;
const TRY = 12_000;
const HOLD = 25_000;
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
  /** Those that leave this machine. */
  readonly #far = new Set<Socket>();
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

  /** This machine has these addresses now. */
  moved(own: readonly string[]): void {
    leave(this.#far, own);
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
    const far = await reach(this.#to, near);
    if (far === null) return void near.destroy();
    this.#far.add(far);
    far.once('close', () => this.#far.delete(far));
    carry(near, far);
  }
}

/** Tries until somebody answers, or the caller has gone or would give up. */
function reach(to: HostPort, near: Socket): Promise<Socket | null> {
  return new Promise((resolve) => {
    const calls = new Set<Socket>();
    const end = (answered: Socket | null): void => {
      clearInterval(again);
      clearTimeout(late);
      near.off('close', gone);
      for (const one of calls) if (one !== answered) one.destroy();
      resolve(answered);
    };
    const gone = (): void => end(null);
    const call = (): void => {
      const far = tcp({ ...to, timeout: TRY });
      calls.add(far);
      far.on('error', () => {});
      far.once('timeout', () => far.destroy());
      far.once('close', () => calls.delete(far));
      far.once('connect', () => {
        far.setTimeout(0);
        end(far);
      });
    };
    let times = 0;
    const again = setInterval(() => {
      times += 1;
      if (calls.size === 0 || times % BESIDE === 0) call();
    }, AGAIN);
    const late = setTimeout(gone, HOLD);
    near.once('close', gone);
    call();
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
