import { type Bitmap, trimmed } from '../printer/bitmap.ts';
import type { DevicePort } from './wire.ts';

/** What is wrong with the printer now, as a person could see it. */
export interface PrinterFault {
  readonly coverOpen?: boolean;
  /** The cutter stops half-way at the next cut. */
  readonly cutterJams?: boolean;
  /** Broken for good. */
  readonly broken?: boolean;
  /** Nothing is answered. */
  readonly silent?: boolean;
  /** GS r is not known to this model. */
  readonly noFence?: boolean;
  /** So slow that nothing has come out yet: it takes everything in and is well. */
  readonly busy?: boolean;
}

/** Paper that came out: cut off, or torn off by hand after a failure. */
export interface Slip {
  readonly bitmap: Bitmap;
  /** False when the printer did not cut it. */
  readonly cut: boolean;
}

/** A line of text that was printed: its bytes, and the code page they stand for. */
export interface TextLine {
  readonly page: number;
  readonly bytes: Uint8Array;
}

const WIDTH = 576;
/** Rows of a line of text. */
const LINE_ROWS = 30;
/** Rows in a fresh roll: 60 m at 8 rows a millimetre. */
const FULL_ROLL = 480_000;
/** The near-end sensor sees the last 4 m. */
const NEAR_END = 32_000;
/** Bytes that the printer takes in while it does not print. */
const BUFFER_SIZE = 4_096;

const DLE = 0x10;
const ESC = 0x1b;
const GS = 0x1d;

/**
 * An ESC/POS printer at the far end of a port. Real-time commands are obeyed wherever they stand, also inside image
 * data; everything else waits in a small buffer while cover, paper or cutter stop it, as in a real printer.
 */
export class SimulatedEscpos {
  fault: PrinterFault = {};
  private readonly port: DevicePort;
  private readonly onSlip: (slip: Slip) => void;
  private readonly onText: (lines: readonly TextLine[]) => void;
  /** Code page of text; null until ESC t has chosen one: what is sent without it is noise. */
  private page: number | null = null;
  private line: number[] = [];
  private lines: TextLine[] = [];
  private paperRows = FULL_ROLL;
  private jammed = false;
  private buffer: number[] = [];
  private rows: Uint8Array[] = [];
  /** Last bytes seen, for real-time commands that arrive in pieces. */
  private recent: number[] = [];

  constructor(port: DevicePort, onSlip: (slip: Slip) => void, onText: (lines: readonly TextLine[]) => void = () => {}) {
    this.port = port;
    this.onSlip = onSlip;
    this.onText = onText;
    port.onBytes((bytes) => {
      this.receive(bytes);
    });
    // A cable that is pulled takes no power away: what was received is still printed; a half command waits for ever.
    port.onPlug((plugged) => {
      if (plugged) this.buffer = [];
    });
  }

  /** Rows of paper left. */
  get paper(): number {
    return this.paperRows;
  }

  /** Puts in a roll with so many rows; printing goes on with what is still in the buffer. */
  loadPaper(rows = FULL_ROLL): void {
    this.paperRows = rows;
    this.work();
  }

  setFault(fault: PrinterFault): void {
    // Opening the cover frees the cutter.
    if (fault.coverOpen || !fault.cutterJams) this.jammed = false;
    this.fault = fault;
    this.work();
  }

  /** A person tears off what hangs out of the printer. */
  tearOff(): void {
    this.release(false);
  }

  private get stopped(): boolean {
    return this.fault.coverOpen === true || this.paperRows <= 0 || this.jammed || this.fault.broken === true;
  }

