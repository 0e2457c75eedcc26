import { CircleCheck, CircleX, CloudOff, CloudUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KioskNetworkView, UpstreamView } from '../../main/api/network-views.ts';
import { isAway } from './kiosks.ts';
import { shownNumber } from './numbers.ts';
import { languageOf } from './words.ts';

/** Beside the station's name: which of its kiosks this is, which of the others it sees, and what the hub does not have yet. */
export function KiosksSeen({
  kiosks,
  upstream,
}: {
  readonly kiosks: KioskNetworkView;
  readonly upstream: UpstreamView | null;
}) {
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
      {upstream === null ? null : <Upstream upstream={upstream} />}
    </span>
  );
}

/** Events that the hub has not said to have; nobody waits for them. */
function Upstream({ upstream: { connected, backlog } }: { readonly upstream: UpstreamView }) {
  const { t, i18n } = useTranslation('kiosks');
  const Sign = connected ? CloudUpload : CloudOff;
  const count = shownNumber(backlog, languageOf(i18n));
  return (
    <span className={connected ? 'kiosk-seen' : 'kiosk-away'}>
      <Sign className="icon" role="img" aria-label={t(connected ? 'hub.there' : 'hub.away', { count })} />
      {count}
    </span>
  );
}
