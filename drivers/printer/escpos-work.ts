import { SLIP_DOTS } from '../../core/receipt/svg.ts';
import { fromHex, type RecordedLine } from '../transport/recording.ts';
import type { Bitmap } from './bitmap.ts';
import { askStatus, CUT, INITIALIZE, RECOVER, statusKinds } from './escpos-codec.ts';

/** A slip that was handed over while a session was recorded, as far as the wire shows it. */
export interface RecordedSlip {
  /** Index of the line with which it began. */
  readonly from: number;
  /** Its dots, white where the recording is masked; a slip that was broken off has one band more than was sent. */
  readonly bitmap: Bitmap;
}

/** GS v 0, its mode, and twice two bytes of size. */
const BAND = { name: [0x1d, 0x76, 0x30], head: 8 } as const;
const STRIDE = SLIP_DOTS / 8;
/** Rows of the band that a broken slip has more: it is never sent. */
const MORE_ROWS = 24;

/** What the driver writes stands in a write of its own. */
interface Written {
  readonly line: number;
  readonly bytes: Uint8Array;
}

const is = (written: Written | undefined, command: readonly number[] | Uint8Array): boolean =>
  written !== undefined && [...command].every((byte, at) => written.bytes[at] === byte);
const asked = (written: Written | undefined): number => statusKinds.find((kind) => is(written, askStatus(kind))) ?? 0;

/** The slips of a recorded session. What a printer is asked beside them, the driver asks by itself. */
export function slipsIn(lines: readonly RecordedLine[]): readonly RecordedSlip[] {
  const written = lines.flatMap((line, at): Written[] => {
    if ('out' in line) return [{ line: at, bytes: fromHex(line.out) }];
    // A link that went down ends whatever was written before.
    return 'link' in line ? [{ line: at, bytes: new Uint8Array(0) }] : [];
  });
  return written.flatMap((one, at) => {
    // After a fault it is initialized too.
    if (!is(one, INITIALIZE) || is(written[at - 1], RECOVER)) return [];
    const from = written[questionBefore(written, at)];
    const bitmap = bitmapFrom(written, is(written[at + 1], CUT) ? at + 2 : at + 1);
    return from === undefined || bitmap === null ? [] : [{ from: from.line, bitmap }];
  });
}

/** A slip begins with the four questions, which are asked twice where an answer did not come. */
function questionBefore(written: readonly Written[], initialized: number): number {
  const whole = initialized - statusKinds.length;
  const broken = asked(written[whole - 1]);
  return broken > 0 && broken < statusKinds.length ? whole - broken : whole;
}

/** The bands, each after a question. */
function bitmapFrom(written: readonly Written[], first: number): Bitmap | null {
  const parts: Uint8Array[] = [];
  let at = first;
  for (; asked(written[at]) === 1 && is(written[at + 1], BAND.name); at += 2) {
    const { bytes } = written[at + 1] as Written;
    if ((bytes[4] ?? 0) + 256 * (bytes[5] ?? 0) !== STRIDE) return null;
    parts.push(bytes.subarray(BAND.head));
  }
  if (!is(written[at], CUT)) parts.push(new Uint8Array(STRIDE * MORE_ROWS));
  const bits = Uint8Array.from(Buffer.concat(parts));
  return { width: SLIP_DOTS, height: bits.length / STRIDE, bits };
}
