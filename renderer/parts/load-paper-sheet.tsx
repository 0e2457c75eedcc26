import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { NumberFields } from './number-fields.tsx';
import { Sheet } from './sheet.tsx';
import { useDesk } from './zone.ts';

/** The most digits of a number of sheets that are loaded at a time. */
const DIGITS = 3;

/** Blank sheets that were counted and put into the printer of the ballots, beside what is known of its paper. */
export function LoadPaperSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="load-paper">
      <LoadPaper onClose={onClose} />
    </ActScope>
  );
}

function LoadPaper({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sheet');
  const { ballotPaper } = useDesk();
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
      <div className="beside">
        <NumberFields
          fields={[{ name: 'sheets', label: t('paper.sheets'), value: sheets }]}
          onField={(_, typed) => setSheets(typed.replaceAll(/\D/g, '').slice(0, DIGITS))}
        />
        {ballotPaper ? (
          <dl className="number beside-own">
            {(['loaded', 'delivered', 'cancelled', 'open', 'blank'] as const).map((key) => (
              <div key={key}>
                <dt>{t(`paper.${key}`)}</dt>
                <dd>{ballotPaper[key]}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </Sheet>
  );
}
