import type { HandedItem } from '../../../core/journal/catalogue/afterwards.ts';
import { typed } from '../../../core/journal/catalogue/fields.ts';
import type { Database } from '../../storage/open.ts';
import { type DeviceSetup, kindOf } from '../devices/setup.ts';

/**
 * What a station hands over, as far as the kiosk knows it: itself and its devices, its slips by the journal, and the media
 * with copies. Seals, sticks and whatever else there is are typed by the chair.
 */
export function proposedItems(
  db: Database,
  serial: string,
  setups: readonly DeviceSetup[],
  media: readonly { readonly label: string | null }[],
): readonly HandedItem[] {
  const number = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const slips: readonly (readonly [string, number])[] = [
    ['start', number('select count(*) from sitting')],
    ['final', number('select count(*) from sitting where closed_at is not null')],
    ['receipts', number("select count(*) from receipt where state = 'printed'")],
  ];
  return [
    { kind: 'device', what: 'kiosk', number: serial, count: 1 },
    ...setups.map(({ driver, at }) => ({
      ...({ kind: 'device', what: kindOf[driver], number: serialIn(at), count: 1 } as const),
    })),
    ...slips.flatMap(([what, count]) => (count === 0 ? [] : [{ kind: 'slip', what, number: null, count } as const])),
    ...media.map(({ label }) => ({ kind: 'copy', what: 'medium', number: label, count: 1 }) as const),
  ];
}

/** The serial number that an address tells: `/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0`, `usb:05f9:4204#G15B01234`. */
export function serialIn(at: string): string | null {
  const byId = /\/by-id\/[^/]*_([A-Za-z0-9.]{4,40})(?:-if\d+)?(?:-port\d+)?$/.exec(at)?.[1];
  const usb = /^usb:[0-9a-f]{4}:[0-9a-f]{4}#([A-Za-z0-9._-]{1,40})$/i.exec(at)?.[1];
  const found = byId ?? usb ?? null;
  // The journal takes no 14 digits, which might be a person's number: of such a serial number the last digits are typed.
  return found === null || typed.safeParse(found).success ? found : null;
}
