import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import type { StationNetwork } from '../../core/network/link.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { serverConfig } from '../network/server-config.ts';

export interface ServerLog {
  readonly info: (facts: Readonly<Record<string, unknown>>, text: string) => void;
  readonly warn: (facts: Readonly<Record<string, unknown>>, text: string) => void;
}

export interface ServerOptions {
  /** A folder of this process alone: key, certificates and configuration are written there. */
  readonly folder: string;
  readonly network: StationNetwork;
  /** Addresses that it calls. */
  readonly routes: readonly string[];
  /** It takes connections. */
  readonly onUp: (ports: ServerPorts) => void;
  /** It is gone; what is wrong where that is known. It is started again. */
  readonly onDown: (problem: Problem | null) => void;
  readonly log: ServerLog;
  /** Folders in which the program is looked for. */
  readonly programs?: readonly string[];
}

/** Ports of the loopback: for the own client, and for the servers of other kiosks. */
export interface ServerPorts {
  readonly client: number;
  readonly route: number;
}

/** Pauses before the first, second, … start in a row, milliseconds; the last one stays. */
const pauses = [200, 500, 1_000, 2_000, 5_000];
/** One that ran this long starts again with the first pause. */
const SETTLED = 30_000;
/** So often in a row it ended by itself before somebody is told. */
const TELL_AFTER = 3;
/** It says within this time which port it took, or is stuck. */
const START = 15_000;
const STOP = 3_000;
/** Lines of what it said last, for whoever reads the log after it ended. */
const TAIL = 12;

/** Debian puts it where only an administrator's PATH looks. */
const usualPrograms = (): readonly string[] => [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];

/** Which ports it took. */
const portsSchema = z.object({ nats: z.array(z.url()).length(1), cluster: z.array(z.url()).length(1) });

/**
 * Runs this kiosk's nats-server and keeps it running: it is started again whenever it ends. It ends with this process, also
 * where that is killed: the kernel sees to it.
 */
export class ServerProcess {
  readonly #options: ServerOptions;
  #routes: readonly string[];
  /** Those that stand in its file. */
  #configured: readonly string[] | null = null;
  #child: ChildProcess | null = null;
  #up = false;
  #inARow = 0;
  #pause: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#routes = options.routes;
    const { devices, device, key, certificate } = options.network;
    this.#write('key.pem', key);
    this.#write('certificate.pem', certificate);
    this.#write('own.pem', devices[device] ?? '');
    this.#write('station.pem', Object.values(devices).join(''));
    void this.#start();
  }

  /** Calls these from now on; connections that stand are not touched. */
  reroute(routes: readonly string[]): void {
    if (this.#stopped || JSON.stringify(routes) === JSON.stringify(this.#routes)) return;
    this.#routes = routes;
    if (this.#up) this.#reload();
  }

  /** It does not answer any more. */
  kill(): void {
    this.#options.log.warn({}, 'the server is stuck and is killed');
    this.#child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#pause);
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP);
    await gone;
    clearTimeout(late);
  }

  async #start(): Promise<void> {
    const program = (this.#options.programs ?? usualPrograms())
      .map((folder) => join(folder, 'nats-server'))
      .find((path) => existsSync(path));
    if (program === undefined) return this.#again({ code: 'network.no-server' });
    this.#configure();
    const before = performance.now();
    // The kernel kills it when this process is no more, however that came.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, '-c', this.#file('nats.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: '/usr/bin:/bin' },
    });
    this.#child = child;
    const said: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.push(...text.split('\n').filter((line) => line !== ''));
      said.splice(0, said.length - TAIL);
    });
    child.once('error', (error) => said.push(error.message));
    child.once('close', (code, signal) => {
      this.#child = null;
      this.#up = false;
      if (this.#stopped) return;
      this.#options.log.warn({ how: signal ?? `code ${code}`, said }, 'the server has ended');
      if (performance.now() - before > SETTLED) this.#inARow = 0;
      this.#again(this.#inARow + 1 >= TELL_AFTER ? { code: 'network.server-stops' } : null);
    });
    await this.#awaitPort(child);
  }

  #reload(): void {
    this.#configure();
    this.#child?.kill('SIGHUP');
  }

  #again(problem: Problem | null): void {
    this.#options.onDown(problem);
    this.#pause = setTimeout(() => void this.#start(), pauses[Math.min(this.#inARow, pauses.length - 1)]);
    this.#inARow += 1;
  }

  /** It writes its ports into a file when it takes connections. */
  async #awaitPort(child: ChildProcess): Promise<void> {
    const file = this.#file(`nats-server_${child.pid}.ports`);
    for (const until = performance.now() + START; performance.now() < until; ) {
      if (this.#child !== child) return;
      const ports = portsIn(file);
      if (ports !== null) {
        rmSync(file, { force: true });
        this.#up = true;
        if (this.#configured !== this.#routes) this.#reload();
        this.#options.log.info({ ...ports }, 'the server is up');
        return this.#options.onUp(ports);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    this.kill();
  }

  #configure(): void {
    const { device, cluster } = this.#options.network;
    const files = {
      ...{ certificate: this.#file('certificate.pem'), key: this.#file('key.pem') },
      ...{ own: this.#file('own.pem'), station: this.#file('station.pem') },
    };
    const { folder } = this.#options;
    this.#configured = this.#routes;
    this.#write(
      'nats.conf',
      serverConfig({
        ...{ device, cluster, files, port: -1, listen: '127.0.0.1:-1' },
        ...{ portsIn: folder, peers: this.#routes },
      }),
    );
  }

  #file(name: string): string {
    return join(this.#options.folder, name);
  }

  /** Whole or not at all: the server reads it whenever it is told to. */
  #write(name: string, text: string): void {
    writeFileSync(`${this.#file(name)}.new`, text, { mode: 0o600 });
    renameSync(`${this.#file(name)}.new`, this.#file(name));
  }
}

function portsIn(file: string): ServerPorts | null {
  try {
    const read = portsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const [client, route] = [read.nats, read.cluster].map(([url = '']) => Number(new URL(url).port));
    return client && route ? { client, route } : null;
  } catch {
    // Not there yet, or not whole.
    return null;
  }
}
