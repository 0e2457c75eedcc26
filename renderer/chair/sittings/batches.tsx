import { PackageCheck, PackageX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchView, SittingView } from '../../../main/api/sittings-views.ts';
import { ActScope } from '../../parts/act.tsx';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useDesk } from '../../parts/zone.ts';

/** The mobile boxes of each sitting outside the room stay a batch, which a decision can exclude and another restore. */
export function BatchesSheet({
  list,
  onClose,
}: {
  readonly list: readonly SittingView[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('sittings');
  const { approvals } = useDesk();
  const [chosen, setChosen] = useState<{ readonly sitting: SittingView; readonly batch: BatchView } | null>(null);
  const all = list.flatMap((sitting) => sitting.batches.map((batch) => ({ sitting, batch })));
  if (chosen !== null) {
    const { sitting, batch } = chosen;
    const excluded = batch.excluded === null;
    const action = t(excluded ? 'batch.exclude' : 'batch.restore');
    return (
      <ApprovalSheet
        title={`${action}: ${sitting.date}, ${batch.serial}`}
        reasons={
          excluded
            ? [t('batch.reason.secrecy'), t('batch.reason.seal'), t('batch.reason.count')]
            : [t('batch.reason.court'), t('batch.reason.mistake')]
        }
        approval={approvals.sittings}
        action={action}
        ask={(client, given) =>
          client.sittings.excludeBatch({ batch: sitting.id, device: batch.device, excluded, ...given })
        }
        onClose={onClose}
      />
    );
  }
  return (
    <ActScope subject="batches">
      <Sheet title={t('task.batches')} onClose={onClose}>
        <p className="sheet-question">{t('batch.what')}</p>
        <ul className="choices">
          {all.map(({ sitting, batch }) => (
            <li key={`${sitting.id} ${batch.device}`}>
              <Button
                icon={batch.excluded === null ? PackageX : PackageCheck}
                label={`${t(batch.excluded === null ? 'batch.exclude' : 'batch.restore')}: ${sitting.date}`}
                detail={`${batch.serial} · ${t('admitted', { number: batch.admitted })}`}
                onPress={() => setChosen({ sitting, batch })}
              />
            </li>
          ))}
        </ul>
      </Sheet>
    </ActScope>
  );
}
