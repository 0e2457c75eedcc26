import { type KeyboardEvent, memo, type ReactNode, useCallback, useId, useState } from 'react';
import { useRowWindow } from './use-window.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Numbers stand at the end of their column. */
  readonly number?: true;
  readonly cell: (row: Row) => ReactNode;
}

/** Height of a row where nothing else is said, pixels: two lines of text. */
const ROW = 48;
/** Height of the titles, which stay above the rows. */
const HEAD = 40;
/** Rows that Page Up and Page Down go. */
const PAGE = 10;

/**
 * A table of thousands of rows: only those on the screen are drawn. One stop of the keyboard: arrows, Page Up and Down, Home
 * and End walk over the rows, Enter opens one.
 * @param layout class of the widths of its columns
 * @param row height of every row, pixels
 */
export function Grid<Row>({
  label,
  layout,
  columns,
  rows,
  row: height = ROW,
  idOf,
  onOpen,
}: {
  readonly label: string;
  readonly layout: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly row?: number;
  readonly idOf: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
}) {
  const base = useId();
  const { scroller, window: seen, onScroll, show } = useRowWindow<HTMLDivElement>(rows.length, height, HEAD);
  const [chosen, setChosen] = useState<string | null>(null);
  const at = rows.findIndex((row) => idOf(row) === chosen);
  const press = useCallback(
    (row: Row) => {
      setChosen(idOf(row));
      onOpen?.(row);
    },
    [idOf, onOpen],
  );
  const walk = (event: KeyboardEvent): void => {
    const row = rows[at];
    if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) {
      event.preventDefault();
      onOpen?.(row);
      return;
    }
    const next = nextRow(event.key, at, rows.length);
    if (next === null || rows[next] === undefined) return;
    event.preventDefault();
    setChosen(idOf(rows[next]));
    show(next);
  };
  return (
    <div ref={scroller} className="grid-scroll" data-scrolls="" onScroll={onScroll}>
      <table
        className={`grid ${layout}`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is walked by keys is what ARIA calls a grid
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at >= seen.first && at < seen.end ? `${base}${at}` : undefined}
        onKeyDown={walk}
      >
        <colgroup>
          {columns.map(({ id }) => (
            <col key={id} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ id, title, number }) => (
              <th key={id} scope="col" className={number ? 'grid-number' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Room height={seen.first * height} />
          {rows.slice(seen.first, seen.end).map((row, nth) => {
            const place = seen.first + nth;
            const id = idOf(row);
            return (
              <GridRow
                key={id}
                id={`${base}${place}`}
                row={row}
                height={height}
                place={place}
                columns={columns as readonly Column<unknown>[]}
                chosen={id === chosen}
                opens={onOpen !== undefined}
                onPress={press as (row: unknown) => void}
              />
            );
          })}
          <Room height={(rows.length - seen.end) * height} />
        </tbody>
      </table>
    </div>
  );
}

/** A row. While the list is scrolled those that stay are not drawn again. */
const GridRow = memo(function GridRow({
  id,
  row,
  height,
  place,
  columns,
  chosen,
  opens,
  onPress,
}: {
  readonly id: string;
  readonly row: unknown;
  readonly height: number;
  readonly place: number;
  readonly columns: readonly Column<unknown>[];
  readonly chosen: boolean;
  readonly opens: boolean;
  readonly onPress: (row: unknown) => void;
}) {
  return (
    <tr
      id={id}
      className={`${chosen ? 'grid-chosen' : ''} ${opens ? 'grid-opens' : ''}`}
      style={{ blockSize: height }}
      // The titles are the first row.
      aria-rowindex={place + 2}
      aria-selected={chosen}
      onPointerUp={() => onPress(row)}
    >
      {columns.map((column) => (
        <td key={column.id} className={column.number ? 'grid-number number' : ''}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
});

/** The room of rows that are not drawn. */
function Room({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is no row, and the focus never comes to it
  return <tr aria-hidden="true" style={{ blockSize: height }} />;
}

/** The row that a key leads to; null: it is not about walking. @param at -1: none is chosen */
function nextRow(key: string, at: number, all: number): number | null {
  const within = (to: number): number => Math.max(0, Math.min(all - 1, to));
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + PAGE);
    case 'PageUp':
      return within(at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return all - 1;
    default:
      return null;
  }
}
