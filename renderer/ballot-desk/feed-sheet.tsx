import { ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { NumberFields } from '../parts/number-fields.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useBallotAct } from './zone.ts';

/** The most digits of a number of sheets (main/api/ballot.ts). */
const DIGITS = 5;

/** How many sheets there are in the mobile box, as persons have counted them; then the scanner begins. */
export function FeedSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="feed">
      <Counted onClose={onClose} />
    </ActScope>
  );
}

function Counted({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('ballot-desk');
  const { act, busy } = useBallotAct();
  const [sheets, setSheets] = useState('');
  const feed = async (): Promise<void> => {
    if (await act((client) => client.mobile.feed({ sheets: Number(sheets) }))) onClose();
  };
  return (
    <Sheet
      title={t('feeder.open')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ScanLine}
          label={t('feeder.feed')}
          isDisabled={busy || sheets === ''}
          onPress={() => void feed()}
        />
      }
    >
      <p className="sheet-question">{t('feeder.sheets.what')}</p>
      <NumberFields
        fields={[{ name: 'sheets', label: t('feeder.sheets'), value: sheets }]}
        onField={(_, typed) => setSheets(typed.replaceAll(/\D/g, '').slice(0, DIGITS))}
      />
    </Sheet>
  );
}
