import { useTranslation } from 'react-i18next';
import { useDesk } from '../parts/zone.ts';

/** What a device of this kiosk is called on the screen: what it is for, and its own name where there are several. */
export function useDeviceName(): (id: string) => string {
  const { t } = useTranslation('parts');
  const { devices } = useDesk().station;
  return (id) => {
    const device = devices.find((one) => one.id === id);
    if (device === undefined) return id;
    const what = t(`device.${device.kind}`);
    return id === device.kind ? what : `${what} (${id})`;
  };
}
