import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { attachedPrinters } from './printer-nodes.ts';

/** A kernel's tree with one USB device for each node, as /sys shows it. */
function tree(
  nodes: Readonly<Record<string, { readonly port: string; readonly files: Record<string, string> }>>,
): string {
  const sys = temporaryFolder();
  mkdirSync(join(sys, 'class/usbmisc'), { recursive: true });
  for (const [node, { port, files }] of Object.entries(nodes)) {
    const device = join(sys, 'devices/pci0000:00/usb1', port);
    const own = join(device, `${port}:1.0/usbmisc`, node);
    mkdirSync(own, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(device, name), `${text}\n`);
    symlinkSync(join(device, `${port}:1.0`), join(own, 'device'));
    symlinkSync(own, join(sys, 'class/usbmisc', node));
  }
  return sys;
}

describe('USB printers', () => {
  it('are listed by their nodes, with what each says of itself', async () => {
    const sys = tree({
      lp0: {
        port: '1-3',
        files: { idVendor: '04b8', idProduct: '0E28', manufacturer: 'EPSON', product: 'TM-T20III', serial: 'X1' },
      },
      lp1: { port: '1-4.2', files: { idVendor: '0fe6', idProduct: '811e', product: 'USB\u0007 Printer' } },
      hiddev0: { port: '1-5', files: { idVendor: '0001', idProduct: '0002' } },
    });
    expect(await attachedPrinters(sys)).toEqual({
      ok: true,
      value: [
        { kind: 'lp', path: '/dev/usb/lp0', name: 'EPSON TM-T20III', usb: '04b8:0e28', serial: 'X1', port: '1-3' },
        { kind: 'lp', path: '/dev/usb/lp1', name: 'USB Printer', usb: '0fe6:811e', serial: null, port: '1-4.2' },
      ],
    });
  });

  it('are none where the kernel has no such class', async () => {
    expect(await attachedPrinters(temporaryFolder())).toEqual({ ok: true, value: [] });
  });
});
