import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrialSlip, trialSlips } from '../../../core/receipt/trial-slip.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryProblem, type TryProps, useTrial } from './trial.tsx';

/** What is looked at on the paper: of every slip, of one with letters, of one with figures. */
const looks = {
  every: ['edges', 'cut'],
  letters: ['letters', 'kyrgyz'],
  figures: ['ruler', 'ramp', 'bar', 'qr'],
} as const;

/** Slips in three alphabets, and what to look at on the paper. */
export function TryPrinter({ device, back }: TryProps) {
  const { t } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'printer');
  const [slip, setSlip] = useState<TrialSlip>('all');
  const running = trial?.running ?? false;
  const printed = trial?.seen.printed ?? false;
  const points = [
    ...(slip === 'figures' ? [] : looks.letters.filter((look) => look !== 'kyrgyz' || slip === 'ky' || slip === 'all')),
    ...(slip === 'figures' || slip === 'all' ? looks.figures : []),
    ...looks.every,
  ];
  return (
    <Frame
      layout="try-page try-paper"
      back={back}
      main={
        <TryButton
          device={device}
          // A slip that has begun comes out whole: there is nothing to stop.
          running={false}
          isDisabled={running}
          wish={{ kind: 'printer', slip }}
          label={t('slip.print')}
          icon={Printer}
        />
      }
    >
      <section className="try-side">
        <h1>{name(device)}</h1>
        <fieldset className="choice-column" aria-label={t('slip.which')}>
          {trialSlips.map((one) => (
            <Button key={one} label={t(`slip.${one}`)} chosen={one === slip} onPress={() => setSlip(one)} />
          ))}
        </fieldset>
      </section>
      <section className="try-side" aria-live="polite">
        {/* Nothing came out: there is no paper to look at. */}
        {trial?.problem ? null : (
          <>
            <p className="lead">{t(running ? 'slip.printing' : printed ? 'slip.printed' : 'slip.what')}</p>
            <ul className="try-looks">
              {points.map((look) => (
                <li key={look}>{t(`look.${look}`)}</li>
              ))}
            </ul>
          </>
        )}
        <TryProblem trial={trial} />
      </section>
    </Frame>
  );
}
