import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * How many rows of a list there is room for on its sheet, counted as it is drawn: what stands above the list is longer in
 * one language than in another, and nothing scrolls on a kiosk. At least one; `most` until it has been drawn.
 * @param most rows that are ever wanted
 */
export function useRowsThatFit<T extends HTMLElement>(most: number): readonly [RefObject<T | null>, number] {
  const list = useRef<T>(null);
  const [rows, setRows] = useState(most);
  useLayoutEffect(() => {
    const body = list.current?.closest('.sheet-body');
    if (!list.current || !body) return;
    const count = (): void => {
      if (!list.current || list.current.children.length === 0) return;
      // A long name takes two lines.
      const row = Math.max(...[...list.current.children].map((one) => one.getBoundingClientRect().height));
      const gap = Number.parseFloat(getComputedStyle(list.current).rowGap);
      const foot = body.getBoundingClientRect().bottom - Number.parseFloat(getComputedStyle(body).paddingBottom);
      const room = foot - list.current.getBoundingClientRect().top;
      setRows(Math.max(1, Math.min(most, Math.floor((room + gap) / (row + gap)))));
    };
    count();
    const observer = new ResizeObserver(count);
    observer.observe(body);
    for (const part of body.children) observer.observe(part);
    return () => observer.disconnect();
  });
  return [list, rows];
}
