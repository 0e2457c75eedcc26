import { existsSync, realpathSync } from 'node:fs';
import { encodeReports } from '../../../drivers/document/hid-codec.ts';
import { HidScanner, type ScanEvent } from '../../../drivers/document/hid-scanner.ts';
import { SimulatedHidScanner } from '../../../drivers/simulator/hid-scanner.ts';
import { attachedHid } from '../../../drivers/transport/attached.ts';
import { finder } from '../../../drivers/transport/identity.ts';
import type { RoleDevice } from '../../../drivers/transport/udev.ts';
import { Gadget } from './gadget.ts';
import { GadgetPort } from './gadget-port.ts';
import { check, eventually, same } from './report.ts';

/** The specimen of ICAO Doc 9303-5 (TD1). */
const card = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';
const link = 'https://example.org/a/1';
/** Usage page 0x8C, bar code scanner; report 2: 63 bytes (HID 1.11, 6.2.2; drivers/document/hid-codec.ts). */
const descriptor = Buffer.from('058c0902a1018502090215 0026ff007508953f8102c0'.replace(' ', ''), 'hex');
const REPORT = 64;

export const scannerRole: RoleDevice = {
  role: 'document',
  kind: 'hid',
  device: { usb: '05f9:2214', serial: 'QS-0042' },
};

/** The real HidScanner, its search by USB identity and node-hid, in front of a HID gadget. */
export async function scannerChecks(): Promise<void> {
  const gadget = new Gadget({
    name: 'scanner',
    vendor: 0x05f9,
    product: 0x2214,
    serial: 'QS-0042',
    function: 'hid.scanner',
    settings: { protocol: '0', subclass: '0', report_length: String(REPORT), report_desc: descriptor },
    controller: 'dummy_udc.0',
  });
  const port = new GadgetPort(gadget, { node: '/dev/hidg0', terminal: false });
  const far = new SimulatedHidScanner(port);
  const wanted = scannerRole.device;
  const scanner = new HidScanner({ path: 'scanner', find: finder(attachedHid, wanted) });
  const events: ScanEvent[] = [];
  scanner.onDocument((event) => events.push(event));
  scanner.open();

  const status = (state: string) =>
    eventually(
      () => scanner.status,
      (now) => now.state === state,
      'status',
    );
  const reads = async (text: string, sent: string, aim: string): Promise<void> => {
    events.length = 0;
    far.present(sent, aim);
    await eventually(
      () => events.length,
      (count) => count > 0,
      'documents',
    );
    same(events, [{ event: 'document', text, symbology: aim }], 'document');
  };
  const missing = async (): Promise<void> => {
    same(await status('missing'), { state: 'missing', problem: { code: 'device.document-missing' } }, 'status');
  };

  await check('scanner: without its plug it is missing', missing);
  await check('scanner: plugged in, it is listed with its usage page and serial number, and ready', async () => {
    await port.plug();
    await status('ready');
    const listed = await attachedHid();
    const found = listed.ok ? listed.value.filter(({ usb }) => usb === wanted.usb) : listed.error;
    same(
      Array.isArray(found) && found.map(({ serial, usagePage }) => [serial, usagePage]),
      [['QS-0042', 0x8c]],
      'list',
    );
  });
  await check('scanner: its udev rule gives it its link', async () => {
    const path = `/dev/taanuu/${scannerRole.role}`;
    await eventually(
      () => existsSync(path) && realpathSync(path),
      (node) => node === '/dev/hidraw0',
      'link',
    );
  });
  await check('scanner: a zone and a QR code arrive as they were shown', async () => {
    await reads(card, card.replaceAll('\n', '\r\n'), ']L0');
    await reads(link, link, ']Q1');
  });
  await check('scanner: pulled in the middle of a code, it is missing and half a code is no document', async () => {
    await status('ready');
    events.length = 0;
    const before = scanner.health().counters.bytesIn;
    const [half = new Uint8Array()] = encodeReports('pos', Buffer.from('x'.repeat(100)));
    port.send(half);
    await eventually(
      () => scanner.health().counters.bytesIn - before,
      (bytes) => bytes === REPORT,
      'bytes',
    );
    port.unplug();
    await missing();
    same(events, [], 'documents');
  });
  await check('scanner: plugged in again, it is ready and reads', async () => {
    await port.plug();
    await status('ready');
    await reads(card, card.replaceAll('\n', '\r\n'), ']L0');
  });
  await check('scanner: pulled while it is idle and plugged in again, five times', async () => {
    for (let turn = 0; turn < 5; turn++) {
      port.unplug();
      await missing();
      await port.plug();
      await status('ready');
      await reads(`turn ${turn}`, `turn ${turn}`, ']Q1');
    }
  });
  await check('scanner: it closes', () => scanner.close());
  port.unplug();
}
