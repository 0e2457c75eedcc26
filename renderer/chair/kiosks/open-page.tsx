import { ArrowLeft, FileX2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../../core/person/dates.ts';
import type { KioskNetworkView, OpenElsewhereView } from '../../../main/api/network-views.ts';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { isAway } from '../../parts/kiosks.ts';
import { shownNumber } from '../../parts/numbers.ts';
import { Paged } from '../../parts/paged.tsx';
import { languageOf } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';

/** Voters that the smallest screen holds below a notice. */
const PAGE = 4;

/** Whom a kiosk that is gone has left between reservation and receipt: persons decide whether that binds her still. */
export function OpenPage({
  open,
  others,
  onBack,
}: {
  readonly open: readonly OpenElsewhereView[];
  readonly others: KioskNetworkView['others'];
  readonly onBack: () => void;
}) {
  const { t, i18n } = useTranslation('kiosks');
  const { station } = useDesk();
  const [ending, setEnding] = useState<OpenElsewhereView | null>(null);
  const placeOf = (device: string): string => others.find((one) => one.device === device)?.place ?? '—';
  const serves = (device: string): boolean => others.some((one) => one.device === device && isAway(one));
  return (
    <Frame layout="log" back={<Button kind="quiet" icon={ArrowLeft} label={t('page')} onPress={onBack} />}>
      <h1>{t('open', { count: shownNumber(open.length, languageOf(i18n)) })}</h1>
      <p className="lead">{t('open.what')}</p>
      {open.some(({ device }) => serves(device)) ? <p className="soft">{t('open.share-first')}</p> : null}
      {open.some(({ number }) => number === null) ? <p className="soft">{t('doubled.locked')}</p> : null}
      <Paged items={open} size={PAGE} className="kiosk-list kiosk-doubled">
        {(one) => (
          <li key={one.admission}>
            <strong className="number">№ {one.number ?? '—'}</strong>
            <span className="number">
              {t('open.at', {
                time: localTime(new Date(one.at).toISOString(), station.zone),
                device: placeOf(one.device),
              })}
            </span>
            <Button
              icon={FileX2}
              label={t('open.end')}
              isDisabled={serves(one.device)}
              onPress={() => setEnding(one)}
            />
          </li>
        )}
      </Paged>
      {ending === null ? null : <EndReservation open={ending} onClose={() => setEnding(null)} />}
    </Frame>
  );
}

function EndReservation({ open, onClose }: { readonly open: OpenElsewhereView; readonly onClose: () => void }) {
  const { t } = useTranslation('kiosks');
  const { approvals } = useDesk();
  return (
    <ApprovalSheet
      title={t('open.end.title', { number: open.number ?? '—' })}
      about={<p>{t('open.end.what')}</p>}
      question={t('open.end.ask')}
      reasons={[t('open.reason.paper'), t('open.reason.said'), t('open.reason.seen')]}
      approval={approvals.takeShare}
      action={t('open.end')}
      ask={(client, given) => client.kiosks.endReservation({ admission: open.admission, ...given })}
      onClose={onClose}
    />
  );
}
