import { type LucideIcon, Square } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrialWish } from '../../../main/api/identification.ts';
import type { TrialPicture, TrialSeen, TrialView } from '../../../main/api/trial-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemWords } from '../../parts/words.ts';
import { useDesk, useLooking } from '../../parts/zone.ts';
import { mayTry } from '../trying.ts';

/** What every page of a try is given. */
export interface TryProps {
  /** Name of the device in this kiosk. */
  readonly device: string;
  readonly back: ReactNode;
}

/** The try of this device, where there is one of this kind. */
export function useTrial<K extends TrialSeen['kind']>(
  device: string,
  kind: K,
): (Omit<TrialView, 'seen'> & { readonly seen: Extract<TrialSeen, { kind: K }> }) | null {
  const { trial } = useDesk();
  if (trial === null || trial.device !== device || trial.seen.kind !== kind) return null;
  return { ...trial, seen: trial.seen as Extract<TrialSeen, { kind: K }> };
}

/** The one button of a try: it begins, and while something runs it stops. */
export function TryButton({
  device,
  wish,
  label,
  icon,
  running,
  isDisabled = false,
}: {
  readonly device: string;
  readonly wish: TrialWish;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly running: boolean;
  readonly isDisabled?: boolean;
}) {
  const { t } = useTranslation('trial');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const may = mayTry(station.stage);
  if (running) {
    return <Button icon={Square} label={t('stop')} onPress={() => void act((client) => client.trial.stop({}))} />;
  }
  return (
    <Button
      kind="main"
      icon={icon}
      label={label}
      {...(may ? {} : { detail: t('when') })}
      isDisabled={!may || busy || isDisabled}
      onPress={() => void act((client) => client.trial.begin({ device, wish }))}
    />
  );
}

/** What kept a try from ending well, and what the technician does. */
export function TryProblem({ trial }: { readonly trial: Pick<TrialView, 'problem'> | null }) {
  const { i18n } = useTranslation();
  if (!trial?.problem) return null;
  return (
    <Notice
      tone="bad"
      title={problemWords(trial.problem, 'happened', i18n)}
      text={problemWords(trial.problem, 'technician', i18n)}
      code={trial.problem.code}
    />
  );
}

/** The picture of a try, fetched when there is another one; one is asked for at a time, so that a slow line skips some. */
export function TryPicture({
  trial,
  icon: Icon,
  label,
}: {
  readonly trial: Pick<TrialView, 'picture'> | null;
  /** Shown while there is none. */
  readonly icon: LucideIcon;
  readonly label: string;
}) {
  const client = useLooking();
  const wanted = trial?.picture ?? 0;
  const [shown, setShown] = useState<TrialPicture | null>(null);
  const [asking, setAsking] = useState(false);
  /** Each is asked for once, also where the line is away: the window says so, and the next one comes. */
  const asked = useRef(0);
  useEffect(() => {
    if (wanted === 0) {
      asked.current = 0;
      setShown(null);
    }
    if (wanted === 0 || asking || asked.current === wanted) return;
    asked.current = wanted;
    setAsking(true);
    client.trial
      .picture({})
      .then(setShown)
      .catch(() => undefined)
      .finally(() => setAsking(false));
  }, [client, wanted, asking]);
  return (
    <div className="try-picture">
      {shown === null || wanted === 0 ? (
        <Icon className="try-picture-none" aria-hidden="true" />
      ) : (
        <img src={shown.url} alt={label} draggable={false} />
      )}
    </div>
  );
}