  private receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.recent.push(byte);
      this.recent.splice(0, this.recent.length - 10);
      if (this.buffer.length < BUFFER_SIZE || !this.stopped) this.buffer.push(byte);
      this.realTime();
    }
    this.work();
  }

  /** Acts on a real-time command that ends with the byte just seen. */
  private realTime(): void {
    const [a, b, c] = this.recent.slice(-3);
    if (a === DLE && b === 0x04 && c !== undefined && c >= 1 && c <= 4) this.tell(this.statusByte(c));
    if (a === DLE && b === 0x05 && c === 2) {
      this.jammed = false;
      this.buffer = [];
    }
    const clear = [DLE, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
    if (this.recent.length === 10 && clear.every((byte, i) => byte === this.recent[i])) this.buffer = [];
  }

  private statusByte(kind: number): number {
    const out = this.paperRows <= 0;
    const { coverOpen, broken } = this.fault;
    if (kind === 1) return 0x12 | (this.stopped ? 0x08 : 0);
    if (kind === 2) return 0x12 | (coverOpen ? 0x04 : 0) | (out ? 0x20 : 0) | (this.jammed || broken ? 0x40 : 0);
    if (kind === 3) return 0x12 | (this.jammed ? 0x08 : 0) | (broken ? 0x20 : 0);
    return 0x12 | (this.paperRows < NEAR_END ? 0x0c : 0) | (out ? 0x60 : 0);
  }

  private tell(byte: number): void {
    if (!this.fault.silent) this.port.send(Uint8Array.of(byte));
  }

  /** Takes whole commands from the buffer until it is empty, incomplete or something stops it. */
  private work(): void {
    while (this.buffer.length > 0 && !this.stopped && this.fault.busy !== true) {
      const used = this.obey(this.buffer);
      if (used === 0) return;
      this.buffer.splice(0, used);
    }
  }

  /** Obeys the first command; returns its length, 0 if it is not complete yet. */
  private obey(bytes: readonly number[]): number {
    const [a, b, c, d] = bytes;
    if (a === DLE) return bytes.length < 2 ? 0 : b === 0x14 ? wait(bytes, 10) : wait(bytes, 3);
    if (a === ESC && b === 0x40) {
      this.page = null;
      this.line = [];
      return 2;
    }
    if (a === ESC && b === 0x74) {
      if (c !== undefined) this.page = c;
      return wait(bytes, 3);
    }
    if (a === GS && b === 0x72) {
      if (c === undefined) return 0;
      if (!this.fault.noFence) this.tell(this.paperRows < NEAR_END ? 0x03 : 0x00);
      return 3;
    }
    if (a === GS && b === 0x56) {
      if (bytes.length < 4) return 0;
      return this.cut(d ?? 0) ? 4 : 0;
    }
    if (a === GS && b === 0x76 && c === 0x30) return this.raster(bytes);
    if (this.page !== null && a !== undefined && (a >= 0x20 || a === 0x0a)) {
      this.letter(a, this.page);
      return 1;
    }
    return bytes.length === 1 && (a === ESC || a === GS) ? 0 : 1;
  }

  private letter(byte: number, page: number): void {
    if (byte !== 0x0a) {
      this.line.push(byte);
      return;
    }
    this.lines.push({ page, bytes: Uint8Array.from(this.line) });
    this.line = [];
    this.paperRows -= LINE_ROWS;
  }

  /** GS v 0, one row at a time: paper may end in the middle of a band. */
  private raster(bytes: readonly number[]): number {
    if (bytes.length < 8) return 0;
    const stride = (bytes[4] ?? 0) + 256 * (bytes[5] ?? 0);
    const height = (bytes[6] ?? 0) + 256 * (bytes[7] ?? 0);
    const size = 8 + stride * height;
    if (bytes.length < size) return 0;
    for (let y = 0; y < height; y++) {
      if (this.paperRows <= 0) {
        // The rest of the band waits in the buffer for new paper.
        const left = height - y;
        this.buffer.splice(
          0,
          size,
          GS,
          0x76,
          0x30,
          0,
          stride & 0xff,
          stride >> 8,
          left & 0xff,
          left >> 8,
          ...bytes.slice(8 + stride * y, size),
        );
        return 0;
      }
      const row = new Uint8Array(WIDTH / 8);
      row.set(bytes.slice(8 + stride * y, 8 + stride * (y + 1)).slice(0, row.length));
      this.rows.push(row);
      this.paperRows -= 1;
    }
    return size;
  }

  private cut(feed: number): boolean {
    if (this.fault.cutterJams) {
      this.jammed = true;
      return false;
    }
    this.paperRows -= feed;
    this.release(true);
    return true;
  }

  private release(cut: boolean): void {
    const lines = this.lines.splice(0);
    if (lines.length > 0) this.onText(lines);
    const rows = this.rows;
    this.rows = [];
    const bits = new Uint8Array((WIDTH / 8) * rows.length);
    rows.forEach((row, y) => {
      bits.set(row, (y * WIDTH) / 8);
    });
    const bitmap = { width: WIDTH, height: rows.length, bits };
    // A cut with nothing on it is a scrap that nobody takes for a slip.
    if (trimmed(bitmap).height > 0) this.onSlip({ bitmap, cut });
  }
}

function wait(bytes: readonly number[], size: number): number {
  return bytes.length < size ? 0 : size;
}
