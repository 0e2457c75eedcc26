import { execFileSync } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import { Listeners, type Unlisten } from '../../../drivers/listeners.ts';
import type { FarEnd } from '../../../drivers/simulator/wire.ts';
import type { Gadget } from './gadget.ts';

const PIECE = 512;

export interface GadgetPortOptions {
  /** The device's side of the cable: `/dev/hidg0`, `/dev/ttyGS0`. */
  readonly node: string;
  /** True for a terminal, which stands there before the plug is in and must be told not to echo. */
  readonly terminal: boolean;
}

/** The device's end of a USB cable, for the simulators that otherwise stand behind pseudo-terminals. */
export class GadgetPort implements FarEnd {
  private readonly gadget: Gadget;
  private readonly options: GadgetPortOptions;
  private readonly received = new Listeners<Uint8Array>();
  private readonly pluggedIn = new Listeners<boolean>();
  private handle: FileHandle | null = null;
  private outgoing: Promise<void> = Promise.resolve();

  constructor(gadget: Gadget, options: GadgetPortOptions) {
    this.gadget = gadget;
    this.options = options;
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unlisten {
    return this.received.on(listener);
  }

  onPlug(listener: (plugged: boolean) => void): Unlisten {
    return this.pluggedIn.on(listener);
  }

  /** USB has no bit rate of its own. */
  hostRate(): null {
    return null;
  }

  send(bytes: Uint8Array): void {
    const { handle } = this;
    if (handle === null) return;
    // One report is one write of a HID gadget; a terminal takes what fits and blocks its thread for the rest.
    this.outgoing = this.outgoing.then(async () => {
      const step = this.options.terminal ? PIECE : bytes.length;
      for (let at = 0; at < bytes.length && this.handle === handle; at += step) {
        const piece = bytes.subarray(at, at + step);
        // The plug was pulled: what was still to be sent is lost, as on every cable.
        await handle.write(piece).catch(() => undefined);
      }
    });
  }

  async plug(): Promise<void> {
    const { node, terminal } = this.options;
    if (!terminal) this.gadget.plug();
    const handle = await open(node, 'r+');
    if (terminal) {
      execFileSync('stty', ['-F', node, 'raw', '-echo']);
      this.gadget.plug();
    }
    this.handle = handle;
    if (terminal) void this.read(handle);
    this.pluggedIn.emit(true);
  }

  unplug(): void {
    const { handle } = this;
    this.handle = null;
    this.gadget.unplug();
    // A write that was never taken ends with the plug; closing waits for it.
    void handle?.close().catch(() => undefined);
    this.pluggedIn.emit(false);
  }

  private async read(handle: FileHandle): Promise<void> {
    const buffer = new Uint8Array(PIECE);
    while (this.handle === handle) {
      const { bytesRead } = await handle.read(buffer).catch(() => ({ bytesRead: 0 }));
      if (bytesRead === 0) return;
      this.received.emit(buffer.slice(0, bytesRead));
    }
  }
}
