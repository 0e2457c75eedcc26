import { Circle, FileDown, ShieldOff, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';

const askState = (client: LookingClient) => client.recording.state({});

/** Starts and ends the recording of a device's wire, tells how long it is, and writes it to a stick. */
export function WireRecording({ device }: { readonly device: string }) {
  const { t, i18n } = useTranslation('technician');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const state = useAnswer(askState);
  const [saving, setSaving] = useState(false);
  const own = state?.device === device ? state : null;
  // Who sees that this one is over and not saved may throw it away; another device's is not seen here.
  const discard = own !== null;
  const start = (masked: boolean) => () => void act((client) => client.recording.start({ device, masked, discard }));
  return (
    <div className="wire-recording">
      {saving ? (
        <WriteSheet
          title={t('recording.save')}
          what={t(own?.masked === false ? 'recording.save.unmasked' : 'recording.save.what')}
          save={(client, target) => client.recording.save({ target })}
          onClose={() => setSaving(false)}
        />
      ) : null}
      {own === null ? null : (
        <p className="number" role="status">
          {t(own.running ? 'recording.running' : 'recording.ended', {
            seconds: own.seconds,
            bytes: shownNumber(own.bytes, languageOf(i18n)),
          })}{' '}
          {own.full ? t('recording.full') : ''} {own.masked ? '' : t('recording.unmasked')}
        </p>
      )}
      <div className="choice-row">
        {own?.running ? (
          <Button
            icon={Square}
            label={t('recording.stop')}
            isDisabled={busy}
            onPress={() => void act((client) => client.recording.stop({}))}
          />
        ) : (
          <Button icon={Circle} label={t('recording.start')} isDisabled={busy} onPress={start(true)} />
        )}
        {own !== null && !own.running ? (
          <Button icon={FileDown} label={t('recording.save')} isDisabled={busy} onPress={() => setSaving(true)} />
        ) : null}
        {station.mode === 'training' && own === null ? (
          <Button icon={ShieldOff} label={t('recording.start.unmasked')} isDisabled={busy} onPress={start(false)} />
        ) : null}
      </div>
    </div>
  );
}
