import { Archive, ArrowLeft, CircleCheck, CircleDashed, FolderDown, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionCopyView, RetentionView, RetentionWritten } from '../../main/api/afterwards-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import type { LookingClient } from '../parts/zone.ts';

const askCopies = (client: LookingClient) => client.retention.copies({});
/** Copies that the screen holds; the journal has them all. */
const SHOWN = 4;

/** The copies that are kept: which media hold everything, what is missing, and a button for each medium that is there. */
export function Retention({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('afterwards');
  const { act, busy } = useAct();
  const kept = useAnswer(askCopies);
  const [written, setWritten] = useState<RetentionWritten | null>(null);
  const write = (target: string): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await client.retention.writeCopy({ target });
      if (answer.ok) setWritten(answer.value);
      return answer;
    });
  };
  return (
    <Frame
      layout="log"
      waiting={t('retention.working')}
      back={<Button icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      main={
        written === null ? null : (
          <Button icon={Archive} label={t('retention.another')} onPress={() => setWritten(null)} />
        )
      }
    >
      <h1>{t('retention.title')}</h1>
      {kept === null ? null : <Kept kept={kept} busy={busy} onWrite={written === null ? write : null} />}
      {written === null ? null : (
        <section className="log-written" role="status">
          <h2>{t('retention.done')}</h2>
          <dl className="identity number">
            <div>
              <dt>{t('retention.folder')}</dt>
              <dd>{written.folder}</dd>
            </div>
            <div>
              <dt>SHA-256</dt>
              <dd className="hash">{written.sha256.match(/.{1,8}/g)?.join(' ')}</dd>
            </div>
          </dl>
        </section>
      )}
    </Frame>
  );
}

function Kept({
  kept,
  busy,
  onWrite,
}: {
  readonly kept: RetentionView;
  readonly busy: boolean;
  /** Null while what was written last is shown. */
  readonly onWrite: ((target: string) => void) | null;
}) {
  const { t } = useTranslation('afterwards');
  const { have, wanted, media, copies, keepUntil } = kept;
  const enough = have >= wanted;
  return (
    <>
      <Notice
        tone={enough ? 'plain' : 'warn'}
        title={t(enough ? 'retention.enough' : 'retention.missing', { have, wanted })}
        text={t('retention.what', { date: keepUntil ?? '—' })}
      />
      {onWrite !== null && media.length === 0 ? (
        <p className="empty">
          <Usb className="icon" aria-hidden="true" />
          {t('retention.no-medium')}
        </p>
      ) : null}
      <ul className="choices">
        {(onWrite === null ? [] : media).map(({ path, name, removable, medium }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('retention.to', { name })}
              detail={medium ?? t('retention.counts-not')}
              isDisabled={busy || medium === null}
              onPress={() => onWrite?.(path)}
            />
          </li>
        ))}
      </ul>
      {copies.length === 0 ? null : (
        <ul className="checklist">
          {copies.slice(0, SHOWN).map((copy) => (
            <Copy key={copy.medium} copy={copy} />
          ))}
        </ul>
      )}
    </>
  );
}

function Copy({ copy }: { readonly copy: RetentionCopyView }) {
  const { t, i18n } = useTranslation('afterwards');
  const { medium, events, at, missing } = copy;
  const whole = missing === 0;
  const Icon = whole ? CircleCheck : CircleDashed;
  const [year, month, day] = at.slice(0, 10).split('-');
  return (
    <li className={`check check-${whole ? 'done' : 'to-do'}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="check-item">
        {medium}
        <span className="check-problem number">{`${day}.${month}.${year} ${at.slice(11, 16)}`}</span>
      </span>
      <span className="check-detail number">
        {t('retention.up-to', { events: shownNumber(events, languageOf(i18n)) })}
      </span>
      <span className="check-state">{whole ? t('retention.whole') : t('retention.behind', { missing })}</span>
    </li>
  );
}
