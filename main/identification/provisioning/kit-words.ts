import type { KitMapSlipDevice } from '../../../core/receipt/kit-slip.ts';
import type { Both } from '../../../core/receipt/slip.ts';
import type { Cable, KitMapDeviceView } from '../../api/kit-map-views.ts';
import type { DeviceView } from '../../api/views.ts';
import { screenText } from '../../screen-words.ts';
import type { DeviceSetup } from '../devices/setup.ts';

/** Where a device stands on the table, in the words of the screen. */
const standsAt = (kind: DeviceView['kind']): Both => inBoth(`kit:map.stands.${kind}`);

/** What a cable is called. */
const cableWords = (cable: Cable): Both => inBoth(`kit:map.cable.${cable}`);

const inBoth = (key: string): Both => ({ ky: screenText('ky', key), ru: screenText('ru', key) });

/** Which cable leads to a device, by its place. */
export function cableOf({ driver, at }: Pick<DeviceSetup, 'driver' | 'at'>): Cable {
  if (driver === 'display') return 'video';
  if (driver === 'power') return at.startsWith('/') ? 'inside' : 'usb';
  const host =
    /^(?:tcp|https?):\/\/([^/:]+)/.exec(at)?.[1] ?? (driver === 'cups' ? /@([^/:]+)/.exec(at)?.[1] : undefined);
  return host === undefined || host === 'localhost' || host.startsWith('127.') ? 'usb' : 'network';
}

/** What a device is called in both languages, with its own name where it has another. */
export function deviceWords({ id, kind }: { readonly id: string; readonly kind: DeviceView['kind'] }): Both {
  const named = (language: 'ky' | 'ru'): string => {
    const what = screenText(language, `parts:device.${kind}`);
    return kind === id ? what : `${what} (${id})`;
  };
  return { ky: named('ky'), ru: named('ru') };
}

/** A device in the words of a paper. */
export const onPaper = (device: KitMapDeviceView): KitMapSlipDevice => ({
  name: deviceWords(device),
  stands: standsAt(device.kind),
  cable: cableWords(device.cable),
  at: device.at,
  serial: device.serial,
});
