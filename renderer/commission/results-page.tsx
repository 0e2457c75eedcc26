import { ArrowLeft, MapPinned, Usb } from 'lucide-react';
import { useCallback, useState } from 'react';
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
import { papersOf } from './scans/papers.ts';
import { PapersStrip } from './scans/papers-strip.tsx';
import { ScanPage } from './scans/scan-page.tsx';
import { TakeSheet } from './scans/take-sheet.tsx';
import { useTimes } from './times.ts';
import { useConsole, useStationResults } from './zone.ts';

/** What of the results is looked at. */
interface Looked {
  /** A protocol, and a version of it; null: the first one, the last one. */
  readonly protocol: string | null;
  readonly version: number | null;
  /** The paper that is seen large, by its hash. */
  readonly paper: string | null;
}

/**
 * What came of one station's results: every file, every protocol with machine and hand side by side, every version of it, and
 * the signed pages that were scanned.
 */
export function ResultsPage({
  row,
  onBack,
  onStation,
}: {
  readonly row: StationRow;
  readonly onBack: () => void;
  readonly onStation: () => void;
}) {
  const { t, i18n } = useTranslation(['commission', 'scans']);
  const shown = useStationResults(row);
  const [looked, setLooked] = useState<Looked>({ protocol: null, version: null, paper: null });
  /** How often files were taken from a stick: images that were away may be here then. */
  const [taken, setTaken] = useState(0);
  const [isTaking, setTaking] = useState(false);
  const { station } = row;
  const said = shown?.results.said ?? null;
  const protocol = said?.protocols.find((one) => one.protocol === looked.protocol) ?? said?.protocols[0];
  const version = protocol?.versions.find((one) => one.version === looked.version) ?? protocol?.versions.at(-1);
  const groups = protocol && version ? papersOf(said?.images ?? [], protocol.protocol, version.version) : [];
  const papers = groups.flatMap((one) => one.papers);
  const image = papers.find(({ sha256 }) => sha256 === looked.paper);
  const onPaper = useCallback((paper: string): void => setLooked((before) => ({ ...before, paper })), []);
  if (shown !== null && said !== null && protocol !== undefined && image !== undefined) {
    return (
      <ScanPage
        {...{ station, protocol, said, papers, image, taken, onPaper }}
        words={shown.words}
        onBack={() => setLooked({ ...looked, paper: null })}
      />
    );
  }
  return (
    <Frame
      layout="results-page"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={papers.length === 0 ? null : <Button icon={Usb} label={t('scans:take')} onPress={() => setTaking(true)} />}
      main={<Button icon={MapPinned} label={t('results.station')} onPress={onStation} />}
    >
      <header className="room-head">
        <h1>
          <span className="number">{station}</span> · {inLanguage(row.name, i18n)}
        </h1>
        {row.results === null ? null : <ResultsMark state={row.results} />}
      </header>
      {shown === null ? (
        <p className="lead">{t('results.nothing')}</p>
      ) : (
        <>
          <Came results={shown.results} />
          {protocol === undefined || version === undefined ? (
            <p className="lead">{t('protocols:none-in-force')}</p>
          ) : (
            <>
              <ProtocolChoice
                protocols={said?.protocols ?? []}
                chosen={protocol}
                onProtocol={(next) => setLooked({ protocol: next, version: null, paper: null })}
              />
              <Versions
                protocol={protocol}
                version={version}
                onVersion={(next) => setLooked({ ...looked, version: next })}
              />
              <div className="protocol-beside">
                <Numbers protocol={protocol} version={version} words={shown.words} />
                {(said?.images.length ?? 0) === 0 ? null : (
                  <PapersStrip key={protocol.protocol} {...{ station, groups, taken }} onLook={onPaper} />
                )}
              </div>
            </>
          )}
        </>
      )}
      {isTaking ? <TakeSheet onTaken={() => setTaken(taken + 1)} onClose={() => setTaking(false)} /> : null}
    </Frame>
  );
}

/** Every file that came, by what way and what became of it, and what is wrong with the one in force. */
function Came({ results: { files, said, findings } }: { readonly results: StationResults }) {
  const { t, i18n } = useTranslation(['commission', 'protocols', 'scans']);
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
      {said === null || said.images.length > 0 ? null : <li>{t('scans:nothing')}</li>}
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

/** Where a station has the protocols of several constituencies: which one is looked at. */
function ProtocolChoice({
  protocols,
  chosen,
  onProtocol,
}: {
  readonly protocols: readonly StationProtocol[];
  readonly chosen: StationProtocol;
  readonly onProtocol: (protocol: string) => void;
}) {
  const { t, i18n } = useTranslation(['commission', 'protocols']);
  const { constituencies } = useConsole();
  if (protocols.length < 2) return null;
  const nameOf = ({ protocol, constituency, versions }: StationProtocol): string => {
    const where = constituencies.find(({ id }) => id === constituency);
    const name = where ? inLanguage(where.names, i18n) : protocol;
    return versions.length > 1 ? t('protocols:of-versions', { name, count: versions.length }) : name;
  };
  return (
    <div className="protocol-choice">
      <span>{t('protocols:here', { count: shownNumber(protocols.length, languageOf(i18n)) })}</span>
      <Choice
        label={t('protocols:protocol')}
        value={chosen.protocol}
        options={protocols.map((one) => ({ value: one.protocol, label: nameOf(one) }))}
        onValue={onProtocol}
      />
    </div>
  );
}

/** A key for each version of a protocol, and why it was corrected. The last one counts. */
function Versions({
  protocol: { versions, dissents },
  version,
  onVersion,
}: {
  readonly protocol: StationProtocol;
  readonly version: ProtocolContent;
  readonly onVersion: (version: number) => void;
}) {
  const { t } = useTranslation(['commission', 'protocols']);
  const { said } = useTimes();
  return (
    <>
      <div className="choice-row">
        {versions.map((one) => (
          <Button
            key={one.version}
            label={t('results.version', { number: one.version })}
            detail={one === versions.at(-1) ? t('protocols:counts', { time: said(one.at) }) : said(one.at)}
            chosen={one === version}
            onPress={() => onVersion(one.version)}
          />
        ))}
        <p className="results-why">
          {version.corrects === null ? t('results.first') : t('results.corrects', { why: version.corrects.words })}
        </p>
      </div>
      <Remarks version={version} dissents={dissents.length} />
    </>
  );
}

/** Both counts and what stands in the protocol; of one with few ballots nothing does. */
function Numbers({
  protocol: { versions },
  version,
  words,
}: {
  readonly protocol: StationProtocol;
  readonly version: ProtocolContent;
  readonly words: ResultsWords;
}) {
  const { t } = useTranslation(['commission', 'protocols']);
  const before = versions[versions.indexOf(version) - 1] ?? null;
  return version.fewerThan === null ? (
    <ProtocolLines version={version} before={before} words={words} />
  ) : (
    <p className="lead">{t('protocols:sealed', { count: version.fewerThan })}</p>
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
