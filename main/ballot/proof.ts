import { type Sheets, sheetsOf } from '../../core/ballot/sheet.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { grayPng } from '../../drivers/gray-png.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { sheetRaster } from '../images/sheet-raster.ts';
import type { TakenPackage } from './package.ts';

/** Enough to read the smallest line of a ballot on a screen; dots per inch. */
const PROOF_DPI = 150;

/**
 * A style as it is printed, for the commission to look at before the day.
 * @returns a PNG as data: URL, or `ballot.unknown-style`, or why it has no room on its sheet
 */
export function proofOf(
  taken: TakenPackage | null,
  style: string,
  test: boolean,
): Result<{ readonly picture: string }, Problem> {
  if (!taken) return err({ code: 'ballot-zone.no-package' });
  const sheets: Result<Sheets, Problem> = sheetsOf(taken.election, nodeCrypto);
  const made = sheets.ok ? sheets.value.sheet(style, test) : sheets;
  if (!made.ok) return made;
  const { width, height, pixels } = sheetRaster(made.value.page, PROOF_DPI);
  const png = Buffer.from(grayPng({ width, height, pixels }));
  return ok({ picture: `data:image/png;base64,${png.toString('base64')}` });
}
