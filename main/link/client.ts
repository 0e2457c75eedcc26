import { connect, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { StationNetwork } from '../../core/network/link.ts';
import { LETTER_MAX } from '../../core/network/words.ts';
import { serverTrust } from '../network/certificates.ts';
import { Intake } from './intake.ts';

export interface ClientOptions {
  readonly network: StationNetwork;
  /** Port of the own server on the loopback. */
  readonly port: number;
  /** A letter for this kiosk, unread. */
  readonly onLetter: (text: string) => void;
  /** What another link says, and by which of the two subjects it came. */
  readonly onGreeting: (text: string, way: Way) => void;
  /** The server does not answer. */
  readonly onSilent: () => void;
  /** More came than is carried on. */
  readonly onFull: () => void;
}

/** To all kiosks of the station, or to this one. */
export type Way = 'all' | 'one';

/** Milliseconds between two questions to the server, and how often in a row none is answered until it counts as stuck. */
const ASK = 2_000;
const SILENT = 4;

/**
 * This kiosk at its own server. Letters are carried as they are: to all kiosks of the station, or to one. What is said while
 * there is no connection is lost; kiosks ask each other again.
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #connection: NatsConnection;
  readonly #asking: NodeJS.Timeout;
  readonly #intake: Intake;
  #subscriptions: readonly Subscription[] = [];
  #silent = 0;

  private constructor(options: ClientOptions, connection: NatsConnection) {
    this.#options = options;
    this.#connection = connection;
    this.#intake = new Intake(() => performance.now(), options.onFull);
    this.subscribe();
    this.#asking = setInterval(() => this.#ask(), ASK);
  }

  /** Throws where the server takes no connection. */
  static async open(options: ClientOptions): Promise<Client> {
    const { key, certificate, device, devices } = options.network;
    const connection = await connect({
      servers: `127.0.0.1:${options.port}`,
      tls: { key, cert: certificate, ...serverTrust(device, devices[device] ?? '') },
      // What this kiosk says to all it does not hear itself.
      noEcho: true,
      ...{ maxReconnectAttempts: -1, reconnectTimeWait: 200, timeout: 5_000 },
      ignoreClusterUpdates: true,
    });
    return new Client(options, connection);
  }

  letter(to: string | null, text: string): void {
    this.#say(`${to === null ? 'all' : `to.${to}`}.letter`, text);
  }

  /** By both ways: who hears a greeting by each of them hears letters by each of them. */
  greet(text: string): void {
    const { devices, device } = this.#options.network;
    this.#say('all.link', text);
    for (const other of Object.keys(devices)) if (other !== device) this.#say(`to.${other}.link`, text);
  }

  /** Says to the servers what is heard here; once more, too: one of them may have forgotten it. */
  subscribe(): void {
    const { cluster, device } = this.#options.network;
    for (const one of this.#subscriptions) one.unsubscribe();
    // One for letters and greetings together: they are known to another server together, or not at all.
    this.#subscriptions = [this.#hear(`${cluster}.all.*`, 'all'), this.#hear(`${cluster}.to.${device}.*`, 'one')];
  }

  async close(): Promise<void> {
    clearInterval(this.#asking);
    await this.#connection.close().catch(() => {});
  }

  #say(to: string, text: string): void {
    // Not kept for a server that does not answer: it would come late, and much of it.
    if (this.#silent > 1 || this.#connection.isClosed()) return;
    this.#connection.publish(`${this.#options.network.cluster}.${to}`, text);
  }

  #hear(subject: string, way: Way): Subscription {
    const { onLetter, onGreeting } = this.#options;
    return this.#connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) return;
        const text = message.string();
        if (text.length > LETTER_MAX || !this.#intake.takes(text.length)) return;
        if (message.subject.endsWith('.link')) onGreeting(text, way);
        else onLetter(text);
      },
    });
  }

  #ask(): void {
    this.#silent += 1;
    if (this.#silent > SILENT) {
      clearInterval(this.#asking);
      this.#options.onSilent();
      return;
    }
    // Asked while the last question stands open: each is answered behind those before it.
    this.#connection.flush().then(
      () => {
        this.#silent = 0;
      },
      () => {},
    );
  }
}
