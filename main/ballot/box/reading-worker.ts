import { parentPort, workerData } from 'node:worker_threads';
import { type ExpectedSheets, expectedSheets } from '../../../core/ballot/read/expected.ts';
import { readSheetWithCuts } from '../../../core/ballot/read/read-sheet.ts';
import type { SheetReading } from '../../../core/ballot/reading.ts';
import { sheetsOf } from '../../../core/ballot/sheet.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { decodeCornerCode } from '../../images/corner-code.ts';
import { sheetRaster } from '../../images/sheet-raster.ts';
import type { SquarePicture } from './kept-image.ts';
import type { ReadAnswer, ReadingWork, ReadRequest } from './reading-protocol.ts';

/**
 * Reads pages in a thread of its own: a page that breaks the reader breaks this thread, and the box goes on. Nothing of a
 * page stays here once it is answered.
 */

/** Of the drawn blank form; dots per inch. */
const BLANK_DPI = 200;
/** Around a square, in millimetres: what a person needs to see of where a stroke comes from. */
const AROUND = 2.5;

const { election, rules } = workerData as ReadingWork;
const expected = expectedOf();

function expectedOf(): ExpectedSheets {
  const sheets = sheetsOf(election, nodeCrypto);
  // Its package was checked when it was made and when it was taken: there are ballots.
  if (!sheets.ok) throw new Error(sheets.error.code);
  const styles = sheets.value.styles.map(({ id }) => id);
  return expectedSheets(sheets.value, styles, (page) => sheetRaster(page, BLANK_DPI));
}

async function read({ id, page }: ReadRequest): Promise<ReadAnswer> {
  const { reading, cut } = await readSheetWithCuts(page, expected, rules, decodeCornerCode);
  return { id, reading, pictures: cut ? picturesOf(reading, page.dpi, cut) : [] };
}

function picturesOf(
  reading: SheetReading,
  dpi: number,
  cut: NonNullable<Awaited<ReturnType<typeof readSheetWithCuts>>['cut']>,
): readonly SquarePicture[] {
  if (reading.kind !== 'read') return [];
  const squares = expected.sheets.get(reading.code.style)?.geometry.squares ?? [];
  const written = new Set(
    reading.squares.filter(({ zone }) => zone !== 'empty').map(({ part, option }) => `${part}/${option}`),
  );
  return squares
    .filter(({ part, option }) => written.has(`${part}/${option}`))
    .map(({ part, option, box: { x, y, width, height } }) => {
      const piece = cut({ x: x - AROUND, y: y - AROUND, width: width + 2 * AROUND, height: height + 2 * AROUND });
      return { part, option, picture: { width: piece.width, height: piece.height, pixels: piece.pixels, dpi } };
    });
}

parentPort?.on(
  'message',
  (request: ReadRequest) => void read(request).then((answer) => parentPort?.postMessage(answer)),
);
