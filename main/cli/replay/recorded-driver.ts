import { createHash } from 'node:crypto';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Clock } from '../../../drivers/clock.ts';
import type { Device } from '../../../drivers/device.ts';
import type { HidLayout } from '../../../drivers/document/hid-codec.ts';
import { HidScanner } from '../../../drivers/document/hid-scanner.ts';
import { MrzSerialReader } from '../../../drivers/document/mrz-serial.ts';
import { documentMask, scannerMask } from '../../../drivers/document/text-mask.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { r30xMask } from '../../../drivers/fingerprint/r30x-mask.ts';
import { capturesIn, rateIn } from '../../../drivers/fingerprint/r30x-work.ts';
import { bitmapHash } from '../../../drivers/printer/bitmap.ts';
import { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import { escposMask } from '../../../drivers/printer/escpos-mask.ts';
import { slipsIn } from '../../../drivers/printer/escpos-work.ts';
import type { ByteLink } from '../../../drivers/transport/link.ts';
import { noMask, type Recording, type WireMask } from '../../../drivers/transport/recording.ts';
import { problemText } from '../../problem-words.ts';

/** What a recording does not say of its device. */
export interface ReplayWish {
  readonly layout: HidLayout;
}

/** Something that was asked of the driver while it was recorded, and is asked again. */
export interface RecordedWork {
  /** Index of the line with which it began, and of the one after which it was given up, where it was. */
  readonly from: number;
  readonly givenUpAt: number | null;
  readonly name: string;
  /** Has the driver do it; what came of it, in words. */
  readonly run: (device: Device, signal: AbortSignal) => Promise<string>;
}

/** The driver of a recorded device. */
export interface RecordedDriver {
  readonly mask: WireMask;
  readonly make: (link: ByteLink, clock: Clock) => Device;
  readonly works: readonly RecordedWork[];
  /** Bits a second at the beginning; undefined where there are none. */
  readonly baudRate?: number;
  /** What a masked recording of it can drive. */
  readonly masked: string;
}

/** A problem in a line: what happened, and its code. */
export const inLine = (problem: Problem): string => `${problemText(problem, 'en', 'happened')} [${problem.code}]`;

/** The driver that spoke when this was recorded; null where none with a wire has this name. */
export function recordedDriver({ head, lines }: Recording, { layout }: ReplayWish): RecordedDriver | null {
  const { protocol, path } = head;
  const seenBy = (mask: WireMask): WireMask => (head.masked ? mask : noMask);
  switch (protocol) {
    case 'r30x': {
      const baudRate = rateIn(lines) ?? 115_200;
      return {
        mask: seenBy(r30xMask()),
        make: (link, clock) => new R30xReader({ path, link, clock, baudRate }),
        works: capturesIn(lines).map(({ afterLift, ...place }) => ({ ...place, ...capture(afterLift) })),
        baudRate,
        masked: 'Every question and answer is driven and compared; images are black, and the password is not compared.',
      };
    }
    case 'escpos':
      return {
        mask: seenBy(escposMask()),
        make: (link, clock) => new EscposPrinter({ path, link, clock }),
        works: slipsIn(lines).map(({ from, bitmap }) => ({
          ...{ from, givenUpAt: null, name: `slip of ${bitmap.height} rows, SHA-256 ${bitmapHash(bitmap)}` },
          run: async (device) => {
            const printed = await (device as EscposPrinter).print(bitmap);
            return printed.ok
              ? 'printed, as the printer says'
              : `${printed.error.sent}: ${inLine(printed.error.problem)}`;
          },
        })),
        masked: 'Every command and status is driven and compared; slips are white, in their own length.',
      };
    case 'mrz-serial':
      return {
        mask: seenBy(documentMask()),
        make: (link, clock) => new MrzSerialReader({ path, link, clock }),
        works: [],
        masked: 'Lines, lengths and times are driven; letters are X and digits 0, so two documents may look like one.',
      };
    case 'hid-scanner':
      return {
        mask: seenBy(scannerMask(layout)),
        make: (link, clock) => new HidScanner({ path, link, clock, layout }),
        works: [],
        masked: 'Reports are driven, their letters are X and 0; of other layouts than pos lengths are hidden too.',
      };
    default:
      return null;
  }
}

/** A finger is waited for as long as it was then: who asked for it, asked again after every time limit. */
const capture = (afterLift: boolean): Pick<RecordedWork, 'name' | 'run'> => ({
  name: 'capture',
  run: async (device, signal) => {
    const taken = await (device as R30xReader).capture({ signal, afterLift, timeoutMs: Number.POSITIVE_INFINITY });
    if (!taken.ok) return inLine(taken.error);
    const { width, height, pixels, hints } = taken.value;
    const sha256 = createHash('sha256').update(pixels).digest('hex');
    return [`image of ${width} × ${height}, SHA-256 ${sha256}`, ...hints].join(', ');
  },
});
