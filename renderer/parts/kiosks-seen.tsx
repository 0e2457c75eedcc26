import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KioskNetworkView } from '../../main/api/network-views.ts';
import { isAway } from './kiosks.ts';

/** Beside the station's name: which of its kiosks this is, and which of the others it sees. */
export function KiosksSeen({ kiosks }: { readonly kiosks: KioskNetworkView }) {
  const { t } = useTranslation('kiosks');
  // Whoever was taken over is not missed any more.
  const others = kiosks.others.filter((one) => one.seen || isAway(one));
  return (
    <span className="kiosks-seen number">
      <span>{t('kiosk', { device: kiosks.place })}</span>
      <ul aria-label={t('others')}>
        {others.map((one) => {
          const Sign = one.seen ? CircleCheck : CircleX;
          return (
            <li key={one.device} className={one.seen ? 'kiosk-seen' : 'kiosk-away'}>
              <Sign className="icon" role="img" aria-label={t(one.seen ? 'seen' : 'away')} />
              {one.place}
            </li>
          );
        })}
      </ul>
    </span>
  );
}
