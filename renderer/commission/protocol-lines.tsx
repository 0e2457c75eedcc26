import { useTranslation } from 'react-i18next';
import type { ResultsWords } from '../../core/commission/results-words.ts';
import type { ProtocolContent } from '../../core/results/protocol.ts';
import { shownNumber } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { type Column, Grid } from './grid.tsx';

/** A row of the form: a line, or an option of one in the drawn order. */
interface LineRow {
  readonly id: string;
  readonly number: string;
  readonly words: string;
  readonly machine: number | null;
  readonly hand: number | null;
  readonly value: number | null;
}

/** Height of a row where there is little room, pixels: four lines of words. */
const NARROW_ROW = 96;

const idOf = ({ id }: LineRow): string => id;

/**
 * A signed version line by line: both counts beside each other, what stands in the protocol, and, where the version before it
 * said something else, what that was.
 * @param lines ids of the lines (`line`, `line/option`) that are shown; null: all
 * @param isNarrow there is little room: titles are as short as they can be
 */
export function ProtocolLines({
  version,
  before,
  words,
  lines = null,
  isNarrow = false,
}: {
  readonly version: ProtocolContent;
  readonly before: ProtocolContent | null;
  readonly words: ResultsWords;
  readonly lines?: readonly string[] | null;
  readonly isNarrow?: boolean;
}) {
  const { t, i18n } = useTranslation(['commission', 'protocols', 'scans']);
  const language = languageOf(i18n);
  const { options } = words.protocols[version.style] ?? { options: {} };
  const said = (of: ResultsWords['lines'], id: string): string | null => {
    const known = of[id];
    return known === undefined ? null : inLanguage(known, i18n);
  };
  const rowsOf = (content: ProtocolContent): readonly LineRow[] =>
    content.lines.flatMap(({ line, number, options: own, ...figure }): readonly LineRow[] => [
      { id: line, number, words: said(words.lines, line) ?? '', ...figure },
      ...own.map(({ option, ...of }, at) => ({
        ...{ id: `${line}/${option}`, number: '' },
        words: said(options, option) ?? t('results.option', { number: at + 1 }),
        ...of,
      })),
    ]);
  const was = new Map((before === null ? [] : rowsOf(before)).map((row) => [row.id, row]));
  const changed = (row: LineRow): LineRow | null => {
    const then = was.get(row.id);
    const isOther =
      then !== undefined && (then.machine !== row.machine || then.hand !== row.hand || then.value !== row.value);
    return isOther ? then : null;
  };
  const shown = (value: number | null): string => (value === null ? '…' : shownNumber(value, language));
  const isOff = ({ machine, hand }: LineRow): boolean => machine !== null && hand !== null && machine !== hand;
  const columns: readonly Column<LineRow>[] = [
    {
      id: 'number',
      title: isNarrow ? '№' : t('results.column.line'),
      cell: ({ number }) => <strong>{number}</strong>,
    },
    { id: 'words', title: t('results.column.words'), cell: (row) => <span className="clamp">{row.words}</span> },
    { id: 'machine', title: t('results.column.machine'), number: true, cell: (row) => shown(row.machine) },
    {
      id: 'hand',
      title: t('results.column.hand'),
      number: true,
      cell: (row) =>
        row.hand === null ? (
          ''
        ) : isOff(row) ? (
          <strong className="differs">≠ {shown(row.hand)}</strong>
        ) : (
          shown(row.hand)
        ),
    },
    {
      id: 'value',
      title: isNarrow ? t('scans:column.value') : t('results.column.value'),
      number: true,
      cell: (row) => <strong>{shown(row.value)}</strong>,
    },
    ...(before === null
      ? []
      : [
          {
            id: 'before',
            title: t('results.version', { number: before.version }),
            number: true as const,
            cell: (row: LineRow) => {
              const then = changed(row);
              if (then === null) return '';
              // Where what counts has stayed the same, one of both counts has not.
              const text =
                then.value === row.value ? `${shown(then.machine)} / ${shown(then.hand)}` : shown(then.value);
              return (
                <span className="was">
                  <span className="unseen">{t('protocols:was')} </span>
                  <del>{text}</del>
                </span>
              );
            },
          },
        ]),
  ];
  return (
    <Grid
      label={t('results.version', { number: version.version })}
      layout="lines-table"
      columns={columns}
      rows={rowsOf(version).filter(({ id }) => lines === null || lines.includes(id))}
      idOf={idOf}
      {...(isNarrow ? { row: NARROW_ROW } : {})}
    />
  );
}
