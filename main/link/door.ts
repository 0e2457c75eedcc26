import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import type { Problem } from '../../core/problem/catalogue.ts';
import { type HostPort, hostPortText } from '../network/addresses.ts';
import { carry, leave } from './carry.ts';

/** Connections at once: of all, and of one address. What shows no certificate is sent away by the server within its time. */
const OPEN_MAX = 128;
const OPEN_OF_ONE = 8;
/** Milliseconds between two tries to listen. */
const PAUSE = 2_000;

/** Where the other kiosks come in: their bytes are carried unread to this kiosk's server, which listens on the loopback. */
export class Door {
  readonly #at: HostPort;
  readonly #changed: () => void;
  readonly #open = new Set<Socket>();
  #server: Server | null = null;
  #pause: NodeJS.Timeout | undefined;
  #closed = false;
  /** Port of the server on the loopback; null: it is not there. */
  #to: number | null = null;
  #problem: Problem | null = null;

  /** @param changed it could be opened, or could not */
  constructor(at: HostPort, changed: () => void) {
    this.#at = at;
    this.#changed = changed;
    this.#listen();
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Leads to this port from now on. */
  leadTo(port: number | null): void {
    this.#to = port;
  }

  /** This machine has these addresses now. */
  moved(own: readonly string[]): void {
    leave(this.#open, own);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#pause);
    for (const socket of this.#open) socket.destroy();
    const server = this.#server;
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  #listen(): void {
    const server = createServer((far) => this.#enter(far));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const at = hostPortText(this.#at);
      this.#stands({ code: taken ? 'network.port-taken' : 'network.no-address', params: { at } });
      if (!this.#closed) this.#pause = setTimeout(() => this.#listen(), PAUSE);
    });
    server.listen({ ...this.#at, exclusive: true }, () => {
      if (this.#closed) return void server.close();
      this.#server = server;
      this.#stands(null);
    });
  }

  #stands(problem: Problem | null): void {
    this.#problem = problem;
    this.#changed();
  }

  #enter(far: Socket): void {
    far.on('error', () => {});
    const ofOne = [...this.#open].filter(({ remoteAddress }) => remoteAddress === far.remoteAddress).length;
    if (this.#to === null || this.#open.size >= OPEN_MAX || ofOne >= OPEN_OF_ONE) return void far.destroy();
    this.#open.add(far);
    far.once('close', () => this.#open.delete(far));
    carry(tcp({ host: '127.0.0.1', port: this.#to }), far);
  }
}
