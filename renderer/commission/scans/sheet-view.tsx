import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemWords } from '../../parts/words.ts';
import type { ScanState } from './use-scan.ts';
import { scrolledUnder } from './zoomed.ts';

/** Papers that lie beside each other: whoever moves one moves the other. */
export type Beside = Set<HTMLElement>;

/** One paper, as large as there is room, or larger and moved by hand, wheel and keys. */
export function SheetView({
  name,
  state,
  zoom,
  beside,
  onZoom,
  onAgain,
}: {
  readonly name: string;
  readonly state: ScanState;
  readonly zoom: number;
  readonly beside: RefObject<Beside>;
  readonly onZoom: (by: 1 | -1) => void;
  readonly onAgain: () => void;
}) {
  const { t, i18n } = useTranslation('scans');
  if (state.is === 'trouble') {
    const { problem } = state;
    return (
      <div className="sheet-view sheet-none">
        <Notice
          tone="bad"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
          code={problem.code}
        />
        <Button label={t('again')} onPress={onAgain} />
      </div>
    );
  }
  if (state.is === 'coming') {
    return (
      <div className="sheet-view sheet-none" aria-busy="true">
        <p className="lead" role="status">
          {t('loading')}
        </p>
      </div>
    );
  }
  return <Moved name={name} url={state.scan.url} zoom={zoom} beside={beside} onZoom={onZoom} />;
}

function Moved({
  name,
  url,
  zoom,
  beside,
  onZoom,
}: {
  readonly name: string;
  readonly url: string;
  readonly zoom: number;
  readonly beside: RefObject<Beside>;
  readonly onZoom: (by: 1 | -1) => void;
}) {
  const view = useRef<HTMLElement>(null);
  const before = useRef(zoom);
  /** Where the pointer is, from the edge of the view; the middle while it is elsewhere. */
  const pointer = useRef<readonly [number, number] | null>(null);
  const held = useRef<readonly [x: number, y: number] | null>(null);

  useEffect(() => {
    const { current } = view;
    const all = beside.current;
    if (current === null) return;
    all.add(current);
    // React listens to the wheel without the right to keep the page where it is.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (event.deltaY !== 0) onZoom(event.deltaY < 0 ? 1 : -1);
    };
    current.addEventListener('wheel', wheel, { passive: false });
    return () => {
      all.delete(current);
      current.removeEventListener('wheel', wheel);
    };
  }, [beside, onZoom]);

  useLayoutEffect(() => {
    const { current } = view;
    const by = zoom / before.current;
    before.current = zoom;
    if (current === null || by === 1) return;
    const [x, y] = pointer.current ?? [current.clientWidth / 2, current.clientHeight / 2];
    current.scrollTo(scrolledUnder(current.scrollLeft, x, by), scrolledUnder(current.scrollTop, y, by));
  }, [zoom]);

  const scroll = (): void => {
    const { current } = view;
    if (current === null) return;
    for (const other of beside.current) {
      if (other === current) continue;
      // Only what is somewhere else is moved: it would tell this one in turn.
      const [left, top] = [current.scrollLeft, current.scrollTop];
      if (Math.abs(other.scrollLeft - left) > 1 || Math.abs(other.scrollTop - top) > 1) other.scrollTo(left, top);
    }
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const { current } = view;
    if (current === null) return;
    const { left, top } = current.getBoundingClientRect();
    pointer.current = [event.clientX - left, event.clientY - top];
    if (held.current === null) return;
    current.scrollBy(held.current[0] - event.clientX, held.current[1] - event.clientY);
    held.current = [event.clientX, event.clientY];
  };
  const release = (): void => {
    held.current = null;
  };
  return (
    <section
      ref={view}
      className="sheet-view"
      data-scrolls=""
      data-zoom={zoom}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved by a hand is moved by arrows too
      tabIndex={0}
      onScroll={scroll}
      onPointerDown={(event) => {
        held.current = [event.clientX, event.clientY];
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => {
        pointer.current = null;
      }}
    >
      <img alt={name} src={url} draggable={false} />
    </section>
  );
}
