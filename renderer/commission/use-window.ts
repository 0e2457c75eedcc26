import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows that are drawn beyond those that are seen, so that a quick hand sees no gap. */
const BEYOND = 6;

export interface RowWindow {
  readonly first: number;
  /** The row behind the last one that is drawn. */
  readonly end: number;
}

/** Which rows of a list of equal ones are drawn. Lengths are pixels. */
export function rowsSeen(all: number, row: number, scrolled: number, height: number): RowWindow {
  const first = Math.max(0, Math.min(all, Math.floor(scrolled / row) - BEYOND));
  return { first, end: Math.min(all, Math.ceil((scrolled + height) / row) + BEYOND) };
}

/** How far to scroll so that a row is seen whole. */
export function scrolledTo(at: number, row: number, scrolled: number, height: number): number {
  if (at * row < scrolled) return at * row;
  return Math.max(scrolled, (at + 1) * row - height);
}

/**
 * The rows of a long list that are to be drawn, as the list is scrolled: thousands of rows cost as much as those on the screen.
 * @param row height of every row, pixels
 * @param head height of what stays above the rows
 */
export function useRowWindow<T extends HTMLElement>(
  all: number,
  row: number,
  head: number,
): {
  readonly scroller: RefObject<T | null>;
  readonly window: RowWindow;
  readonly onScroll: () => void;
  readonly show: (at: number) => void;
} {
  const scroller = useRef<T>(null);
  const [seen, setSeen] = useState<RowWindow>({ first: 0, end: 0 });
  const look = useCallback(() => {
    const { current } = scroller;
    if (current === null) return;
    const next = rowsSeen(all, row, current.scrollTop, current.clientHeight);
    setSeen((before) => (before.first === next.first && before.end === next.end ? before : next));
  }, [all, row]);
  useLayoutEffect(() => {
    look();
    const { current } = scroller;
    if (current === null) return;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, [look]);
  const show = useCallback(
    (at: number) => {
      const { current } = scroller;
      if (current === null) return;
      current.scrollTop = scrolledTo(at, row, current.scrollTop, current.clientHeight - head);
      look();
    },
    [look, row, head],
  );
  return { scroller, window: seen, onScroll: look, show };
}
