import { rmSync } from 'node:fs';
import type { IntoLink, OutOfLink, StationNetwork } from '../../core/network/link.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { hostPortOf } from '../network/addresses.ts';
import { fetchShelf, HeadShelf, shelfBytes } from './head-shelf.ts';
import { LogsOut } from './logs-out.ts';
import { privateFolder } from './private-folder.ts';
import type { ServerLog } from './server-process.ts';
import { Station } from './station.ts';
import { Uplink } from './uplink.ts';

export interface LinkOptions {
  /** A folder in memory, in which this process makes one of its own. */
  readonly within: string;
  readonly tell: (message: OutOfLink) => void;
  readonly log: ServerLog;
}

type HubStands = Extract<OutOfLink, { link: 'hub' }>;
type NetworkStands = Extract<OutOfLink, { link: 'network' }>;
const off: NetworkStands = { link: 'network', state: 'off', problem: null, own: [], joined: [], found: [] };

/** The link: takes what the identification zone says, and serves the network that it was told of last. */
export class Link {
  readonly #options: LinkOptions;
  readonly #folder: string;
  #network: StationNetwork | null = null;
  #station: Station | null = null;
  #uplink: Uplink | null = null;
  #shelf: HeadShelf | null = null;
  readonly #logs: LogsOut;
  #told = '';
  /** One thing after the other. */
  #before: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#folder = privateFolder(options.within);
    this.#logs = new LogsOut(options.tell);
  }

  take(message: IntoLink): void {
    switch (message.link) {
      case 'serve':
        this.#after(() => this.#serve(message.network));
        return;
      case 'letter':
        this.#station?.letter(message.to, message.text);
        return;
      case 'to-hub':
        void this.#toHub(message);
        return;
      case 'offer-head':
        this.#offer(message);
        return;
      case 'fetch-head':
        void fetchShelf(message.at).then((taken) => {
          const { head = null, configuration = null } = taken ?? {};
          const texts = { head: base64(head), configuration: base64(configuration) };
          this.#options.tell({ link: 'head', number: message.number, ...texts });
        });
        return;
      case 'offer-logs':
        this.#logs.offer(message.offer, this.#network);
        return;
      case 'logs-are':
      case 'log-lines':
        this.#logs.hear(message);
    }
  }

  async stop(): Promise<void> {
    this.#shelf?.close();
    this.#logs.offer(null, null);
    this.#after(async () => {
      await this.#end();
      rmSync(this.#folder, { recursive: true, force: true });
    });
    await this.#before;
  }

  #offer({ at, head, configuration, ms }: Extract<IntoLink, { link: 'offer-head' }>): void {
    this.#shelf?.close();
    const where = hostPortOf(at);
    this.#shelf = where && new HeadShelf(where, shelfBytes(fromBase64(head), fromBase64(configuration ?? '')), ms);
  }

  #after(next: () => Promise<void>): void {
    this.#before = this.#before.then(next);
  }

  async #serve(network: StationNetwork | null): Promise<void> {
    // Said again whenever the zone starts anew, with a key made anew: the one that is served is as good.
    const same = network !== null && this.#network !== null && isSame(network, this.#network);
    this.#told = '';
    if (same && this.#station) {
      this.#uplink?.look();
      return this.#station.look(network);
    }
    await this.#end();
    this.#network = network;
    const problem = network && problemOf(network);
    if (network === null || problem) return this.#tell({ ...off, problem });
    this.#station = new Station({
      ...{ network, folder: this.#folder, log: this.#options.log },
      letter: (text) => this.#options.tell({ link: 'letter', text }),
      stands: (now) => this.#tell({ link: 'network', ...now }),
    });
    const { hub } = network;
    if (hub === null) return;
    const stands = (now: Omit<HubStands, 'link'>): void => this.#options.tell({ link: 'hub', ...now });
    this.#uplink = new Uplink({ network: { ...network, hub }, stands });
  }

  async #end(): Promise<void> {
    await this.#uplink?.close();
    this.#uplink = null;
    await this.#station?.stop();
    this.#station = null;
  }

  async #toHub({ number, verb, text, wait }: Extract<IntoLink, { link: 'to-hub' }>): Promise<void> {
    const answer = (await this.#uplink?.ask(verb, text, wait)) ?? null;
    this.#options.tell({ link: 'from-hub', number, text: answer });
  }

  /** At every change, and as the answer to being told what is to be served. */
  #tell(now: NetworkStands): void {
    const text = JSON.stringify(now);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.tell(now);
  }
}

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64');

const problemOf = ({ devices, device }: StationNetwork): Problem | null =>
  devices[device] === undefined ? { code: 'network.no-certificates' } : null;

/** Whether what is served can stay: only where the others are told to be, and the key, may be other. */
function isSame(a: StationNetwork, b: StationNetwork): boolean {
  const same = ({ device, cluster, listen, devices, hub }: StationNetwork) =>
    JSON.stringify([device, cluster, listen, Object.entries(devices).sort(), hub]);
  return same(a) === same(b);
}
