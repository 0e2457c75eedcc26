import { ArrowRight, CircleSlash } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { SealNumber } from '../parts/seal-number.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { inLanguage } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { ListQuestion } from './list-question.tsx';
import { isDone, keyOf, type OpeningStep, stepsOf } from './opening-steps.ts';

/**
 * What people write down before the opening, one question a sheet: those that are open first; where all are done, all
 * again, to be mended. Each is written down at once, so that a stop loses nothing.
 */
export function OpeningSheet({ onClose }: { readonly onClose: () => void }) {
  const { day } = useDesk();
  const steps = day?.opening ? stepsOf(day.opening) : [];
  // What is asked is decided when the sheet opens: a step that was just done does not come again.
  const [asked] = useState(() => {
    const waiting = steps.filter((step) => !isDone(step));
    return (waiting.length > 0 ? waiting : steps).map(keyOf);
  });
  const [turn, setTurn] = useState(0);
  const key = asked[turn];
  const step = steps.find((one) => keyOf(one) === key);
  const next = (): void => {
    if (turn + 1 < asked.length) setTurn(turn + 1);
    else onClose();
  };
  // A device that has come meanwhile is nobody's decision any more.
  const gone = step === undefined;
  useEffect(() => {
    if (gone) next();
  });
  if (step === undefined || key === undefined) return null;
  return (
    <ActScope key={key} subject={key}>
      <Step step={step} onDone={next} onClose={onClose} />
    </ActScope>
  );
}

interface StepProps<S extends OpeningStep = OpeningStep> {
  readonly step: S;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Step({ step, ...rest }: StepProps) {
  switch (step.step) {
    case 'seal':
      return <Seal step={step} {...rest} />;
    case 'list':
      return <ListQuestion list={step.list} {...rest} />;
    case 'without':
      return <Without step={step} {...rest} />;
  }
}

function Seal({ step, onDone, onClose }: StepProps<Extract<OpeningStep, { step: 'seal' }>>) {
  const { t, i18n } = useTranslation(['day', 'parts']);
  const { act, busy } = useAct();
  const [number, setNumber] = useState(step.number ?? '');
  const send = async (): Promise<void> => {
    if (number !== '' && (await act((client) => client.day.readSeal({ what: step.id, number })))) onDone();
  };
  return (
    <Sheet
      title={t('opening.seal', { what: inLanguage(step.names, i18n) })}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('parts:next')}
          isDisabled={busy || number === ''}
          onPress={() => void send()}
        />
      }
    >
      <SealNumber label={t('opening.seal.number')} value={number} onValue={setNumber} onEnter={() => void send()} />
    </Sheet>
  );
}

function Without({ step, onDone, onClose }: StepProps<Extract<OpeningStep, { step: 'without' }>>) {
  const { t } = useTranslation(['day', 'parts']);
  const { act, busy } = useAct();
  const decide = async (): Promise<void> => {
    if (await act((client) => client.day.doWithout({ device: step.device }))) onDone();
  };
  return (
    <Sheet
      title={t('opening.without')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={CircleSlash}
          label={t('opening.without.do')}
          isDisabled={busy}
          onPress={() => void decide()}
        />
      }
    >
      <p className="sheet-question">{t(`parts:device.${step.kind}`)}</p>
      <p>{t(`opening.leaves.${step.kind}`)}</p>
    </Sheet>
  );
}
