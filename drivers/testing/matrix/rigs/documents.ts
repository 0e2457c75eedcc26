import { parseMrz } from '../../../../core/document/mrz.ts';
import { formatMrz } from '../../../../core/document/mrz-format.ts';
import type { Problem, ProblemCode } from '../../../../core/problem/catalogue.ts';
import type { DocumentEvent } from '../../../device.ts';
import { HidScanner } from '../../../document/hid-scanner.ts';
import { MrzSerialReader } from '../../../document/mrz-serial.ts';
import { SimulatedHidScanner } from '../../../simulator/hid-scanner.ts';
import { SimulatedMrzReader } from '../../../simulator/mrz-reader.ts';
import type { MemoryCable } from '../../memory-cable.ts';
import type { Row } from '../rig.ts';
import { type CableRig, cableCells, cableRig, whole } from './cable.ts';

interface ReaderRig extends CableRig {
  /** Lays the document down. */
  lay(): void;
}

const MISSING = 'device.document-missing';
const UNREADABLE: Problem = { code: 'device.document-unreadable' };
let laid = 0;
/** A fictional card, each time another: the same again at once would be the same document on the glass. */
function nextZone(): string {
  laid += 1;
  return formatMrz({
    format: 'td1',
    number: `ID${String(laid).padStart(7, '0')}`,
    pin: '10101199000001',
    surname: 'TESTOVA',
    given: 'AIGUL',
    sex: 'female',
    birthDate: '1990-01-01',
    expires: '2033-01-01',
  });
}
/** A reader sends a document within a second; after that nobody waits for it. */
const READ_MS = 3_000;

/** Lays a document down and takes what comes, as the voter's way does: what has wrong check digits was not read. */
function workOf(
  { device, time }: Pick<CableRig, 'time'> & { readonly device: MrzSerialReader | HidScanner },
  lay: () => void,
): () => Promise<Problem | null> {
  const missing = (): Problem | null => (device.status.state === 'missing' ? device.status.problem : null);
  return async () => {
    if (missing() !== null) return missing();
    const came: DocumentEvent[] = [];
    const unlisten = device.onDocument((event) => came.push(event));
    lay();
    await time.until(() => came.length > 0 || missing() !== null, READ_MS);
    unlisten();
    const [event] = came;
    if (event?.event === 'document') return parseMrz(event.text).ok ? null : UNREADABLE;
    if (event?.event === 'unreadable') return event.problem;
    // Nobody was told anything: no cell expects that.
    return missing() ?? { code: 'device.cancelled' };
  };
}

/** A byte of what it has read is another: a letter, not the frame around it. */
const noise = (from: number, to: number): MemoryCable['damage'] => {
  return (bytes) => [bytes.map((byte, i) => (i < from || i >= bytes.length - to ? byte : (byte ^ (0x5a + i)) & 0xff))];
};

/** Every report says in its last byte whether more must come: the one that ends a code is lost. */
const withoutLast: MemoryCable['damage'] = (bytes) => (bytes.at(-1) === 1 ? [bytes] : []);

/**
 * What can happen to a reader that sends by itself.
 * @param half what of its bytes comes until the cable is out
 */
function readerCells(half: MemoryCable['damage'], garbage: MemoryCable['damage'], lost: MemoryCable['damage']) {
  return {
    ...cableCells(MISSING),
    'unplugged-in-work': {
      told: MISSING,
      by: 'work',
      inWork: true,
      inject: async ({ cable, time }: ReaderRig) => {
        const before = cable.counters.bytesIn;
        cable.damage = half;
        await time.until(() => cable.counters.bytesIn > before, 10_000);
        cable.unplug();
      },
      mend: ({ cable }: ReaderRig) => {
        cable.damage = whole;
        cable.plug();
      },
    },
    slow: {
      told: 'ridden',
      inject: ({ cable }: ReaderRig) => {
        cable.delayMs = 1_000;
      },
      mend: ({ cable }: ReaderRig) => {
        cable.delayMs = 0;
      },
    },
    garbage: {
      told: UNREADABLE.code as ProblemCode,
      by: 'work',
      inject: ({ cable }: ReaderRig) => {
        cable.damage = garbage;
      },
      mend: ({ cable }: ReaderRig) => {
        cable.damage = whole;
      },
    },
    'lost-bytes': {
      told: UNREADABLE.code as ProblemCode,
      by: 'work',
      inject: ({ cable }: ReaderRig) => {
        cable.damage = lost;
      },
      mend: ({ cable }: ReaderRig) => {
        cable.damage = whole;
      },
    },
  } as const;
}

export const mrzSerial: Row<ReaderRig> = {
  device: 'mrz-serial',
  behind: 'byte simulator, cable in memory, own clock',
  make: async () => {
    const rig = cableRig(
      (cable, clock) => new MrzSerialReader({ path: '/dev/ttyUSB1', link: cable, clock }),
      '/dev/ttyUSB1',
    );
    const far = new SimulatedMrzReader(rig.cable);
    const lay = () => far.present(nextZone());
    return { ...rig, lay, work: workOf(rig, lay) };
  },
  cells: readerCells(
    (bytes) => [bytes.subarray(0, bytes.length / 2)],
    noise(0, 0),
    (bytes) => [bytes.filter((_, i) => i !== 40)],
  ),
};

export const hidScanner: Row<ReaderRig> = {
  device: 'hid-scanner',
  behind: 'report simulator, cable in memory, own clock',
  make: async () => {
    const rig = cableRig(
      (cable, clock) => new HidScanner({ path: '/dev/hidraw0', link: cable, clock }),
      '/dev/hidraw0',
    );
    const far = new SimulatedHidScanner(rig.cable);
    const lay = () => far.present(nextZone().replaceAll('\n', '\r\n'), ']L0');
    return { ...rig, lay, work: workOf(rig, lay) };
  },
  cells: readerCells(withoutLast, noise(5, 3), withoutLast),
};
