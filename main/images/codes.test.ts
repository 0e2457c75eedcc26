import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { CODE_LIMITS, type CodeFormat, readCodes } from './codes.ts';

const { resolve } = createRequire(import.meta.url);
const wasmBinary = new Uint8Array(readFileSync(resolve('zxing-wasm/writer/zxing_writer.wasm'))).buffer;
prepareZXingModule({ overrides: { wasmBinary } });

interface Gray {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const names = { qr: 'QRCode', pdf417: 'PDF417', 'data-matrix': 'DataMatrix', aztec: 'Aztec' } as const;
/** The modules of a code, one pixel each: 0 dark, 255 light. */
async function symbolOf(text: string, format: CodeFormat): Promise<Gray> {
  const written = await writeBarcode(text, { format: names[format], scale: 1, addQuietZones: false });
  const { width, height, data } = written.symbol;
  return { width, height, pixels: Uint8Array.from(data) };
}

/**
 * A page on which a code is printed: turned about its middle, on paper, with noise. Numbers that are the same for the
 * same seed, so that a failure can be seen again.
 */
function printed(
  symbol: Gray,
  {
    size = [826, 1_169],
    module = 5,
    degrees = 0,
    noise = 0,
    at = [413, 584],
  }: {
    readonly size?: readonly [number, number];
    readonly module?: number;
    readonly degrees?: number;
    readonly noise?: number;
    readonly at?: readonly [number, number];
  } = {},
): Gray {
  const [width, height] = size;
  const pixels = new Uint8Array(width * height);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  let state = 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - at[0], y - at[1]];
      const column = Math.floor((dx * cos + dy * sin) / module + symbol.width / 2);
      const row = Math.floor((dy * cos - dx * sin) / module + symbol.height / 2);
      const inside = column >= 0 && row >= 0 && column < symbol.width && row < symbol.height;
      const ink = inside && symbol.pixels[row * symbol.width + column] === 0 ? 40 : 225;
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      pixels[y * width + x] = Math.max(0, Math.min(255, ink + ((state >>> 8) / 0xffffff - 0.5) * 2 * noise));
    }
  }
  return { width, height, pixels };
}

const text = `ТААНУУ|3901|Өмүрбекова Үмүт|№ 0412|${'A7F3'.repeat(20)}`;
async function read(page: Gray, formats: readonly CodeFormat[] = ['qr']) {
  const result = await readCodes(page, { formats });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('codes on a page', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each(['qr', 'pdf417', 'data-matrix', 'aztec'] as const)(
    '%s is read letter by letter, and nothing is fetched',
    async (format) => {
      const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
      const page = printed(await symbolOf(text, format), { module: format === 'pdf417' ? 3 : 5 });
      expect((await read(page, [format])).map((code) => [code.format, code.text])).toEqual([[format, text]]);
      expect(fetched).not.toHaveBeenCalled();
    },
  );

  it.each([0, 3, 10, 45, 90, 137, 180, 270, 301])(
    'a QR code turned by %i degrees, with noise, is read where it stands',
    async (degrees) => {
      const symbol = await symbolOf(text, 'qr');
      const page = printed(symbol, { degrees, noise: 70, at: [500, 300] });
      const [code, ...others] = await read(page);
      expect([code?.text, others]).toEqual([text, []]);
      const middle = code!.corners.reduce((sum, { x, y }) => ({ x: sum.x + x / 4, y: sum.y + y / 4 }), { x: 0, y: 0 });
      expect(Math.hypot(middle.x - 500, middle.y - 300)).toBeLessThan(5);
    },
  );

  it('is read light on dark, and cut out and upright by a quick look', async () => {
    const symbol = await symbolOf(text, 'qr');
    const page = printed(symbol);
    expect((await read({ ...page, pixels: page.pixels.map((gray) => 255 - gray) })).map((code) => code.text)).toEqual([
      text,
    ]);
    const cut = printed(symbol, { size: [320, 320], at: [160, 160] });
    const quick = await readCodes(cut, { formats: ['qr'], quick: true });
    expect(quick.ok && quick.value.map((code) => code.text)).toEqual([text]);
  });

  it('only the formats that were asked for are found', async () => {
    const page = printed(await symbolOf(text, 'qr'));
    expect([await read(page, ['aztec', 'pdf417']), await read(page, [])]).toEqual([[], []]);
  });

  it('damage beyond what a code can mend is no code, never another text', async () => {
    const symbol = await symbolOf(text, 'qr');
    const mended = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.double({ min: 0, max: 0.2, noNaN: true }), async (seed, share) => {
        let state = seed;
        const pixels = symbol.pixels.map((gray) => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          return (state >>> 8) / 0xffffff < share ? 255 - gray : gray;
        });
        const found = await read(printed({ ...symbol, pixels }, { size: [400, 400], at: [200, 200] }));
        for (const code of found) expect(code.text).toBe(text);
        mended[found.length > 0 ? 'yes' : 'no'] += 1;
      }),
      { numRuns: 40, seed: 4 },
    );
    expect(Math.min(mended.yes, mended.no)).toBeGreaterThan(0);
  });

  it('pixels that are no page, and pages beyond the limits, are refused', async () => {
    const codeOf = async (page: Gray) => {
      const result = await readCodes(page, { formats: ['qr'] });
      return result.ok ? 'read' : result.error.code;
    };
    const pixels = new Uint8Array(100);
    expect(await codeOf({ width: 10, height: 11, pixels })).toBe('scanner.page-broken');
    expect(await codeOf({ width: 0, height: 0, pixels: new Uint8Array(0) })).toBe('scanner.page-broken');
    expect(await codeOf({ width: 12.5, height: 8, pixels })).toBe('scanner.page-broken');
    const large = new Uint8Array(CODE_LIMITS.pixels + 10_000);
    expect(await codeOf({ width: 10_000, height: large.length / 10_000, pixels: large })).toBe('scanner.unsupported');
    expect(await codeOf({ width: 10, height: 10, pixels })).toBe('read');
  });
});
