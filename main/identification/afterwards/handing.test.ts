import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../core/problem/result.ts';
import { handingCode, handingSlip } from '../../../core/receipt/handing-slip.ts';
import { credentials } from '../../package/package.fixture.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { closedStation, signIn } from './closed.fixture.ts';
import { serialIn } from './proposed.ts';
import { handingOf } from './read.ts';

const to = 'Жети-Өгүз АШК';
const approvers = [...credentials];

/** A closed station with a complete copy on each of its two media. */
async function copied() {
  const made = await closedStation();
  for (const target of made.folders) await made.client.retention.writeCopy({ target });
  return made;
}

it('hands over only what lies on two media, by two persons, once', async () => {
  const { client, zone, folders, station } = await closedStation();
  const { proposed } = await client.handing.act({});
  expect(proposed).toMatchObject([
    { kind: 'device', what: 'kiosk', number: station.keys.serial },
    { kind: 'device', what: 'fingerprint' },
    { kind: 'device', what: 'document' },
    { kind: 'device', what: 'printer' },
    { kind: 'slip', what: 'start', count: 1 },
    { kind: 'slip', what: 'final', count: 1 },
  ]);
  const items = [...proposed, { kind: 'seal' as const, what: 'seal', number: '0412233', count: 1 }];
  await client.retention.writeCopy({ target: folders[0] ?? '' });
  expect(await client.handing.handOver({ to, items, approvers })).toEqual(
    err({ code: 'afterwards.copies-missing', params: { have: 1, wanted: 2 } }),
  );
  await client.retention.writeCopy({ target: folders[1] ?? '' });
  expect(await client.handing.handOver({ to, items, approvers: approvers.slice(0, 1) })).toMatchObject({ ok: false });
  // A number that could be a person's is refused, before anybody has typed a code.
  for (const number of ['20101199900123', '2 0101 1999 00123', '2010-1199/90.0123']) {
    const person = { kind: 'stick' as const, what: 'stick', number, count: 1 };
    expect(await client.handing.handOver({ to, items: [person], approvers: [] })).toMatchObject({
      error: { code: 'afterwards.act-refused', params: { field: 'number' } },
    });
  }
  expect(zone.sitting.stage).toBe('closed');

  expect(await client.handing.handOver({ to, items, approvers })).toEqual(ok(null));
  expect(zone.sitting.stage).toBe('handed-over');
  expect((await client.handing.act({})).act).toMatchObject({ to, items, copies: [null, null], checked: null });
  expect(handingOf(zone.kiosk.db)?.act.media).toHaveLength(2);
  // What was decided after the copies is not on them.
  expect((await client.retention.copies({})).have).toBe(0);
  await zone.stop();
  station.remove();
});

it('prints two numbered copies, the same ones again after a stop and after a printer’s failure', async () => {
  const { client, zone, start, station } = await copied();
  const items = [...(await client.handing.act({})).proposed];
  await client.handing.handOver({ to, items, approvers });
  // The stop comes between the commit and the first byte.
  await zone.stop();
  const again = await start();
  await signIn(again.client, 'chair');
  expect((await again.client.handing.act({})).act?.copies).toEqual([null, null]);
  again.zone.devices.print = async () => err({ sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } });
  expect(await again.client.handing.printCopy({ copy: 1 })).toMatchObject({ ok: false });
  expect((await again.client.handing.act({})).act?.copies).toEqual(['maybe', null]);
  const printed: string[] = [];
  again.zone.devices.print = async (svg) => {
    printed.push(svg);
    return ok(null);
  };
  for (const copy of [1, 2] as const)
    expect(await again.client.handing.printCopy({ copy })).toEqual(ok({ out: 'yes' }));
  expect(printed[0]).toContain('1 / 2');
  expect(printed[1]).toContain('2 / 2');
  expect((await again.client.handing.act({})).act?.copies).toEqual(['yes', 'yes']);
  await again.zone.stop();
  station.remove();
});

