import type { OutOfLink, StationNetwork } from '../../core/network/link.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { hostPortOf, ownAddresses, reachedAt } from '../network/addresses.ts';
import { Client, type Way } from './client.ts';
import { Discovery } from './discovery.ts';
import { Door } from './door.ts';
import { type Greeting, readGreeting, writeGreeting } from './greeting.ts';
import { type ServerLog, type ServerPorts, ServerProcess } from './server-process.ts';
import { BELIEVED, Ways } from './ways.ts';

type Stands = Omit<Extract<OutOfLink, { link: 'network' }>, 'link'>;

export interface StationOptions {
  readonly network: StationNetwork;
  readonly folder: string;
  readonly log: ServerLog;
  readonly letter: (text: string) => void;
  /** How it stands, whenever that may have changed. */
  readonly stands: (now: Stands) => void;
}

/** Milliseconds: between two greetings, and after which somebody who is not heard counts as gone. */
const GREET = 2_000;
const HEARD = 7_000;
/**
 * Milliseconds. What this kiosk subscribes to while its server and another one find each other that one may never learn of
 * (docs/network.md): as long as somebody is not heard by both ways it is said again this often.
 */
const SAY_AGAIN = 8_000;
/** More are not told. */
const FOUND_MAX = 64;

/** One kiosk's place in the network of its station: its server, its client there, and the ways to the other kiosks. */
export class Station {
  readonly #options: StationOptions;
  readonly #ways: Ways;
  readonly #server: ServerProcess;
  readonly #door: Door | null;
  readonly #timer: NodeJS.Timeout;
  #discovery: Discovery | null = null;
  /** What multicast DNS has found: until when it is believed, by device and address. */
  readonly #found = new Map<string, { readonly device: string; readonly at: string; readonly until: number }>();
  /** Other links that are heard: what they said last, and when by which way. */
  readonly #heard = new Map<
    string,
    { readonly greeting: Greeting; readonly at: Readonly<Partial<Record<Way, number>>> }
  >();
  /** When was last said what is heard here. */
  #said = 0;
  #network: StationNetwork;
  #client: Client | null = null;
  #problem: Problem | null = null;
  #own: readonly string[] = [];
  /** Of the server: one that has ended says nothing any more. */
  #life = 0;
  #stopped = false;

