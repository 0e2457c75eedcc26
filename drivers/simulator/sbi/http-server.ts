import { createServer, type Server, type Socket } from 'node:net';

/**
 * A small HTTP/1.1 server on 127.0.0.1 that takes any verb: that of node:http answers 400 to verbs it does not know. One
 * request to a connection.
 */
export interface Heard {
  readonly verb: string;
  readonly path: string;
  readonly body: string;
}

/** Answers by writing to the socket; the socket is the caller's from then on. */
export type Answerer = (request: Heard, socket: Socket) => void;

const MOST_REQUEST = 262_144;

/** The request in these bytes, once it is whole; null while it is not; `bad` where it never will be. */
function requestIn(bytes: Buffer): Heard | 'bad' | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes.length > MOST_REQUEST ? 'bad' : null;
  const [line = '', ...headers] = bytes.toString('latin1', 0, end).split('\r\n');
  const start = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(line);
  if (start === null) return 'bad';
  const told = headers
    .map((header) => /^content-length:\s*(\d+)\s*$/i.exec(header)?.[1])
    .find((one) => one !== undefined);
  const length = Number(told ?? 0);
  if (length > MOST_REQUEST) return 'bad';
  const body = bytes.subarray(end + 4);
  return body.length < length ? null : { verb: start[1]!, path: start[2]!, body: body.toString('utf8', 0, length) };
}

export class HttpListener {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(answer: Answerer) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      let bytes = Buffer.alloc(0);
      socket.on('close', () => this.sockets.delete(socket));
      // Whoever asks may hang up at any moment.
      socket.on('error', () => socket.destroy());
      socket.on('data', (more) => {
        bytes = Buffer.concat([bytes, typeof more === 'string' ? Buffer.from(more) : more]);
        const request = requestIn(bytes);
        if (request === null) return;
        socket.removeAllListeners('data');
        socket.resume();
        if (request === 'bad') socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
        else answer(request, socket);
      });
    });
  }

  /** True if the port was free. */
  listen(port: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.server.once('error', () => resolve(false));
      this.server.listen(port, '127.0.0.1', () => resolve(true));
    });
  }

  /** Cuts all connections and gives the port back. */
  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}

/** An answer in JSON. */
export function json(value: string): Buffer {
  const body = Buffer.from(value, 'utf8');
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
