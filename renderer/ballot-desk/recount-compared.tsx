import { Check, FilePen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rangeOf } from '../../core/results/recount.ts';
import type { RecountView } from '../../main/api/ballot-views.ts';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { inLanguage } from '../parts/words.ts';
import { CallChair } from './call-chair.tsx';
import { RecountKey } from './recount-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { type BallotClient, useBallotDesk, useMay } from './zone.ts';

interface ComparedProps {
  readonly recount: RecountView;
  readonly at: Extract<RecountView['at'], { is: 'compared' }>;
}

/** Every number is, or may be, the same: two persons put it on record. */
export function RecountMatches({ recount, at }: ComparedProps) {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const [recording, setRecording] = useState(false);
  return (
    <StepFrame
      title={t('recount.matches')}
      lead={t('recount.matches.what')}
      {...(decides && {
        back: <RecountKey does="anew" kind="quiet" />,
        main: <Button kind="main" icon={Check} label={t('record')} onPress={() => setRecording(true)} />,
      })}
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{recount.sheets}</strong>
        <span>{t('recount.of', { counted: recount.counted })}</span>
      </p>
      <Beside recount={recount} at={at} />
      {decides ? null : <CallChair />}
      {recording ? <RecordSheet differs={false} onClose={() => setRecording(false)} /> : null}
    </StepFrame>
  );
}

/** Differences that the smallest screen holds. */
const ROWS = 5;

/** Which numbers differ and by how much, and what to do about it. */
export function RecountDiffers({ recount, at }: ComparedProps) {
  const { t, i18n } = useTranslation('ballot-desk');
  const { styles } = useBallotDesk();
  const { decides } = useMay();
  const [recording, setRecording] = useState(false);
  const titleOf = (style: string): string => {
    const found = styles.find(({ id }) => id === style);
    return found ? inLanguage(found.constituency, i18n) : style;
  };
  const rows = at.differences.map((one, place) => ({ ...one, place }));
  return (
    <Frame
      layout="recount"
      {...(decides && {
        back: <Button icon={FilePen} label={t('discrepancy')} onPress={() => setRecording(true)} />,
        main: <RecountKey does="anew" kind="main" />,
      })}
    >
      <h1>{t('recount.differs')}</h1>
      <section className="recount-table">
        <div className="difference difference-head" aria-hidden="true">
          <span>{t('test.line')}</span>
          <span>{t('recount.counted')}</span>
          <span>{t('recount.reread')}</span>
        </div>
        <Paged items={rows} size={ROWS} className="differences">
          {(one) => (
            <li key={one.place} className="difference number">
              <span>
                {one.line === 'votes' ? inLanguage(one.names, i18n) : t(`recount.line.${one.line}`)}
                {styles.length > 1 ? <span className="soft small difference-of">{titleOf(one.style)}</span> : null}
              </span>
              <span>{one.counted}</span>
              <span>
                {rangeOf(one)}
                <strong className="difference-of">
                  {one.by > 0 ? '+' : '−'}
                  {Math.abs(one.by)}
                </strong>
              </span>
            </li>
          )}
        </Paged>
      </section>
      <section className="recount-side">
        <p className="lead">{t('recount.differs.what')}</p>
        <Beside recount={recount} at={at} />
        {decides ? null : <CallChair />}
      </section>
      {recording ? <RecordSheet differs={true} onClose={() => setRecording(false)} /> : null}
    </Frame>
  );
}

/** What else there is to know of the second reading. */
function Beside({ recount: { aside }, at: { unsure, decided, sealed } }: ComparedProps) {
  const { t } = useTranslation('ballot-desk');
  return (
    <>
      {aside === 0 ? null : <p className="number">{t('recount.aside', { aside })}</p>}
      {unsure + decided === 0 ? null : <p className="soft small">{t('recount.range', { unsure, decided })}</p>}
      {sealed ? <p className="soft small">{t('recount.sealed')}</p> : null}
    </>
  );
}

/** By the persons who feed a mobile box; where numbers differ they say why. */
function RecordSheet({ differs, onClose }: { readonly differs: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('ballot-desk');
  const { approvals } = useBallotDesk();
  return (
    <ApprovalSheet<BallotClient>
      title={t('recount')}
      reasons={
        differs ? [t('recount.reason.stuck'), t('recount.reason.not-read'), t('recount.reason.left-behind')] : null
      }
      question={t('explain.ask')}
      approval={approvals.mobile}
      action={t('record')}
      ask={(client, { reason, approvers }) => client.recount.record({ reason: differs ? reason : null, approvers })}
      onClose={onClose}
    />
  );
}
