import { ArrowLeft, Signature } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../../core/person/dates.ts';
import type { ContestedView, DoubledView } from '../../../main/api/network-views.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { Paged } from '../../parts/paged.tsx';
import { languageOf } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';

/** Voters that the smallest screen holds below a notice. */
const PAGE = 4;

/** Who stands admitted at two kiosks of this station, or at another station too: nothing is taken back by itself, the commission draws acts. */
export function DoubledPage({
  all,
  doubled,
  onBack,
  onActs,
}: {
  /** How many there are; more than are listed where there are very many. */
  readonly all: number;
  readonly doubled: readonly (ContestedView | DoubledView)[];
  readonly onBack: () => void;
  readonly onActs: () => void;
}) {
  const { t, i18n } = useTranslation('kiosks');
  const { station, day } = useDesk();
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const clock = (at: string): string => localTime(new Date(at).toISOString(), station.zone);
  return (
    <Frame
      layout="log"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('page')} onPress={onBack} />}
      main={
        (day?.actsDue ?? 0) > 0 ? (
          <Button kind="main" icon={Signature} label={t('acts:waits.open')} onPress={onActs} />
        ) : null
      }
    >
      <h1>{t('doubled', { count: number(all) })}</h1>
      <p className="lead">{t('doubled.what')}</p>
      {doubled.some((one) => one.number === null) ? <p>{t('doubled.locked')}</p> : null}
      <Paged items={doubled} size={PAGE} className="kiosk-list kiosk-doubled">
        {(one) => (
          <li key={`${one.number} ${one.at} ${one.otherAt}`}>
            <strong className="number">№ {one.number ?? '—'}</strong>
            <span className="number">
              {clock(one.at)}
              <span className="check-problem">{t('this')}</span>
            </span>
            <span className="number">
              {clock(one.otherAt)}
              <span className="check-problem">
                {'place' in one ? t('kiosk', { device: one.place }) : t('station', { number: one.station })}
              </span>
            </span>
          </li>
        )}
      </Paged>
      {doubled.length < all ? <p className="soft">{t('doubled.more', { shown: number(doubled.length) })}</p> : null}
    </Frame>
  );
}