  constructor(options: StationOptions) {
    this.#options = options;
    this.#network = options.network;
    this.#ways = new Ways(options.network.device, {
      joined: (device) => (device === null ? this.#heard.size >= this.#others : this.#heard.has(device)),
      changed: () => this.#server?.reroute(this.#ways.routes),
    });
    this.#server = new ServerProcess({
      ...{ folder: options.folder, network: options.network, routes: [], log: options.log },
      onUp: (ports) => void this.#join(ports),
      onDown: (problem) => this.#down(problem),
    });
    const at = hostPortOf(options.network.listen);
    this.#door = at && new Door(at, () => this.#tell());
    this.#look();
    this.#timer = setInterval(() => this.#beat(), GREET);
  }

  /** The same network; perhaps the others are told to be elsewhere. */
  look(network: StationNetwork): void {
    this.#network = network;
    this.#look();
  }

  letter(to: string | null, text: string): void {
    this.#client?.letter(to, text);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#discovery?.close();
    await this.#door?.close();
    await this.#client?.close();
    await this.#server.stop();
    await this.#ways.close();
  }

  #look(): void {
    const listen = hostPortOf(this.#network.listen);
    const addresses = ownAddresses();
    for (const one of [this.#door, this.#ways]) one?.moved(addresses);
    this.#own = listen ? reachedAt(listen, addresses) : [];
    this.#ways.configured(this.#network.peers.filter((peer) => !this.#own.includes(peer)));
    if (listen) this.#discover(listen.port);
    this.#tell();
  }

  #discover(port: number): void {
    const { device, cluster, discover } = this.#network;
    if (!discover) {
      this.#discovery?.close();
      this.#discovery = null;
      return;
    }
    const { log } = this.#options;
    this.#discovery ??= new Discovery({ device, cluster, port, log, found: (other, at) => this.#isFound(other, at) });
    this.#discovery.tend(this.#own.flatMap((at) => hostPortOf(at)?.host ?? []));
  }

  #isFound(device: string, at: string): void {
    const key = `${device} ${at}`;
    if (!this.#isOther(device) || (this.#found.size >= FOUND_MAX && !this.#found.has(key))) return;
    const isNew = !this.#found.has(key);
    this.#found.set(key, { device, at, until: performance.now() + BELIEVED });
    this.#told(device, at);
    if (isNew) this.#tell();
  }

  #beat(): void {
    this.#look();
    const { device } = this.#network;
    const others = Object.fromEntries([...this.#heard].map(([name, { greeting }]) => [name, [...greeting.at]]));
    this.#client?.greet(writeGreeting({ device, at: [...this.#own], others }));
    if (this.#joined().length < this.#others && performance.now() - this.#said > SAY_AGAIN) this.#subscribe();
    void this.#ways.tend();
  }

  #subscribe(): void {
    this.#client?.subscribe();
    this.#said = performance.now();
  }

  get #others(): number {
    return Object.keys(this.#network.devices).length - 1;
  }

  /** Those who are heard by both ways. */
  #joined(): readonly string[] {
    const isFresh = (at: number | undefined): boolean => at !== undefined && performance.now() - at <= HEARD;
    const both = [...this.#heard].filter(([, { at }]) => isFresh(at.all) && isFresh(at.one));
    return both.map(([device]) => device).sort();
  }

  async #join({ client: port, route }: ServerPorts): Promise<void> {
    const { log, letter } = this.#options;
    const life = this.#life;
    this.#door?.leadTo(route);
    const isOver = (): boolean => this.#stopped || life !== this.#life;
    try {
      const client = await Client.open({
        ...{ network: this.#options.network, port, onLetter: letter },
        onGreeting: (text, way) => this.#greeted(text, way),
        onSilent: () => this.#server.kill(),
        onFull: () => log.warn({}, 'more letters come than are carried on'),
      });
      if (isOver()) return await client.close();
      this.#client = client;
      this.#said = performance.now();
      this.#problem = null;
      this.#beat();
    } catch (error) {
      if (isOver()) return;
      log.warn({ error: String(error) }, 'the own server takes no connection');
      this.#server.kill();
    }
  }

  #down(problem: Problem | null): void {
    this.#life += 1;
    this.#door?.leadTo(null);
    void this.#client?.close();
    this.#client = null;
    this.#problem = problem;
    this.#heard.clear();
    this.#tell();
  }

  #greeted(text: string, way: Way): void {
    const greeting = readGreeting(text);
    if (!greeting || !this.#isOther(greeting.device)) return;
    const before = this.#heard.get(greeting.device);
    this.#heard.set(greeting.device, { greeting, at: { ...before?.at, [way]: performance.now() } });
    for (const at of greeting.at) this.#told(greeting.device, at);
    for (const [device, all] of Object.entries(greeting.others)) {
      if (this.#isOther(device) && !this.#heard.has(device)) for (const at of all) this.#told(device, at);
    }
    // Whoever has just come knows of this one at once.
    if (!before) this.#beat();
    else if (before.at[way] === undefined) this.#tell();
  }

  #told(device: string, at: string): void {
    if (!this.#own.includes(at)) this.#ways.told(device, at);
  }

  #isOther(device: string): boolean {
    return device !== this.#network.device && Object.hasOwn(this.#network.devices, device);
  }

  #tell(): void {
    for (const [device, { at }] of this.#heard) {
      if (performance.now() - Math.max(at.all ?? 0, at.one ?? 0) > HEARD) this.#heard.delete(device);
    }
    for (const [key, { until }] of this.#found) if (performance.now() > until) this.#found.delete(key);
    this.#options.stands({
      state: this.#client ? 'up' : 'starting',
      problem: this.#problem ?? (this.#door ? this.#door.problem : noAddress(this.#network)),
      own: [...this.#own],
      joined: [...this.#joined()],
      found: [...this.#found.values()].map(({ device, at }) => ({ device, at })),
    });
  }
}

const noAddress = ({ listen }: StationNetwork): Problem => ({ code: 'network.no-address', params: { at: listen } });
