import { Archive, ArrowLeft, Eraser, Files, FileWarning, Printer, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BallotFileWritten } from '../../main/api/ballot-zone-views.ts';
import type { LogWritten as LogWrittenView, PrintedPageView, Stage } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { Paged } from '../parts/paged.tsx';
import { languageOf, problemWords } from '../parts/words.ts';
import { Targets, useTargets, useWriting, type Written, WrittenFile } from '../parts/writing.tsx';
import { useDesk } from '../parts/zone.ts';
import { Wipe } from '../technician/wipe.tsx';
import { LogsToConsole } from './logs-to-console.tsx';
import { ResultsFile } from './results-file.tsx';
import { Retention } from './retention.tsx';

/** Stages in which there is something to be kept, or to be destroyed, and nobody to be served. */
const keeping: readonly Stage[] = ['ready', 'closed', 'handed-over'];

/** The station's log for the commission, and the copy that is kept when the device is emptied. */
export function Log({ onBack }: { readonly onBack?: () => void }) {
  const [page, setPage] = useState<'keep' | 'wipe' | null>(null);
  const { station } = useDesk();
  const back = () => setPage(null);
  if (page === 'keep') return <Retention onBack={back} />;
  if (page === 'wipe') return <Wipe onBack={back} />;
  const over = keeping.includes(station.stage);
  return (
    <Download
      onBack={onBack ?? null}
      onKeep={over ? () => setPage('keep') : null}
      // The technician's way to it begins on the page before this one.
      onWipe={over && onBack === undefined ? () => setPage('wipe') : null}
    />
  );
}

/** Written, read back and hashed; the hash is shown to be written down. */
function Download({
  onBack,
  onKeep,
  onWipe,
}: {
  readonly onBack: (() => void) | null;
  readonly onKeep: (() => void) | null;
  readonly onWipe: (() => void) | null;
}) {
  const { t } = useTranslation(['chair', 'kit', 'afterwards', 'parts']);
  const { busy, write, written, times, forget } = useWriting((client, target) =>
    client.station.downloadLog({ target }),
  );
  const targets = useTargets(times);
  return (
    <Frame
      layout="log"
      waiting={t('parts:write.working')}
      back={
        <>
          {onBack === null ? null : (
            <Button kind="quiet" icon={ArrowLeft} label={t('kit:registration.back')} onPress={onBack} />
          )}
          {/* Away from the working hand and from everything that keeps: there is no way back from where it leads. */}
          {onWipe === null ? null : (
            <Button
              kind="quiet"
              icon={Eraser}
              label={t('afterwards:wipe.title')}
              detail={t('afterwards:wipe.by-order')}
              isDisabled={busy}
              onPress={onWipe}
            />
          )}
        </>
      }
      other={<LogsToConsole />}
      main={
        onKeep === null ? null : (
          <Button icon={Archive} label={t('afterwards:retention.title')} isDisabled={busy} onPress={onKeep} />
        )
      }
    >
      <h1>{t('page.log')}</h1>
      {written === null ? (
        <>
          <p className="lead">{t('log.what')}</p>
          <ResultsFile />
          <Targets targets={targets} isDisabled={busy} onWrite={write} />
        </>
      ) : (
        <LogWritten {...written} onAgain={forget} />
      )}
    </Frame>
  );
}

/** Files that a screen holds. */
const BALLOT_FILES = 6;

/** What came out of the ballot zone and lies beside the log, unread; first what does not lie there. */
function BallotFiles({ files, onBack }: { readonly files: readonly BallotFileWritten[]; readonly onBack: () => void }) {
  const { t, i18n } = useTranslation(['chair', 'kit']);
  return (
    <section className="log-written">
      <h2>{t('log.ballots')}</h2>
      <Paged
        items={files.toSorted((a, b) => Number(a.problem === null) - Number(b.problem === null))}
        size={BALLOT_FILES}
        className="ballot-files"
      >
        {({ file, kind, problem }) => (
          <li key={file}>
            {t(`log.ballots.${kind}`)}
            <span className="number">{problem === null ? file : problemWords(problem, 'happened', i18n)}</span>
          </li>
        )}
      </Paged>
      <div className="log-slip">
        <Button icon={ArrowLeft} label={t('kit:registration.back')} onPress={onBack} />
      </div>
    </section>
  );
}

/** What was written, in the place of where to: both together do not fit a small screen. */
function LogWritten({
  value: { file, sha256, lines, receipts, identified, ballotFiles },
  to,
  onAgain,
}: Written<LogWrittenView> & { readonly onAgain: () => void }) {
  const { t, i18n } = useTranslation(['chair', 'afterwards', 'papers']);
  const { act, busy } = useAct();
  const [printed, setPrinted] = useState<PrintedPageView | null>(null);
  const [looking, setLooking] = useState(false);
  const print = (): void =>
    void act(async (client) => {
      const answer = await client.papers.printLog({});
      if (answer.ok) setPrinted(answer.value);
      return answer;
    });
  const missing = ballotFiles.filter(({ problem }) => problem !== null).length;
  if (looking) return <BallotFiles files={ballotFiles} onBack={() => setLooking(false)} />;
  return (
    <>
      <WrittenFile heading="h2" title={t('log.done')} file={file} to={to} sha256={sha256}>
        <div>
          <dt>{t('log.lines')}</dt>
          <dd>{shownNumber(lines, languageOf(i18n))}</dd>
        </div>
        <div>
          <dt>{t(identified === receipts ? 'papers:identified.all' : 'papers:identified.not-all')}</dt>
          <dd>
            {identified} / {receipts}
          </dd>
        </div>
      </WrittenFile>
      <div className="log-slip">
        <Button icon={Printer} label={t('papers:log.print')} isDisabled={busy} onPress={print} />
        <Button kind="quiet" icon={Usb} label={t('afterwards:retention.another')} isDisabled={busy} onPress={onAgain} />
        {ballotFiles.length === 0 ? null : (
          <Button
            kind="quiet"
            icon={missing === 0 ? Files : FileWarning}
            label={t('log.ballots')}
            detail={t(missing === 0 ? 'log.ballots.there' : 'log.ballots.missing', {
              count: ballotFiles.length,
              missing,
            })}
            onPress={() => setLooking(true)}
          />
        )}
        {printed === null ? null : <p>{t('papers:log.printed', { number: printed.sheet })}</p>}
      </div>
    </>
  );
}
