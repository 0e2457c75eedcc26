import { Camera, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CameraTrialView } from '../../../main/api/trial-views.ts';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryPicture, TryProblem, type TryProps, useTrial } from './trial.tsx';

/** One picture of whoever stands before the camera, and what its pixels tell. It is gone when the page is left. */
export function TryCamera({ device, back }: TryProps) {
  const { t } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'camera');
  const running = trial?.running ?? false;
  const seen = trial?.seen ?? null;
  return (
    <Frame
      layout="try-page try-camera"
      back={back}
      main={
        <TryButton
          {...{ device, running }}
          wish={{ kind: 'camera' }}
          label={t(seen === null || running ? 'camera.begin' : 'again')}
          icon={Camera}
        />
      }
    >
      <TryPicture trial={trial} icon={Camera} label={t('camera.picture')} />
      <section className="try-side" aria-live="polite">
        <h1>{name(device)}</h1>
        {seen?.look ? null : (
          <p className="lead">{t(running && seen !== null ? `camera.${seen.step}` : 'camera.what')}</p>
        )}
        {seen === null ? null : <CameraSeen seen={seen} />}
        <TryProblem trial={trial} />
        <p className="soft small try-foot">{t('nothing-kept')}</p>
      </section>
    </Frame>
  );
}

function CameraSeen({ seen: { size, tookMs, look } }: { readonly seen: CameraTrialView }) {
  const { t, i18n } = useTranslation('trial');
  const said = (value: number): string => shownNumber(value, languageOf(i18n));
  if (size === null) return null;
  const Verdict = look?.fault ? TriangleAlert : CircleCheck;
  return (
    <>
      {look === null ? null : (
        <p className={`try-verdict ${look.fault ? '' : 'try-good'}`}>
          <Verdict className="icon" aria-hidden="true" />
          {t(`camera.look.${look.fault ?? 'well'}`)}
        </p>
      )}
      <dl className="try-facts number">
        <div>
          <dt>{t('camera.size')}</dt>
          <dd>{t('camera.size-of', size)}</dd>
        </div>
        <div>
          <dt>{t('camera.time')}</dt>
          <dd>{tookMs === null ? '—' : t('seconds', { seconds: said(tookMs / 1000) })}</dd>
        </div>
        {look === null ? null : (
          <div>
            <dt>{t('camera.brightness')}</dt>
            <dd>{said(look.brightness)} %</dd>
          </div>
        )}
      </dl>
    </>
  );
}
