import { ArrowLeft, FileDown, FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { ReadCodes, ShowCodes } from './configuration-codes.tsx';
import { KitComparison } from './configuration-kit.tsx';
import { ConfigurationPlan, type Looked } from './configuration-plan.tsx';
import { TakeSheet, WriteConfiguration } from './configuration-sheets.tsx';

/** How this kiosk is put together: against the standard kit, onto a stick, and from one. */
export function ConfigurationPage({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('configuration');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [sheet, setSheet] = useState<'write' | 'take' | null>(null);
  const [taken, setTaken] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [reading, setReading] = useState(false);
  const { act } = useAct();
  if (codes !== null) return <ShowCodes codes={codes} onBack={() => setCodes(null)} />;
  if (looked !== null) {
    return (
      <ActScope subject={looked.path}>
        <ConfigurationPlan
          {...looked}
          onBack={() => setLooked(null)}
          onTaken={() => {
            setTaken(true);
            setLooked(null);
            setReading(false);
          }}
        />
      </ActScope>
    );
  }
  if (reading) {
    return (
      <ActScope subject="reading">
        <ReadCodes onLooked={setLooked} onBack={() => setReading(false)} />
      </ActScope>
    );
  }
  return (
    <Frame
      layout="configuration"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={<Button icon={FileUp} label={t('export.title')} onPress={() => setSheet('write')} />}
      main={<Button icon={FileDown} label={t('import.title')} onPress={() => setSheet('take')} />}
    >
      <h1>{t('title')}</h1>
      {taken ? <Notice tone="plain" title={t('plan.taken')} /> : null}
      <KitComparison />
      {sheet === 'write' ? (
        <WriteConfiguration
          onClose={() => setSheet(null)}
          onCodes={(shown) => {
            setSheet(null);
            setCodes(shown);
          }}
        />
      ) : null}
      {sheet === 'take' ? (
        <TakeSheet
          onLooked={(found) => {
            setSheet(null);
            setTaken(false);
            setLooked(found);
          }}
          onRead={() => {
            setSheet(null);
            setTaken(false);
            void act((client) => client.configuration.listen({})).then(setReading);
          }}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </Frame>
  );
}
