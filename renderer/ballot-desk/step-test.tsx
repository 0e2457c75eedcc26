import { FlaskConical, Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestPackView } from '../../main/api/ballot-views.ts';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Paged } from '../parts/paged.tsx';
import { inLanguage } from '../parts/words.ts';
import { CallChair } from './call-chair.tsx';
import { StepFrame } from './step-frame.tsx';
import { type BallotClient, useBallotAct, useBallotDesk, useMay } from './zone.ts';

/** The test pack: begun, fed with a live count, compared; what differs is fed anew, or taken as it is with a reason. */
export function TestStep() {
  const { t } = useTranslation('ballot-desk');
  const { test, station } = useBallotDesk();
  const { serves } = useMay();
  const { act, busy } = useBallotAct();
  if (station.phase === 'testing' && test?.matches === null) return <Feeding test={test} />;
  if (station.phase === 'testing' && test?.matches === false) return <Differs test={test} />;
  return (
    <StepFrame
      title={t('now.test')}
      lead={t('now.test.what')}
      main={
        serves ? (
          <Button
            kind="main"
            icon={FlaskConical}
            label={t('test.begin')}
            isDisabled={busy}
            onPress={() => void act((client) => client.test.begin({}))}
          />
        ) : null
      }
    >
      {serves ? null : <CallChair />}
    </StepFrame>
  );
}

function Feeding({ test }: { readonly test: TestPackView }) {
  const { t } = useTranslation('ballot-desk');
  const { serves } = useMay();
  const { act, busy } = useBallotAct();
  return (
    <StepFrame
      title={t('test.feeding')}
      lead={t('test.feeding.what')}
      main={
        serves ? (
          <Button
            kind="main"
            icon={Scale}
            label={t('test.end')}
            isDisabled={busy || test.read === 0}
            onPress={() => void act((client) => client.test.end({}))}
          />
        ) : null
      }
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{test.read}</strong>
        <span>{t('test.of', { expected: test.expected })}</span>
      </p>
      <progress className="progress" value={test.read} max={test.expected} aria-label={t('test.feeding')} />
    </StepFrame>
  );
}

/** Differences that the smallest screen holds. */
const ROWS = 5;

function Differs({ test }: { readonly test: TestPackView }) {
  const { t, i18n } = useTranslation('ballot-desk');
  const { approvals, styles } = useBallotDesk();
  const { decides, serves } = useMay();
  const { act, busy } = useBallotAct();
  const [accepting, setAccepting] = useState(false);
  const titleOf = (style: string): string => {
    const found = styles.find(({ id }) => id === style);
    return found ? inLanguage(found.constituency, i18n) : style;
  };
  const rows = test.differences.map((one, at) => ({ ...one, at }));
  return (
    <StepFrame
      title={t('test.differs')}
      lead={t('test.differs.what', { read: test.read, expected: test.expected })}
      back={decides ? <Button icon={Scale} label={t('test.accept')} onPress={() => setAccepting(true)} /> : null}
      main={
        serves ? (
          <Button
            kind="main"
            icon={FlaskConical}
            label={t('test.again')}
            isDisabled={busy}
            onPress={() => void act((client) => client.test.begin({}))}
          />
        ) : null
      }
    >
      <div className="difference difference-head" aria-hidden="true">
        <span>{t('test.line')}</span>
        <span>{t('test.expected')}</span>
        <span>{t('test.read')}</span>
      </div>
      <Paged items={rows} size={ROWS} className="differences">
        {({ at, style, names, expected, read }) => (
          <li key={at} className="difference number">
            <span>
              {names === null ? t('test.invalid') : inLanguage(names, i18n)}
              {styles.length > 1 ? <span className="soft small difference-of">{titleOf(style)}</span> : null}
            </span>
            <span>{expected}</span>
            <strong>{read}</strong>
          </li>
        )}
      </Paged>
      {accepting ? (
        <ApprovalSheet<BallotClient>
          title={t('test.accept')}
          reasons={[t('test.reason.sheet-missing'), t('test.reason.sheet-damaged'), t('test.reason.fed-twice')]}
          approval={approvals.test}
          action={t('confirm')}
          ask={(client, given) => client.test.accept(given)}
          onClose={() => setAccepting(false)}
        />
      ) : null}
    </StepFrame>
  );
}
