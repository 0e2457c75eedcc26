import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntoLink, OutOfLink, StationNetwork } from '../../core/network/link.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { ToChild } from '../host/messages.ts';
import { deviceCertificate, type Issuer, stationKey } from '../network/certificates.ts';

/** A station's network for tests: devices certified by one commission, and links as the real processes that they are. */
export function signer(name: string) {
  const secret = randomBytes(32);
  return {
    name,
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (bytes: Uint8Array) => nodeCrypto.ed25519Sign(bytes, secret),
  };
}

export interface TestDevice {
  readonly device: string;
  readonly issuer: Issuer;
  readonly own: string;
}

export function testDevice(device: string, by: Issuer): TestDevice {
  const issuer = signer(device);
  return { device, issuer, own: deviceCertificate(by, device, issuer.publicKey) };
}

/** What the zone of this device would have its link serve: as the station's devices see each other on the loopback. */
export function networkOf(
  of: TestDevice,
  station: readonly TestDevice[],
  { port, peers = [], discover = false }: { port: number; peers?: readonly number[]; discover?: boolean },
): StationNetwork {
  return {
    ...{ device: of.device, cluster: 'probe-laboratory-0001', ...stationKey(of.issuer, of.own) },
    devices: Object.fromEntries(station.map(({ device, own }) => [device, own])),
    ...{ listen: `127.0.0.1:${port}`, peers: peers.map((peer) => `127.0.0.1:${peer}`), discover, hub: null },
  };
}

type Network = Extract<OutOfLink, { link: 'network' }>;

/** A link as a process; the test is its supervisor and its zone: it is started again when it dies, and told again. */
export class LinkProcess {
  readonly within = mkdtempSync(join(tmpdir(), 'taanuu-links-'));
  readonly letters: string[] = [];
  network: Network | null = null;
  /** What it told of the hub and of the network. */
  readonly told: OutOfLink[] = [];
  #serve: StationNetwork | null = null;
  #child: ChildProcess | null = null;
  #stopping = false;

  /** @param through program and arguments that run the Node of the process, such as those for a network of its own */
  constructor(through: readonly string[] = []) {
    this.#start(through);
  }

  #start(through: readonly string[]): void {
    const [execPath = '', ...execArgv] = [...through, process.execPath];
    const child = fork(join(import.meta.dirname, 'main.ts'), [this.within], {
      ...{ execPath, execArgv },
      stdio: ['ignore', 'ignore', process.env.SHOW ? 'inherit' : 'ignore', 'ipc'],
    });
    this.#child = child;
    child.on('message', (raw: { say: string; message?: OutOfLink }) => {
      if (raw.say === 'through' && raw.message) this.#hear(raw.message);
    });
    child.once('exit', () => {
      this.#child = null;
      this.network = null;
      if (!this.#stopping) this.#start(through);
    });
    this.#tell({ say: 'start', held: {}, setAside: [] });
  }

  #hear(message: OutOfLink): void {
    if (message.link === 'hub' || message.link === 'network') this.told.push(message);
    if (message.link === 'here') this.say({ link: 'serve', network: this.#serve });
    else if (message.link === 'letter') this.letters.push(message.text);
    else if (message.link === 'network') this.network = message;
  }

  #tell(message: ToChild): void {
    this.#child?.send(message, () => {});
  }

  say(message: IntoLink): void {
    this.#tell({ say: 'from', passage: 'link', message });
  }

  serve(network: StationNetwork | null): void {
    this.#serve = network;
    this.say({ link: 'serve', network });
  }

  letter(text: string, to: string | null = null): void {
    this.say({ link: 'letter', to, text });
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Process ids of the nats-servers that were started by this link. */
  get servers(): readonly number[] {
    return serversIn(this.within);
  }

  /** Its private folders. */
  get folders(): readonly string[] {
    return readdirSync(this.within);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child !== null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      this.#tell({ say: 'stop' });
      await gone;
    }
    rmSync(this.within, { recursive: true, force: true });
  }
}

/** Process ids of the nats-servers whose configuration lies in a folder. */
function serversIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return program.endsWith('nats-server') && args.some((arg) => arg.startsWith(folder));
      } catch {
        return false;
      }
    })
    .map(Number);
}
