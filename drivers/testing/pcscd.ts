import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './ports.ts';

/** Debian parts without which no card can be spoken to through the real service. */
const NEEDED = {
  pcscd: '/usr/sbin/pcscd',
  'vsmartcard-vpcd': '/usr/lib/pcsc/drivers/serial/libifdvpcd.so',
  opensc: '/usr/bin/opensc-tool',
} as const;
const START_LIMIT_MS = 10_000;

/**
 * A real pcscd with a virtual reader, of this process alone: its socket folder is bound over /run/pcscd in a mount
 * namespace of its own, and the library finds the socket by PCSCLITE_CSOCK_NAME. It needs root, and the vpcd driver
 * listens on all addresses: for test machines only.
 */
export class PrivatePcscd {
  /** Where the card's side connects to. */
  readonly port: number;
  readonly socket: string;
  private readonly folder: string;
  private child: ChildProcess | null = null;
  /** The end of the last one, with its files: the next one must not begin before it. */
  private ending: Promise<void> = Promise.resolve();

  private constructor(port: number, folder: string) {
    this.port = port;
    this.folder = folder;
    this.socket = join(folder, 'run/pcscd.comm');
  }

  /**
   * Prepares one per process and does not start it yet: the library remembers the socket's path for good.
   * Throws with the names of missing Debian packages.
   */
  static async prepare(): Promise<PrivatePcscd> {
    const missing = Object.entries(NEEDED).filter(([, path]) => !existsSync(path));
    if (missing.length > 0) throw new Error(`apt-get install ${missing.map(([name]) => name).join(' ')}`);
    const folder = mkdtempSync(join(tmpdir(), 'taanuu-pcscd-'));
    mkdirSync(join(folder, 'run'));
    mkdirSync(join(folder, 'readers'));
    // vpcd takes one for each of its two slots.
    const port = await freePort(1);
    const channel = `0x${port.toString(16)}`;
    writeFileSync(
      join(folder, 'readers/vpcd'),
      [
        'FRIENDLYNAME "Virtual PCD"',
        `DEVICENAME   /dev/null:${channel}`,
        `LIBPATH      ${NEEDED['vsmartcard-vpcd']}`,
        `CHANNELID    ${channel}`,
        '',
      ].join('\n'),
    );
    const service = new PrivatePcscd(port, folder);
    process.env.PCSCLITE_CSOCK_NAME = service.socket;
    return service;
  }

  /** Stops the service where it stands, or lets it go on: a service that hangs. */
  hang(on: boolean): void {
    this.child?.kill(on ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Starts the service, with its reader or without; resolves when it can be spoken to. */
  async start({ reader = true } = {}): Promise<void> {
    await this.ending;
    const [there, away] = [join(this.folder, 'readers/vpcd'), join(this.folder, 'vpcd')];
    if (reader !== existsSync(there)) renameSync(reader ? away : there, reader ? there : away);
    const bind =
      'mkdir -p /run/pcscd && mount --bind "$0/run" /run/pcscd && exec pcscd --foreground --config "$0/readers"';
    const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', bind, this.folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
    });
    this.child = child;
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    for (let waited = 0; waited < START_LIMIT_MS; waited += 50) {
      if (child.exitCode !== null) throw new Error(`pcscd did not start (root is needed): ${said}`);
      if (existsSync(this.socket) && (await this.list()).includes(reader ? 'Virtual PCD' : 'No smart card readers'))
        return;
      await pause(50);
    }
    throw new Error(`pcscd is not ready after ${START_LIMIT_MS} ms: ${said}`);
  }

  /** Ends the service. `SIGKILL`: as a crash does. */
  stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.ending = this.ending.then(() => this.end(signal));
    return this.ending;
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
    rmSync(this.socket, { force: true });
    rmSync(join(this.folder, 'run/pcscd.pid'), { force: true });
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What another program, opensc-tool, sees through the service. */
  openscTool(...args: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      const env = { ...process.env, PCSCLITE_CSOCK_NAME: this.socket };
      execFile(NEEDED.opensc, args, { env, timeout: 20_000 }, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
  }

  private list(): Promise<string> {
    return this.openscTool('--list-readers');
  }
}
