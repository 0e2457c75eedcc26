import { createServer, type Server, connect as tcp } from 'node:net';
import { CONFIGURATION_BYTES, HEAD_BYTES } from '../../core/network/link.ts';
import { type HostPort, hostPortOf } from '../network/addresses.ts';

/** What lies on a shelf. */
export interface Shelved {
  readonly head: Uint8Array;
  /** Null: none came along. */
  readonly configuration: Uint8Array | null;
}

/** Length of the head (four bytes, big-endian), the head, and the configuration, which may be empty. */
export function shelfBytes(head: Uint8Array, configuration: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, configuration]);
}

function shelved(bytes: Uint8Array): Shelved | null {
  const whole = Buffer.from(bytes);
  if (whole.length < 4) return null;
  const end = 4 + whole.readUInt32BE(0);
  const [head, configuration] = [whole.subarray(4, end), whole.subarray(end)];
  if (end > whole.length || head.length === 0 || head.length > HEAD_BYTES) return null;
  return { head, configuration: configuration.length > 0 ? configuration : null };
}

/**
 * Where a kiosk that is invited takes the head of a package, and how that kiosk is put together: bytes that are no secret, given to whoever calls while the
 * invitation stands. It knows neither what they are nor who calls; whoever takes them verifies the signatures, the commission's and the kiosk's.
 */
export class HeadShelf {
  readonly #server: Server;
  readonly #end: NodeJS.Timeout;

  /** @param ms after which nobody gets it any more */
  constructor({ host, port }: HostPort, bytes: Uint8Array, ms: number) {
    this.#server = createServer((far) => {
      far.on('error', () => {});
      far.setTimeout(CALL_MS, () => far.destroy());
      far.end(bytes);
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

/** Takes what lies there; null: nobody answers, it is longer than it may be, or nothing that a kiosk gives. */
export async function fetchShelf(at: string): Promise<Shelved | null> {
  const bytes = await fetchBytes(at, 4 + HEAD_BYTES + CONFIGURATION_BYTES);
  return bytes && shelved(bytes);
}

/** Takes bytes there; null: nobody answers, or they are more than they may be. @param most bytes */
export function fetchBytes(at: string, most: number): Promise<Uint8Array | null> {
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
