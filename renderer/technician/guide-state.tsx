import { PlugZap, RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView, FoundGroup, FoundView } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { stateIcons } from '../parts/devices.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { deviceOfStep, type GuideStep, groupsOfStep, kindOfStep, stateOfStep } from './guide-steps.ts';
import { PlaceSheet } from './place-sheet.tsx';
import { useFound } from './use-found.ts';

/** The state of a device as the step tells it, where there is no device to tell it. */
const lookOf = { done: 'ready', coming: 'working', trouble: 'attention', absent: 'missing' } as const;

/** How the thing of a step is now, seen live: what it is doing, what to do when it does not come, and its place. */
export function GuideState({ step }: { readonly step: GuideStep }) {
  const { t, i18n } = useTranslation(['technician', 'parts']);
  const desk = useDesk();
  const state = stateOfStep(step, desk);
  const device = deviceOfStep(step, desk.station.devices);
  const kind = kindOfStep(step);
  const look = state === 'done' ? 'ready' : (device?.state ?? lookOf[state]);
  const Icon = stateIcons[look];
  return (
    <section className={`guide-state device-${look}`} aria-live="polite">
      <p className="guide-state-now">
        <Icon className="icon device-state" aria-hidden="true" />
        <strong>{t(`parts:state.${look}`)}</strong>
      </p>
      {device?.problem ? (
        <div>
          <p>
            <strong>{problemWords(device.problem, 'happened', i18n)}</strong>
          </p>
          <p>{problemWords(device.problem, 'technician', i18n)}</p>
          <p className="soft small">{device.problem.code}</p>
        </div>
      ) : state === 'absent' ? (
        <p>{t(`guide.absent.${step}`)}</p>
      ) : state === 'done' ? (
        <p>{t(`guide.good.${step}`)}</p>
      ) : null}
      {kind !== null && mayBeElsewhere(device) ? <FoundHere step={step} kind={kind} /> : null}
      {step === 'fingerprint' && state === 'done' ? <TouchTold /> : null}
      {step === 'document' && state === 'done' && device !== null ? <ReadTold key={device.id} device={device} /> : null}
    </section>
  );
}

/** Whether the thing may hang on another cable than the one where it is looked for. */
const mayBeElsewhere = (device: DeviceView | null): boolean =>
  device === null || device.state === 'missing' || /^port\.|-wrong-answer$/.test(device.problem?.code ?? '');

/** So many fit beside what is said of the device; there are more on the page of connections. */
const MOST = 2;

/** What is plugged in, has no place yet, and may be what the step is about. */
function FoundHere({ step, kind }: { readonly step: GuideStep; readonly kind: DeviceView['kind'] }) {
  const { t } = useTranslation('technician');
  const groups = groupsOfStep[step];
  const { answers, looking, look } = useFound(groups);
  const [placing, setPlacing] = useState<FoundView | null>(null);
  const fitting = groups
    .flatMap((group) => answers[group]?.found ?? [])
    .map((one) => ({ ...one, drivers: one.drivers.filter((driver) => driver.kind === kind) }))
    .filter(({ usedBy, drivers }) => usedBy === null && drivers.length > 0)
    .slice(0, MOST);
  // Cables are looked at again by themselves.
  const onRequest = groups.filter((group) => group !== 'cable');
  const busy = onRequest.some((group) => looking.has(group));
  const again = (of: readonly FoundGroup[]): void => {
    for (const group of of) look(group);
  };
  return (
    <>
      {fitting.length === 0 ? null : <p>{t('guide.found')}</p>}
      <ul className="choices">
        {fitting.map((one) => (
          <li key={one.at}>
            <Button
              icon={PlugZap}
              label={one.name === '' ? t(`attached.kind.${one.kind}`) : one.name}
              detail={one.at}
              onPress={() => setPlacing(one)}
            />
          </li>
        ))}
      </ul>
      {onRequest.length === 0 ? null : (
        <Button
          kind="quiet"
          icon={RotateCw}
          label={t(busy ? 'attached.looking' : 'attached.again')}
          isDisabled={busy}
          onPress={() => again(onRequest)}
        />
      )}
      {placing === null ? null : (
        <PlaceSheet
          found={placing}
          onClose={() => {
            setPlacing(null);
            again(groups);
          }}
        />
      )}
    </>
  );
}

/** What came of the try of the sensor. */
function TouchTold() {
  const { t, i18n } = useTranslation('technician');
  const { fingerBench: bench } = useDesk();
  const print = bench?.prints.at(-1);
  if (!bench) return null;
  if (bench.state !== 'idle') return <p className="lead">{t(`touch.${bench.state}`)}</p>;
  if (bench.problem !== null) {
    return (
      <p>
        <strong>{problemWords(bench.problem, 'happened', i18n)}</strong>{' '}
        {problemWords(bench.problem, 'technician', i18n)}
      </p>
    );
  }
  return print === undefined ? null : <p className="lead number">{t('guide.touched', { quality: print.quality })}</p>;
}

/** Whether the reader has read something since the step was opened. What it was is no business of this page. */
function ReadTold({ device: { bytesIn } }: { readonly device: DeviceView }) {
  const { t } = useTranslation('technician');
  const before = useRef(bytesIn);
  const [read, setRead] = useState(false);
  useEffect(() => {
    if (bytesIn > before.current) setRead(true);
  }, [bytesIn]);
  return <p className={read ? 'lead' : ''}>{t(read ? 'guide.read' : 'guide.try.document')}</p>;
}
