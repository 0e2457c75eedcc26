import { useTranslation } from 'react-i18next';
import type { ResultsWords } from '../../../core/commission/results-words.ts';
import type { SaidResults, StationProtocol } from '../../../core/hub/results-state.ts';
import type { ResultsImage } from '../../../core/results/results-file.ts';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { ProtocolLines } from '../protocol-lines.tsx';

/** What the signed file says of what stands on a paper: the lines of that page, or the sheets in the boxes beside a slip. */
export function PaperNumbers({
  image: { what },
  lines,
  protocol,
  said,
  words,
}: {
  readonly image: ResultsImage;
  /** Which of the protocol's numbers stand on that page; null: it is not known. */
  readonly lines: readonly string[] | null;
  readonly protocol: StationProtocol;
  readonly said: SaidResults;
  readonly words: ResultsWords;
}) {
  const { t } = useTranslation(['scans', 'protocols']);
  if (what.of === 'slip') return <SlipNumbers slip={what.slip} said={said} />;
  const version = protocol.versions.find((one) => one.version === what.version);
  if (version === undefined) return null;
  if (version.fewerThan !== null) return <p className="lead">{t('protocols:sealed', { count: version.fewerThan })}</p>;
  return (
    <>
      <h2>{t(lines === null ? 'numbers.protocol' : 'numbers.page')}</h2>
      {lines?.length === 0 ? (
        <p>{t('numbers.none')}</p>
      ) : (
        <ProtocolLines version={version} before={null} words={words} lines={lines} isNarrow />
      )}
    </>
  );
}

/** The final slip has the sheets of the boxes; of the two before nothing stands in the file. */
function SlipNumbers({
  slip,
  said: { boxes, counted },
}: {
  readonly slip: 'zero' | 'test' | 'final';
  readonly said: Pick<SaidResults, 'boxes' | 'counted'>;
}) {
  const { t, i18n } = useTranslation('scans');
  if (slip !== 'final') return <p>{t(`slip.${slip}.what`)}</p>;
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  return (
    <>
      <h2>{t('file-says')}</h2>
      <dl className="slip-numbers number">
        {boxes.map(({ box, kind, sheets }) => (
          <div key={box}>
            <dt>
              {t(`box.${kind}`)} <span>({box})</span>
            </dt>
            <dd>{number(sheets)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('counted')}</dt>
          <dd>{number(counted)}</dd>
        </div>
      </dl>
    </>
  );
}
