import { ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanTrialView } from '../../../main/api/trial-views.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryPicture, TryProblem, type TryProps, useTrial } from './trial.tsx';
import { ZoneVerdict } from './zone-table.tsx';

/** Dots an inch: the zone is read at 300, a quick look takes less. */
const resolutions = [150, 300] as const;
const MM_PER_INCH = 25.4;
/** Codes that fit beside the page, and letters of each. */
const CODES = 2;
const LETTERS = 40;

/** A page as the scanner sees it, and what is found on it. */
export function TryScan({ device, back }: TryProps) {
  const { t } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'page-scanner');
  const [dpi, setDpi] = useState<number>(300);
  const running = trial?.running ?? false;
  const seen = trial?.seen ?? null;
  return (
    <Frame
      layout="try-page try-scan"
      back={back}
      other={
        running ? null : (
          <fieldset className="choice-row try-dpi" aria-label={t('scan.dpi')}>
            {resolutions.map((one) => (
              <Button
                key={one}
                label={t('scan.dpi-of', { dpi: one })}
                chosen={one === dpi}
                onPress={() => setDpi(one)}
              />
            ))}
          </fieldset>
        )
      }
      main={
        <TryButton
          {...{ device, running }}
          wish={{ kind: 'page-scanner', dpi }}
          label={t(seen?.step === 'done' ? 'again' : 'scan.begin')}
          icon={ScanLine}
        />
      }
    >
      <TryPicture trial={trial} icon={ScanLine} label={t('scan.picture')} />
      <section className="try-side" aria-live="polite">
        <h1>{name(device)}</h1>
        {seen?.step === 'done' ? null : (
          <p className="lead">{t(running && seen ? `scan.${seen.step}` : 'scan.what')}</p>
        )}
        {running && seen?.share != null ? (
          <progress className="progress" max={1} value={seen.share} aria-label={t('scan.scanning')} />
        ) : null}
        {seen === null ? null : <ScanSeen seen={seen} />}
        <TryProblem trial={trial} />
      </section>
    </Frame>
  );
}

function ScanSeen({ seen: { page, scanMs, lookMs, zone, codes } }: { readonly seen: ScanTrialView }) {
  const { t, i18n } = useTranslation('trial');
  const said = (value: number): string => shownNumber(value, languageOf(i18n));
  const seconds = (ms: number | null): string => (ms === null ? '—' : t('seconds', { seconds: said(ms / 1000) }));
  if (page === null) return null;
  const mm = (pixels: number): string => said(Math.round((pixels / page.dpi) * MM_PER_INCH));
  return (
    <>
      <dl className="try-facts number small">
        <div>
          <dt>{t('scan.dpi')}</dt>
          <dd>{t('scan.dpi-of', { dpi: page.dpi })}</dd>
        </div>
        <div>
          <dt>{t('scan.size')}</dt>
          <dd>{t('scan.mm', { width: mm(page.width), height: mm(page.height) })}</dd>
        </div>
        <div>
          <dt>{t('scan.time')}</dt>
          <dd>{seconds(scanMs)}</dd>
        </div>
        <div>
          <dt>{t('scan.look-time')}</dt>
          <dd>{seconds(lookMs)}</dd>
        </div>
      </dl>
      {zone === null ? null : 'refused' in zone ? (
        <p>{t(`scan.zone.${zone.refused}`)}</p>
      ) : (
        <ZoneVerdict inspection={zone.inspection} />
      )}
      {zone === null ? null : <p>{t('scan.codes', { number: codes.length })}</p>}
      {codes.slice(0, CODES).map(({ format, text }) => (
        <p key={text} className="try-code small">
          <strong>{format.toUpperCase()}</strong> {text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text}
        </p>
      ))}
    </>
  );
}
