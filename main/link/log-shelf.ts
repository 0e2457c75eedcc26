import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { DigitTries, isToldOf } from '../../core/network/digit-tries.ts';
import {
  ASK_BYTES,
  type LogsAnswer,
  type LogsAsk,
  logsAsk,
  type OfferedJournal,
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
  /** Either has ended it. */
  readonly stands: (state: 'done' | 'port-taken') => void;
  /** So many wrong secrets were said. */
  readonly guessed: (count: number) => void;
  /** How fast secrets may be tried. */
  readonly tries?: DigitTries;
  /** Bytes of lines that are given in a second, at most: other things go over this network. */
  readonly rate?: number;
}

/** Connections at once, of all and of one address; all but one of them have said no secret yet. */
const CALLS_MAX = 64;
const CALLS_OF_ONE = 4;
/** Milliseconds: until somebody who calls has said the secret, and without a word after it. */
const SECRET_MS = 10_000;
const QUIET_MS = 30_000;
const RATE = 1_000_000;
/** Asks of one connection that wait for their answers. */
const ASKS_MAX = 2;

/**
 * Where a console takes the station's logs while a person has opened them: TLS with this kiosk's certificate, and nothing for
 * whoever does not say the secret. One console at a time: whoever has the secret and calls again goes on, and its old
 * connection ends. A page of lines is asked of the zone when the one before has gone out, so that nothing piles up. It ends
 * when a console has everything.
 */
export class LogShelf {
  readonly #options: LogShelfOptions;
  readonly #server: Server;
  readonly #end: NodeJS.Timeout;
  readonly #tries: DigitTries;
  readonly #calls = new Set<TLSSocket>();
  /** Connections of each address. */
  readonly #from = new Map<string, number>();
  #holder: TLSSocket | null = null;
  #wrong = 0;
  #isOver = false;
  /** When the next page may go out. */
  #free = 0;

  constructor(options: LogShelfOptions) {
    this.#options = options;
    const { at, tls, ms, stands, tries = new DigitTries() } = options;
    this.#tries = tries;
    this.#server = createServer(
      { key: tls.key, cert: tls.certificate, minVersion: 'TLSv1.3', handshakeTimeout: SECRET_MS },
      (far) => this.#enter(far),
    );
    this.#server.maxConnections = CALLS_MAX;
    this.#server.on('connection', (far: Socket) => this.#count(far));
    this.#server.on('tlsClientError', (_, far) => far.destroy());
    this.#server.on('error', () => stands('port-taken'));
    this.#server.listen({ host: at.host, port: at.port });
    this.#end = setTimeout(() => this.close(), ms);
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#end);
    this.#server.close();
    for (const far of this.#calls) far.destroy();
  }

  #count(far: Socket): void {
    const from = far.remoteAddress ?? '';
    const count = (this.#from.get(from) ?? 0) + 1;
    if (count > CALLS_OF_ONE) return void far.destroy();
    this.#from.set(from, count);
    far.once('close', () => {
      const left = (this.#from.get(from) ?? 1) - 1;
      if (left > 0) this.#from.set(from, left);
      else this.#from.delete(from);
    });
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
      const from = far.remoteAddress ?? '';
      const wait = this.#tries.begin(from, performance.now());
      if (wait === null) return void far.end(lineOf({ answer: 'refused', why: 'later' }));
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.#isOver || far.destroyed) return;
      if (!this.#isRight(asked.secret)) return this.#refuse(far);
      this.#tries.right(from);
      if (this.#holder !== far) this.#holder?.destroy();
      this.#holder = far;
      const all = await journals();
      return this.#say(far, all && { answer: 'journals', journals: [...all] });
    }
    if (this.#holder !== far) return void far.destroy();
    if (asked.ask === 'done') {
      stands('done');
      // The others, and whoever comes, hear nothing more; this one hears that it is so.
      this.#calls.delete(far);
      this.close();
      return void far.end(lineOf({ answer: 'done' }));
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, this.#free - performance.now())));
    const page = await lines(asked.device, asked.after);
    const bytes = (page ?? []).reduce((sum, line) => sum + line.length, 0);
    this.#free = performance.now() + (bytes * 1_000) / (this.#options.rate ?? RATE);
    return this.#say(far, page && { answer: 'lines', lines: [...page] });
  }

  #isRight(secret: string): boolean {
    const [said, own] = [Buffer.from(secret), Buffer.from(this.#options.secret)];
    return said.length === own.length && timingSafeEqual(said, own);
  }

  #refuse(far: TLSSocket): void {
    this.#wrong += 1;
    far.end(lineOf({ answer: 'refused', why: 'secret' }));
    if (isToldOf(this.#wrong)) this.#options.guessed(this.#wrong);
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
