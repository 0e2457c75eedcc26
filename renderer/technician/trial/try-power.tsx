import { BatteryMedium, CircleCheck, Plug, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryProblem, type TryProps, useTrial } from './trial.tsx';

const sources = { mains: Plug, battery: BatteryMedium, unknown: Unplug } as const;

/** The plug is pulled and put back: does the kiosk notice, how soon, and what does the battery lose? */
export function TryPower({ device, back }: TryProps) {
  const { t, i18n } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'power');
  const running = trial?.running ?? false;
  const seen = trial?.seen ?? null;
  const said = (value: number): string => shownNumber(value, languageOf(i18n));
  const Source = sources[seen?.reading.source ?? 'unknown'];
  return (
    <Frame
      layout="try-page try-power"
      back={back}
      main={
        <TryButton
          {...{ device, running }}
          wish={{ kind: 'power' }}
          label={t(seen === null ? 'power.begin' : 'again')}
          icon={Unplug}
        />
      }
    >
      <section className="try-side" aria-live="polite">
        <h1>{name(device)}</h1>
        <p className="lead">
          {t(seen === null ? 'power.what' : running || seen.step === 'done' ? `power.${seen.step}` : 'power.ended')}
        </p>
        {seen?.noticedMs == null ? null : (
          <p className="try-verdict try-good">
            <CircleCheck className="icon" aria-hidden="true" />
            {t('power.noticed', { seconds: said(seen.noticedMs / 1000) })}
          </p>
        )}
        {seen?.onBatteryMs == null ? null : (
          <p>
            {t('power.was', { seconds: said(Math.round(seen.onBatteryMs / 1000)) })}{' '}
            {seen.lost === null ? '' : t('power.lost', { percent: said(seen.lost) })}
          </p>
        )}
        <TryProblem trial={trial} />
      </section>
      {seen === null ? null : (
        <section className="try-power-now">
          <Source className="try-picture-none" aria-hidden="true" />
          <h2>{t(`source.${seen.reading.source}`)}</h2>
          <dl className="try-facts number">
            <div>
              <dt>{t('power.charge')}</dt>
              <dd>{seen.reading.charge === null ? '—' : `${said(seen.reading.charge)} %`}</dd>
            </div>
            <div>
              <dt>{t('power.minutes')}</dt>
              <dd>{seen.reading.runtimeS === null ? '—' : said(Math.floor(seen.reading.runtimeS / 60))}</dd>
            </div>
          </dl>
        </section>
      )}
    </Frame>
  );
}
