import { beforeEach, describe, expect, it } from 'vitest';
import { imageCodecs } from '../../main/images/codecs.ts';
import { EsclScanner } from '../scanner/escl.ts';
import type { GrayPage } from '../scanner/page-scanner.ts';
import { testBackend } from '../scanner/sane.fixture.ts';
import { SaneScanner } from '../scanner/sane.ts';
import { SimulatedEscl } from '../simulator/escl.ts';
import { afterTest, opened, ready, statusWhere } from '../testing/bench.ts';
import { feedSheets } from './sheet-feeder.ts';

/** A blank A4 sheet of 100 dpi whose gray is its number. */
const sheet = (number: number): GrayPage => ({
  ...{ width: 827, height: 1_169, dpi: 100, pixels: new Uint8Array(827 * 1_169).fill(100 + number) },
});
const numberOn = ({ pixels }: GrayPage): number => (pixels[0] ?? 0) - 100;

let device: SimulatedEscl;
let scanner: EsclScanner;
beforeEach(async () => {
  device = new SimulatedEscl();
  await device.on();
  afterTest(() => device.off());
  const { url } = device;
  const limits = { heartbeat: 150, again: 100, pause: 20 };
  scanner = opened(new EsclScanner({ url, decodeJpeg: imageCodecs.jpeg, limits }));
  await statusWhere(scanner, ready);
});

const feed = async (expected: number | null, more: { readonly already?: number; readonly atOnce?: number } = {}) => {
  const seen: string[] = [];
  let busy = false;
  const result = await feedSheets(scanner, {
    ...{ expected, dpi: 100, ...more },
    onSheet: async (page, number) => {
      expect(busy).toBe(false);
      busy = true;
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${number}: ${numberOn(page)}`);
      busy = false;
    },
  });
  return { result, seen };
};

describe('sheets of a mobile box', () => {
  it.each([1, 3])('come one after the other, each once, %i asked for at once', async (atOnce) => {
    device.feeder = [1, 2, 3, 4, 5].map(sheet);
    expect(await feed(5, { atOnce })).toEqual({
      result: { ok: true, value: { fed: 5 } },
      seen: ['1: 1', '2: 2', '3: 3', '4: 4', '5: 5'],
    });
  });

  it.each([
    [4, [1, 2, 3], 3],
    [2, [1, 2, 3], 3],
    [1, [], 0],
  ])('are not what was counted: counted %i, fed %o', async (expected, numbers, fed) => {
    device.feeder = numbers.map(sheet);
    const { result } = await feed(expected);
    const problem = { code: 'ballot-reader.count-differs', params: { expected, fed } };
    expect(result).toEqual({ ok: false, error: { fed, problem } });
  });

  it('are as many as come where nobody said how many', async () => {
    device.feeder = [1, 2, 3].map(sheet);
    expect(await feed(null)).toEqual({ result: { ok: true, value: { fed: 3 } }, seen: ['1: 1', '2: 2', '3: 3'] });
    expect(await feed(null, { already: 3 })).toEqual({ result: { ok: true, value: { fed: 3 } }, seen: [] });
  });

  it('of an empty box are none, and that is right', async () => {
    expect((await feed(0)).result).toEqual({ ok: true, value: { fed: 0 } });
  });

  it('jam, are put in again, and go on where they stopped', async () => {
    device.feeder = [1, 2, 3, 4].map(sheet);
    device.setFault({ jamAfter: 2 });
    const first = await feed(4, { atOnce: 10 });
    expect(first).toEqual({
      result: { ok: false, error: { fed: 2, problem: { code: 'scanner.jammed' } } },
      seen: ['1: 1', '2: 2'],
    });
    device.setFault({});
    device.freeJam();
    await statusWhere(scanner, ready);
    device.feeder = [3, 4].map(sheet);
    expect(await feed(4, { already: 2 })).toEqual({
      result: { ok: true, value: { fed: 4 } },
      seen: ['3: 3', '4: 4'],
    });
  });

  it('come through SANE as well', async () => {
    const sane = opened(new SaneScanner({ device: 'test:0', env: testBackend() }));
    await statusWhere(sane, ready);
    // The backend's feeder has ten sheets.
    const numbers: number[] = [];
    const onSheet = async (_: GrayPage, number: number) => void numbers.push(number);
    expect(await feedSheets(sane, { expected: 10, dpi: 50, atOnce: 50, onSheet })).toEqual({
      ...{ ok: true, value: { fed: 10 } },
    });
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
