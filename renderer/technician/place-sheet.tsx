import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BALLOT_PRINTER } from '../../main/api/device-views.ts';
import type { DeviceView, FoundView } from '../../main/api/views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useDesk } from '../parts/zone.ts';
import { useDeviceName } from './device-name.ts';

/** What is it that hangs on this cable? The answer puts it in the place of the one before, or beside it. */
export function PlaceSheet({ found, onClose }: { readonly found: FoundView; readonly onClose: () => void }) {
  const { t } = useTranslation('technician');
  return (
    <ActScope subject={found.at}>
      <Sheet title={t('place.title')} onClose={onClose}>
        <p className="sheet-question">{t('place.question', { at: found.at })}</p>
        <ul className="choices">
          {found.drivers.map(({ driver, kind }) => (
            <Places key={driver} driver={driver} kind={kind} at={found.at} onClose={onClose} />
          ))}
        </ul>
      </Sheet>
    </ActScope>
  );
}

function Places({
  driver,
  kind,
  at,
  onClose,
}: {
  readonly driver: string;
  readonly kind: DeviceView['kind'];
  readonly at: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('technician');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const deviceName = useDeviceName();
  const before = station.devices.filter((device) => device.kind === kind);
  // A printer that is for ballots is no other page's.
  const own = before.filter(({ id }) => id !== BALLOT_PRINTER);
  const put = (device: string): void => {
    void act((client) => client.device.assign({ device, driver, at })).then((done) => {
      if (done) onClose();
    });
  };
  return (
    <>
      {before.map(({ id, path }) => (
        <li key={id}>
          <Button
            icon={deviceIcons[kind]}
            label={t(`driver.${driver}`)}
            detail={t('place.instead', { device: deviceName(id), at: path })}
            isDisabled={busy}
            onPress={() => put(id)}
          />
        </li>
      ))}
      {own.length === 0 || kind === 'document' ? (
        <li>
          <Button
            icon={Plus}
            label={t(`driver.${driver}`)}
            detail={t(own.length === 0 ? 'place.new' : 'place.beside')}
            isDisabled={busy}
            onPress={() => put(own.length === 0 ? kind : freeName(kind, station.devices))}
          />
        </li>
      ) : null}
      {kind === 'page-printer' && before.every(({ id }) => id !== BALLOT_PRINTER) ? (
        <li>
          <Button
            icon={Plus}
            label={t(`driver.${driver}`)}
            detail={t('place.ballots')}
            isDisabled={busy}
            onPress={() => put(BALLOT_PRINTER)}
          />
        </li>
      ) : null}
    </>
  );
}

/** The next name of a kind that no device has: document-2, document-3 … */
function freeName(kind: string, devices: readonly DeviceView[]): string {
  const taken = new Set(devices.map(({ id }) => id));
  for (let number = 2; ; number += 1) if (!taken.has(`${kind}-${number}`)) return `${kind}-${number}`;
}
