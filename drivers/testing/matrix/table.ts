import { devices, type FaultName, faultNames, faults, type MatrixDevice } from './faults.ts';

/** One cell of docs/measured/device-matrix.json; all times in milliseconds. */
export interface MeasuredCell {
  readonly device: MatrixDevice;
  readonly fault: FaultName;
  /** The problem that was told, or `ridden`. */
  readonly told: string;
  /** Commits with which it was measured. */
  readonly commit: string;
  readonly runs: number;
  /** Median from the fault until it was told; null where nothing had to be. */
  readonly toldMs: number | null;
  /** Median and longest from its being mended until the device was ready. */
  readonly backMs: number | null;
  readonly backWorstMs: number | null;
  /** Runs after which it was back within 15 s. */
  readonly within15: number;
  /** What was not as it must be, over all runs. */
  readonly wrong: readonly string[];
}

/** Where the table stands in docs/devices.md. */
export const TABLE_BEGIN = '<!-- matrix: written by bench/device-matrix.ts -->';
export const TABLE_END = '<!-- end of matrix -->';

const seconds = (ms: number) => (ms / 1_000).toFixed(1);

function text({ told, toldMs, backWorstMs, wrong }: MeasuredCell): string {
  const first = told === 'ridden' ? 'ok' : toldMs === null ? '?' : seconds(toldMs);
  return `${first}/${backWorstMs === null ? '?' : seconds(backWorstMs)}${wrong.length > 0 ? ' ✗' : ''}`;
}

/** The matrix as a table: seconds until it was told (median; `ok` where work went on), and until it was well again (longest). */
export function matrixTable(cells: readonly MeasuredCell[]): string {
  const shown = devices.filter((device) => cells.some((cell) => cell.device === device));
  const lines = faultNames.map((fault) => {
    const columns = shown.map((device) => {
      const cell = cells.find((one) => one.device === device && one.fault === fault);
      return cell === undefined ? '' : text(cell);
    });
    return `| ${faults[fault].what} | ${columns.join(' | ')} |`;
  });
  return [`| fault | ${shown.join(' | ')} |`, `|---${'|---'.repeat(shown.length)}|`, ...lines].join('\n');
}

/** The document with the table in its place. */
export function withTable(document: string, table: string): string {
  const [from, to] = [document.indexOf(TABLE_BEGIN), document.indexOf(TABLE_END)];
  if (from < 0 || to < from) throw new Error('the document has no place for the matrix');
  return `${document.slice(0, from + TABLE_BEGIN.length)}\n${table}\n${document.slice(to)}`;
}
