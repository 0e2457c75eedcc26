import { CircleCheck, CircleX, Combine, FileX2, MonitorCheck, Sigma, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../../core/person/dates.ts';
import type { KioskNetworkView, KiosksTodayView, OtherKioskView } from '../../../main/api/network-views.ts';
import type { Stage } from '../../../main/api/views.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { isAway, sharesText } from '../../parts/kiosks.ts';
import { shownNumber } from '../../parts/numbers.ts';
import { Paged } from '../../parts/paged.tsx';
import { languageOf } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';
import { DoubledPage } from './doubled-page.tsx';
import { OpenPage } from './open-page.tsx';
import { SumPage } from './sum-page.tsx';
import { TakeShare } from './take-share.tsx';

/** Other kiosks that the smallest screen holds below a notice. */
const PAGE = 3;

/** Stages in which there is something to be summed up. */
const summing: readonly Stage[] = ['open', 'suspended', 'finishing', 'closed', 'handed-over'];
/** Stages in which a share can be taken over. */
const taking: readonly Stage[] = ['ready', 'open', 'suspended', 'finishing'];

/** The station's kiosks: which are seen, who serves whom, and what people decide when one of them is gone. */
export function KiosksPage({
  kiosks,
  today,
  onActs,
}: {
  readonly kiosks: KioskNetworkView;
  readonly today: KiosksTodayView;
  readonly onActs: () => void;
}) {
  const { t, i18n } = useTranslation('kiosks');
  const { station } = useDesk();
  const [taken, setTaken] = useState<OtherKioskView | null>(null);
  const [doubled, setDoubled] = useState(false);
  const [sum, setSum] = useState(false);
  const [open, setOpen] = useState(false);
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const twice = kiosks.doubled + kiosks.contested;
  if (sum) return <SumPage onBack={() => setSum(false)} />;
  if (open) return <OpenPage open={today.open} others={kiosks.others} onBack={() => setOpen(false)} />;
  if (doubled) {
    return (
      <DoubledPage
        all={twice}
        doubled={[...today.contested, ...today.doubled]}
        onBack={() => setDoubled(false)}
        onActs={onActs}
      />
    );
  }
  const without = kiosks.others.some(({ seen }) => !seen) ? 'without' : 'together';
  return (
    <Frame
      layout="log"
      other={
        <>
          {summing.includes(station.stage) ? (
            <Button icon={Sigma} label={t('sum.open')} onPress={() => setSum(true)} />
          ) : null}
          {today.open.length === 0 ? null : (
            <Button
              icon={FileX2}
              label={t('open.open')}
              detail={number(today.open.length)}
              onPress={() => setOpen(true)}
            />
          )}
          {twice === 0 ? null : (
            <Button
              icon={TriangleAlert}
              label={t('doubled.open')}
              detail={number(twice)}
              onPress={() => setDoubled(true)}
            />
          )}
        </>
      }
    >
      <h1>{t('page')}</h1>
      <p className="lead">{t(kiosks.others.some(isAway) ? `apart.${kiosks.apart}` : without)}</p>
      {today.elsewhere === 0 ? null : <p className="number">{t('elsewhere', { count: number(today.elsewhere) })}</p>}
      {kiosks.unconfirmed === 0 ? null : (
        <p className="number">{t('unconfirmed', { count: number(kiosks.unconfirmed) })}</p>
      )}
      <ul className="kiosk-list">
        <li>
          <MonitorCheck className="icon" aria-hidden="true" />
          <span>
            <strong className="number">{t('kiosk', { device: kiosks.place })}</strong>
            <span className="check-problem">{t('this')}</span>
          </span>
          <Shares shares={kiosks.shares} />
          <span className="number">{t('admitted', { count: number(station.admitted) })}</span>
        </li>
      </ul>
      <Paged items={kiosks.others} size={PAGE} className="kiosk-list">
        {(one) => (
          <li key={one.device} className={one.seen ? 'kiosk-seen' : 'kiosk-unseen'}>
            {one.seen ? (
              <CircleCheck className="icon" aria-hidden="true" />
            ) : (
              <CircleX className="icon" aria-hidden="true" />
            )}
            <span>
              <strong className="number">{t('kiosk', { device: one.place })}</strong>
              <span className="check-problem number">
                {t(one.seen ? 'seen.since' : 'away.since', { time: localTime(one.since, station.zone) })}
              </span>
            </span>
            {one.takenBy === null ? (
              <Shares shares={one.shares} />
            ) : (
              <span className="number">{t('taken-by', { device: one.takenBy })}</span>
            )}
            <span className="number">{t('admitted', { count: number(today.admitted[one.device] ?? 0) })}</span>
            {isAway(one) && one.shares.length > 0 && taking.includes(station.stage) ? (
              <Button icon={Combine} label={t('take')} onPress={() => setTaken(one)} />
            ) : null}
          </li>
        )}
      </Paged>
      {taken === null ? null : <TakeShare kiosk={taken} onClose={() => setTaken(null)} />}
    </Frame>
  );
}

function Shares({ shares }: Pick<OtherKioskView, 'shares'>) {
  const { t } = useTranslation('kiosks');
  return (
    <span className="number">
      {shares.length === 0 ? '—' : sharesText(shares)}
      <span className="check-problem">{t('share')}</span>
    </span>
  );
}
