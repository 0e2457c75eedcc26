import { rmSync } from 'node:fs';
import type { IntoLink, OutOfLink, StationNetwork } from '../../core/network/link.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { privateFolder } from './private-folder.ts';
import type { ServerLog } from './server-process.ts';
import { Station } from './station.ts';

export interface LinkOptions {
  /** A folder in memory, in which this process makes one of its own. */
  readonly within: string;
  readonly tell: (message: OutOfLink) => void;
  readonly log: ServerLog;
}

type NetworkStands = Extract<OutOfLink, { link: 'network' }>;
const off: NetworkStands = { link: 'network', state: 'off', problem: null, own: [], joined: [], found: [] };

/** The link: takes what the identification zone says, and serves the network that it was told of last. */
export class Link {
  readonly #options: LinkOptions;
  readonly #folder: string;
  #network: StationNetwork | null = null;
  #station: Station | null = null;
  #told = '';
  /** One thing after the other. */
  #before: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#folder = privateFolder(options.within);
  }

  take(message: IntoLink): void {
    if (message.link === 'letter') this.#station?.letter(message.to, message.text);
    else this.#after(() => this.#serve(message.network));
  }

  async stop(): Promise<void> {
    this.#after(async () => {
      await this.#station?.stop();
      this.#station = null;
      rmSync(this.#folder, { recursive: true, force: true });
    });
    await this.#before;
  }

  #after(next: () => Promise<void>): void {
    this.#before = this.#before.then(next);
  }

  async #serve(network: StationNetwork | null): Promise<void> {
    // Said again whenever the zone starts anew, with a key made anew: the one that is served is as good.
    const same = network !== null && this.#network !== null && isSame(network, this.#network);
    this.#told = '';
    if (same && this.#station) return this.#station.look(network);
    await this.#station?.stop();
    this.#station = null;
    this.#network = network;
    const problem = network && problemOf(network);
    if (network === null || problem) return this.#tell({ ...off, problem });
    this.#station = new Station({
      ...{ network, folder: this.#folder, log: this.#options.log },
      letter: (text) => this.#options.tell({ link: 'letter', text }),
      stands: (now) => this.#tell({ link: 'network', ...now }),
    });
  }

  /** At every change, and as the answer to being told what is to be served. */
  #tell(now: NetworkStands): void {
    const text = JSON.stringify(now);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.tell(now);
  }
}

const problemOf = ({ devices, device }: StationNetwork): Problem | null =>
  devices[device] === undefined ? { code: 'network.no-certificates' } : null;

/** Whether what is served can stay: only where the others are told to be, and the key, may be other. */
function isSame(a: StationNetwork, b: StationNetwork): boolean {
  const same = ({ device, cluster, listen, devices }: StationNetwork) =>
    JSON.stringify([device, cluster, listen, Object.entries(devices).sort()]);
  return same(a) === same(b);
}
