import { useTranslation } from 'react-i18next';
import type { KioskNetworkView } from '../../main/api/network-views.ts';
import { sharesText } from './kiosks.ts';

/** While each kiosk serves its own share: who is served here, large enough to send people by. */
export function KioskShares({ kiosks }: { readonly kiosks: KioskNetworkView }) {
  const { t } = useTranslation('kiosks');
  return (
    <p className="kiosk-shares number">
      {kiosks.shares.length === 0
        ? t('serves.nobody', { device: kiosks.place })
        : t('serves', { device: kiosks.place, shares: sharesText(kiosks.shares) })}
    </p>
  );
}
