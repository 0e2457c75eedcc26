import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix, upSubject, type Verb } from '../../core/hub/names.ts';
import type { OutOfLink, StationNetwork } from '../../core/network/link.ts';
import { HUB, serverTrust } from '../network/certificates.ts';
import { linkKind } from './link-kind.ts';

export interface UplinkOptions {
  readonly network: StationNetwork & { readonly hub: NonNullable<StationNetwork['hub']> };
  /** Whether there is a connection, and what it goes over; whenever that has changed. */
  readonly stands: (now: Omit<Extract<OutOfLink, { link: 'hub' }>, 'link'>) => void;
}

/** Milliseconds: between two tries to connect, of which each kiosk waits a part more, and between two looks at what it goes over. */
const AGAIN = 2_000;
const AGAIN_JITTER = 3_000;
const LOOK = 10_000;

/**
 * This kiosk at the hub: a plain client of its servers over mutual TLS. It carries what is given to it as it is, and what is
 * answered; it neither keeps nor tries anything again.
 */
export class Uplink {
  readonly #options: UplinkOptions;
  readonly #timer: NodeJS.Timeout;
  #connection: NatsConnection | null = null;
  #connected = false;
  #closed = false;
  #told = '';

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tell(), LOOK);
    this.#tell();
    void this.#stay();
  }

  /** Tells how it stands once more: whoever asks has started anew. */
  look(): void {
    this.#told = '';
    this.#tell();
  }

  /** @returns the answer, a piece of a package in base64; null: nobody is there, or nobody answered in time */
  async ask(verb: Verb, text: string, wait: number): Promise<string | null> {
    if (this.#connection === null || !this.#connected) return null;
    const subject = upSubject(this.#options.network.hub.as, verb);
    try {
      const answer = await this.#connection.request(subject, text, { timeout: wait });
      return verb === 'pieces' ? Buffer.from(answer.data).toString('base64') : answer.string();
    } catch {
      // Nobody listens there, the time is over, or the connection went: the zone asks again.
      return null;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#connection?.close().catch(() => {});
  }

  /** One connection after the other: a hub that turns a kiosk away today may know it tomorrow. */
  async #stay(): Promise<void> {
    while (!this.#closed) {
      const connection = await this.#open();
      if (connection !== null) await this.#follow(connection);
      if (!this.#closed) await new Promise((resolve) => setTimeout(resolve, AGAIN + Math.random() * AGAIN_JITTER));
    }
  }

  async #open(): Promise<NatsConnection | null> {
    const { key, certificate, device, hub } = this.#options.network;
    return connect({
      servers: [...hub.servers],
      tls: { key, cert: certificate, ...serverTrust(HUB, hub.certificate) },
      inboxPrefix: inboxPrefix(device),
      ...{ waitOnFirstConnect: true, maxReconnectAttempts: -1, timeout: 10_000 },
      // All kiosks of a country come back when a cable is mended: each at a moment of its own.
      ...{ reconnectTimeWait: AGAIN, reconnectJitter: AGAIN_JITTER, reconnectJitterTLS: AGAIN_JITTER },
      // A cut cable says nothing: noticed within a minute.
      ...{ pingInterval: 20_000, maxPingOut: 2, ignoreClusterUpdates: true },
    }).catch(() => null);
  }

  /** Until it is over, however that comes. */
  async #follow(connection: NatsConnection): Promise<void> {
    if (this.#closed) return await connection.close().catch(() => {});
    this.#connection = connection;
    this.#stands(true);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' || type === 'staleConnection') this.#stands(false);
      if (type === 'reconnect') this.#stands(true);
    }
    this.#stands(false);
  }

  #stands(connected: boolean): void {
    this.#connected = connected;
    this.#tell();
  }

  #tell(): void {
    const now = { connected: this.#connected, over: linkKind() };
    const text = JSON.stringify(now);
    if (text === this.#told || this.#closed) return;
    this.#told = text;
    this.#options.stands(now);
  }
}
