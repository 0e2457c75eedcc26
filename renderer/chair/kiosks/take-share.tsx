import { useTranslation } from 'react-i18next';
import type { OtherKioskView } from '../../../main/api/network-views.ts';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { sharesText } from '../../parts/kiosks.ts';
import { useDesk } from '../../parts/zone.ts';

/** This kiosk serves the share of one that is out of service: what that means, why, and who decides it. */
export function TakeShare({ kiosk, onClose }: { readonly kiosk: OtherKioskView; readonly onClose: () => void }) {
  const { t } = useTranslation('kiosks');
  const { approvals } = useDesk();
  const { device, place, shares } = kiosk;
  return (
    <ApprovalSheet
      title={t('take.title', { device: place })}
      about={
        <p className="number">
          {t('take.what', { shares: sharesText(shares) })} <strong>{t('take.switch-off')}</strong>
        </p>
      }
      question={`${t('take.twice')} ${t('take.ask')}`}
      reasons={[t('take.reason.dead'), t('take.reason.broken'), t('take.reason.cable')]}
      approval={approvals.takeShare}
      action={t('take')}
      ask={(client, given) => client.kiosks.takeShare({ device, ...given })}
      onClose={onClose}
    />
  );
}
