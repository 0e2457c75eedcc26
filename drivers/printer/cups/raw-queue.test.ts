import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SimulatedEscpos, type Slip } from '../../simulator/escpos.ts';
import { SimulatedTcpPort } from '../../simulator/tcp-port.ts';
import { afterTest, opened, ready, statusWhere, temporaryFolder } from '../../testing/bench.ts';
import { realCups } from '../../testing/cups.ts';
import { bitmapHash, blankBitmap } from '../bitmap.ts';
import { EscposPrinter } from '../escpos.ts';
import { CUT, INITIALIZE, rasterBands } from '../escpos-codec.ts';

describe('the simulated receipt printer on the network, with CUPS as the other computer', () => {
  it("prints what CUPS' socket backend sends, and serves the kiosk after it", async () => {
    const cups = await realCups();
    const port = new SimulatedTcpPort();
    await port.plug();
    afterTest(() => port.switchOff());
    const slips: Slip[] = [];
    new SimulatedEscpos(port, (slip) => slips.push(slip));
    await cups.addQueue('receipt', port.path.replace('tcp:', 'socket:'), 'raw');

    const bitmap = blankBitmap(576, 200);
    bitmap.bits.forEach((_, i) => {
      bitmap.bits[i] = (i * 11) % 251;
    });
    const file = join(temporaryFolder(), 'slip.bin');
    writeFileSync(file, Buffer.concat([INITIALIZE, ...rasterBands(bitmap, 24), CUT]));
    const { code, output } = await cups.run('/usr/bin/lp', '-d', 'receipt', '-o', 'raw', file);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('receipt-1') });
    await expect.poll(() => slips.length, { timeout: 20_000 }).toBe(1);
    expect(slips.map((slip) => [bitmapHash(slip.bitmap), slip.cut])).toEqual([[bitmapHash(bitmap), true]]);

    const printer = opened(new EscposPrinter({ path: port.path }));
    await statusWhere(printer, ready);
    expect((await printer.print(bitmap)).ok).toBe(true);
    expect(slips).toHaveLength(2);
  });
});
