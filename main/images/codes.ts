import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, purgeZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { grayPgm } from './gray-pgm.ts';

/**
 * Codes on the image of a page. It stands beside the image codecs and not with the drivers: nothing here speaks with a
 * device, it is a library in WebAssembly with a file of its own, as those are, and serves images from a scanner, a
 * camera and a file alike.
 */
export const codeFormats = ['qr', 'pdf417', 'data-matrix', 'aztec'] as const;
export type CodeFormat = (typeof codeFormats)[number];

export interface PageCode {
  readonly format: CodeFormat;
  readonly text: string;
  /** The content before it was taken for letters. */
  readonly bytes: Uint8Array;
  /** Corners in pixels of the page, from the code's own top left, clockwise. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

/** A page of A4 at 600 dpi; codes of a document or a ballot are few, and none can hold more. */
export const CODE_LIMITS = { pixels: 40_000_000, codes: 16, bytes: 4_096 } as const;

const names = {
  qr: 'QRCode',
  pdf417: 'PDF417',
  'data-matrix': 'DataMatrix',
  aztec: 'Aztec',
} as const satisfies Readonly<Record<CodeFormat, string>>;
/** As the reader calls what it found: models and sizes of a kind have names of their own. */
const formatOf = (name: string): CodeFormat | undefined => codeFormats.find((format) => name.startsWith(names[format]));

const { resolve } = createRequire(import.meta.url);

/** From our own folder: left to itself the library downloads its WebAssembly. */
function prepare(): void {
  const wasmBinary = new Uint8Array(readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer;
  const silent = { print: () => {}, printErr: () => {} };
  prepareZXingModule({ overrides: { wasmBinary, locateFile: (file: string) => file, ...silent } });
}

let prepared = false;

/**
 * Reads the codes of the asked formats, in any rotation. Blocks this thread meanwhile: about 0.1 s for A4 at 200 dpi.
 * @param options.quick looks once, upright and dark on light; enough where a code's place is known and cut out
 * @returns the codes, none where there are none; `scanner.unsupported` for a page beyond the limits, and
 *   `scanner.page-broken` for pixels that are no page or break the reader, which is then replaced
 */
export async function readCodes(
  page: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  options: { readonly formats: readonly CodeFormat[]; readonly quick?: boolean },
): Promise<Result<readonly PageCode[], Problem>> {
  const { width, height, pixels } = page;
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || pixels.length !== width * height) return err({ code: 'scanner.page-broken' });
  if (pixels.length > CODE_LIMITS.pixels) return err({ code: 'scanner.unsupported' });
  // An empty list would mean every format to the reader.
  if (options.formats.length === 0) return ok([]);
  try {
    if (!prepared) prepare();
    prepared = true;
    // As a graymap the pixels go in as they are; other ways want four bytes for each.
    const found = await readBarcodes(grayPgm(page), readerOptions(options));
    return ok(found.flatMap((code) => pageCode(code, options.formats)));
  } catch {
    // Its memory may be broken: the next page is given a new instance.
    purgeZXingModule();
    prepared = false;
    return err({ code: 'scanner.page-broken' });
  }
}

function readerOptions({ formats, quick = false }: Parameters<typeof readCodes>[1]): ReaderOptions {
  return {
    formats: formats.map((format) => names[format]),
    tryHarder: !quick,
    tryRotate: !quick,
    tryInvert: !quick,
    maxNumberOfSymbols: CODE_LIMITS.codes,
    textMode: 'Plain',
  };
}

type Found = Awaited<ReturnType<typeof readBarcodes>>[number];

function pageCode(found: Found, formats: readonly CodeFormat[]): readonly PageCode[] {
  const format = formatOf(found.format);
  if (!found.isValid || !format || !formats.includes(format) || found.bytes.length > CODE_LIMITS.bytes) return [];
  const { topLeft, topRight, bottomRight, bottomLeft } = found.position;
  const corners = [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => ({ x, y }));
  return [{ format, text: found.text, bytes: Uint8Array.from(found.bytes), corners }];
}
