import { ArrowLeft, KeyRound, Link2, PackageCheck, PackageOpen, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { DeviceCode } from '../parts/device-code.tsx';
import { fileSize } from '../parts/file-size.ts';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { JoinSheet } from '../technician/invitation.tsx';
import { TheList } from './list-changes.tsx';
import { fromWords, PackagesComing } from './packages-coming.tsx';
import { WipedBefore } from './wiped-before.tsx';

const askPackages = (client: LookingClient) => client.station.packages({});

/** Stages in which a package may be imported. */
const importing = ['unprovisioned', 'ready', 'closed'];

/** The election package: which are there, import of one, and how far it is. */
export function Packages({ onRegister, onBack }: { readonly onRegister?: () => void; readonly onBack?: () => void }) {
  const { t, i18n } = useTranslation(['chair', 'kit', 'kiosks']);
  const { station, work, list } = useDesk();
  const { act, busy } = useAct();
  const packages = useAnswer(askPackages);
  const [joining, setJoining] = useState(false);
  const may = importing.includes(station.stage);
  const picture = <DeviceCode device={station.device} label={t('device.code')} />;
  const code = station.stage === 'unprovisioned' && !work ? <WipedBefore otherwise={picture} /> : picture;
  return (
    <Frame
      layout="packages"
      back={
        onBack === undefined ? undefined : (
          <Button kind="quiet" icon={ArrowLeft} label={t('kit:registration.back')} onPress={onBack} />
        )
      }
    >
      <h1>{t(station.stage === 'unprovisioned' ? 'packages.first' : 'page.packages')}</h1>
      {work ? (
        <div className="work">
          <p className="lead">{t('packages.working')}</p>
          <progress className="progress" max={work.of} value={work.done} aria-label={t('packages.working')} />
          <p className="number soft">
            {t('packages.progress', {
              done: shownNumber(work.done, languageOf(i18n)),
              of: shownNumber(work.of, languageOf(i18n)),
            })}
          </p>
        </div>
      ) : null}
      {list !== null && !work ? <TheList list={list} /> : null}
      {may && !work ? <p className="lead">{t('packages.what')}</p> : null}
      {may ? null : <Notice tone="plain" title={t('packages.not-now')} />}
      {work || !may ? null : <PackagesComing packages={packages} />}
      {work || packages === null || packages.files.length > 0 || packages.coming !== null ? null : (
        <p className="empty">
          <Usb className="icon" aria-hidden="true" />
          {t('packages.none')}
        </p>
      )}
      <ul className="choices">
        {may && !work
          ? packages?.files.map(({ path, name, bytes, arrived }) => {
              const label = arrived === null ? name : t('packages.arrived', { version: arrived.version });
              const size = fileSize(bytes, languageOf(i18n));
              return (
                <li key={path}>
                  <Button
                    icon={arrived === null ? PackageOpen : PackageCheck}
                    label={label}
                    detail={
                      arrived === null ? size : `${fromWords(t, arrived.from)}, ${t('packages.verified')} · ${size}`
                    }
                    isDisabled={busy}
                    onPress={() =>
                      void act((client) => client.station.import({ path }), t('packages.taken', { name: label }))
                    }
                  />
                </li>
              );
            })
          : null}
      </ul>
      {/* It is wanted for registration; with a list in force there is no room for both. */}
      {list === null ? (
        <>
          <dl className="identity">
            <div>
              <dt>{t('device.serial')}</dt>
              <dd className="number">{station.device.serial}</dd>
            </div>
            <div>
              <dt>{t('device.words')}</dt>
              <dd>{station.device.words.join(' · ')}</dd>
            </div>
          </dl>
          <div className="packages-foot">
            {station.stage === 'unprovisioned' && onRegister !== undefined ? (
              <div className="packages-ways">
                <Button icon={KeyRound} label={t('kit:registration.open')} onPress={onRegister} />
                <Button icon={Link2} label={t('kiosks:join')} onPress={() => setJoining(true)} />
              </div>
            ) : null}
            {code}
          </div>
        </>
      ) : null}
      {joining ? <JoinSheet onClose={() => setJoining(false)} /> : null}
    </Frame>
  );
}
