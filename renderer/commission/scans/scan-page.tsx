import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  Columns2,
  RectangleVertical,
  ShieldCheck,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultsWords } from '../../../core/commission/results-words.ts';
import type { SaidResults, StationProtocol } from '../../../core/hub/results-state.ts';
import type { ResultsImage } from '../../../core/results/results-file.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { paperName } from './paper-name.ts';
import { PaperNumbers } from './paper-numbers.tsx';
import { samePage } from './papers.ts';
import { type Beside, SheetView } from './sheet-view.tsx';
import { useScan } from './use-scan.ts';
import { nextZoom } from './zoomed.ts';

/** A paper large, and what the results file says of that page beside it; another version of the same page, too. */
export function ScanPage({
  station,
  protocol,
  said,
  words,
  papers,
  image,
  taken,
  onPaper,
  onBack,
}: {
  readonly station: string;
  readonly protocol: StationProtocol;
  readonly said: SaidResults;
  readonly words: ResultsWords;
  /** In the order in which they are gone through. */
  readonly papers: readonly ResultsImage[];
  readonly image: ResultsImage;
  readonly taken: number;
  readonly onPaper: (sha256: string) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation(['scans', 'commission']);
  const [zoom, setZoom] = useState(1);
  const [isBeside, setBeside] = useState(false);
  const beside = useRef<Beside>(new Set());
  const at = papers.indexOf(image);
  const [before, next] = [papers[at - 1], papers[at + 1]];
  const go = useCallback(
    (paper: ResultsImage | undefined): void => {
      if (paper === undefined) return;
      setZoom(1);
      onPaper(paper.sha256);
    },
    [onPaper],
  );
  const onZoom = useCallback((by: 1 | -1): void => setZoom((now) => nextZoom(now, by)), []);
  useKeys({
    ...{ '+': () => onZoom(1), '=': () => onZoom(1), '-': () => onZoom(-1), '0': () => setZoom(1) },
    ...{ PageUp: () => go(before), PageDown: () => go(next), Escape: onBack },
  });
  const { what } = image;
  // Of a version its neighbour: what it has taken the place of, or what has taken its place.
  const other =
    what.of === 'slip' || protocol.versions.length < 2 ? null : what.version > 1 ? what.version - 1 : what.version + 1;
  const isTwo = isBeside && other !== null;
  const name = paperName(image, t);
  const [state, again] = useScan(station, image.sha256, { taken });
  return (
    <Frame
      layout={isTwo ? 'scan-page scan-two' : 'scan-page'}
      back={<Button kind="quiet" icon={ArrowLeft} label={t('commission:back')} onPress={onBack} />}
      other={
        <>
          <Button icon={ChevronLeft} label={t('before')} isDisabled={!before} onPress={() => go(before)} />
          <Button icon={ChevronRight} label={t('next')} isDisabled={!next} onPress={() => go(next)} />
        </>
      }
      main={
        other === null ? undefined : (
          <Button
            icon={isBeside ? RectangleVertical : Columns2}
            label={isBeside ? t('alone') : t('beside', { number: other })}
            onPress={() => setBeside(!isBeside)}
          />
        )
      }
    >
      <figure className="scan-side">
        <figcaption>
          {isTwo ? null : <span className="number">{station} · </span>}
          {name}
        </figcaption>
        <SheetView name={name} state={state} zoom={zoom} beside={beside} onZoom={onZoom} onAgain={again} />
      </figure>
      {isTwo ? (
        <OtherVersion
          key={image.sha256}
          station={station}
          version={other}
          image={samePage(said.images, image, other)}
          {...{ zoom, beside, onZoom, taken }}
        />
      ) : null}
      <section className="scan-said">
        <div className="scan-zoom">
          <Button
            icon={ZoomOut}
            label={t('smaller')}
            isDisabled={nextZoom(zoom, -1) === zoom}
            onPress={() => onZoom(-1)}
          />
          <Button icon={ZoomIn} label={t('larger')} isDisabled={nextZoom(zoom, 1) === zoom} onPress={() => onZoom(1)} />
        </div>
        <PaperNumbers
          image={image}
          lines={state.is === 'shown' ? state.scan.lines : null}
          {...{ protocol, said, words }}
        />
        {state.is === 'shown' ? (
          <p className="scan-checked">
            <ShieldCheck className="icon" aria-hidden="true" /> {t('checked')}
          </p>
        ) : null}
      </section>
    </Frame>
  );
}

/** The same page of another version, beside it. */
function OtherVersion({
  station,
  version,
  image,
  taken,
  ...view
}: {
  readonly station: string;
  readonly version: number;
  readonly image: ResultsImage | undefined;
  readonly taken: number;
} & Pick<Parameters<typeof SheetView>[0], 'zoom' | 'beside' | 'onZoom'>) {
  const { t } = useTranslation(['scans', 'commission']);
  return (
    <figure className="scan-side">
      <figcaption>
        {image === undefined ? t('commission:results.version', { number: version }) : paperName(image, t)}
      </figcaption>
      {image === undefined ? (
        <div className="sheet-view sheet-none">
          <p className="lead">{t('none-of')}</p>
        </div>
      ) : (
        <OtherSheet station={station} image={image} taken={taken} {...view} />
      )}
    </figure>
  );
}

function OtherSheet({
  station,
  image,
  taken,
  ...view
}: { readonly station: string; readonly image: ResultsImage; readonly taken: number } & Pick<
  Parameters<typeof SheetView>[0],
  'zoom' | 'beside' | 'onZoom'
>) {
  const { t } = useTranslation(['scans', 'commission']);
  const [state, again] = useScan(station, image.sha256, { taken });
  return <SheetView name={paperName(image, t)} state={state} onAgain={again} {...view} />;
}

/** Keys of the whole page, wherever the focus is; what a table has taken for itself is its own. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      // What lies under an open sheet is not pressed.
      if (document.querySelector('dialog[open]') !== null) return;
      if (!Object.hasOwn(now.current, event.key)) return;
      event.preventDefault();
      now.current[event.key]?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
