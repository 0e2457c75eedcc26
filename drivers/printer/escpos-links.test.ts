import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SimulatedEscpos, type Slip } from '../simulator/escpos.ts';
import { SimulatedPort } from '../simulator/pty.ts';
import { SimulatedTcpPort } from '../simulator/tcp-port.ts';
import type { DevicePort } from '../simulator/wire.ts';
import { afterTest, codeOf, opened, ready, statusWhere, temporaryFolder } from '../testing/bench.ts';
import { printerNode } from '../testing/printer-node.ts';
import { type Bitmap, bitmapHash, blankBitmap } from './bitmap.ts';
import { EscposPrinter } from './escpos.ts';
import { withoutRealTimeCommands } from './escpos-codec.ts';

const quick = { status: 400, band: 1_000, finish: 2_000, look: 60, heartbeat: 200 };

/** The device's end of a cable that can be pulled. */
interface Cable extends DevicePort {
  readonly path: string;
  readonly plug: () => Promise<void> | void;
  readonly unplug: () => void;
  readonly unplugAfter: (bytes: number) => void;
  /** How the kiosk sees a cable that is out. */
  readonly out: 'missing' | 'silent';
}

const ofTerminal = (port: SimulatedPort): Cable => ({
  path: port.path,
  onBytes: (listener) => port.onBytes(listener),
  onPlug: (listener) => port.onPlug(listener),
  send: (bytes) => port.send(bytes),
  plug: () => port.plug(),
  unplug: () => port.unplug(),
  unplugAfter: (bytes) => port.unplugAfter(bytes),
  out: 'missing',
});

const cables: readonly (readonly [string, () => Promise<Cable>])[] = [
  ['a serial port', async () => ofTerminal(new SimulatedPort(join(temporaryFolder(), 'printer')))],
  ['a printer node', async () => ofTerminal(printerNode(join(temporaryFolder(), 'lp0')))],
  [
    'TCP',
    async () => {
      const port = new SimulatedTcpPort();
      await port.plug();
      afterTest(() => port.switchOff());
      return {
        path: port.path,
        onBytes: (listener) => port.onBytes(listener),
        onPlug: (listener) => port.onPlug(listener),
        send: (bytes) => port.send(bytes),
        plug: () => port.plug(),
        unplug: () => port.pull(),
        unplugAfter: (bytes) => port.pullAfter(bytes),
        out: 'silent',
      };
    },
  ],
];

/** A slip of `height` rows in which every dot depends on its place, real-time commands among them. */
function slipOf(height: number): Bitmap {
  const bitmap = blankBitmap(576, height);
  bitmap.bits.forEach((_, i) => {
    bitmap.bits[i] = i % 97 < 9 ? ([0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14, 0x08][i % 9] ?? 0) : (i * 7) % 256;
  });
  return bitmap;
}
const slip = slipOf(640);
const whole = bitmapHash(withoutRealTimeCommands(slip));

describe.each(cables)('an ESC/POS printer over %s', (_, makeCable) => {
  async function bench() {
    const cable = await makeCable();
    const slips: Slip[] = [];
    const simulated = new SimulatedEscpos(cable, (made) => slips.push(made));
    await cable.plug();
    afterTest(() => cable.unplug());
    const printer = opened(new EscposPrinter({ path: cable.path, limits: quick }));
    await statusWhere(printer, ready);
    return { cable, simulated, printer, hashes: () => slips.map(({ bitmap }) => bitmapHash(bitmap)) };
  }

  it('prints what was sent, dot by dot', async () => {
    const { printer, hashes } = await bench();
    for (let i = 0; i < 3; i++) expect((await printer.print(slip)).ok).toBe(true);
    expect(hashes()).toEqual(Array(3).fill(whole));
    expect(printer.health().counters.skipped).toBe(0);
  });

  it('says that the cover is open, that the paper is low, and that the cutter stuck', async () => {
    const { simulated, printer } = await bench();
    simulated.setFault({ coverOpen: true });
    expect(await printer.print(slip)).toEqual({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'device.cover-open' } },
    });
    simulated.setFault({});
    simulated.loadPaper(20_000);
    expect(await statusWhere(printer, (s) => s.state === 'ready' && s.notice !== undefined)).toEqual({
      state: 'ready',
      notice: { code: 'device.paper-near-end' },
    });
    simulated.setFault({ cutterJams: true });
    // The first cut of all, ahead of the slip, finds it.
    expect(await printer.print(slip)).toMatchObject({ ok: false, error: { problem: { code: 'device.cutter-jam' } } });
  });

  it('out of paper in the middle: half a slip, and the next one is whole', async () => {
    const { simulated, printer, hashes } = await bench();
    simulated.loadPaper(300);
    expect(await printer.print(slip)).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'device.paper-out' } },
    });
    simulated.loadPaper();
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    expect(hashes()).toHaveLength(2);
    expect(hashes()[1]).toBe(whole);
  });

  it.each([2_000, 20_000])('cable out after %i bytes: maybe printed, and well again when it is back', async (bytes) => {
    const { cable, printer, hashes } = await bench();
    cable.unplugAfter(bytes);
    const result = await printer.print(slip);
    expect(result).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
    expect(hashes()).not.toContain(whole);
    const state = await statusWhere(printer, (s) => s.state === 'missing' || codeOf(s) === 'device.printer-silent');
    expect(state.state).toBe(cable.out === 'missing' ? 'missing' : 'attention');
    await cable.plug();
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    expect(hashes().at(-1)).toBe(whole);
  });
});

describe('an ESC/POS printer on the network', () => {
  it('names a port that nobody listens on, and comes back when the printer does', async () => {
    const port = new SimulatedTcpPort();
    const simulated = new SimulatedEscpos(port, () => {});
    await port.plug();
    afterTest(() => port.switchOff());
    const printer = opened(new EscposPrinter({ path: port.path, limits: quick }));
    await statusWhere(printer, ready);
    await port.switchOff();
    expect(await statusWhere(printer, (s) => s.state === 'attention')).toEqual({
      state: 'attention',
      problem: { code: 'device.port-refused', params: { port: port.path } },
    });
    expect(await printer.print(slip)).toMatchObject({ ok: false, error: { sent: 'nothing-sent' } });
    await port.plug();
    await statusWhere(printer, ready);
    expect(simulated.paper).toBeGreaterThan(0);
  });

  it('a web server at its address is no printer whose paper is out, though a letter of its answer says so', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterTest(() => void server.close());
    const path = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const printer = opened(new EscposPrinter({ path, limits: quick }));
    const told = await statusWhere(printer, (s) => s.state === 'attention');
    expect(told).toEqual({
      state: 'attention',
      problem: { code: 'device.printer-wrong-answer', params: { port: path } },
    });
  });

  it('waits while another computer is being served, and is served after it', async () => {
    const port = new SimulatedTcpPort();
    new SimulatedEscpos(port, () => {});
    await port.plug();
    afterTest(() => port.switchOff());
    const rival = new EscposPrinter({ path: port.path, limits: quick });
    rival.open();
    await statusWhere(rival, ready);
    const printer = opened(new EscposPrinter({ path: port.path, limits: quick }));
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'attention'))).toBe('device.printer-silent');
    await rival.close();
    await statusWhere(printer, ready);
  });
});
