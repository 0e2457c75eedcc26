import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import {
  ASK_BYTES,
  type LogsAnswer,
  type LogsAsk,
  logsAsk,
  type OfferedJournal,
  WRONG_SECRETS,
} from '../../core/network/logs-offer.ts';
import type { HostPort } from '../network/addresses.ts';
import { hearLines, lineOf } from '../network/said-lines.ts';

export interface LogShelfOptions {
  readonly at: HostPort;
  /** Of this kiosk's connections, and its certificate. PEM. */
  readonly tls: { readonly key: string; readonly certificate: string };
  readonly secret: string;
  /** Milliseconds after which nobody gets anything any more. */
  readonly ms: number;
  /** What the zone has; null: nobody may have it now. */
  readonly journals: () => Promise<readonly OfferedJournal[] | null>;
  readonly lines: (device: string, after: number) => Promise<readonly string[] | null>;
  readonly stands: (state: 'done' | 'guessed' | 'port-taken') => void;
  /** Bytes of lines that are given in a second, at most: other things go over this network. */
  readonly rate?: number;
}

/** Connections at once; all but one of them have said no secret yet. */
const CALLS_MAX = 8;
/** Milliseconds: until somebody who calls has said the secret, and without a word after it. */
const SECRET_MS = 10_000;
const QUIET_MS = 30_000;
const RATE = 1_000_000;
/** Asks of one connection that wait for their answers. */
const ASKS_MAX = 2;

/**
 * Where a console takes the station's logs while a person has opened them: TLS with this kiosk's certificate, and nothing for
 * whoever does not say the secret. One console at a time: whoever has the secret and calls again goes on, and its old
 * connection ends. A page of lines is asked of the zone when the one before has gone out, so that nothing piles up.
 */
export class LogShelf {
  readonly #options: LogShelfOptions;
  readonly #server: Server;
  readonly #end: NodeJS.Timeout;
  readonly #calls = new Set<TLSSocket>();
  #holder: TLSSocket | null = null;
  #wrong = 0;
  /** When the next page may go out. */
  #free = 0;

  constructor(options: LogShelfOptions) {
    this.#options = options;
    const { at, tls, ms, stands } = options;
    this.#server = createServer(
      { key: tls.key, cert: tls.certificate, minVersion: 'TLSv1.3', handshakeTimeout: SECRET_MS },
      (far) => this.#enter(far),
    );
    this.#server.maxConnections = CALLS_MAX;
    this.#server.on('tlsClientError', (_, far) => far.destroy());
    this.#server.on('error', () => stands('port-taken'));
    this.#server.listen({ host: at.host, port: at.port });
    this.#end = setTimeout(() => this.close(), ms);
  }

  close(): void {
    clearTimeout(this.#end);
    this.#server.close();
    for (const far of this.#calls) far.destroy();
  }

  #enter(far: TLSSocket): void {
    this.#calls.add(far);
    const late = setTimeout(() => {
      if (this.#holder !== far) far.destroy();
    }, SECRET_MS);
    far.on('error', () => {});
    far.once('close', () => {
      clearTimeout(late);
      this.#calls.delete(far);
      if (this.#holder === far) this.#holder = null;
    });
    far.setTimeout(QUIET_MS, () => far.destroy());
    let asked = 0;
    let before: Promise<void> = Promise.resolve();
    hearLines(far, ASK_BYTES, (value) => {
      const read = logsAsk.safeParse(value);
      asked += 1;
      // Whoever asks for much before the answers come is no console.
      if (!read.success || asked > ASKS_MAX) return void far.destroy();
      before = before.then(async () => {
        await this.#answer(far, read.data);
        asked -= 1;
      });
    });
  }

  async #answer(far: TLSSocket, asked: LogsAsk): Promise<void> {
    const { journals, lines, stands } = this.#options;
    if (this.#isOver) return this.#say(far, null);
    if (asked.ask === 'journals') {
      if (!this.#isRight(asked.secret)) return this.#refuse(far);
      if (this.#holder !== far) this.#holder?.destroy();
      this.#holder = far;
      const all = await journals();
      return this.#say(far, all && { answer: 'journals', journals: [...all] });
    }
    if (this.#holder !== far) return void far.destroy();
    if (asked.ask === 'done') {
      stands('done');
      return this.#say(far, { answer: 'done' });
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, this.#free - performance.now())));
    const page = await lines(asked.device, asked.after);
    const bytes = (page ?? []).reduce((sum, line) => sum + line.length, 0);
    this.#free = performance.now() + (bytes * 1_000) / (this.#options.rate ?? RATE);
    return this.#say(far, page && { answer: 'lines', lines: [...page] });
  }

  get #isOver(): boolean {
    return this.#wrong >= WRONG_SECRETS;
  }

  #isRight(secret: string): boolean {
    const [said, own] = [Buffer.from(secret), Buffer.from(this.#options.secret)];
    return said.length === own.length && timingSafeEqual(said, own);
  }

  #refuse(far: TLSSocket): void {
    this.#wrong += 1;
    far.end(lineOf({ answer: 'refused', why: this.#isOver ? 'over' : 'secret' }));
    if (!this.#isOver) return;
    this.#options.stands('guessed');
    clearTimeout(this.#end);
    this.#server.close();
    // Whoever has said the right one goes too: a person opens the logs once more.
    this.#holder?.destroy();
  }

  /** Says it, and waits until it has gone out. */
  async #say(far: TLSSocket, answer: LogsAnswer | null): Promise<void> {
    if (answer === null) return void far.end(lineOf({ answer: 'refused', why: 'over' }));
    if (far.destroyed || far.write(lineOf(answer))) return;
    await new Promise<void>((resolve) => {
      const out = (): void => {
        far.off('drain', out).off('close', out);
        resolve();
      };
      far.on('drain', out).on('close', out);
    });
  }
}
