import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { NetworkKey } from '../network/certificates.ts';

/**
 * The server of another kiosk, as far as a nats-server 2.9 that calls it speaks with it, which has forgotten what was
 * subscribed at first. So does a real one now and then: what is subscribed while the way between two servers comes about may
 * stay unknown to one of them for good (docs/network.md).
 */
export interface ForgetfulServer {
  readonly port: number;
  /** What the caller is subscribed to, as far as it is remembered. */
  readonly known: ReadonlySet<string>;
  /** Says something on a subject; nothing goes where nobody is known to be subscribed. */
  readonly publish: (subject: string, text: string) => void;
  readonly close: () => Promise<void>;
}

interface As {
  readonly device: string;
  readonly cluster: string;
  /** What it shows of itself, and whom it believes. */
  readonly key: NetworkKey;
  readonly trusted: string;
}

/** @param forgotten the first subscription to a subject that it matches is forgotten */
export async function forgetfulServer(as: As, forgotten: RegExp): Promise<ForgetfulServer> {
  const known = new Set<string>();
  const forgot = new Set<string>();
  const sockets = new Set<Socket>();
  let caller: TLSSocket | null = null;
  const info = `INFO ${JSON.stringify({
    ...{ server_id: `FORGETFUL-${as.device}`, server_name: as.device, version: '2.9.10', proto: 1, headers: true },
    ...{ cluster: as.cluster, host: '127.0.0.1', port: 1, max_payload: 4_194_304 },
    ...{ auth_required: false, tls_required: true, tls_verify: true, lnoc: true },
  })}\r\n`;
  const hear = (line: string): void => {
    if (line.startsWith('PING')) caller?.write('PONG\r\n');
    const [verb, , subject = ''] = line.trim().split(' ');
    if (verb === 'RS-') known.delete(subject);
    if (verb !== 'RS+') return;
    if (forgotten.test(subject) && !forgot.has(subject)) forgot.add(subject);
    else known.add(subject);
  };
  // As a server does, whose connection is ended where nothing comes of it.
  const pings = setInterval(() => caller?.write('PING\r\n'), 2_000);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const { key, certificate } = as.key;
    const tls = new TLSSocket(socket, {
      ...{ isServer: true, key, cert: certificate, ca: as.trusted, requestCert: true, rejectUnauthorized: true },
    });
    caller = tls;
    // Between servers what is said begins within TLS.
    tls.once('secure', () => tls.write(info));
    let rest = '';
    tls.on('error', () => {});
    tls.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const matches = (subject: string): boolean =>
    [...known].some((one) => one === subject || one === `${subject.slice(0, subject.lastIndexOf('.'))}.*`);
  return {
    ...{ port: typeof address === 'object' && address ? address.port : 0, known },
    publish: (subject, text) => {
      if (matches(subject)) caller?.write(`RMSG $G ${subject} ${Buffer.byteLength(text)}\r\n${text}\r\n`);
    },
    close: async () => {
      clearInterval(pings);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
