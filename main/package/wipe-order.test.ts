import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { err } from '../../core/problem/result.ts';
import { deviceRequest, openKeys } from '../access/keys.ts';
import { packageCommand } from '../cli/package.ts';
import { openCommission } from './commission.ts';
import { readWipeOrder, type WipeOrder, writeWipeOrder } from './wipe-order.ts';

const dir = mkdtempSync(join(tmpdir(), 'taanuu-order-'));
afterAll(() => rmSync(dir, { recursive: true }));
const commission = openCommission(join(dir, 'commission'), 'Комиссия', true);
const { root } = commission.trust;
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const orders: fc.Arbitrary<WipeOrder> = fc.record({
  format: fc.constant('taanuu/wipe-order/1' as const),
  number: fc.stringMatching(/^[A-Z0-9][A-Z0-9./-]{0,20}$/),
  created: fc.constant('2023-10-15T04:00:00Z'),
  device: name,
  election: name,
  mode: fc.constantFrom('training', 'laboratory', 'public-test', 'official'),
  station: fc.stringMatching(/^\d{1,10}$/),
});

describe('an order to empty a device', () => {
  it('is read as it was written, with the commission’s key alone', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const text = writeWipeOrder(commission, order);
        expect(readWipeOrder(text, root)).toMatchObject({ ok: true, value: { order } });
        expect(readWipeOrder(text, new Uint8Array(32))).toEqual(err({ code: 'afterwards.order-not-signed' }));
        expect(readWipeOrder(text, null)).toEqual(err({ code: 'afterwards.order-not-signed' }));
      }),
      { numRuns: 40 },
    );
  });

  it('is another one, or none, after any change of a byte', () => {
    fc.assert(
      fc.property(orders, fc.nat(), fc.integer({ min: 1, max: 255 }), (order, at, by) => {
        const bytes = Buffer.from(writeWipeOrder(commission, order));
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ by;
        expect(readWipeOrder(bytes.toString(), root).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('has one spelling, and anything else is none', () => {
    fc.assert(
      fc.property(orders, fc.constantFrom(' ', '\n', '\r\n', '{}'), (order, more) => {
        const text = writeWipeOrder(commission, order);
        for (const other of [more + text, text + more, text.slice(0, -1), JSON.stringify(JSON.parse(text), null, 1)]) {
          expect(readWipeOrder(other, root)).toEqual(err({ code: 'afterwards.order-unreadable' }));
        }
      }),
      { numRuns: 30 },
    );
    fc.assert(fc.property(fc.string(), (text) => void expect(readWipeOrder(text, root).ok).toBe(false)));
  });

  it('is written by the commission’s tool for a device that it has registered', async () => {
    const keys = await openKeys(join(dir, 'device'));
    if (!keys.ok) throw new Error(keys.error.code);
    const said: string[] = [];
    const io = { out: (line: string) => said.push(line), complain: (line: string) => said.push(line) };
    const order = (device: string, mode = 'official') =>
      packageCommand(
        [
          ...['wipe-order', '--commission', join(dir, 'commission'), '--device', device, '--election', 'e'],
          ...['--mode', mode, '--station', '0001', '--number', '12/3', '--out', join(dir, 'a')],
        ],
        io,
      );
    expect(await order(keys.value.device)).toBe(1);
    await commission.register(deviceRequest(keys.value, true), '0001');
    expect(await order(keys.value.device, 'any')).toBe(2);
    expect(await order(keys.value.device)).toBe(0);
    const text = readFileSync(join(dir, 'a.wipe-order.json'), 'utf8');
    expect(readWipeOrder(text, root)).toMatchObject({
      value: { order: { device: keys.value.device, number: '12/3' } },
    });
  });
});
