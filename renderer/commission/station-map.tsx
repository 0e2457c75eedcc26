import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationHealth, StationRow } from '../../main/api/console-views.ts';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { useSize } from './charts/size.ts';
import { healthPath, healths } from './health.ts';
import { GAP, type MapLayout, namedLayout, squareAt, squareBeside, stripLayout } from './map-layout.ts';
import { turnoutOf } from './stations.ts';
import { useTerritories } from './territories.ts';

/** Least width of a column of territories under their names, pixels. */
const COLUMN = 200;

/**
 * Every station as a small square, those of a territory together. One stop of the keyboard: arrows walk over the squares,
 * Enter opens. All squares of one health are one shape of the drawing, so that thousands cost as little as five.
 * @param named with the names of the territories, where there is room for them
 */
export function StationMap({
  rows,
  named,
  onStation,
}: {
  readonly rows: readonly StationRow[];
  readonly named: boolean;
  readonly onStation: (station: string) => void;
}) {
  const { t, i18n } = useTranslation('commission');
  const { placed, nameOf } = useTerritories();
  const option = useId();
  const [frame, size] = useSize<HTMLDivElement>();
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = useMemo(
    () =>
      grouped(
        rows,
        placed.map(({ territory: { code } }) => code),
      ),
    [rows, placed],
  );
  const ordered = useMemo(() => groups.flatMap(({ rows: own }) => own), [groups]);
  const counts = groups.map(({ rows: own }) => own.length).join();
  const layout = useMemo(() => laidOut(counts, size, named), [counts, size, named]);
  const shapes = useMemo(() => shapesOf(ordered, layout), [ordered, layout]);
  const at = Math.max(
    0,
    ordered.findIndex(({ station }) => station === chosen),
  );
  const row = ordered[at];
  const corner = layout.squares[at];

  const walk = (event: KeyboardEvent): void => {
    const next = stepOf(event.key, layout, at, ordered.length);
    if (next === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (next !== null) setChosen(ordered[next]?.station ?? null);
    else if (row !== undefined) onStation(row.station);
  };
  const under = (event: PointerEvent<HTMLDivElement>): StationRow | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    return ordered[squareAt(layout, event.clientX - box.left, event.clientY - box.top)];
  };
  const place = (one: StationRow): string => {
    const share = turnoutOf(one);
    const language = languageOf(i18n);
    return [
      one.station,
      inLanguage(one.name, i18n),
      one.territory === null ? null : nameOf(one.territory),
      t(`health.${one.health}`),
      t(`stage.${one.stage}`),
      share === null ? null : `${shownShare(share, language)} (${shownNumber(one.admitted, language)})`,
    ]
      .filter((part) => part !== null)
      .join(' · ');
  };
  return (
    <div
      className="station-map"
      role="listbox"
      tabIndex={0}
      aria-label={t('map')}
      aria-activedescendant={row ? option : undefined}
      onKeyDown={walk}
      onFocus={() => setChosen((before) => before ?? ordered[0]?.station ?? null)}
    >
      <div
        ref={frame}
        className="station-map-squares"
        aria-hidden="true"
        onPointerMove={(event) => {
          const one = under(event);
          if (one !== undefined) setChosen(one.station);
        }}
        onPointerUp={(event) => {
          const one = under(event);
          if (one !== undefined) onStation(one.station);
        }}
      >
        {size.width === 0 ? null : (
          <svg aria-hidden="true" width={size.width} height={size.height}>
            {shapes.map(({ health, path }) => (
              <path key={health} className={`square square-${health}`} d={path} />
            ))}
            {corner === undefined || chosen === null ? null : (
              <rect
                className="square-chosen"
                x={corner[0] - 1.5}
                y={corner[1] - 1.5}
                width={layout.pitch * (1 - GAP) + 3}
                height={layout.pitch * (1 - GAP) + 3}
              />
            )}
          </svg>
        )}
        {layout.names.map(({ group, x, y, width }) => {
          return (
            <span
              key={group}
              className="map-name"
              style={{ insetInlineStart: x, insetBlockStart: y, inlineSize: width }}
            >
              {nameOf(groups[group]?.territory ?? null)}
            </span>
          );
        })}
      </div>
      {row === undefined ? null : (
        // One option stands for them all: the one that is chosen, and which of how many it is.
        <div
          id={option}
          className="map-said number"
          role="option"
          tabIndex={-1}
          aria-selected="true"
          aria-posinset={at + 1}
          aria-setsize={ordered.length}
        >
          {place(row)}
        </div>
      )}
    </div>
  );
}

interface Group {
  readonly territory: string | null;
  readonly rows: readonly StationRow[];
}

/** Stations by their territory, in the order of the territories. */
function grouped(rows: readonly StationRow[], territories: readonly string[]): readonly Group[] {
  const groups = new Map<string | null, StationRow[]>(territories.map((id) => [id, []]));
  for (const row of rows) {
    const group = groups.get(row.territory);
    if (group === undefined) groups.set(row.territory, [row]);
    else group.push(row);
  }
  return [...groups].map(([territory, own]) => ({ territory, rows: own })).filter(({ rows: own }) => own.length > 0);
}

/** @param counts how many squares each group has, joined by commas: a value that is the same while they are */
function laidOut(counts: string, size: { readonly width: number; readonly height: number }, named: boolean): MapLayout {
  const each = counts === '' ? [] : counts.split(',').map(Number);
  if (size.width === 0) return { pitch: 1, squares: [], names: [] };
  return (named ? namedLayout(each, size, COLUMN) : null) ?? stripLayout(each, size);
}

/** One path for each health that there is. */
function shapesOf(rows: readonly StationRow[], { squares, pitch }: MapLayout) {
  const paths: Partial<Record<StationHealth, string[]>> = {};
  const side = pitch * (1 - GAP);
  for (const [at, { health }] of rows.entries()) {
    const corner = squares[at];
    if (corner === undefined) continue;
    paths[health] ??= [];
    paths[health].push(healthPath(health, corner[0], corner[1], side));
  }
  // The worst last: it is drawn over its neighbours.
  return healths
    .toReversed()
    .flatMap((health) => (paths[health] === undefined ? [] : [{ health, path: paths[health].join('') }]));
}

/** Where a key leads to; null: it is not about walking. */
function stepOf(key: string, layout: MapLayout, at: number, all: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return squareBeside(layout, at, -1, 0);
    case 'ArrowRight':
      return squareBeside(layout, at, 1, 0);
    case 'ArrowUp':
      return squareBeside(layout, at, 0, -1);
    case 'ArrowDown':
      return squareBeside(layout, at, 0, 1);
    case 'Home':
      return 0;
    case 'End':
      return all - 1;
    default:
      return null;
  }
}
