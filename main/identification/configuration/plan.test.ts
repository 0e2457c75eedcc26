import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceSetup } from '../devices/setup.ts';
import { cable, seen, table } from './configuration.fixture.ts';
import { planDevices, settled } from './plan.ts';

const [sensor, reader, printer] = table as [DeviceSetup, DeviceSetup, DeviceSetup];
const sensorAt = (at: string): DeviceSetup => ({ ...sensor, at });
const plan = (now: readonly DeviceSetup[], wanted: readonly DeviceSetup[], serials: readonly string[] = []) =>
  planDevices(
    now,
    wanted,
    serials.map((serial) => seen(cable(serial))),
  );
const placesOf = (planned: ReturnType<typeof planDevices>) => planned.map(({ id, at, change }) => [id, at, change]);

describe("another kiosk's devices on this one", () => {
  it('are the same where nothing differs', () => {
    expect(plan(table, table).every(({ change, differs }) => change === 'same' && differs.length === 0)).toBe(true);
  });

  it('are kept where the very thing is plugged in: the same kiosk, repaired', () => {
    const here = [sensorAt('/dev/ttyUSB0'), reader, printer];
    expect(placesOf(plan(here, table, ['AAA', 'BBB']))[0]).toEqual(['fingerprint', 'usb:0403:6001#AAA', 'changed']);
  });

  it('are put on the one device of the same model that is plugged in here', () => {
    const here = [sensorAt('/dev/ttyUSB0'), reader, printer];
    expect(placesOf(plan(here, table, ['CCC']))[0]).toEqual(['fingerprint', 'usb:0403:6001#CCC', 'changed']);
  });

  it('stay where this kiosk has the same model under the same name, plugged in now or not', () => {
    const here = [sensorAt('usb:0403:6001#BBB'), reader, printer];
    expect(placesOf(plan(here, table, ['BBB', 'CCC']))[0]).toEqual(['fingerprint', 'usb:0403:6001#BBB', 'same']);
    expect(placesOf(plan(here, table))[0]).toEqual(['fingerprint', 'usb:0403:6001#BBB', 'same']);
  });

  it('are left open where two could be meant, or two want the one', () => {
    const here = [sensorAt('/dev/ttyUSB0'), reader, printer];
    const [two] = plan(here, table, ['CCC', 'DDD']);
    expect(two).toMatchObject({ at: null, change: 'changed', differs: ['place'] });
    expect(two?.choices.map(({ at, why }) => [at, why])).toEqual([
      ['/dev/ttyUSB0', 'here'],
      ['usb:0403:6001#CCC', 'found'],
      ['usb:0403:6001#DDD', 'found'],
    ]);
    const rivals = [sensor, { ...printer, at: 'usb:0403:6001#EEE' }, reader];
    expect(placesOf(plan(here, rivals, ['CCC'])).map(([, at]) => at)).toEqual([null, null, reader.at]);
  });

  it('are left open where no such model is plugged in; another maker’s is offered, not guessed', () => {
    const [first] = planDevices([reader, printer], table, [seen(cable('X', '10c4:ea60'))]);
    expect(first).toMatchObject({ at: null, change: 'added', choices: [{ at: 'usb:10c4:ea60#X', why: 'found' }] });
  });

  it.each<[string, DeviceSetup, string | null]>([
    ['a path that udev keeps', { ...reader, at: '/dev/taanuu/reader' }, '/dev/taanuu/reader'],
    ['an address in the network', { ...printer, at: 'tcp://10.0.0.7:9100' }, 'tcp://10.0.0.7:9100'],
    ['a model without a serial number', sensorAt('usb:10c4:ea60'), 'usb:10c4:ea60'],
    ['a USB port', sensorAt('usb:10c4:ea60@1-3.2'), null],
    ['a link by serial number', sensorAt('/dev/serial/by-id/usb-FTDI_A50285BI-if00-port0'), null],
    ['any scanner', { id: 'finger', driver: 'sbi', at: 'any', simulated: false, anchors: ['x'] }, 'any'],
    ["a scanner's own number", { id: 'finger', driver: 'sbi', at: '700123', simulated: false, anchors: ['x'] }, null],
    ['a page scanner on the bus', { id: 'pages', driver: 'sane', at: 'epson2:libusb:001:004', simulated: false }, null],
    ['a page scanner by name', { id: 'pages', driver: 'sane', at: 'airscan:e0:HP', simulated: false }, 'airscan:e0:HP'],
  ])('have %s taken over as %j', (_, one, at) => {
    expect(plan([], [one])).toMatchObject([{ at }]);
  });

  it('say in what each differs, and which are taken out', () => {
    const here: DeviceSetup[] = [
      { ...sensor, dpi: 1000 } as DeviceSetup,
      { id: 'document', driver: 'hid-scanner', at: '/dev/hidraw0', simulated: false },
      printer,
      { id: 'ups', driver: 'power', at: 'ups@127.0.0.1', simulated: false },
    ];
    expect(plan(here, table).map(({ id, change, differs }) => [id, change, differs])).toEqual([
      ['fingerprint', 'changed', ['options']],
      ['document', 'changed', ['driver', 'place']],
      ['printer', 'same', []],
      ['ups', 'removed', []],
    ]);
  });

  it('come out of it with their options; what is put elsewhere is no simulator, what is left out is gone', () => {
    const simulated = table.map((one) => ({ ...one, simulated: true }));
    const places: Record<string, string | null> = {
      fingerprint: 'usb:0403:6001#CCC',
      document: reader.at,
      printer: null,
    };
    expect(settled(simulated, (id) => places[id] ?? null)).toEqual([
      { ...sensor, at: 'usb:0403:6001#CCC', simulated: false },
      { ...reader, simulated: true },
    ]);
  });

  it('never put two on one place, and propose nothing that is not here and of the model', () => {
    const serials = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'));
    const models = fc.constantFrom('0403:6001', '10c4:ea60');
    const places = fc.tuple(models, fc.constantFrom('A', 'B', 'C', 'D')).map(([usb, serial]) => `usb:${usb}#${serial}`);
    const devices = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...table), places), { selector: ([, at]) => at, maxLength: 4 })
      .map((some) => some.map(([one, at], index) => ({ ...one, id: index === 0 ? one.id : `more-${index}`, at })));
    fc.assert(
      fc.property(devices, devices, serials, models, (now, wanted, here, usb) => {
        const found = here.map((serial) => seen(cable(serial, usb)));
        const planned = planDevices(now, wanted, found).filter(({ at }) => at !== null);
        expect(new Set(planned.map(({ at }) => at)).size).toBe(planned.length);
        for (const { at, said } of planned) {
          expect([...now, ...found].some((one) => one.at === at)).toBe(true);
          expect(at?.split('#')[0]).toBe(said?.split('#')[0]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
