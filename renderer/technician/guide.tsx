import { ArrowLeft, ArrowRight, Check, ClipboardCheck, Fingerprint, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { stateIcons } from '../parts/devices.tsx';
import { Frame } from '../parts/frame.tsx';
import { useDesk, useZone } from '../parts/zone.ts';
import { GuidePicture } from './guide-pictures.tsx';
import { GuideState } from './guide-state.tsx';
import { firstOpen, type GuideStep, guideSteps, isNeeded, isOpen, kindOfStep, stateOfStep } from './guide-steps.ts';
import { mayTry } from './trying.ts';

/**
 * For whoever puts a kiosk together for the first time: one thing after the other, with a picture of what goes where,
 * and the thing itself says when it is well. It can be left at any time and goes on where something is still to do.
 */
export function Guide({ onReadiness }: { readonly onReadiness: () => void }) {
  const { t } = useTranslation(['technician', 'parts']);
  const title = useTitle();
  const desk = useDesk();
  const [step, setStep] = useState<GuideStep>(() => firstOpen(desk));
  const at = guideSteps.indexOf(step);
  const [before, next] = [guideSteps[at - 1], guideSteps[at + 1]];
  const state = stateOfStep(step, desk);
  const left = state === 'absent' && !isNeeded(step) ? t('guide.without') : t('guide.later');
  return (
    <Frame
      layout="guide"
      back={
        before === undefined ? null : (
          <Button kind="quiet" icon={ArrowLeft} label={t('guide.back')} onPress={() => setStep(before)} />
        )
      }
      other={<Trying key={step} step={step} />}
      main={
        next === undefined ? (
          <Button kind="main" icon={ClipboardCheck} label={t('guide.readiness')} onPress={onReadiness} />
        ) : (
          <Button
            kind={state === 'done' ? 'main' : 'plain'}
            icon={ArrowRight}
            label={state === 'done' ? t('guide.next') : left}
            onPress={() => setStep(next)}
          />
        )
      }
    >
      <GuideTrail now={step} />
      <section className="guide-how">
        <h1>{title(step)}</h1>
        <GuidePicture step={step} />
        <ol className="guide-lines">
          <li>{t(`guide.first.${step}`)}</li>
          <li>{t(`guide.second.${step}`)}</li>
        </ol>
      </section>
      {step === 'readiness' ? <Overview /> : <GuideState key={step} step={step} />}
    </Frame>
  );
}

/** What the thing of a step is called. */
function useTitle(): (step: GuideStep) => string {
  const { t } = useTranslation(['technician', 'parts']);
  return (step) => {
    const kind = kindOfStep(step);
    return kind === null ? t(`guide.title.${step}`) : t(`parts:device.${kind}`);
  };
}

/** Where in the order, and what is well already. */
function GuideTrail({ now }: { readonly now: GuideStep }) {
  const { t } = useTranslation('technician');
  const title = useTitle();
  const desk = useDesk();
  return (
    <ol className="trail guide-trail" aria-label={t('guide.trail')}>
      {guideSteps.map((step, index) => {
        const done = stateOfStep(step, desk) === 'done';
        const look = step === now ? 'trail-now' : done ? 'trail-done' : 'trail-next';
        return (
          <li key={step} className={look} {...(step === now ? { 'aria-current': 'step' as const } : {})}>
            <span className="trail-mark" role="img" aria-label={title(step)}>
              {done && step !== now ? <Check className="icon" aria-hidden="true" /> : index + 1}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Everything that was connected, and what is still to do. */
function Overview() {
  const { t } = useTranslation('technician');
  const title = useTitle();
  const desk = useDesk();
  return (
    <ul className="guide-overview">
      {guideSteps
        .filter((step) => step !== 'readiness')
        .map((step) => {
          const state = stateOfStep(step, desk);
          const look = state === 'done' ? 'ready' : isOpen(step, desk) ? 'attention' : 'working';
          const Icon = stateIcons[look];
          return (
            <li key={step} className={`device-${look}`}>
              <Icon className="icon device-state" aria-hidden="true" />
              {title(step)}
              <span className="soft small">
                {t(
                  state === 'absent' && !isNeeded(step)
                    ? 'guide.not-there'
                    : look === 'ready'
                      ? 'guide.well'
                      : 'guide.open',
                )}
              </span>
            </li>
          );
        })}
    </ul>
  );
}

/** A try of the thing itself, where there is one: the sensor takes a touch, the printer prints a slip. */
function Trying({ step }: { readonly step: GuideStep }) {
  const { t } = useTranslation('technician');
  const desk = useDesk();
  const { act, busy } = useAct();
  const { client } = useZone();
  const may = mayTry(desk.station.stage);
  const when = may ? {} : { detail: t('test-print.when') };
  const sensor = step === 'fingerprint';
  useEffect(() => {
    // Whoever leaves takes the touches along.
    if (sensor) return () => void client.device.leaveTouches({}).catch(() => undefined);
    return undefined;
  }, [client, sensor]);
  if (stateOfStep(step, desk) !== 'done') return null;
  if (sensor) {
    return (
      <Button
        icon={Fingerprint}
        label={t('guide.try.fingerprint')}
        {...when}
        isDisabled={!may || busy || (desk.fingerBench !== null && desk.fingerBench.state !== 'idle')}
        onPress={() => void act((asked) => asked.device.takeTouch({}))}
      />
    );
  }
  if (step !== 'printer') return null;
  return (
    <Button
      icon={Printer}
      label={t('test-print')}
      {...when}
      isDisabled={!may || busy}
      onPress={() => void act((asked) => asked.device.testPrint({}))}
    />
  );
}
