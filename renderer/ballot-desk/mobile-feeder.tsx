import { ArchiveX, CircleStop, PackageCheck, RotateCw, ScanLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeederView } from '../../main/api/ballot-views.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { FeedSheet } from './feed-sheet.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ReplaceKey } from './replace-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { useBallotAct, useMay } from './zone.ts';

/** A mobile box where there is a scanner: how many of its sheets were taken, at which one it stands, and what comes now. */
export function MobileFeeder({ box, feeder }: { readonly box: string; readonly feeder: FeederView }) {
  const { t } = useTranslation('ballot-desk');
  const { kept, at } = feeder;
  const lead = leadOf(at);
  return (
    <StepFrame title={t('mobile.feeding', { box })} {...(lead && { lead: t(lead) })} {...keysOf(at)}>
      <p className="ballot-counter" role="status">
        <strong className="number">{kept}</strong>
        <span>{at.is === 'idle' ? t('feeder.kept') : t('feeder.of', { expected: at.expected })}</span>
      </p>
      {at.is === 'idle' ? null : (
        <progress className="progress" value={kept} max={at.expected} aria-label={t('mobile.feeding', { box })} />
      )}
      <Standing {...feeder} />
    </StepFrame>
  );
}

/** What stands still says itself what to do. */
function leadOf(at: FeederView['at']) {
  switch (at.is) {
    case 'idle':
      return 'feeder.what';
    case 'feeding':
      return 'feeder.feeding.what';
    case 'done':
      return 'feeder.done.what';
    default:
      return null;
  }
}

/** The keys of a feed as it stands. */
function keysOf(at: FeederView['at']): {
  readonly back?: ReactNode;
  readonly other?: ReactNode;
  readonly main: ReactNode;
} {
  switch (at.is) {
    case 'idle':
      return { back: <ReplaceKey />, other: <EndKey kind="plain" />, main: <OpenKey kind="main" /> };
    case 'feeding':
      return { main: <StopKey /> };
    case 'refused':
      return {
        other: <FeedKey kind="plain" sheets={at.expected - 1} label="feeder.aside" />,
        main: <FeedKey kind="main" sheets={at.expected} label="feeder.again" />,
      };
    case 'paused':
    case 'stopped':
      return {
        back: <EndKey kind="quiet" />,
        other: <OpenKey kind="plain" />,
        main: <FeedKey kind="main" sheets={at.expected} label="feeder.go-on" />,
      };
    case 'done':
      return { other: <OpenKey kind="plain" />, main: <EndKey kind="main" /> };
  }
}

/** Why it stands still, and what to look at before it goes on. */
function Standing({ kept, at }: FeederView) {
  const { t } = useTranslation(['ballot-desk', 'box']);
  switch (at.is) {
    case 'refused':
      return <Notice tone="warn" title={t(`box:why.${at.why}`)} text={t('feeder.top')} />;
    case 'stopped':
      return (
        <>
          <ProblemNotice problem={at.problem} />
          {at.problem.code === 'ballot-reader.count-differs' ? null : <p>{t('feeder.came-out', { kept })}</p>}
        </>
      );
    case 'paused':
      return <p>{t('feeder.came-out', { kept })}</p>;
    case 'idle':
      return kept > 0 ? <p>{t('feeder.came-out', { kept })}</p> : null;
    case 'feeding':
    case 'done':
      return null;
  }
}

type Kind = 'main' | 'plain' | 'quiet';

/** Says how many sheets there are, and begins. */
function OpenKey({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const [open, setOpen] = useState(false);
  if (!decides) return null;
  return (
    <>
      <Button
        kind={kind}
        icon={ScanLine}
        label={t(kind === 'main' ? 'feeder.open' : 'feeder.other')}
        onPress={() => setOpen(true)}
      />
      {open ? <FeedSheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Goes on with a number that was said. */
function FeedKey({
  kind,
  sheets,
  label,
}: {
  readonly kind: Kind;
  readonly sheets: number;
  readonly label: 'feeder.aside' | 'feeder.again' | 'feeder.go-on';
}) {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { act, busy } = useBallotAct();
  if (!decides) return null;
  return (
    <Button
      kind={kind}
      icon={label === 'feeder.aside' ? ArchiveX : RotateCw}
      label={t(label)}
      isDisabled={busy}
      onPress={() => void act((client) => client.mobile.feed({ sheets: Math.max(0, sheets) }))}
    />
  );
}

function StopKey() {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { act, busy } = useBallotAct();
  if (!decides) return null;
  return (
    <Button
      icon={CircleStop}
      label={t('feeder.stop')}
      isDisabled={busy}
      onPress={() => void act((client) => client.mobile.stop({}))}
    />
  );
}

/** The box is done: no sheet of it comes any more. */
export function EndKey({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { act, busy } = useBallotAct();
  if (!decides) return null;
  return (
    <Button
      kind={kind}
      icon={PackageCheck}
      label={t('mobile.end')}
      isDisabled={busy}
      onPress={() => void act((client) => client.mobile.end({}))}
    />
  );
}
