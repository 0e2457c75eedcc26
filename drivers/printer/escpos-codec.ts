import type { Problem } from '../../core/problem/catalogue.ts';
import type { DeviceStatus } from '../device.ts';
import type { Bitmap } from './bitmap.ts';

/** ESC/POS as receipt printers speak it. Source: Epson ESC/POS command reference (DLE EOT, GS r, GS v 0, GS V, DLE DC4). */

const DLE = 0x10;
const ESC = 0x1b;
const GS = 0x1d;

/** ESC @: forget modes. Does not empty the receive buffer. */
export const INITIALIZE = Uint8Array.of(ESC, 0x40);
/** GS V 66 n: feed the slip past the cutter, n more dots, and cut. */
export const CUT = Uint8Array.of(GS, 0x56, 66, 8);
/** GS r 1: paper sensor, answered when everything before it has been processed: a fence behind the slip. */
export const FENCE = Uint8Array.of(GS, 0x72, 1);
/** DLE DC4 8: throw away what waits in the buffers, so that the rest of a failed slip does not follow new paper. */
export const CLEAR_BUFFERS = Uint8Array.of(DLE, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);
/** DLE ENQ 2: recover from an error (cutter freed by hand) and clear the buffers. */
export const RECOVER = Uint8Array.of(DLE, 0x05, 2);

/** The four real-time status questions. */
export const statusKinds = [1, 2, 3, 4] as const;
export type StatusKind = (typeof statusKinds)[number];

/** DLE EOT n, answered at once, even while the printer is offline. */
export function askStatus(kind: StatusKind): Uint8Array {
  return Uint8Array.of(DLE, 0x04, kind);
}

/** True if the byte can be an answer to DLE EOT: bits 1 and 4 set, 0 and 7 clear. */
export function isStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** True if the byte can be an answer to the fence: bits 4 and 7 clear. */
export function isFenceAnswer(byte: number): boolean {
  return (byte & 0x90) === 0;
}

/** The four answers, for kinds 1 to 4. */
export type StatusBytes = readonly [printer: number, offline: number, error: number, paper: number];

/** Bit of status 1: the printer does not print, whatever the cause. */
export const OFFLINE = 0x08;

/** What stands in the way of printing, most concrete cause first; null if nothing does. */
export function obstacle([printer, offline, error, paper]: StatusBytes): Problem | null {
  if (offline & 0x04) return { code: 'device.cover-open' };
  if (paper & 0x60 || offline & 0x20) return { code: 'device.paper-out' };
  if (error & 0x08) return { code: 'device.cutter-jam' };
  if (error & 0x20) return { code: 'device.printer-fault' };
  if (error & 0x40) return { code: 'device.printer-hot' };
  if (printer & OFFLINE || offline & 0x40) return { code: 'device.printer-offline' };
  return null;
}

/** The status as people are told. */
export function statusOf(bytes: StatusBytes): DeviceStatus {
  const problem = obstacle(bytes);
  if (problem !== null) return { state: 'attention', problem };
  return bytes[3] & 0x0c ? { state: 'ready', notice: { code: 'device.paper-near-end' } } : { state: 'ready' };
}

/**
 * The bitmap with single dots thickened where its bytes would be real-time commands: printers act on DLE EOT, DLE ENQ
 * and DLE DC4 even inside image data (they would answer, or clear their buffers, in the middle of a slip).
 */
export function withoutRealTimeCommands(bitmap: Bitmap): Bitmap {
  const bits = bitmap.bits.slice();
  for (let i = 0; i + 1 < bits.length; i++) {
    const next = bits[i + 1];
    if (bits[i] === DLE && (next === 0x04 || next === 0x05 || next === 0x14)) bits[i] = 0x18;
  }
  return { ...bitmap, bits };
}

/** GS v 0 commands for the bitmap, `rows` rows each: a printer's buffer is small, and a band is a unit of time. */
export function rasterBands(bitmap: Bitmap, rows: number): Uint8Array[] {
  const stride = bitmap.width / 8;
  const bands: Uint8Array[] = [];
  for (let top = 0; top < bitmap.height; top += rows) {
    const height = Math.min(rows, bitmap.height - top);
    const data = bitmap.bits.subarray(top * stride, (top + height) * stride);
    bands.push(Uint8Array.of(GS, 0x76, 0x30, 0, stride & 0xff, stride >> 8, height & 0xff, height >> 8, ...data));
  }
  return bands;
}
