import { ArrowLeft, ChevronLeft, ChevronRight, FileSearch, PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawnProof, PackageDetail, PackageRow } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { fileSize } from '../parts/file-size.ts';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { useConsoleAct, useLooking } from './zone.ts';

/** One package: its name, what it changes, and its proof, sheet by sheet. */
export function PackagePage({ row, onBack }: { readonly row: PackageRow; readonly onBack: () => void }) {
  const { t, i18n } = useTranslation('commission');
  const { act, busy } = useConsoleAct();
  const client = useLooking();
  const language = languageOf(i18n);
  const [detail, setDetail] = useState<PackageDetail | null>(null);
  const [proof, setProof] = useState<DrawnProof | null>(null);
  const [page, setPage] = useState(1);
  const { station, version } = row;
  useEffect(() => {
    let gone = false;
    client.packages.look({ station, language }).then(
      (answer) => {
        if (!gone && answer.ok) setDetail(answer.value);
      },
      // The line is away and the window says so.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [client, station, language]);
  const draw = (): void =>
    void act(async (asked) => {
      const answer = await asked.packages.proof({ station, language });
      if (answer.ok) {
        setPage(1);
        setProof(answer.value);
      }
      return answer;
    });
  return (
    <Frame
      layout="package-page"
      waiting={t('package.drawing')}
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={
        proof === null ? null : (
          <>
            <Button
              icon={ChevronLeft}
              label={t('package.before')}
              isDisabled={page === 1}
              onPress={() => setPage(page - 1)}
            />
            <Button
              icon={ChevronRight}
              label={t('package.after')}
              isDisabled={page === proof.pages}
              onPress={() => setPage(page + 1)}
            />
            <Button
              icon={PenLine}
              label={t('package.last')}
              isDisabled={page === proof.pages}
              onPress={() => setPage(proof.pages)}
            />
          </>
        )
      }
      main={<Button kind="main" icon={FileSearch} label={t('package.proof')} isDisabled={busy} onPress={draw} />}
    >
      <section className="logs-choice">
        <h1 className="number">{t('package.version', { station, version })}</h1>
        <p>{t(`packages.state.${row.state}`)}</p>
        {detail === null ? null : <Facts row={row} detail={detail} />}
      </section>
      <section className="proof-side">
        {proof === null ? (
          <p className="lead">{t('package.proof.what')}</p>
        ) : (
          <>
            <p className="run-folder">
              {t('package.page', { page, pages: proof.pages })} · {t('package.proof.file', { file: proof.file })}
            </p>
            <ProofPage key={proof.file} n={page} />
          </>
        )}
      </section>
    </Frame>
  );
}

/** A sheet of the proof that was drawn last. */
function ProofPage({ n }: { readonly n: number }) {
  const { t } = useTranslation('commission');
  const client = useLooking();
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    client.packages.page({ n }).then(
      (answer) => {
        if (!gone) setSvg(answer);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [client, n]);
  if (svg === null) return null;
  const pages = t('package.page', { page: n, pages: '' });
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys too
    <section key={n} className="proof-scroll" data-scrolls="" tabIndex={0} aria-label={pages}>
      <img className="proof-sheet" alt={pages} src={source} />
    </section>
  );
}

/** Differences that the page has room for: the newest are those that kiosks take. */
const DIFFERENCES = 2;

function Facts({
  row: { bytes, differences },
  detail: { sha256, words, changes },
}: {
  readonly row: PackageRow;
  readonly detail: PackageDetail;
}) {
  const { t, i18n } = useTranslation('commission');
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const size = (value: number): string => fileSize(value, languageOf(i18n));
  return (
    <>
      <dl className="package-facts">
        <dt>{t('package.name')}</dt>
        <dd className="number">{(sha256.match(/.{4}/g) ?? []).join(' ').toUpperCase()}</dd>
        <dt>{t('package.words')}</dt>
        <dd>{words.join(' ')}</dd>
        <dt>{t('package.size')}</dt>
        <dd className="number">
          {bytes === null ? null : t('package.whole', { size: size(bytes) })}
          {differences.slice(0, DIFFERENCES).map(({ since, bytes: length }) => (
            <div key={since}>{t('package.difference', { version: since, size: size(length) })}</div>
          ))}
        </dd>
      </dl>
      {changes === null ? (
        <p className="lead">{t('package.first')}</p>
      ) : (
        <>
          <h2>{t('package.changes', { version: changes.since })}</h2>
          {changes.list === null ? null : (
            <p className="number">
              {t('package.list', {
                added: number(changes.list.added.length),
                removed: number(changes.list.removed.length),
                changed: number(changes.list.changed.length),
              })}
            </p>
          )}
          {changes.differences.length === 0 ? (
            <p>{t('package.same')}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys too
            <ul className="changes" data-scrolls="" tabIndex={0}>
              {changes.differences.map(({ where, before, now }) => (
                <li key={`${where}/${before}/${now}`}>
                  <span>{where}</span>
                  <span className="number">
                    {before} → {now}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}
