import { ArrowLeft, ScanLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecountView } from '../../main/api/ballot-views.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { CallChair } from './call-chair.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { RecountDiffers, RecountMatches } from './recount-compared.tsx';
import { RecountKey } from './recount-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { useMay } from './zone.ts';

/** All ballots once more through the scanner: offered, fed part by part, and held against the count. */
export function Recount({ recount, onBack }: { readonly recount: RecountView; readonly onBack: () => void }) {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { at, counted, sheets, aside } = recount;
  if (at.is === 'compared') {
    const Compared = at.differences.length === 0 ? RecountMatches : RecountDiffers;
    return <Compared recount={recount} at={at} />;
  }
  const lead = leadOf(at);
  return (
    <StepFrame title={t('recount')} {...(lead && { lead: t(lead) })} {...(decides ? keysOf(recount, onBack) : {})}>
      {at.is === 'idle' ? (
        <p>{t('recount.broken-off')}</p>
      ) : (
        <>
          <p className="ballot-counter" role="status">
            <strong className="number">{sheets}</strong>
            <span>{t('recount.of', { counted })}</span>
          </p>
          <progress className="progress" value={sheets} max={counted} aria-label={t('recount')} />
          {aside === 0 ? null : <p className="number">{t('recount.aside', { aside })}</p>}
        </>
      )}
      <Standing {...recount} />
      {decides ? null : <CallChair />}
    </StepFrame>
  );
}

/** What stands still says itself what to do. */
function leadOf(at: RecountView['at']) {
  switch (at.is) {
    case 'idle':
      return 'recount.what';
    case 'feeding':
      return 'feeder.feeding.what';
    case 'empty':
      return 'recount.empty.what';
    default:
      return null;
  }
}

interface Keys {
  readonly back?: ReactNode;
  readonly other?: ReactNode;
  readonly main: ReactNode;
}

/** The keys of a recount as it stands. */
function keysOf({ at, counted, sheets }: RecountView, onBack: () => void): Keys {
  switch (at.is) {
    case 'idle':
      return { back: <BackKey onBack={onBack} />, main: <RecountKey does="begin" kind="main" /> };
    case 'feeding':
      return { main: <RecountKey does="stop" kind="plain" /> };
    case 'refused':
      return {
        back: <RecountKey does="drop" kind="quiet" />,
        other: <RecountKey does="aside" kind="plain" />,
        main: <RecountKey does="laid-in" kind="main" />,
      };
    case 'stopped':
    case 'paused':
      return {
        back: <RecountKey does="drop" kind="quiet" />,
        other: <RecountKey does="anew" kind="plain" />,
        main: <RecountKey does="go-on" kind="main" />,
      };
    case 'empty': {
      // What is missing is fed before anything is compared.
      const all = sheets >= counted;
      const compare = <RecountKey does="compare" kind={all ? 'main' : 'plain'} />;
      const goOn = <RecountKey does="go-on" kind={all ? 'plain' : 'main'} />;
      return {
        back: <RecountKey does="drop" kind="quiet" />,
        ...(all ? { other: goOn, main: compare } : { other: compare, main: goOn }),
      };
    }
    case 'compared':
      return { main: null };
  }
}

/** Why it stands still, what to look at before it goes on, and what a stop of the device would mean. */
function Standing({ at, sheets }: RecountView) {
  const { t } = useTranslation(['ballot-desk', 'box']);
  switch (at.is) {
    case 'refused':
      return <Notice tone="warn" title={t(`box:why.${at.why}`)} text={t('feeder.top')} />;
    case 'stopped':
      return (
        <>
          <ProblemNotice problem={at.problem} />
          <p>{t('recount.came-out', { sheets })}</p>
        </>
      );
    case 'paused':
      return <p>{t('recount.came-out', { sheets })}</p>;
    case 'feeding':
    case 'empty':
      return <p className="soft">{t('recount.broken-off')}</p>;
    default:
      return null;
  }
}

function BackKey({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  return <Button kind="quiet" icon={ArrowLeft} label={t('parts:close')} onPress={onBack} />;
}

/** Opens the recount from the step of the protocols. */
export function OpenRecountKey({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('ballot-desk');
  return <Button icon={ScanLine} label={t('recount.open')} onPress={onOpen} />;
}
