import { ArrowLeft, ArrowRight, FileSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Code } from '../parts/device-code.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { type LookingClient, useZone } from '../parts/zone.ts';
import type { Looked } from './configuration-plan.tsx';

/** This kiosk's configuration as QR codes, one after the other, for the scanner of another kiosk. */
export function ShowCodes({ codes, onBack }: { readonly codes: readonly string[]; readonly onBack: () => void }) {
  const { t } = useTranslation('configuration');
  const [at, setAt] = useState(0);
  const code = codes[at] ?? '';
  const last = at === codes.length - 1;
  return (
    <Frame
      layout="configuration-codes"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={at === 0 ? undefined : <Button icon={ArrowLeft} label={t('codes.before')} onPress={() => setAt(at - 1)} />}
      main={
        codes.length === 1 ? undefined : (
          <Button
            kind="main"
            icon={ArrowRight}
            label={t(last ? 'codes.first' : 'codes.next')}
            onPress={() => setAt(last ? 0 : at + 1)}
          />
        )
      }
    >
      <section>
        <h1>{t('codes.title')}</h1>
        <p>{t('codes.what')}</p>
        <p className="codes-at number">{t('codes.at', { at: at + 1, of: codes.length })}</p>
      </section>
      <Code content={code} label={t('codes.at', { at: at + 1, of: codes.length })} />
    </Frame>
  );
}

const askScanned = (client: LookingClient) => client.configuration.scanned({});
/** Missing codes that are named. */
const NAMED = 8;

/** Another kiosk's configuration, read off its screen by this kiosk's scanner; then it is looked at as one from a stick. */
export function ReadCodes({
  onLooked,
  onBack,
}: {
  readonly onLooked: (looked: Looked) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation('configuration');
  const { client } = useZone();
  const { act, busy } = useAct();
  const scanned = useAnswer(askScanned);
  // A page that is left listens to nothing: the next text of a reader is a document again.
  useEffect(() => () => void client.configuration.leave({}).catch(() => undefined), [client]);
  const whole = scanned?.whole ?? false;
  const look = (path: string): void => {
    void act(async (zone) => {
      const plan = await zone.configuration.look({ path });
      if (plan.ok) onLooked({ path, plan: plan.value });
      return plan;
    });
  };
  return (
    <Frame
      layout="configuration"
      waiting={t('working')}
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      main={
        <Button
          kind="main"
          icon={FileSearch}
          label={t('scan.look')}
          isDisabled={busy || !whole}
          onPress={() => look(scanned?.path ?? '')}
        />
      }
    >
      <h1>{t('scan.title')}</h1>
      <p className="lead">{t('scan.what')}</p>
      {scanned === null || scanned.of === 0 ? (
        <p className="codes-at">{t('scan.none')}</p>
      ) : (
        <p className="codes-at number">{t('scan.at', { read: scanned.of - scanned.missing.length, of: scanned.of })}</p>
      )}
      {scanned === null || scanned.missing.length === 0 ? null : (
        <p className="number">{t('scan.missing', { numbers: scanned.missing.slice(0, NAMED).join(', ') })}</p>
      )}
      {whole ? <Notice tone="plain" title={t('scan.whole')} /> : null}
    </Frame>
  );
}
