import { execFileSync } from 'node:child_process';
import { chownSync, constants, mkdirSync, openSync, renameSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ReadStream } from 'node:tty';
import * as nodePty from '@lydell/node-pty';
import { Listeners, type Unlisten } from '../listeners.ts';
import { type FarEnd, WireDamage, type WireFault } from './wire.ts';

export type { WireFault } from './wire.ts';

export interface WireCounters {
  readonly toHost: number;
  readonly fromHost: number;
}

interface OpenPty {
  readonly _pty: string;
  readonly fd: number;
  readonly master: ReadStream & { readonly _handle: { setBlocking(blocking: boolean): void } };
  readonly slave: ReadStream;
}

/** node-pty can open a pseudo-terminal without a process, but its types do not say so. */
const { open: openPty } = nodePty as unknown as { open(options: { readonly encoding: null }): OpenPty };

/** Bits on the line per byte: start, 8, stop. */
const BITS_PER_BYTE = 10;
/** Bytes written at once on a paced line. */
const PACED_BYTES = 32;
/** How long a full pty is left alone. */
const FULL_PAUSE_MS = 1;

/**
 * The far end of a serial cable: a pseudo-terminal whose near end stands at a stable path, so that a driver that opens
 * a configured path finds the device again after it was plugged in anew.
 */
export class SimulatedPort implements FarEnd {
  /** Symbolic link that the driver opens. */
  readonly path: string;
  /** Set to let every byte take its real time on the wire; null: as fast as it goes. */
  baudRate: number | null;
  fault: WireFault = {};
  /** Number of the OS user and group that may open it, besides root. */
  private readonly owner: number | undefined;
  private readonly received = new Listeners<Uint8Array>();
  private readonly pluggedIn = new Listeners<boolean>();
  private master: ReadStream | null = null;
  private hold: ReadStream | null = null;
  private toHost = 0;
  private fromHost = 0;
  private readonly damage = new WireDamage();
  private unplugIn: number | null = null;
  private halted = false;
  private fd = -1;
  private outgoing: Uint8Array[] = [];
  private pumping = false;

  constructor(path: string, options: { readonly baudRate?: number; readonly owner?: number } = {}) {
    this.path = path;
    this.owner = options.owner;
    this.baudRate = options.baudRate ?? null;
  }

  get plugged(): boolean {
    return this.master !== null;
  }

  /** Bytes that crossed the wire; with 10 bits a byte they give the time a real line would have taken. */
  get counters(): WireCounters {
    return { toHost: this.toHost, fromHost: this.fromHost };
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unlisten {
    return this.received.on(listener);
  }

  onPlug(listener: (plugged: boolean) => void): Unlisten {
    return this.pluggedIn.on(listener);
  }

  /** A pty carries bytes at any rate, but remembers the one that was set. */
  hostRate(): number | null {
    if (this.master === null) return null;
    const rate = Number(execFileSync('stty', ['-F', this.path, 'speed'], { encoding: 'utf8' }));
    return rate > 0 ? rate : null;
  }

  plug(): void {
    if (this.master !== null) return;
    const terminal = openPty({ encoding: null });
    // Its own reads of the near end would steal the host's bytes.
    terminal.slave.destroy();
    // One descriptor of the near end stays open and unread, so that a driver may come and go; raw, so that nothing echoes.
    this.hold = new ReadStream(openSync(terminal._pty, constants.O_RDWR | constants.O_NOCTTY));
    this.hold.setRawMode(true);
    if (this.owner !== undefined) chownSync(terminal._pty, this.owner, this.owner);
    const { master } = terminal;
    this.master = master;
    this.halted = false;
    this.fd = terminal.fd;
    this.outgoing = [];
    // libuv writes to a pty's far end blocking: with both ends in one process, a full pty would stop both for ever.
    master._handle.setBlocking(false);
    master.on('error', () => {
      if (this.master === master) this.unplug();
    });
    master.on('data', (bytes: Buffer) => this.arrived(master, bytes));
    mkdirSync(dirname(this.path), { recursive: true });
    const fresh = `${this.path}.new`;
    rmSync(fresh, { force: true });
    symlinkSync(terminal._pty, fresh);
    renameSync(fresh, this.path);
    this.pluggedIn.emit(true);
  }

  unplug(): void {
    const { master, hold } = this;
    if (master === null) return;
    this.master = null;
    this.hold = null;
    this.unplugIn = null;
    rmSync(this.path, { force: true });
    hold?.destroy();
    master.destroy();
    this.pluggedIn.emit(false);
  }

  /** Takes nothing from the host until it is let go, as a printer whose buffer is full. */
  halt(on: boolean): void {
    this.halted = on;
    if (on) this.master?.pause();
    else this.master?.resume();
  }

  /** Pulls the cable when `bytes` more bytes have come from the host. */
  unplugAfter(bytes: number): void {
    this.unplugIn = bytes;
  }

  /** Sends to the host, through whatever is wrong with the wire. Bytes without a cable are lost. */
  send(bytes: Uint8Array): void {
    const wire = this.damage.done(bytes, this.fault);
    if (this.master === null || wire.length === 0) return;
    this.toHost += wire.length;
    const step = this.fault.split ? 1 : this.baudRate === null ? wire.length : PACED_BYTES;
    for (let at = 0; at < wire.length; at += step) this.outgoing.push(wire.subarray(at, at + step));
    if (!this.pumping) void this.pump();
  }

  /** Writes what is outgoing, as fast as the host reads and the line allows. */
  private async pump(): Promise<void> {
    this.pumping = true;
    for (let part = this.outgoing.shift(); part !== undefined; part = this.outgoing.shift()) {
      const { master } = this;
      for (let at = 0; at < part.length && master !== null && this.master === master; ) {
        const written = this.tryWrite(part.subarray(at));
        at += written;
        if (written === 0) await pause(FULL_PAUSE_MS);
      }
      if (this.baudRate !== null) await pause(this.wireTime(part.length));
      else if (this.fault.split) await pause(0);
    }
    this.pumping = false;
  }

  /** Bytes taken by the pty; 0 when it is full. */
  private tryWrite(bytes: Uint8Array): number {
    try {
      return writeSync(this.fd, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  }

  private arrived(master: ReadStream, all: Uint8Array): void {
    let bytes = all;
    if (this.unplugIn !== null) {
      bytes = all.subarray(0, this.unplugIn);
      this.unplugIn -= bytes.length;
    }
    this.fromHost += bytes.length;
    this.received.emit(bytes);
    if (this.unplugIn === 0) {
      this.unplug();
    } else if (this.baudRate !== null) {
      master.pause();
      setTimeout(() => {
        if (!this.halted) master.resume();
      }, this.wireTime(bytes.length));
    }
  }

  private wireTime(bytes: number): number {
    return this.baudRate === null ? 0 : (bytes * BITS_PER_BYTE * 1000) / this.baudRate;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve)));
}
