import { createServer, type Server, connect as tcp } from 'node:net';
import { type HostPort, hostPortOf } from '../network/addresses.ts';

/**
 * Where a kiosk that is invited takes the head of a package: bytes that are no secret, given to whoever calls while the
 * invitation stands. It knows neither what they are nor who calls; whoever takes them verifies the commission's signature.
 */
export class HeadShelf {
  readonly #server: Server;
  readonly #end: NodeJS.Timeout;

  /** @param ms after which nobody gets it any more */
  constructor({ host, port }: HostPort, head: Uint8Array, ms: number) {
    this.#server = createServer((far) => {
      far.on('error', () => {});
      far.setTimeout(CALL_MS, () => far.destroy());
      far.end(head);
    });
    this.#server.maxConnections = CALLS_MAX;
    // A port that is taken: nobody is invited, as whoever calls finds out.
    this.#server.on('error', () => {});
    this.#server.listen({ host, port });
    this.#end = setTimeout(() => this.close(), ms);
  }

  close(): void {
    clearTimeout(this.#end);
    this.#server.close();
  }
}

const CALLS_MAX = 8;
/** Milliseconds for a call. */
const CALL_MS = 15_000;

/** Takes a head there; null: nobody answers, or it is longer than one may be. @param most bytes */
export function fetchHead(at: string, most: number): Promise<Uint8Array | null> {
  const to = hostPortOf(at);
  if (to === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const far = tcp(to);
    const over = (whole: Uint8Array | null): void => {
      clearTimeout(late);
      far.destroy();
      resolve(whole);
    };
    const late = setTimeout(() => over(null), CALL_MS);
    far.on('error', () => over(null));
    far.on('data', (piece) => {
      size += piece.length;
      if (size > most) over(null);
      else pieces.push(piece);
    });
    far.on('end', () => over(size === 0 ? null : Buffer.concat(pieces)));
  });
}
