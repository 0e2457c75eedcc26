import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * How many rows of a list there is room for on its sheet, counted as it is drawn: what stands above the list is longer in
 * one language than in another, and nothing scrolls on a kiosk. At least one; `most` until it has been drawn.
 * @param most rows that are ever wanted
 */
export function useRowsThatFit<T extends HTMLElement>(most: number): readonly [RefObject<T | null>, number] {
  const list = useRef<T>(null);
  const [rows, setRows] = useState(most);
  // The tallest row that was seen of this list. Which rows stand on a page follows from how many do: if a page without the
  // tall one had room for one more, and that one were the tall one, the count would go to and fro for ever.
  const tallest = useRef({ of: most, height: 0 });
  useLayoutEffect(() => {
    const body = list.current?.closest('.sheet-body');
    if (!list.current || !body) return;
    const count = (): void => {
      if (!list.current || list.current.children.length === 0) return;
      // A long name takes two lines.
      if (tallest.current.of !== most) tallest.current = { of: most, height: 0 };
      const heights = [...list.current.children].map((one) => one.getBoundingClientRect().height);
      const row = Math.max(tallest.current.height, ...heights);
      tallest.current.height = row;
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
