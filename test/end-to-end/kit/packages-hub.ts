import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix, type JournalName, upSubject } from '../../../core/hub/names.ts';
import type { Offers } from '../../../core/hub/packages.ts';
import { type Offer, piecesOf } from '../../../core/hub/packages.ts';
import { overheard } from '../../../drivers/testing/child.ts';
import { freePorts } from '../../../drivers/testing/ports.ts';
import type { DeviceKeys } from '../../../main/access/keys.ts';
import { hubCommand } from '../../../main/cli/hub.ts';
import { nodeCrypto } from '../../../main/crypto/node.ts';
import { natsServer } from '../../../main/hub/server.fixture.ts';
import { HubClock } from '../../../main/identification/network/hub-clock.ts';
import { hubSource } from '../../../main/identification/packages/hub-source.ts';
import type { PackageSource } from '../../../main/identification/packages/source.ts';
import { deviceCertificate, networkKey, serverTrust } from '../../../main/network/certificates.ts';
import type { Commission } from '../../../main/package/commission.ts';
import { root } from '../../../tools/say.ts';

/** A hub of one site above the devices of a commission, set up and fed with the commands that its technician has. */
export class PackagesHub {
  readonly #collector: string;
  readonly #commission: Commission;
  readonly #port: number;
  readonly #children: readonly ChildProcess[];
  readonly #links: NatsConnection[] = [];

  private constructor(collector: string, commission: Commission, port: number, children: readonly ChildProcess[]) {
    this.#collector = collector;
    this.#commission = commission;
    this.#port = port;
    this.#children = children;
  }

  /** @param folder of its own @param commissionFolder of the commission @param election whose devices it knows */
  static async start(
    folder: string,
    {
      commission,
      commissionFolder,
      election,
    }: {
      readonly commission: Commission;
      readonly commissionFolder: string;
      readonly election: Pick<JournalName, 'election' | 'mode'>;
    },
  ): Promise<PackagesHub> {
    const [port = 0, routes = 0] = await freePorts(2);
    const file = join(folder, 'hub-election.json');
    writeFileSync(file, JSON.stringify({ id: election.election, mode: election.mode }));
    const hub = join(folder, 'hub');
    const options = ['--commission', commissionFolder, '--election', file, '--store', 'streams', '--gigabytes', '1'];
    await commanded('config', hub, `only=127.0.0.1:${port}:${routes}`, ...options);
    const collector = join(hub, 'collector');
    const server = natsServer(join(hub, 'sites/only/server.conf'));
    const args = [join(root, 'main/cli/taanuu.ts'), 'hub', 'collect', collector, '--json'];
    const collecting = overheard(spawn(process.execPath, args, { cwd: root }), 'hub collect');
    await new Promise<void>((resolve, reject) => {
      collecting.stdout.on('data', () => resolve());
      collecting.once('exit', (code) => reject(new Error(`hub collect ended: ${code}`)));
    });
    return new PackagesHub(collector, commission, port, [collecting, server]);
  }

  /** `taanuu hub packages put COLLECTOR FOLDER`. @returns what it says */
  put(folder: string): Promise<readonly string[]> {
    return commanded('packages', 'put', this.#collector, folder);
  }

  /** The hub as a kiosk asks it, over a link of its own. */
  async seenBy(keys: DeviceKeys, name: JournalName): Promise<PackageSource> {
    const { trust, sign } = this.#commission;
    const certificate = deviceCertificate({ name: trust.name, sign }, keys.device, keys.signing.publicKey);
    const { key, certificate: cert } = networkKey({ name: keys.device, sign: keys.signing.sign }, certificate, []);
    const link = await connect({
      ...{ servers: `127.0.0.1:${this.#port}`, waitOnFirstConnect: true, inboxPrefix: inboxPrefix(keys.device) },
      tls: { key, cert, ...serverTrust('hub', readFileSync(join(this.#collector, 'hub.pem'), 'utf8')) },
    });
    this.#links.push(link);
    const hubKey = nodeCrypto.ed25519PublicKey(readFileSync(join(this.#collector, 'hub.secret')));
    const way = {
      ...{ name, key: hubKey, clock: new HubClock(), isFree: true },
      ask: async (verb: Parameters<typeof upSubject>[1], text: string, timeout: number) => {
        const answer = await link.request(upSubject(name, verb), text, { timeout });
        return verb === 'pieces' ? Buffer.from(answer.data).toString('base64') : answer.string();
      },
    };
    return hubSource(way, keys.signing.sign, true);
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.close()));
    for (const child of this.#children) child.kill('SIGKILL');
  }
}

/** What a kiosk is offered. */
export async function offered(hub: PackageSource): Promise<Offers> {
  const offers = await hub.offers();
  if (offers === null) throw new Error('the hub offers nothing');
  return offers;
}

/** All pieces of what a kiosk fetches. */
export async function fetched(
  hub: PackageSource,
  { package: name, bytes }: Pick<Offer, 'package' | 'bytes'>,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let n = 0; n < piecesOf({ bytes }); n++) pieces.push((await hub.piece(name, n)) ?? new Uint8Array());
  return Buffer.concat(pieces);
}

async function commanded(...args: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const code = await hubCommand(args, { out: say, complain: say });
  if (code !== 0) throw new Error(said.join('\n'));
  return said;
}
