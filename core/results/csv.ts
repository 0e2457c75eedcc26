import { csvField } from '../journal/csv.ts';
import type { FilledLine } from './figures.ts';

/** A number as the table has it; nothing where it is not known. */
const number = (value: number | null): string => (value === null ? '' : String(value));

/**
 * A protocol as a table for people (RFC 4180, UTF-8 with byte order mark, CRLF): a row for each line of the form, and below
 * a line of votes one for each option, in the drawn order.
 */
export function protocolCsv(
  lines: readonly FilledLine[],
  nameOf: (option: string) => { readonly ky: string; readonly ru: string },
): string {
  const rows = lines.flatMap(({ line, options, ...whole }) => [
    [line.number, '', line.label.ky, line.label.ru, number(whole.machine), number(whole.hand), number(whole.value)],
    ...options.map(({ option, machine, hand, value }) => {
      const { ky, ru } = nameOf(option);
      return [line.number, option, ky, ru, number(machine), number(hand), number(value)];
    }),
  ]);
  const head = ['line', 'option', 'ky', 'ru', 'machine', 'hand', 'value'];
  return `\uFEFF${[head, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')}`;
}
