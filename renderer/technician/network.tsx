import { ArrowLeft, CircleCheck, CircleDashed, CircleX, Link2, QrCode } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { LinkView, UpstreamView } from '../../main/api/network-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { InviteSheet, JoinSheet } from './invitation.tsx';

/** Addresses of one line; whoever says hundreds of them on the cable fills no screen. */
const SHOWN = 6;

const icons = { up: CircleCheck, starting: CircleDashed, off: CircleX } as const;
/** A line looks as on the chair's lists. */
const looks = { up: 'check-done', starting: 'check-difference', off: 'check-blocked' } as const;

/** How this kiosk is in the network of its station, and what to look at while another one is not there. */
export function NetworkPage({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation(['kiosks', 'kit']);
  const { link, station } = useDesk();
  const { act, busy } = useAct();
  const [open, setOpen] = useState<'invite' | 'join' | null>(null);
  const invite = async (): Promise<void> => {
    if (await act((client) => client.kiosks.invite({}))) setOpen('invite');
  };
  const isMissed = station.kiosks?.others.some(({ seen }) => !seen) ?? false;
  return (
    <Frame
      layout="log"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('kit:registration.back')} onPress={onBack} />}
      other={
        link === null ? null : (
          <>
            <Button icon={QrCode} label={t('invite')} isDisabled={busy} onPress={() => void invite()} />
            <Button icon={Link2} label={t('join')} onPress={() => setOpen('join')} />
          </>
        )
      }
    >
      <h1>{t('kit:kiosk.network')}</h1>
      {link === null ? <p className="lead">{t('net.none')}</p> : <LinkFacts link={link} upstream={station.upstream} />}
      {/* Where its own program does not run, the notice above says what to do. */}
      {link?.state === 'up' && isMissed ? (
        <section className="network-checks">
          <h2>{t('net.check')}</h2>
          <ol>
            <li>{t('net.check.cable')}</li>
            <li>{t('net.check.other')}</li>
            <li>{t('net.check.package')}</li>
            <li>{t('net.check.ports', { port: link.listen.split(':').at(-1) })}</li>
          </ol>
        </section>
      ) : null}
      {open === 'invite' && link?.invitation ? (
        <InviteSheet invitation={link.invitation} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'join' ? <JoinSheet onClose={() => setOpen(null)} /> : null}
    </Frame>
  );
}

function LinkFacts({ link, upstream }: { readonly link: LinkView; readonly upstream: UpstreamView | null }) {
  const { t, i18n } = useTranslation('kiosks');
  const { station } = useDesk();
  const { state, own, joined, found, peers, discover } = link;
  const Icon = icons[state];
  return (
    <>
      <p className={`check network-state ${looks[state]}`} role="status">
        <Icon className="icon" aria-hidden="true" />
        <span>{t(`net.state.${state}`)}</span>
      </p>
      <dl className="network-facts">
        <Fact name={t('net.own')}>{listed(own)}</Fact>
        <Fact name={t('net.joined')}>{listed(joined.map(({ place }) => t('kiosk', { device: place })))}</Fact>
        <Fact name={t('net.found')}>
          {discover
            ? listed(found.map(({ place, at }) => `${t('kiosk', { device: place })}: ${at}`))
            : t('net.found.off')}
        </Fact>
        <Fact name={t('net.peers')}>{listed(peers)}</Fact>
        {upstream === null ? null : (
          <Fact name={t('net.hub')}>
            {upstream.connected
              ? t('net.hub.connected', { over: t(`net.hub.over.${upstream.over}`) })
              : t('net.hub.cut')}
            {'; '}
            {upstream.oldest === null
              ? t('net.hub.rest')
              : t('net.hub.waits', {
                  count: shownNumber(upstream.backlog, languageOf(i18n)),
                  time: localTime(new Date(upstream.oldest).toISOString(), station.zone),
                })}
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number copyable">{children}</dd>
    </div>
  );
}

const listed = (all: readonly string[]): string => {
  if (all.length === 0) return '—';
  const more = all.length > SHOWN ? ` (+${all.length - SHOWN})` : '';
  return `${all.slice(0, SHOWN).join(', ')}${more}`;
};
