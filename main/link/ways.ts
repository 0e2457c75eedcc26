import { hostPortOf } from '../network/addresses.ts';
import { Relay } from './relay.ts';

/** Where another kiosk may be: told by the configuration (of nobody in particular), or by somebody for a while. */
interface Way {
  readonly at: string;
  readonly device: string | null;
  /** Until when it is believed, on the clock of `performance.now()`. */
  until: number;
  relay: Relay | null;
  /** It is being opened. */
  opening?: boolean;
  /** When it is to be tried, on the same clock. */
  readonly from: number;
}

/** Milliseconds. Whoever is joined, and still says where he is, stays; an address that nobody names any more goes. */
export const BELIEVED = 120_000;
/** A server that has not called for so long has given a way up: another one led to the same kiosk then. */
const GIVEN_UP = 20_000;
/** Of two kiosks that hear of each other one calls at once, and the other if that has come to nothing: both at once are in each other's way. */
const AFTER_YOU = 6_000;
/** Most that others may tell; those of the configuration stand beside them. */
const TOLD_MAX = 64;
const PER_DEVICE = 8;

/** The ways to the other kiosks: one relay for each address that is known. */
export class Ways {
  readonly #ways = new Map<string, Way>();
  readonly #device: string;
  readonly #joined: (device: string | null) => boolean;
  readonly #changed: () => void;
  #closed = false;

  /**
   * @param device this kiosk
   * @param around whether another one is there already (null asks whether all are), and who hears that the routes are others
   */
  constructor(
    device: string,
    around: { readonly joined: (device: string | null) => boolean; readonly changed: () => void },
  ) {
    this.#device = device;
    this.#joined = around.joined;
    this.#changed = around.changed;
  }

  /** What the own server is to call. */
  get routes(): readonly string[] {
    return [...this.#ways.values()].flatMap(({ relay }) => (relay ? [`127.0.0.1:${relay.port}`] : []));
  }

  /** The addresses that the configuration names: these, and no others than before. */
  configured(peers: readonly string[]): void {
    for (const [at, way] of this.#ways) if (way.device === null && !peers.includes(at)) this.#drop(at, way);
    for (const at of peers) void this.#add({ at, device: null, until: Number.POSITIVE_INFINITY, relay: null, from: 0 });
  }

  /** Somebody has said where a kiosk is. */
  told(device: string, at: string): void {
    const until = performance.now() + BELIEVED;
    const known = this.#ways.get(at);
    if (known) {
      known.until = Math.max(known.until, until);
      return;
    }
    const told = [...this.#ways.values()].filter((way) => way.device !== null);
    if (told.length >= TOLD_MAX || told.filter((way) => way.device === device).length >= PER_DEVICE) return;
    const from = performance.now() + (this.#device < device ? 0 : AFTER_YOU);
    void this.#add({ at, device, until, relay: null, from });
  }

  /** Lets go what nobody believes any more, and opens, or makes anew, the ways to whoever is missing. */
  async tend(): Promise<void> {
    for (const [at, way] of this.#ways) {
      const now = performance.now();
      if (way.until < now) this.#drop(at, way);
      else if (this.#joined(way.device)) continue;
      else if (!way.relay && way.from <= now) await this.#open(way);
      else if (way.relay && way.relay.idle > GIVEN_UP) {
        // A port that it has not known: so it calls again.
        await way.relay.close();
        way.relay = null;
        await this.#open(way);
      }
    }
  }

  /** This machine has these addresses now. */
  moved(own: readonly string[]): void {
    for (const { relay } of this.#ways.values()) relay?.moved(own);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#ways.values()];
    this.#ways.clear();
    await Promise.all(all.map(({ relay }) => relay?.close()));
  }

  async #add(way: Way): Promise<void> {
    if (this.#ways.has(way.at)) return;
    this.#ways.set(way.at, way);
    if (way.from <= performance.now() && !this.#joined(way.device)) await this.#open(way);
  }

  async #open(way: Way): Promise<void> {
    const to = hostPortOf(way.at);
    if (!to || way.opening) return;
    way.opening = true;
    const relay = await Relay.open(to);
    way.opening = false;
    // Dropped or closed meanwhile.
    if (this.#closed || this.#ways.get(way.at) !== way) return relay.close();
    way.relay = relay;
    this.#changed();
  }

  #drop(at: string, { relay }: Way): void {
    this.#ways.delete(at);
    void relay?.close();
    this.#changed();
  }
}
