import { ArrowLeft, MapPinned } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultsWords } from '../../core/commission/results-words.ts';
import type { StationProtocol, StationResults } from '../../core/hub/results-state.ts';
import type { ProtocolContent } from '../../core/results/protocol.ts';
import type { StationRow } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { Choice } from './choice.tsx';
import { ProtocolLines } from './protocol-lines.tsx';
import { ResultsMark } from './results-mark.tsx';
import { useTimes } from './times.ts';
import { useConsole, useStationResults } from './zone.ts';

/** What came of one station's results: every file, every protocol with machine and hand side by side, every version of it. */
export function ResultsPage({
  row,
  onBack,
  onStation,
}: {
  readonly row: StationRow;
  readonly onBack: () => void;
  readonly onStation: () => void;
}) {
  const { t, i18n } = useTranslation('commission');
  const shown = useStationResults(row);
  return (
    <Frame
      layout="results-page"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      main={<Button icon={MapPinned} label={t('results.station')} onPress={onStation} />}
    >
      <header className="room-head">
        <h1>
          <span className="number">{row.station}</span> · {inLanguage(row.name, i18n)}
        </h1>
        {row.results === null ? null : <ResultsMark state={row.results} />}
      </header>
      {shown === null ? (
        <p className="lead">{t('results.nothing')}</p>
      ) : (
        <>
          <Came results={shown.results} />
          <Protocols results={shown.results} words={shown.words} />
        </>
      )}
    </Frame>
  );
}

/** Every file that came, by what way and what became of it, and what is wrong with the one in force. */
function Came({ results: { files, said, findings } }: { readonly results: StationResults }) {
  const { t, i18n } = useTranslation(['commission', 'protocols']);
  const { said: time } = useTimes();
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  return (
    <ul className="facts-row number">
      {files.map(({ sha256, head, way, came, standing }) => (
        <li key={sha256}>
          {head === null ? t('protocols:file.unread') : t('protocols:file', { number: head.number })}{' '}
          {t(`results.way.${way}`)}, {time(came)}: <strong>{t(`protocols:standing.${standing}`)}</strong>
        </li>
      ))}
      {said === null ? null : (
        <li>
          {t('results.scans')}: <strong>{number(said.images.length)}</strong>
        </li>
      )}
      {(['refused', 'incomplete', 'unbalanced'] as const).map((weight) => {
        const count = findings.filter((one) => one.weight === weight).length;
        return count === 0 ? null : (
          <li key={weight} className="facts-bad">
            {t(`results.finding.${weight}`)}: <strong>{number(count)}</strong>
          </li>
        );
      })}
    </ul>
  );
}

/** The protocols of all constituencies that the station has voters of: one at a time. */
function Protocols({ results: { said }, words }: { readonly results: StationResults; readonly words: ResultsWords }) {
  const { t, i18n } = useTranslation(['commission', 'protocols']);
  const { constituencies } = useConsole();
  const [chosen, setChosen] = useState<string | null>(null);
  const protocols = said?.protocols ?? [];
  const shown = protocols.find(({ protocol }) => protocol === chosen) ?? protocols[0];
  if (shown === undefined) return <p className="lead">{t('protocols:none-in-force')}</p>;
  const nameOf = ({ protocol, constituency, versions }: StationProtocol): string => {
    const where = constituencies.find(({ id }) => id === constituency);
    const name = where ? inLanguage(where.names, i18n) : protocol;
    return versions.length > 1 ? t('protocols:of-versions', { name, count: versions.length }) : name;
  };
  return (
    <>
      {protocols.length < 2 ? null : (
        <div className="protocol-choice">
          <span>{t('protocols:here', { count: shownNumber(protocols.length, languageOf(i18n)) })}</span>
          <Choice
            label={t('protocols:protocol')}
            value={shown.protocol}
            options={protocols.map((one) => ({ value: one.protocol, label: nameOf(one) }))}
            onValue={setChosen}
          />
        </div>
      )}
      <Versions key={shown.protocol} protocol={shown} words={words} />
    </>
  );
}

/** One protocol: the version that is looked at, and keys to the others. The last one counts. */
function Versions({
  protocol: { versions, dissents },
  words,
}: {
  readonly protocol: StationProtocol;
  readonly words: ResultsWords;
}) {
  const { t } = useTranslation(['commission', 'protocols']);
  const { said } = useTimes();
  const [chosen, setChosen] = useState<number | null>(null);
  const version = versions.find((one) => one.version === chosen) ?? versions.at(-1);
  if (version === undefined) return null;
  const before = versions[versions.indexOf(version) - 1] ?? null;
  return (
    <>
      <div className="choice-row">
        {versions.map((one) => (
          <Button
            key={one.version}
            label={t('results.version', { number: one.version })}
            detail={one === versions.at(-1) ? t('protocols:counts', { time: said(one.at) }) : said(one.at)}
            chosen={one === version}
            onPress={() => setChosen(one.version)}
          />
        ))}
        <p className="results-why">
          {version.corrects === null ? t('results.first') : t('results.corrects', { why: version.corrects.words })}
        </p>
      </div>
      <Remarks version={version} dissents={dissents.length} />
      {version.fewerThan === null ? (
        <ProtocolLines version={version} before={before} words={words} />
      ) : (
        <p className="lead">{t('protocols:sealed', { count: version.fewerThan })}</p>
      )}
    </>
  );
}

/** What persons have said of differences, and who disagreed. */
function Remarks({ version, dissents }: { readonly version: ProtocolContent; readonly dissents: number }) {
  const { t } = useTranslation(['commission', 'protocols']);
  const ratios = version.ratios.filter(({ state, said }) => state === 'broken' || said !== null);
  if (version.counts === null && ratios.length === 0 && dissents === 0) return null;
  return (
    <ul className="facts-row">
      {version.counts === null ? null : <li>{t('protocols:counts-said', { words: version.counts.words })}</li>}
      {ratios.map(({ ratio, said, by }) => (
        <li key={ratio}>
          {said === null ? t('protocols:ratio', { by }) : t('protocols:ratio-said', { by, words: said.words })}
        </li>
      ))}
      {dissents === 0 ? null : <li>{t('protocols:dissents', { count: dissents })}</li>}
    </ul>
  );
}
