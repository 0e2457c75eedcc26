import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CopyReceiver, copyReceivers } from '../../core/journal/catalogue/ballot.ts';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { NoPrinter } from './no-printer.tsx';
import { useBallotAct } from './zone.ts';

interface PrintProps {
  readonly protocol: ProtocolView;
  readonly onClose: () => void;
}

/** The most copies at a time (main/api/ballot.ts). */
const MOST = 50;

/** Numbered copies for those present, as many as are asked for; each is recorded. */
export function PrintSheet(props: PrintProps) {
  return (
    <ActScope subject="print">
      <Print {...props} />
    </ActScope>
  );
}

function Print({ protocol, onClose }: PrintProps) {
  const { t } = useTranslation('ballot-desk');
  const { act, busy } = useBallotAct();
  const [form, setForm] = useState<'a4' | 'enlarged'>('a4');
  const [whom, setWhom] = useState<CopyReceiver>('observers');
  const [copies, setCopies] = useState(1);
  const print = async (): Promise<void> => {
    await act((client) => client.results.print({ protocol: protocol.id, form, copies, whom }));
  };
  return (
    <Sheet
      title={t('print')}
      onClose={onClose}
      main={<Button kind="main" icon={Printer} label={t('print.do')} isDisabled={busy} onPress={() => void print()} />}
    >
      <h3>{t('print.whom')}</h3>
      <div className="choice-row">
        {copyReceivers.map((one) => (
          <Button key={one} label={t(`print.whom.${one}`)} chosen={one === whom} onPress={() => setWhom(one)} />
        ))}
      </div>
      <h3>{t('print.form')}</h3>
      <div className="choice-row">
        {(['a4', 'enlarged'] as const).map((one) => (
          <Button key={one} label={t(`print.form.${one}`)} chosen={one === form} onPress={() => setForm(one)} />
        ))}
      </div>
      <Stepper number={copies} most={MOST} onNumber={setCopies} />
      <NoPrinter />
      <p role="status">{t('print.so-far', { copies: protocol.copies })}</p>
    </Sheet>
  );
}
