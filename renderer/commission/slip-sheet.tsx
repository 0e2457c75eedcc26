import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useConsoleAct } from './zone.ts';

/** The code of a printed slip, from a scanner or from a keyboard: the logs of its kiosk are held against it from then on. */
export function SlipSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="slip">
      <Code onClose={onClose} />
    </ActScope>
  );
}

function Code({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('commission');
  const { act, busy } = useConsoleAct();
  const [code, setCode] = useState('');
  const keep = async (): Promise<void> => {
    // Whoever has a pile of slips reads one after the other.
    if (await act((client) => client.logs.slip({ code: code.trim() }), t('slip.kept'))) setCode('');
  };
  return (
    <Sheet
      title={t('logs.slip')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ReceiptText}
          label={t('slip.keep')}
          isDisabled={busy || code.trim() === ''}
          onPress={() => void keep()}
        />
      }
    >
      <p className="lead">{t('slip.what')}</p>
      <Field label={t('slip.code')} value={code} onValue={setCode} onEnter={() => void keep()} focus />
    </Sheet>
  );
}
