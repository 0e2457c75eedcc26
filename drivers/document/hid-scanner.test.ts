import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SimulatedHidScanner } from '../simulator/hid-scanner.ts';
import { afterTest, codeOf, temporaryFolder } from '../testing/bench.ts';
import { MemoryCable } from '../testing/memory-cable.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { encodeReports, type HidLayout } from './hid-codec.ts';
import { HidScanner, type ScanEvent, STRANGE_REPORTS } from './hid-scanner.ts';

const card = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';

async function scanner(layout: HidLayout = 'pos') {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock);
  const far = new SimulatedHidScanner(cable, layout);
  const reader = new HidScanner({ path: 'scanner', layout, clock, link: cable });
  const events: ScanEvent[] = [];
  reader.onDocument((event) => events.push(event));
  afterTest(async () => {
    await reader.close();
    expect({ timers: clock.pending, listeners: cable.listening }).toEqual({ timers: 0, listeners: 0 });
  });
  reader.open();
  await clock.pass(100);
  return { clock, cable, far, reader, events };
}

describe('an HID scanner', () => {
  it.each(['pos', 'counted', 'padded'] as const)('in the layout %s hands over what it sees, once', async (layout) => {
    const { clock, far, reader, events } = await scanner(layout);
    expect(reader.status).toEqual({ state: 'ready' });
    const symbology = (aim: string) => (layout === 'pos' ? aim : null);
    far.present(card.replaceAll('\n', layout === 'padded' ? '' : '\r\n'), ']L0');
    await clock.pass(1_000);
    far.present('https://example.org/1', ']Q1');
    far.present('https://example.org/1', ']Q1');
    await clock.pass(1_000);
    expect(events).toEqual([
      { event: 'document', text: layout === 'padded' ? card.replaceAll('\n', '') : card, symbology: symbology(']L0') },
      { event: 'document', text: 'https://example.org/1', symbology: symbology(']Q1') },
    ]);
  });

  it('says that a code whose end was lost could not be read', async () => {
    const { clock, far, events } = await scanner();
    far.loseEvery = 2;
    far.present('x'.repeat(100));
    await clock.pass(1_000);
    expect(events).toMatchObject([{ event: 'unreadable', problem: { code: 'device.document-unreadable' } }]);
  });

  it.each<readonly [HidLayout, HidLayout]>([
    ['pos', 'counted'],
    ['pos', 'padded'],
    ['counted', 'padded'],
  ])(
    'of the layout %s that sends %s: somebody is told after a few reports, and no more once one is right',
    async (own, other) => {
      const { clock, cable, far, reader, events } = await scanner(own);
      const [strange = new Uint8Array()] = encodeReports(other, Buffer.from('A'.repeat(300)));
      for (let i = 1; i < STRANGE_REPORTS; i++) cable.send(strange);
      await clock.pass(1_000);
      expect(reader.status).toEqual({ state: 'ready' });
      // A right one between them: the scanner is as it is configured.
      far.present('right', ']Q1');
      for (let i = 1; i < STRANGE_REPORTS; i++) cable.send(strange);
      await clock.pass(1_000);
      expect(reader.status).toEqual({ state: 'ready' });
      cable.send(strange);
      await clock.pass(1_000);
      const problem = { code: 'device.document-other-layout', params: { layout: own } };
      expect(reader.status).toEqual({ state: 'attention', problem });
      expect(events.map(({ event }) => event)).toEqual(['document']);
      far.present('right again', ']Q1');
      await clock.pass(1_000);
      expect(reader.status).toEqual({ state: 'ready' });
      expect(events).toHaveLength(2);
    },
  );

  it('that is taken away and put back is heard anew', async () => {
    const { clock, cable, reader } = await scanner();
    for (let i = 0; i < STRANGE_REPORTS; i++) cable.send(new Uint8Array(64));
    await clock.pass(100);
    expect(codeOf(reader.status)).toBe('device.document-other-layout');
    cable.unplug();
    await clock.pass(1_000);
    cable.plug();
    await clock.pass(1_000);
    expect(reader.status).toEqual({ state: 'ready' });
    cable.send(new Uint8Array(64));
    await clock.pass(1_000);
    expect(reader.status).toEqual({ state: 'ready' });
  });

  it('is missing without its cable and back with it; half a code from before is forgotten', async () => {
    const { clock, cable, far, reader, events } = await scanner();
    far.loseEvery = 2;
    far.present('x'.repeat(100));
    cable.unplug();
    await clock.pass(1_000);
    expect(codeOf(reader.status)).toBe('device.document-missing');
    cable.plug();
    await clock.pass(1_000);
    expect(reader.status).toEqual({ state: 'ready' });
    far.loseEvery = 0;
    far.present('whole');
    await clock.pass(1_000);
    expect(events).toEqual([{ event: 'document', text: 'whole', symbology: ']Q1' }]);
  });
});

describe("node-hid's own program", () => {
  /** The bytes of a report as a line of an umockdev script. */
  const scriptLine = (ms: number, bytes: Uint8Array): Buffer => {
    const escaped = [...bytes].flatMap((byte) =>
      byte < 32 ? [0x5e, byte + 64] : byte === 0x5e ? [0x5e, 0x60] : [byte],
    );
    return Buffer.from([...Buffer.from(`r ${ms} `), ...escaped, 0x0a]);
  };

  it('finds the scanner by what it is, reads its reports, and notices that it is gone and back', () => {
    const folder = temporaryFolder();
    const descriptor = Buffer.from('058C0902A1010912C0', 'hex');
    const size = Buffer.from(Uint32Array.of(descriptor.length).buffer);
    const padded = Buffer.concat([size, descriptor, Buffer.alloc(4096 - descriptor.length)]);
    const ioctls = `@DEV /dev/hidraw0
HIDIOCGRDESCSIZE 0 ${size.toString('hex').toUpperCase()}
HIDIOCGRDESC 0 ${padded.toString('hex').toUpperCase()}
HIDIOCGRAWINFO 0 03000000F9051422
`;
    writeFileSync(join(folder, 'ioctl'), ioctls);
    const reports = encodeReports('pos', Buffer.from(card.replaceAll('\n', '\r'), 'latin1'), ']L0');
    const script = [Buffer.from('d 0 /dev/hidraw0\n'), ...reports.map((report) => scriptLine(20, report))];
    writeFileSync(join(folder, 'script'), Buffer.concat(script));
    const fixtures = join(import.meta.dirname, '../../test/fixtures/attached');
    const { status, stdout, stderr } = spawnSync(
      'umockdev-run',
      [
        ...[
          '--device',
          join(fixtures, 'scanner-and-port.umockdev'),
          '--ioctl',
          `/dev/hidraw0=${join(folder, 'ioctl')}`,
        ],
        ...['--script', `/dev/hidraw0=${join(folder, 'script')}`, '--', process.execPath, join(fixtures, 'scan.ts')],
      ],
      { encoding: 'utf8', timeout: 50_000 },
    );
    expect(stderr).toBe('');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { state: 'ready' },
      { event: 'document', text: card, symbology: ']L0' },
      { state: 'missing', problem: { code: 'device.document-missing' } },
      { state: 'ready' },
    ]);
    expect(status).toBe(0);
  });
});