it('is ticked thing by thing at the commission, and all of it is rebuilt from the journal', async () => {
  const { client, zone, station } = await copied();
  const items = [...(await client.handing.act({})).proposed];
  await client.handing.handOver({ to, items, approvers });
  await signIn(client, 'administrator');
  const good = items.map(() => ({ condition: 'good' as const, note: null }));
  expect(await client.handing.check({ items: good.slice(1) })).toMatchObject({ ok: false });
  const found = [...good.slice(1), { condition: 'damaged' as const, note: 'айнеги жарылган' }];
  expect(await client.handing.check({ items: found })).toEqual(ok(null));
  expect((await client.handing.act({})).act?.checked).toEqual(found);
  const events = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
  expect(stateDifferences(zone.kiosk.db, rebuild(events.map((line) => JSON.parse(line))))).toEqual([]);
  await zone.stop();
  station.remove();
});

it('bears a code that the device has signed', async () => {
  const { client, zone, station } = await copied();
  const items = [...(await client.handing.act({})).proposed];
  await client.handing.handOver({ to, items, approvers });
  const row = handingOf(zone.kiosk.db);
  if (!row) throw new Error('no act');
  const told = handingCode({
    ...{ election: 'probe', station: '0001', device: station.keys.device, key: station.keys.signing.key },
    ...{ seq: row.seq, hash: row.hash, items },
  });
  expect(told).toMatch(/^taanuu:handing:1:probe:0001:d-/);
  const x = Buffer.from(station.keys.signing.publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const qr = zone.handing.slip(1).qr ?? '';
  expect(qr.slice(0, told.length + 1)).toBe(`${told}:`);
  const signature = Buffer.from(qr.slice(told.length + 1), 'base64url');
  expect(verify(null, Buffer.from(told), key, signature)).toBe(true);
  expect(verify(null, Buffer.from(`${told}1`), key, signature)).toBe(false);
  await zone.stop();
  station.remove();
});

describe('the act', () => {
  it('has everything on it that was handed over', () => {
    const item = fc.record({
      kind: fc.constantFrom('device', 'seal', 'slip', 'stick', 'copy') as fc.Arbitrary<'device'>,
      what: fc.constantFrom('printer', 'other-thing'),
      number: fc.option(fc.stringMatching(/^[A-Z0-9]{1,12}$/)),
      count: fc.integer({ min: 1, max: 9 }),
    });
    const other = fc.record({
      device: fc.stringMatching(/^[0-9a-f]{16}$/),
      since: fc.constant('13:51'),
      reconciled: fc.constantFrom(null, '21:40'),
    });
    const place = {
      mode: 'training',
      election: { ky: 'Ш', ru: 'В', en: 'E' },
      station: '0001',
      device: 'd',
      serial: 'TN-40127-88315',
    } as const;
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 20 }),
        fc.array(other, { maxLength: 3 }),
        (items, beside) => {
          const { lines } = handingSlip({
            ...{ ...place, date: '2023-10-08', time: '21:00', head: '', copy: 1, to, items },
            ...{ events: 1, act: '0'.repeat(64), qr: '', beside },
          });
          const pairs = lines.filter(({ line }) => line === 'pair').length;
          // Station, device, date, to whom, events.
          // Of each kiosk that served beside: which one, since when, and when the papers were compared.
          const ofOthers = beside.reduce((all, { reconciled }) => all + (reconciled === null ? 2 : 3), 0);
          expect(pairs).toBe(5 + items.length + ofOthers);
          for (const { device } of beside) expect(lines).toContainEqual(expect.objectContaining({ value: device }));
        },
      ),
    );
  });
});

it.each([
  ['/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0', 'A50285BI'],
  ['usb:05f9:4204#G15B01234', 'G15B01234'],
  ['usb:05f9:4204#12345678901234', null],
  ['/dev/ttyUSB0', null],
  ['tcp://192.168.1.30:9100', null],
])('the serial number in %s is %s', (at, serial) => {
  expect(serialIn(at)).toBe(serial);
});
