import { SkipForward, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../core/admission/step.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { hintKey } from '../parts/finger-hints.ts';
import { Frame } from '../parts/frame.tsx';
import { Hands } from '../parts/hand.tsx';
import { Notice } from '../parts/notice.tsx';
import { play } from '../parts/sound.ts';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { CannotReadFinger } from './give-up.tsx';
import { Beside } from './next-voter.tsx';

type FingerStep = Extract<Step, { at: 'finger' }>;

/** One finger is wanted on the sensor: which, what the sensor does, what to do better. */
export function Finger({ step }: { readonly step: FingerStep }) {
  const { t } = useTranslation('officer');
  const { voter } = useDesk();
  const { act, busy } = useAct();
  return (
    <Frame
      layout="with-voter"
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
      apart={<Beside />}
      other={<CannotReadFinger further={step.further} isDisabled={busy} />}
      main={
        // Its place stays: a late press on it must never meet another key.
        <Button
          kind="plain"
          icon={SkipForward}
          label={t('finger.next')}
          isDisabled={busy || step.next.length === 0}
          onPress={() => void act((client) => client.voter.nextFinger({}))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side finger">
        <Trail now="identity" />
        <h1>{t(`finger.${step.finger}`)}</h1>
        <Hands finger={step.finger} />
        <FingerState step={step} />
      </section>
    </Frame>
  );
}

/** What the sensor does now. After a miss and after a bad image it says what to do differently. */
export function FingerState({ step }: { readonly step: FingerStep }) {
  const { t } = useTranslation('officer');
  const { state, progress, missed, moved, tries } = step;
  const hint = step.hint[0];
  useEffect(() => {
    if (missed || moved) play('attention');
  }, [missed, moved]);
  return (
    <div className="finger-state" aria-live="polite">
      {state === 'waiting' && moved ? (
        <Notice tone="warn" title={t('finger.moved')} text={t('finger.moved.to')} />
      ) : state === 'waiting' && missed ? (
        <Notice tone="warn" title={t('finger.missed')} text={t('finger.again')} />
      ) : state === 'waiting' && hint !== undefined ? (
        <Notice tone="warn" title={t(hintKey(hint))} text={t('finger.free')} />
      ) : (
        <p className="lead">{t(`finger.${state}`)}</p>
      )}
      <div className="finger-foot">
        {progress === null ? (
          <Tries used={tries.used} of={tries.of} />
        ) : (
          <progress className="progress" max={1} value={progress} aria-label={t('finger.reading')} />
        )}
      </div>
    </div>
  );
}

/** Tries of this finger: filled marks are used up. */
function Tries({ used, of }: { readonly used: number; readonly of: number }) {
  const { t } = useTranslation('officer');
  return (
    <p className="tries">
      <svg viewBox={`0 0 ${of * 26} 24`} aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          // Marks in a row.
          <circle key={index} cx={13 + index * 26} cy="12" r="9" className={index < used ? 'try-used' : 'try-left'} />
        ))}
      </svg>
      {t('finger.tries', { now: Math.min(used + 1, of), of })}
    </p>
  );
}

/** The sensor is away; it comes back by itself, and the way goes on where it stood, or by what else the policy has. */
export function FingerTrouble({ problem, further }: { readonly problem: Problem; readonly further: boolean }) {
  const { t, i18n } = useTranslation('officer');
  const { voter } = useDesk();
  const { act, busy } = useAct();
  useEffect(() => play('attention'), []);
  return (
    <Frame
      layout="with-voter"
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
      apart={<Beside />}
      other={<CannotReadFinger further={further} isDisabled={busy} />}
      main={<Button icon={SkipForward} label={t('finger.next')} isDisabled onPress={() => undefined} />}
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="identity" />
        <Notice
          tone="bad"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
          code={problem.code}
        />
        <p className="lead">{t('device-trouble')}</p>
      </section>
    </Frame>
  );
}
