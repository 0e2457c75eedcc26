import { EscposPrinter } from '../../../printer/escpos.ts';
import { SimulatedEscpos } from '../../../simulator/escpos.ts';
import { SimulatedR30x } from '../../../simulator/r30x.ts';
import type { Row } from '../rig.ts';
import { type CableRig, cableCells, cableRig, ends, whole } from './cable.ts';
import { atPrinter, NOISE, type PrinterRig, work } from './escpos-printer.ts';

interface SerialRig extends PrinterRig, CableRig {
  swap(to: number): void;
}

export const escposSerial: Row<SerialRig> = {
  device: 'escpos-serial',
  behind: 'byte simulator, cable in memory, own clock',
  make: async () => {
    const rig = cableRig(
      (cable, clock) => new EscposPrinter({ path: '/dev/ttyUSB2', link: cable, clock }),
      '/dev/ttyUSB2',
    );
    const { far, swap } = ends(rig.cable, 2);
    const printer = new SimulatedEscpos(far[0] ?? rig.cable, () => {});
    new SimulatedR30x(far[1] ?? rig.cable);
    return { ...rig, printer, swap, work: work(rig.device) };
  },
  cells: {
    ...cableCells('device.printer-missing'),
    ...atPrinter,
    'unplugged-in-work': {
      told: 'device.printer-unplugged',
      also: ['device.printer-missing'],
      by: 'work',
      inWork: true,
      inject: async ({ cable, time }) => {
        const before = cable.counters.bytesOut;
        await time.until(() => cable.counters.bytesOut > before + 5_000, 5_000);
        cable.unplug();
      },
      mend: ({ cable }) => cable.plug(),
    },
    slow: {
      told: 'ridden',
      inject: ({ cable }) => {
        cable.delayMs = 300;
      },
      mend: ({ cable }) => {
        cable.delayMs = 0;
      },
    },
    'too-slow': {
      told: 'device.printer-silent',
      inject: ({ cable }) => {
        cable.delayMs = 20_000;
      },
      mend: ({ cable }) => {
        cable.delayMs = 0;
      },
    },
    garbage: {
      told: 'device.printer-wrong-answer',
      inject: ({ cable }) => {
        cable.damage = (bytes) => [bytes.map(() => NOISE)];
      },
      mend: ({ cable }) => {
        cable.damage = whole;
      },
    },
    'lost-bytes': {
      // Also of an answer about the slip: then nobody knows, and a person looks.
      told: 'device.print-unconfirmed',
      by: 'work',
      inject: ({ cable }) => {
        let sent = 0;
        cable.damage = (bytes) => [bytes.filter(() => ++sent % 9 !== 0)];
      },
      mend: ({ cable }) => {
        cable.damage = whole;
      },
    },
    'wrong-device': {
      told: 'device.printer-silent',
      also: ['device.printer-missing'],
      inject: ({ swap }) => swap(1),
      mend: ({ swap }) => swap(0),
    },
    stuck: {
      told: 'device.printer-silent',
      inject: ({ cable }) => {
        cable.stuck = true;
      },
      mend: ({ cable }) => {
        cable.stuck = false;
      },
    },
    'power-lost': {
      told: 'device.printer-missing',
      passes: true,
      inject: async ({ cable, time }) => {
        cable.unplug();
        await time.until(() => false, 1_000);
        cable.plug();
      },
      mend: () => {},
    },
  },
};
