import { Hand, Package } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { type BallotClient, useBallotDesk, useMay } from './zone.ts';

const places = [
  { where: 'in-hand', icon: Hand },
  { where: 'in-box', icon: Package },
] as const;
type Where = (typeof places)[number]['where'];

/** The box cannot know where the last sheet is: two persons look, and say so. It counts if it lies in the box. */
export function LocateKeys() {
  const { t } = useTranslation('ballot-desk');
  const { approvals } = useBallotDesk();
  const { decides } = useMay();
  const [where, setWhere] = useState<Where | null>(null);
  if (!decides) return null;
  return (
    <>
      {places.map(({ where: place, icon }) => (
        <Button key={place} icon={icon} label={t(`locate.${place}`)} onPress={() => setWhere(place)} />
      ))}
      {where === null ? null : (
        <ApprovalSheet<BallotClient>
          title={t('locate')}
          reasons={null}
          about={
            <p className="sheet-question">
              {t(`locate.${where}`)}: {t(`locate.${where}.what`)}
            </p>
          }
          approval={approvals.box}
          action={t('confirm')}
          ask={(client, { approvers }) => client.box.located({ where, approvers })}
          onClose={() => setWhere(null)}
        />
      )}
    </>
  );
}
