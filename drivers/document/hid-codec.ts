/**
 * Input reports of scanners that are no keyboard.
 * Source: HID Point of Sale Usage Tables 1.02, page 0x8C (decoded data, symbology identifier, decoded data continued), as
 * its readers lay it out: number 2, length, AIM identifier (3), data, further identifier, reserved, bit 0 = continued.
 */

/** HID usage page of bar code scanners. */
export const BAR_CODE_PAGE = 0x8c;

/**
 * `pos`: as above. `counted`: number, length, data padded with NUL; a report that is not full is the last one.
 * `padded`: data padded with NUL and nothing else; CR or LF ends it, or silence.
 */
export type HidLayout = 'pos' | 'counted' | 'padded';

/** No code holds more: QR, version 40, digits only. */
export const LONGEST_CODE = 7_089;
const POS_REPORT = 2;
const POS_SIZE = 64;
const POS_DATA = 5;
/** Bytes behind the data: further identifier, reserved, continued. */
const POS_TAIL = 3;
const COUNTED_DATA = 2;

export interface ScannedCode {
  readonly bytes: Uint8Array;
  /** AIM symbology identifier (`]Q1` QR, `]L0` PDF417), null where the scanner gives none. */
  readonly aim: string | null;
  /** False when its end never came or it was longer than any code. */
  readonly whole: boolean;
}

/** Joins reports to codes. Holds at most one code's bytes; a report that is none is skipped. */
export class HidReportDecoder {
  /** Bytes that belonged to no code. */
  skipped = 0;
  /** Reports in a row that are none of this layout. One without a length has none: `padded` takes every report. */
  strange = 0;
  private readonly layout: HidLayout;
  private data: number[] = [];
  private aim: string | null = null;
  private tooLong = false;

  constructor(layout: HidLayout) {
    this.layout = layout;
  }

  /** Bytes held back for a code that has not ended. */
  get held(): number {
    return this.data.length;
  }

  /** The codes that end with this report. */
  push(report: Uint8Array): ScannedCode[] {
    if (this.layout === 'pos') return apart(report).flatMap((one) => this.pushPos(one));
    return this.layout === 'counted' ? this.pushCounted(report) : this.pushPadded(report);
  }

  /** The device fell quiet: what was gathered is all there is. Null if there was nothing. */
  quiet(): ScannedCode | null {
    if (this.data.length === 0 && !this.tooLong) return null;
    // The standard layout says itself that more must come; the others are ended by silence too.
    return this.take(this.layout !== 'pos');
  }

  forget(): void {
    this.strange = 0;
  }

  private pushPos(report: Uint8Array): ScannedCode[] {
    const length = report[1] ?? 0;
    const room = POS_SIZE - POS_DATA - POS_TAIL;
    if (report[0] !== POS_REPORT || report.length !== POS_SIZE || length > room) {
      return this.skip(report);
    }
    this.strange = 0;
    const aim = report[2] === 0x5d ? String.fromCharCode(...report.subarray(2, POS_DATA)) : null;
    // Another symbology is another code: the end of the one before was lost.
    const cut = this.data.length > 0 && aim !== this.aim ? [this.take(false)] : [];
    this.aim = aim;
    this.add(report.subarray(POS_DATA, POS_DATA + length));
    const continued = ((report.at(-1) ?? 0) & 1) === 1;
    if (continued || (this.data.length === 0 && !this.tooLong)) return cut;
    return [...cut, this.take(true)];
  }

  private pushCounted(report: Uint8Array): ScannedCode[] {
    const length = report[1] ?? 0;
    const room = report.length - COUNTED_DATA;
    if (length === 0 || length > room) {
      return this.skip(report);
    }
    this.strange = 0;
    this.add(report.subarray(COUNTED_DATA, COUNTED_DATA + length));
    return length < room ? [this.take(true)] : [];
  }

  private pushPadded(report: Uint8Array): ScannedCode[] {
    const codes: ScannedCode[] = [];
    for (const byte of report) {
      if (byte === 0) continue;
      const end = byte === 0x0d || byte === 0x0a;
      if (!end) this.add([byte]);
      else if (this.data.length > 0 || this.tooLong) codes.push(this.take(true));
    }
    return codes;
  }

  private skip(report: Uint8Array): [] {
    this.skipped += report.length;
    this.strange += 1;
    return [];
  }

  private add(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) {
      if (this.data.length < LONGEST_CODE) this.data.push(bytes[i] ?? 0);
      else {
        this.tooLong = true;
        this.skipped += 1;
      }
    }
  }

  private take(ended: boolean): ScannedCode {
    const code = { bytes: Uint8Array.from(this.data), aim: this.aim, whole: ended && !this.tooLong };
    this.data = [];
    this.aim = null;
    this.tooLong = false;
    return code;
  }
}

/** One read may bring two reports that came close together. */
function apart(bytes: Uint8Array): Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / POS_SIZE));
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * POS_SIZE, (i + 1) * POS_SIZE));
}

/** The reports in which a scanner sends a code, 64 bytes each. */
export function encodeReports(layout: HidLayout, bytes: Uint8Array, aim = ']Q1', size = POS_SIZE): Uint8Array[] {
  const room = layout === 'pos' ? size - POS_DATA - POS_TAIL : layout === 'counted' ? size - COUNTED_DATA : size;
  // CR ends a padded code; a counted one ends with a report that is not full.
  const data = layout === 'padded' ? Uint8Array.of(...bytes, 0x0d) : bytes;
  const count = layout === 'counted' ? Math.floor(data.length / room) + 1 : Math.max(1, Math.ceil(data.length / room));
  return Array.from({ length: count }, (_, i) => {
    const part = data.subarray(i * room, (i + 1) * room);
    const report = new Uint8Array(size);
    if (layout === 'padded') {
      report.set(part);
    } else if (layout === 'counted') {
      report.set([1, part.length, ...part]);
    } else {
      report.set([POS_REPORT, part.length, ...Buffer.from(aim, 'latin1'), ...part]);
      report[size - 1] = i + 1 < count ? 1 : 0;
    }
    return report;
  });
}

/** The text of a code: UTF-8 where it is that, else Latin-1; lines end with LF, and the last with nothing. */
export function codeText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('latin1').decode(bytes);
  }
  return text.replace(/\r\n?/g, '\n').replace(/[\n\t ]+$/, '');
}
