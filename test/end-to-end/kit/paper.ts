import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { SlipLine } from '../../../core/receipt/slip.ts';
import type { Bitmap } from '../../../drivers/printer/bitmap.ts';
import type { Ledger, LedgerSlip } from '../../../drivers/simulator/ledger.ts';
import { linesMissing } from '../../../drivers/simulator/slip-reader.ts';

/** Rows of paper, 8 a millimetre: what is shorter is the scrap that clears the cutter, not a slip. */
export const SLIP_ROWS = 300;

/** The slips that came out whole, the oldest first; what is shorter is the scrap that clears the cutter. */
export function slipsOf(ledger: Ledger, rows: number): readonly LedgerSlip[] {
  return ledger
    .entries()
    .filter((entry): entry is LedgerSlip => entry.fact === 'slip' && entry.cut && entry.height >= rows);
}

/** The dots of a slip, from the picture that the simulated printer keeps of it: one gray bit each, no filter. */
export function dotsOf({ folder }: Ledger, { picture, width, height }: LedgerSlip): Bitmap {
  const png = readFileSync(join(folder, picture));
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const stride = width / 8;
  const bits = new Uint8Array(stride * height);
  // A row begins with the byte of its filter; a bit that is set is white.
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < stride; x += 1) bits[y * stride + x] = ~(rows[y * (stride + 1) + 1 + x] ?? 0xff) & 0xff;
  }
  return { width, height, bits };
}

/** The slips that came out since that many facts, each as something that can be asked whether a line stands on it. */
export function papersSince(ledger: Ledger, facts: number): readonly ((line: SlipLine) => boolean)[] {
  return slipsOf(ledger, 1)
    .filter(({ n }) => n > facts)
    .map((slip) => {
      const dots = dotsOf(ledger, slip);
      return (line) => linesMissing(dots, [line]).length === 0;
    });
}
