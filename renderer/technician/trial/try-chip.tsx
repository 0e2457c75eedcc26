import { Nfc } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChipTrialView } from '../../../main/api/trial-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Frame } from '../../parts/frame.tsx';
import { NumberPad } from '../../parts/number-pad.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { useDeviceName } from '../device-name.ts';
import { TryButton, TryPicture, TryProblem, type TryProps, useTrial } from './trial.tsx';

/** Digits of the card access number. */
const DIGITS = 6;
/** Places of the chip's zone that are shown beside the face. */
const shown = ['number', 'optional', 'names', 'birth', 'sex', 'expiry'] as const;

/** The chip of a document: opened by its number or its zone, its fields, its face, and whether it is genuine. */
export function TryChip({ device, back }: TryProps) {
  const { t } = useTranslation('trial');
  const name = useDeviceName();
  const trial = useTrial(device, 'chip');
  const [can, setCan] = useState('');
  const { act, busy } = useAct();
  const running = trial?.running ?? false;
  const seen = trial?.seen ?? null;
  const done = seen?.step === 'done';
  const typed = can.length === DIGITS;
  const button = (
    <TryButton
      {...{ device, running }}
      wish={{ kind: 'chip', can: typed ? can : null }}
      label={t(typed ? 'chip.by-can' : 'chip.by-zone')}
      icon={Nfc}
      isDisabled={can.length > 0 && !typed}
    />
  );
  if (seen !== null && (running || done)) {
    return (
      <Frame
        layout="try-page try-chip"
        back={back}
        main={
          done ? (
            <Button
              kind="main"
              icon={Nfc}
              label={t('chip.another')}
              isDisabled={busy}
              onPress={() => {
                setCan('');
                void act((client) => client.trial.leave({}));
              }}
            />
          ) : (
            button
          )
        }
      >
        <TryPicture trial={trial} icon={Nfc} label={t('chip.face')} />
        <section className="try-side" aria-live="polite">
          <h1>{name(device)}</h1>
          {done ? <ChipSeen seen={seen} /> : <p className="lead">{t(`chip.${seen.step}`)}</p>}
          {running && seen.share !== null ? (
            <progress className="progress" max={1} value={seen.share} aria-label={t('chip.reading')} />
          ) : null}
        </section>
      </Frame>
    );
  }
  return (
    <Frame layout="try-page" back={back} main={button}>
      <section className="try-side">
        <h1>{name(device)}</h1>
        <p className="lead">{t('chip.what')}</p>
        <p>{t('chip.or')}</p>
        <TryProblem trial={trial} />
        <p className="soft small try-foot">{t('nothing-kept')}</p>
      </section>
      <section className="code-side">
        <Field
          label={t('chip.can')}
          value={can}
          onValue={(value) => setCan(value.replaceAll(/\D/g, '').slice(0, DIGITS))}
        />
        <NumberPad
          onDigit={(digit) => setCan((can + digit).slice(0, DIGITS))}
          onDelete={() => setCan(can.slice(0, -1))}
          onClear={() => setCan('')}
        />
      </section>
    </Frame>
  );
}

function ChipSeen({ seen }: { readonly seen: ChipTrialView }) {
  const { t, i18n } = useTranslation('trial');
  const { verdict, reasons, country, opened, tookMs, inspection } = seen;
  return (
    <>
      <div className={`try-verdict ${verdict === 'genuine' ? 'try-good' : ''}`}>
        <p>
          <strong>{t(`chip.verdict.${verdict}`, { country: country ?? '—' })}</strong>
        </p>
        {reasons.length === 0 ? null : <p className="soft small">{reasons.join(', ')}</p>}
      </div>
      <dl className="try-facts number small">
        {inspection?.places
          .filter(({ place }) => shown.some((one) => one === place))
          .map(({ place, raw }) => (
            <div key={place}>
              <dt>{t(`place.${place}`)}</dt>
              <dd>{raw.replace(/<+$/, '').replaceAll('<', ' ')}</dd>
            </div>
          ))}
        <div>
          <dt>{t('chip.opened')}</dt>
          <dd>
            {opened?.toUpperCase()}
            {tookMs === null ? '' : `, ${t('seconds', { seconds: shownNumber(tookMs / 1000, languageOf(i18n)) })}`}
          </dd>
        </div>
      </dl>
    </>
  );
}
