import { CircleAlert, FileX, Hourglass, type LucideIcon, WifiOff } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { ResultsImage } from '../../../core/results/results-file.ts';
import { paperName } from './paper-name.ts';
import type { PaperGroup } from './papers.ts';
import { useScan } from './use-scan.ts';

/** The papers that were scanned of a protocol, small: each opens large. */
export function PapersStrip({
  station,
  groups,
  taken,
  onLook,
}: {
  readonly station: string;
  readonly groups: readonly PaperGroup[];
  readonly taken: number;
  readonly onLook: (sha256: string) => void;
}) {
  const { t } = useTranslation(['scans', 'commission']);
  return (
    <aside className="papers-strip" data-scrolls="" aria-label={t('papers')}>
      {groups.every(({ version }) => version === null) ? <p>{t('none')}</p> : null}
      {groups.map(({ version, papers }) => (
        <section key={version}>
          <h2>{version === null ? t('slips') : t('commission:results.version', { number: version })}</h2>
          <ul>
            {papers.map((image) => (
              <li key={image.sha256}>
                <Thumbnail station={station} image={image} taken={taken} onLook={() => onLook(image.sha256)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}

function Thumbnail({
  station,
  image,
  taken,
  onLook,
}: {
  readonly station: string;
  readonly image: ResultsImage;
  readonly taken: number;
  readonly onLook: () => void;
}) {
  const { t } = useTranslation(['scans', 'commission']);
  const place = useRef<HTMLButtonElement>(null);
  const seen = useSeen(place);
  const [state] = useScan(station, image.sha256, { wanted: seen, taken });
  return (
    <button ref={place} type="button" className="paper" aria-busy={seen && state.is === 'coming'} onClick={onLook}>
      <span className="paper-sheet">
        {state.is === 'shown' ? (
          <img alt="" src={state.scan.url} />
        ) : (
          <Short problem={state.is === 'trouble' ? state.problem : null} />
        )}
      </span>
      <span className="paper-name">
        {image.what.of === 'slip' ? (
          paperName(image, t)
        ) : (
          <>
            <span className="unseen">{t('commission:results.version', { number: image.what.version })} · </span>
            {t('page', { page: image.page, pages: image.pages })}
          </>
        )}
      </span>
    </button>
  );
}

/** Why an image is not there yet, or at all: a sign and two words. */
function Short({ problem }: { readonly problem: Problem | null }) {
  const { t } = useTranslation('scans');
  const [Icon, words] = problem === null ? [Hourglass, null] : shortOf(problem);
  return (
    <span className={problem === null ? 'paper-short' : 'paper-short paper-bad'}>
      <Icon className="icon" aria-hidden="true" />
      {words === null ? null : t(`short.${words}`)}
    </span>
  );
}

function shortOf({ code }: Problem): readonly [LucideIcon, 'away' | 'missing' | 'altered' | 'other'] {
  switch (code) {
    case 'console.scan-away':
      return [WifiOff, 'away'];
    case 'console.scan-missing':
      return [FileX, 'missing'];
    case 'console.scan-altered':
      return [CircleAlert, 'altered'];
    default:
      return [FileX, 'other'];
  }
}

/** Whether something has been on the screen: what nobody has scrolled to is not fetched. */
function useSeen(place: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || place.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place, seen]);
  return seen;
}
