import { Fingerprint } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { hintKey } from '../../parts/finger-hints.ts';
import { Frame } from '../../parts/frame.tsx';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryPicture, TryProblem, type TryProps, useTrial } from './trial.tsx';

/** A finger before the technician's eyes: the image as it comes, and what it is worth. */
export function TryFinger({ device, back }: TryProps) {
  const { t } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'fingerprint');
  const running = trial?.running ?? false;
  const seen = trial?.seen ?? null;
  return (
    <Frame
      layout="try-page"
      back={back}
      main={
        <TryButton
          {...{ device, running }}
          wish={{ kind: 'fingerprint' }}
          label={t(seen === null ? 'finger.begin' : 'again')}
          icon={Fingerprint}
        />
      }
    >
      <TryPicture trial={trial} icon={Fingerprint} label={t('finger.picture')} />
      <section className="try-side" aria-live="polite">
        <h1>{name(device)}</h1>
        <p className="lead">
          {t(seen === null || (!running && seen.stage !== 'done') ? 'finger.what' : `finger.${seen.stage}`)}
        </p>
        {running && seen?.share != null ? (
          <progress className="progress" max={1} value={seen.share} aria-label={t('finger.reading')} />
        ) : null}
        {seen?.quality == null ? null : (
          <div className="try-quality">
            <p className="number">
              <strong>
                {t(seen.stage === 'done' ? 'finger.quality' : 'finger.quality-so-far', { quality: seen.quality })}
              </strong>
            </p>
            <meter
              min={0}
              max={100}
              low={seen.least ?? 0}
              value={seen.quality}
              aria-label={t('finger.quality', { quality: seen.quality })}
            />
            {seen.stage === 'done' && seen.least !== null ? (
              <p>{t(seen.quality < seen.least ? 'finger.below' : 'finger.enough', { least: seen.least })}</p>
            ) : null}
          </div>
        )}
        {seen?.stage === 'done' ? (
          <ul className="try-notes">
            {seen.why.map((reason) => (
              <li key={reason}>{t(`officer:${hintKey(reason)}`)}</li>
            ))}
            {seen.hints.map((hint) => (
              <li key={hint}>{t(`finger.hint.${hint}`)}</li>
            ))}
          </ul>
        ) : null}
        <TryProblem trial={trial} />
        <p className="soft small try-foot">{t('nothing-kept')}</p>
      </section>
    </Frame>
  );
}
