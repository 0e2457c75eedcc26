import { Cable, FileCog, PlugZap, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView, FoundView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { problemWords } from '../parts/words.ts';
import { useDesk, type ZoneClient } from '../parts/zone.ts';
import { ConfigurationPage } from './configuration.tsx';
import { useDeviceName } from './device-name.ts';
import { PlaceSheet } from './place-sheet.tsx';

const askFound = (client: ZoneClient) => client.device.discover({});

/** The last of a kind without which nobody can be served stays. */
const isNeeded = (kind: DeviceView['kind'], devices: readonly DeviceView[]): boolean =>
  (kind === 'fingerprint' || kind === 'document' || kind === 'printer') &&
  devices.filter((one) => one.kind === kind).length === 1;

/** What is plugged in, and what of it the kiosk uses: a device is put in its place by touching it. */
export function AttachedDevices() {
  const { t, i18n } = useTranslation(['technician', 'parts', 'configuration']);
  const { station } = useDesk();
  const discovery = useAnswer(askFound);
  const deviceName = useDeviceName();
  const { act, busy } = useAct();
  const [placing, setPlacing] = useState<FoundView | null>(null);
  const [configuring, setConfiguring] = useState(false);
  if (configuring) return <ConfigurationPage onBack={() => setConfiguring(false)} />;
  return (
    <Frame
      layout="attached"
      other={<Button icon={FileCog} label={t('configuration:open')} onPress={() => setConfiguring(true)} />}
    >
      <section>
        <h1>{t('attached.found')}</h1>
        <p className="lead">{t('attached.what')}</p>
        {discovery?.problems.map((problem) => (
          <Notice
            key={problem.code + JSON.stringify(problem.params ?? {})}
            tone="warn"
            title={problemWords(problem, 'happened', i18n)}
            text={problemWords(problem, 'technician', i18n)}
            code={problem.code}
          />
        ))}
        {discovery?.found.length === 0 ? (
          <p className="empty">
            <Cable className="icon" aria-hidden="true" />
            {t('attached.none')}
          </p>
        ) : null}
        <ul className="choices">
          {discovery?.found.map((one) => (
            <li key={one.at}>
              <Button
                icon={PlugZap}
                label={one.name === '' ? t(`attached.kind.${one.kind}`) : one.name}
                detail={[one.at, one.usb, one.serial].filter((text) => text !== null).join(' · ')}
                isDisabled={one.drivers.length === 0}
                onPress={() => setPlacing(one)}
              />
              {one.usedBy === null ? null : (
                <p className="attached-use">{t('attached.used-by', { device: deviceName(one.usedBy) })}</p>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('attached.used')}</h2>
        <ul className="attached-devices">
          {station.devices.map(({ id, kind, driver, path }) => {
            const Icon = deviceIcons[kind];
            return (
              <li key={id}>
                <Icon className="icon" aria-hidden="true" />
                <span>
                  <strong>{t(`parts:device.${kind}`)}</strong>
                  <span className="soft small">{`${id} · ${t(`driver.${driver}`)}`}</span>
                  <span className="soft small copyable number">{path}</span>
                </span>
                {isNeeded(kind, station.devices) ? null : (
                  <Button
                    kind="quiet"
                    icon={Unplug}
                    label={t('attached.remove')}
                    isDisabled={busy}
                    onPress={() => void act((client) => client.device.remove({ device: id }))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </section>
      {placing === null ? null : <PlaceSheet found={placing} onClose={() => setPlacing(null)} />}
    </Frame>
  );
}
