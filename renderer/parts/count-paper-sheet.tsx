import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from './act.tsx';
import { ApprovalSheet } from './approval-sheet.tsx';
import { Button } from './button.tsx';
import { PaperAccount } from './paper-account.tsx';
import { Sheet } from './sheet.tsx';
import { useDesk } from './zone.ts';

/** The most digits of a number of sheets that a printer holds. */
const DIGITS = 4;

/** Blank sheets counted in the printer by two persons: what was mistyped is put right, and what was taken out is told. */
export function CountPaperSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['sheet', 'parts']);
  const { approvals, ballotPaper } = useDesk();
  const [blank, setBlank] = useState('');
  const [counted, setCounted] = useState(false);
  const own = ballotPaper?.blank ?? 0;
  if (!counted) {
    return (
      <ActScope subject="count-paper">
        <Sheet
          title={t('count.open')}
          onClose={onClose}
          main={
            <Button
              kind="main"
              icon={ArrowRight}
              label={t('parts:next')}
              isDisabled={blank === '' || Number(blank) === own}
              onPress={() => setCounted(true)}
            />
          }
        >
          <PaperAccount digits={DIGITS} label={t('count.sheets')} value={blank} onValue={setBlank} />
        </Sheet>
      </ActScope>
    );
  }
  return (
    <ApprovalSheet
      title={t('count.of', { blank, own })}
      reasons={[t('count.reason.typed'), t('count.reason.out'), t('count.reason.other')]}
      approval={approvals.cancelBallot}
      action={t('count.do')}
      ask={(client, given) => client.sheet.count({ blank: Number(blank), ...given })}
      onClose={onClose}
    />
  );
}
