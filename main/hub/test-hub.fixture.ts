import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { type Ask, writeAsk } from '../../core/hub/asks.ts';
import { keysOf, openKiosk, type Writer, writerKey } from '../../core/hub/journal.fixture.ts';
import type { JournalName } from '../../core/hub/names.ts';
import type { Bounds } from '../../core/hub/sender.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type Fleet, fleetOf } from './fleet.ts';
import { type Hub, type HubOptions, startHub } from './run.ts';
import {
  type Certified,
  commissionFixture,
  deviceFixture,
  hubFixture,
  linkOf,
  type RunningServer,
  startServers,
} from './server.fixture.ts';
import { backwards } from './stream.ts';
import { Uplink } from './uplink.fixture.ts';

interface TestHubOptions {
  readonly of?: Pick<JournalName, 'election' | 'mode'>;
  readonly devices: readonly Pick<JournalName, 'device' | 'station'>[];
  readonly servers: 1 | 3;
  /** Secret key of a device, where it is to be a known one. */
  readonly secretOf?: (device: string) => Uint8Array;
  readonly collectors?: Partial<Pick<HubOptions, 'trusts' | 'takesMs' | 'failed'>>;
}

/** An ask as a kiosk writes it now, or wrote it at another time. @param asked by the hub's clock */
export const askOf = ({ name, sign }: Pick<Writer, 'name' | 'sign'>, ask: Ask, asked = Date.now()): string =>
  writeAsk(name, { nonce: randomBytes(8).toString('hex'), asked, ask }, sign, nodeCrypto);

/** Devices of a commission, and the real servers and collectors above them: for one file of tests, with links of its own. */
export class TestHub {
  readonly commission: Certified = commissionFixture();
  readonly key: Certified = hubFixture(this.commission);
  readonly folder: string = mkdtempSync(join(tmpdir(), 'taanuu-hub-'));
  readonly fleet: Fleet;
  servers: readonly RunningServer[] = [];
  readonly #options: TestHubOptions;
  readonly #keys: ReadonlyMap<string, Certified>;
  readonly #links: NatsConnection[] = [];
  readonly #hubs: Hub[] = [];

  constructor(options: TestHubOptions) {
    this.#options = options;
    const { devices, of = { election: 'e', mode: 'official' }, secretOf } = options;
    this.#keys = new Map(
      devices.map(({ device }) => [device, deviceFixture(this.commission, device, secretOf?.(device))]),
    );
    this.fleet = fleetOf([
      {
        ...{ format: 'taanuu/fleet/1', ...of },
        devices: devices.map(({ device, station }) => {
          const { key, publicKey } = keysOf({ name: this.nameOf(device), publicKey: this.keyOf(device).publicKey });
          return { device, key, publicKey, station, revoked: false };
        }),
      },
    ]);
  }

  nameOf(device: string): JournalName {
    const { of = { election: 'e', mode: 'official' }, devices } = this.#options;
    const { station } = devices.find((one) => one.device === device) ?? unknown(device);
    return { ...of, station, device };
  }

  keyOf(device: string): Certified {
    return this.#keys.get(device) ?? unknown(device);
  }

  /** A kiosk that has been started and whose station is open. */
  kiosk(device: string): Writer {
    return openKiosk(this.nameOf(device), nodeCrypto, writerKey(this.keyOf(device).secret, nodeCrypto));
  }

  /** Starts the servers. */
  async begin(): Promise<void> {
    const { servers: count } = this.#options;
    const { commission, key: hub, fleet } = this;
    this.servers = await startServers(this.folder, { hub, commission, places: fleet.places, count, store: true });
  }

  /** A link as whoever it is; without a name as the hub. @param to servers; without them any */
  async link(as?: Certified | string, to: readonly RunningServer[] = this.servers): Promise<NatsConnection> {
    const own = typeof as === 'string' ? this.keyOf(as) : (as ?? this.key);
    const link = await linkOf(own, this.key, to);
    this.#links.push(link);
    return link;
  }

  /** One more collector. */
  async collector(link?: NatsConnection): Promise<Hub> {
    const { servers: replicas, collectors } = this.#options;
    const { fleet, key } = this;
    const one = await startHub({
      ...{ failed: () => {}, ...collectors, fleet: () => fleet, secret: key.secret, now: Date.now, replicas },
      link: link ?? (await this.link()),
    });
    this.#hubs.push(one);
    return one;
  }

  /** A kiosk's sender over a link of its own. */
  async uplink(writer: Writer, bounds?: Bounds, to?: readonly RunningServer[]): Promise<Uplink> {
    return new Uplink(writer, await this.link(writer.name.device, to), this.key.publicKey, bounds);
  }

  /** Ends the collectors and links. */
  async rest(): Promise<void> {
    // One whose link was cut by a test has nobody to say it to.
    await Promise.all(this.#hubs.splice(0).map((one) => one.stop().catch(() => {})));
    await Promise.all(this.#links.splice(0).map((link) => link.close()));
  }

  async end(): Promise<void> {
    await this.rest();
    await Promise.all(this.servers.map((one) => one.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function unknown(device: string): never {
  throw new Error(`${device} is none of the test's devices`);
}

/** The lines of a journal as the hub has them. */
export async function keptLines({ stream }: Pick<Hub, 'stream'>, of: JournalName): Promise<readonly string[]> {
  const batches: (readonly string[])[] = [];
  for await (const { lines } of backwards(stream, await stream.held(of))) batches.unshift(lines);
  return batches.flat();
}
