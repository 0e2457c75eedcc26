import type { SheetGeometry } from '../geometry.ts';
import type { LaidOut } from '../layout.ts';
import type { GrayPage } from '../reading.ts';
import type { Sheets } from '../sheet.ts';

/** One form: where everything is on it, and how it looks before anybody has written on it. */
export interface ExpectedSheet {
  readonly geometry: SheetGeometry;
  /** The whole sheet as it is printed, of any resolution: white paper, black print. Drawn when it is first asked for. */
  readonly blank: () => GrayPage;
}

/** The sheets that may come: those of one election, by the number of their style. */
export interface ExpectedSheets {
  /** As the corner code says it. */
  readonly election: string;
  readonly sheets: ReadonlyMap<number, ExpectedSheet>;
}

/**
 * The sheets of an election that a reader is to know.
 * @param styles their ids; what has no room on its sheet was never printed, and is not expected
 * @param draw makes a raster of a page, which core cannot
 */
export function expectedSheets(
  { hash, styles: all, sheet }: Sheets,
  styles: readonly string[],
  draw: (page: LaidOut['page']) => GrayPage,
): ExpectedSheets {
  const known = all.filter(({ id }) => styles.includes(id));
  const sheets = known.flatMap(({ id, number }) => {
    const made = sheet(id, false);
    return made.ok ? [[number, expectedSheet(made.value, draw)] as const] : [];
  });
  return { election: hash, sheets: new Map(sheets) };
}

export function expectedSheet({ page, geometry }: LaidOut, draw: (page: LaidOut['page']) => GrayPage): ExpectedSheet {
  let drawn: GrayPage | null = null;
  const blank = (): GrayPage => {
    drawn ??= draw(page);
    return drawn;
  };
  return { geometry, blank };
}
