import { Calculator, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { CountPaperSheet } from './count-paper-sheet.tsx';
import { PaperAccount } from './paper-account.tsx';
import { Sheet } from './sheet.tsx';

/** The most digits of a number of sheets that are loaded at a time. */
const DIGITS = 3;

/** Blank sheets that were counted and put into the printer of the ballots, beside what is known of its paper. */
export function LoadPaperSheet({ onClose }: { readonly onClose: () => void }) {
  const [counts, setCounts] = useState(false);
  if (counts) return <CountPaperSheet onClose={onClose} />;
  return (
    <ActScope subject="load-paper">
      <LoadPaper onCount={() => setCounts(true)} onClose={onClose} />
    </ActScope>
  );
}

function LoadPaper({ onCount, onClose }: { readonly onCount: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation('sheet');
  const { act, busy } = useAct();
  const [sheets, setSheets] = useState('');
  const load = async (): Promise<void> => {
    if (await act((client) => client.sheet.load({ sheets: Number(sheets) }))) onClose();
  };
  return (
    <Sheet
      title={t('paper')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('paper.do')}
          isDisabled={busy || Number(sheets) === 0}
          onPress={() => void load()}
        />
      }
    >
      <PaperAccount digits={DIGITS} label={t('paper.sheets')} value={sheets} onValue={setSheets}>
        <Button kind="quiet" icon={Calculator} label={t('count.open')} onPress={onCount} />
      </PaperAccount>
    </Sheet>
  );
}
