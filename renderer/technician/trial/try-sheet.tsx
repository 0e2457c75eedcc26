import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../../parts/frame.tsx';
import { problemWords } from '../../parts/words.ts';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryProblem, type TryProps, useTrial } from './trial.tsx';

const looks = ['frame', 'letters', 'ruler-a4', 'grays', 'qr'] as const;

/** A sheet of A4, how far its job has come, and what to look at on the paper. */
export function TrySheet({ device, back }: TryProps) {
  const { t, i18n } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'page-printer');
  const running = trial?.running ?? false;
  const seen = trial?.seen ?? null;
  return (
    <Frame
      layout="try-page try-paper"
      back={back}
      main={
        <TryButton {...{ device, running }} wish={{ kind: 'page-printer' }} label={t('sheet.print')} icon={FileText} />
      }
    >
      <section className="try-side" aria-live="polite">
        <h1>{name(device)}</h1>
        <p className="lead">{t('sheet.what')}</p>
        {seen === null ? null : (
          <dl className="try-facts number">
            <div>
              <dt>{t('sheet.job')}</dt>
              <dd>{seen.job ?? '—'}</dd>
            </div>
            <div>
              <dt>{t('sheet.state')}</dt>
              <dd>{t(`job.${seen.state}`)}</dd>
            </div>
          </dl>
        )}
        {running && seen?.obstacle ? (
          <p>
            {problemWords(seen.obstacle, 'happened', i18n)} {problemWords(seen.obstacle, 'technician', i18n)}
          </p>
        ) : null}
        <TryProblem trial={trial} />
      </section>
      <section className="try-side">
        <h2>{t('sheet.look')}</h2>
        <ul className="try-looks">
          {looks.map((look) => (
            <li key={look}>{t(`look.${look}`)}</li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
