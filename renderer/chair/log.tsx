import { Archive, ArrowLeft, Eraser, FolderDown, Printer, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogWritten as LogWrittenView, PrintedPageView, Stage } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { Wipe } from '../technician/wipe.tsx';
import { Retention } from './retention.tsx';

const askTargets = (client: LookingClient) => client.station.logTargets({});

type LogTarget = Awaited<ReturnType<typeof askTargets>>[number];

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
  const { t } = useTranslation(['chair', 'kit', 'afterwards']);
  const { act, busy } = useAct();
  const targets = useAnswer(askTargets);
  const [written, setWritten] = useState<LogWrittenView | null>(null);

  const download = (target: string): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await client.station.downloadLog({ target });
      if (answer.ok) setWritten(answer.value);
      return answer;
    });
  };

  return (
    <Frame
      layout="log"
      waiting={t('log.working')}
      back={
        onBack === null ? null : (
          <Button kind="quiet" icon={ArrowLeft} label={t('kit:registration.back')} onPress={onBack} />
        )
      }
      other={
        onWipe === null ? null : (
          <Button icon={Eraser} label={t('afterwards:wipe.title')} isDisabled={busy} onPress={onWipe} />
        )
      }
      main={
        onKeep === null ? null : (
          <Button icon={Archive} label={t('afterwards:retention.title')} isDisabled={busy} onPress={onKeep} />
        )
      }
    >
      <h1>{t('page.log')}</h1>
      {written === null ? (
        <Targets targets={targets} busy={busy} onWrite={download} />
      ) : (
        <LogWritten {...written} onAgain={() => setWritten(null)} />
      )}
    </Frame>
  );
}

function Targets({
  targets,
  busy,
  onWrite,
}: {
  readonly targets: readonly LogTarget[] | null;
  readonly busy: boolean;
  readonly onWrite: (path: string) => void;
}) {
  const { t } = useTranslation('chair');
  return (
    <>
      <p className="lead">{t('log.what')}</p>
      {targets?.length === 0 ? (
        <p className="empty">
          <Usb className="icon" aria-hidden="true" />
          {t('log.no-target')}
        </p>
      ) : null}
      <ul className="choices">
        {targets?.map(({ path, name, removable }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('log.to', { name })}
              isDisabled={busy}
              onPress={() => onWrite(path)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was written, in the place of where to: both together do not fit a small screen. */
function LogWritten({
  file,
  sha256,
  lines,
  receipts,
  identified,
  onAgain,
}: LogWrittenView & { readonly onAgain: () => void }) {
  const { t, i18n } = useTranslation(['chair', 'afterwards']);
  const { act, busy } = useAct();
  const [printed, setPrinted] = useState<PrintedPageView | null>(null);
  const print = (): void =>
    void act(async (client) => {
      const answer = await client.papers.printLog({});
      if (answer.ok) setPrinted(answer.value);
      return answer;
    });
  return (
    <section className="log-written" role="status">
      <h2>{t('log.done')}</h2>
      <dl className="identity number">
        <div>
          <dt>{t('log.file')}</dt>
          <dd>{file}</dd>
        </div>
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
        <div>
          <dt>SHA-256</dt>
          <dd className="hash">{sha256.match(/.{1,8}/g)?.join(' ')}</dd>
        </div>
      </dl>
      <div className="log-slip">
        <Button icon={Printer} label={t('papers:log.print')} isDisabled={busy} onPress={print} />
        <Button kind="quiet" icon={Usb} label={t('afterwards:retention.another')} isDisabled={busy} onPress={onAgain} />
        {printed === null ? null : <p>{t('papers:log.printed', { number: printed.sheet })}</p>}
      </div>
    </section>
  );
}
