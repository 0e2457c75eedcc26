import { isIPv4 } from 'node:net';
import mdns, { type MulticastDNS } from 'multicast-dns';
import { idSchema } from '../../core/election/common.ts';
import { hostPortText } from '../network/addresses.ts';
import type { ServerLog } from './server-process.ts';

export interface DiscoveryOptions {
  readonly device: string;
  /** Kiosks of other clusters are not looked at. */
  readonly cluster: string;
  /** Where the own server is reached. */
  readonly port: number;
  /** A kiosk of the cluster says that it is there; again and again, and nobody has signed it. */
  readonly found: (device: string, at: string) => void;
  readonly log: ServerLog;
}

const SERVICE = '_taanuu._tcp.local';
/** Seconds for which what is said holds. */
const TTL = 120;
/** Milliseconds: between the first questions and then between two, and between two answers at the least. */
const ASK_FIRST = 1_500;
const ASK = 20_000;
const FIRST = 4;
const ANSWER = 1_000;
/** Of a packet no more than this is looked at. */
const RECORDS_MAX = 64;

interface Socket {
  readonly mdns: MulticastDNS;
  /** When it was last asked, and how often. */
  asked: number;
  times: number;
  answered: number;
}

type Packet = Parameters<NonNullable<Parameters<MulticastDNS['on']>[1]>>[0];

/**
 * Multicast DNS (RFC 6762, service discovery by RFC 6763): tells the cable who is here and at which port, and hears who else
 * is. One socket for each address of this machine, so that all of its networks are asked. Anybody on the cable can say
 * anything here: what comes of it is an address that is tried.
 */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #sockets = new Map<string, Socket>();

  constructor(options: DiscoveryOptions) {
    this.#options = options;
  }

  /** Asks and tells on these addresses of this machine, when it is time; call it every few seconds. */
  tend(addresses: readonly string[]): void {
    const wanted = addresses.filter(isIPv4);
    for (const [address, socket] of this.#sockets) if (!wanted.includes(address)) this.#close(address, socket);
    for (const address of wanted) {
      const socket = this.#sockets.get(address) ?? this.#open(address);
      if (performance.now() - socket.asked < (socket.times < FIRST ? ASK_FIRST : ASK)) continue;
      socket.asked = performance.now();
      socket.times += 1;
      socket.mdns.query([{ name: SERVICE, type: 'PTR' }]);
      // Who hears the question hears the answer too.
      this.#answer(address, socket);
    }
  }

  close(): void {
    for (const [address, socket] of this.#sockets) this.#close(address, socket);
  }

  #open(address: string): Socket {
    // Bound to all addresses: one that is bound to its own hears no multicast.
    const socket: Socket = {
      mdns: mdns({ interface: address, bind: '0.0.0.0' }),
      asked: Number.NEGATIVE_INFINITY,
      times: 0,
      answered: Number.NEGATIVE_INFINITY,
    };
    this.#sockets.set(address, socket);
    socket.mdns.on('error', (error: Error) => {
      this.#options.log.warn({ address, error: error.message }, 'multicast DNS does not work here');
      if (this.#sockets.get(address) === socket) this.#close(address, socket);
    });
    socket.mdns.on('query', ({ questions = [] }) => {
      if (questions.slice(0, RECORDS_MAX).some(({ name }) => name.toLowerCase() === SERVICE))
        this.#answer(address, socket);
    });
    socket.mdns.on('response', (packet, from) => {
      const { cluster, device, found } = this.#options;
      for (const one of kiosksIn(packet)) {
        if (one.cluster !== cluster || one.device === device) continue;
        found(one.device, hostPortText({ host: from.address, port: one.port }));
      }
    });
    return socket;
  }

  #close(address: string, { mdns: socket }: Socket): void {
    this.#sockets.delete(address);
    socket.destroy();
  }

  #answer(address: string, socket: Socket): void {
    if (performance.now() - socket.answered < ANSWER) return;
    socket.answered = performance.now();
    const { device, cluster, port } = this.#options;
    // A label has 63 bytes at most; who it is stands in the text.
    const label = device.slice(0, 63);
    const [name, target] = [`${label}.${SERVICE}`, `${label}.local`];
    socket.mdns.respond([
      { name: SERVICE, type: 'PTR', ttl: TTL, data: name },
      { name, type: 'SRV', ttl: TTL, data: { port, target } },
      { name, type: 'TXT', ttl: TTL, data: [`device=${device}`, `cluster=${cluster}`] },
      { name: target, type: 'A', ttl: TTL, data: address },
    ]);
  }
}

interface Said {
  readonly device: string;
  readonly cluster: string;
  readonly port: number;
}

/** Which kiosks a packet speaks of; anything else in it is left alone. */
export function kiosksIn({ answers = [], additionals = [] }: Partial<Pick<Packet, 'answers' | 'additionals'>>): Said[] {
  const records = [...answers, ...additionals].slice(0, RECORDS_MAX);
  return records.flatMap((record) => {
    if (record.type !== 'SRV' || !record.name.toLowerCase().endsWith(`.${SERVICE}`)) return [];
    const text = records.find(({ type, name }) => type === 'TXT' && name === record.name);
    const said = text?.type === 'TXT' ? wordsOf(text.data) : new Map<string, string>();
    const [device = '', cluster = ''] = [said.get('device'), said.get('cluster')];
    const { port } = record.data;
    return idSchema.safeParse(device).success && port > 0 ? [{ device, cluster, port }] : [];
  });
}

/** `name=value`, each a string of its own. */
function wordsOf(data: unknown): ReadonlyMap<string, string> {
  const all: readonly unknown[] = Array.isArray(data) ? data : [data];
  return new Map(
    all.flatMap((one) => {
      const text = Buffer.isBuffer(one) || typeof one === 'string' ? one.toString() : '';
      const at = text.indexOf('=');
      return at > 0 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
    }),
  );
}
