import { closeSync, constants, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { type Clock, sleep, systemClock } from '../clock.ts';
import { type Connection, type ConnectionEvents, type Dial, DialledLink } from './dialled.ts';

/** How often answers are fetched: a printer node cannot be waited for by libuv, and a status may take 500 ms. */
const READ_EVERY_MS = 20;
/** A printer that has taken all it can is offered the rest after this pause. */
const FULL_PAUSE_MS = 5;
/** Bytes read at once. A device that never stops talking gets this much a turn and no more. */
const READ_SIZE = 4_096;
/** Bytes offered at once: usblp sends a block of at most 8 kB and takes the next one when that has gone. */
const WRITE_SIZE = 4_096;

/**
 * A byte link over a printer's character device, `/dev/usb/lp*` (kernel module usblp) or `/dev/lp*`. All calls are
 * non-blocking: usblp lets a read or write without paper wait for ever, and a thread that hangs there can never be freed.
 */
export class LpLink extends DialledLink {
  constructor({ path, clock = systemClock }: { readonly path: string; readonly clock?: Clock }) {
    super({ path, clock, dial: dialLp(path, clock) });
  }
}

function dialLp(path: string, clock: Clock): Dial {
  return async (events) => {
    try {
      // Anything else of that name is no printer, and must not be written into.
      if (!statSync(path).isCharacterDevice()) return 'refused';
      const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
      return new LpConnection(path, fd, events, clock);
    } catch (error) {
      return gone(error) ? 'absent' : 'refused';
    }
  };
}

class LpConnection implements Connection {
  private readonly path: string;
  private readonly fd: number;
  private readonly node: string;
  private readonly events: ConnectionEvents;
  private readonly clock: Clock;
  private readonly over = new AbortController();
  private readonly buffer = Buffer.alloc(READ_SIZE);
  private cancelRead: () => void;

  constructor(path: string, fd: number, events: ConnectionEvents, clock: Clock) {
    this.path = path;
    this.fd = fd;
    this.events = events;
    this.clock = clock;
    this.node = identity(fstatSync(fd));
    this.cancelRead = clock.after(READ_EVERY_MS, () => this.read());
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    for (let at = 0; at < bytes.length; ) {
      if (this.over.signal.aborted) return false;
      const taken = this.offer(bytes.subarray(at, at + WRITE_SIZE));
      if (taken === null) return false;
      at += taken;
      if (taken === 0) await sleep(this.clock, FULL_PAUSE_MS, this.over.signal);
    }
    return true;
  }

  stands(): boolean {
    try {
      return identity(statSync(this.path)) === this.node;
    } catch {
      return false;
    }
  }

  async drop(): Promise<void> {
    if (this.over.signal.aborted) return;
    this.over.abort();
    this.cancelRead();
    // usblp takes back the block that is on its way.
    closeSync(this.fd);
  }

  /** Bytes taken, 0 if the printer takes none now, null if it is gone. */
  private offer(bytes: Uint8Array): number | null {
    try {
      return writeSync(this.fd, bytes);
    } catch (error) {
      return again(error) ? 0 : null;
    }
  }

  private read(): void {
    if (this.over.signal.aborted) return;
    try {
      // usblp reads 0 bytes where the printer has nothing to say: that is no end.
      const length = readSync(this.fd, this.buffer);
      if (length > 0) this.events.bytes(Uint8Array.from(this.buffer.subarray(0, length)));
    } catch (error) {
      if (!again(error)) {
        this.events.lost();
        return;
      }
    }
    if (!this.over.signal.aborted) this.cancelRead = this.clock.after(READ_EVERY_MS, () => this.read());
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
const again = (error: unknown): boolean => ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes(codeOf(error));
const gone = (error: unknown): boolean => ['ENOENT', 'ENODEV', 'ENXIO', 'ENOTDIR'].includes(codeOf(error));

/** Which node it is: a printer that was plugged in anew has another one at the same path. */
function identity({ dev, ino, rdev, ctimeMs }: ReturnType<typeof fstatSync>): string {
  return [dev, ino, rdev, ctimeMs].join('.');
}
