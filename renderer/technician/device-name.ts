import { useTranslation } from 'react-i18next';
import { BALLOT_PRINTER } from '../../main/api/device-views.ts';
import type { DeviceView } from '../../main/api/views.ts';
import { useDesk } from '../parts/zone.ts';

/** What a device of this kiosk is called on the screen: what it is for, and its own name where there are several. */
export function useDeviceName(): (id: string) => string {
  const { t } = useTranslation('parts');
  const { devices } = useDesk().station;
  return (id) => {
    const device = devices.find((one) => one.id === id);
    if (device === undefined) return id;
    if (id === BALLOT_PRINTER) return t('device.ballots');
    const what = t(`device.${device.kind}`);
    return id === device.kind ? what : `${what} (${id})`;
  };
}

/** The same of a device that this kiosk need not have. */
export function useKindName(): (kind: DeviceView['kind'], id: string) => string {
  const { t } = useTranslation('parts');
  return (kind, id) => (id === kind ? t(`device.${kind}`) : `${t(`device.${kind}`)} (${id})`);
}
