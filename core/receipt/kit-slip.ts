import type { PassportDevice } from '../passport/passport.ts';
import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import type { Both, Slip, SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of the slips of a kit. */
export const kitWords = {
  map: both('Топтомдун схемасы', 'Схема комплекта'),
  kiosk: both('Киоск', 'Киоск'),
  passport: both('Жабдуулардын паспорту', 'Паспорт комплекта'),
  serial: both('Сериялык номери', 'Серийный номер'),
  failures: both('Бузулганы', 'Отказов'),
  cleaned: both('Тазаланган күнү', 'Почищено'),
  replaced: both('Алмаштырылган күнү', 'Заменено'),
  battery: both('Батареяда, мүнөт', 'На батарее, минут'),
  longest: both('Эң көбү, мүнөт', 'Дольше всего, минут'),
} as const satisfies Readonly<Record<string, Both>>;

export interface PassportSlipDevice extends PassportDevice {
  readonly name: Both;
}

/** The passport of a kit on a slip: for the lid of its case. What nobody has said of a device does not stand there. */
export function passportSlip(place: SlipPlace, devices: readonly PassportSlipDevice[]): Slip {
  return {
    lines: [
      ...marks(place.mode),
      { line: 'title', text: kitWords.passport },
      deviceLine(place),
      { line: 'pair', name: slipWords.date, value: `${shortDate(place.date)} ${place.time}` },
      ...devices.flatMap(deviceLines),
      { line: 'rule' },
      { line: 'sign', name: slipWords.technician },
      ...marks(place.mode),
    ],
    qr: null,
  };
}

function deviceLines({
  name,
  serial,
  failures,
  cleaned,
  replaced,
  last,
  longest,
}: PassportSlipDevice): readonly SlipLine[] {
  const pair = (words: Both, value: string | number | null): readonly SlipLine[] =>
    value === null ? [] : [{ line: 'pair', name: words, value: String(value) }];
  const day = (at: string | null): string | null => at && shortDate(at.slice(0, 10));
  return [
    { line: 'rule' },
    { line: 'text', text: name },
    ...pair(kitWords.serial, serial),
    ...pair(kitWords.failures, failures),
    ...pair(kitWords.cleaned, day(cleaned)),
    ...pair(kitWords.replaced, day(replaced)),
    ...pair(kitWords.battery, last?.minutes ?? null),
    ...pair(kitWords.longest, longest),
  ];
}

/** One device of a kit as it stands on a table. */
export interface KitMapSlipDevice {
  readonly name: Both;
  /** Where it stands. */
  readonly stands: Both;
  /** Which cable leads from it to the kiosk. */
  readonly cable: Both;
  /** Its place in the kiosk's own words: a port or an address; null where the kiosk has none yet. */
  readonly at: string | null;
  /** As on its plate; null where nobody knows: then there is a line to write it on. */
  readonly serial: string | null;
}

/** What stands where, and which cable goes where, on a slip: for the lid of the case. */
export function kitMapSlip(place: SlipPlace, kioskSerial: string, devices: readonly KitMapSlipDevice[]): Slip {
  return {
    lines: [
      ...marks(place.mode),
      { line: 'title', text: kitWords.map },
      { line: 'pair', name: kitWords.kiosk, value: kioskSerial },
      deviceLine(place),
      { line: 'pair', name: slipWords.date, value: `${shortDate(place.date)} ${place.time}` },
      ...devices.flatMap(({ name, stands, cable, at, serial }): readonly SlipLine[] => [
        { line: 'rule' },
        { line: 'text', text: name },
        { line: 'text', text: stands },
        { line: 'pair', name: cable, value: (at ?? '—').slice(-28) },
        { line: 'pair', name: kitWords.serial, value: serial ?? '__________' },
      ]),
      { line: 'rule' },
      ...marks(place.mode),
    ],
    qr: null,
  };
}
