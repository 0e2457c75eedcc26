import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedPort } from '../../../simulator/pty.ts';
import { afterTest, temporaryFolder } from '../../clean-up.ts';
import { printerNode } from '../../printer-node.ts';
import type { Row } from '../rig.ts';
import { atPrinter } from './escpos-printer.ts';
import { onTheWay, type RealRig, realRig } from './escpos-real.ts';

export const escposLp: Row<RealRig<SimulatedPort>> = {
  device: 'escpos-lp',
  behind: 'byte simulator, printer node as a pseudo-terminal',
  make: async ({ short: isShort }) => {
    const port = printerNode(join(temporaryFolder(), 'lp0'));
    port.plug();
    afterTest(() => port.unplug());
    return realRig(port, isShort);
  },
  cells: {
    ...atPrinter,
    ...onTheWay,
    unplugged: {
      told: 'device.printer-missing',
      inject: ({ port }) => port.unplug(),
      mend: ({ port }) => port.plug(),
    },
    'plugged-in-anew': {
      told: 'device.printer-missing',
      passes: true,
      inject: async ({ port, time }) => {
        port.unplug();
        await time.until(() => false, 300);
        port.plug();
      },
      mend: () => {},
    },
    'unplugged-in-work': {
      told: 'device.printer-unplugged',
      also: ['device.printer-missing'],
      by: 'work',
      inWork: true,
      inject: ({ port }) => port.unplugAfter(5_000),
      mend: ({ port }) => port.plug(),
    },
    busy: {
      told: 'device.port-refused',
      also: ['device.printer-missing'],
      // A node that cannot be opened, as one that another program holds.
      inject: ({ port }) => {
        port.unplug();
        mkdirSync(port.path);
      },
      mend: ({ port }) => {
        rmdirSync(port.path);
        port.plug();
      },
    },
    'wrong-device': {
      told: 'device.printer-silent',
      also: ['device.printer-missing'],
      inject: ({ port, printer }) => {
        port.unplug();
        printer.setFault({ silent: true });
        port.plug();
      },
      mend: ({ port, printer }) => {
        port.unplug();
        printer.setFault({});
        port.plug();
      },
    },
    stuck: {
      told: 'device.printer-silent',
      also: ['device.printer-unplugged'],
      inWork: true,
      inject: ({ port }) => port.halt(true),
      mend: ({ port }) => port.halt(false),
    },
    'power-lost': {
      told: 'device.printer-missing',
      passes: true,
      inject: async ({ port, time }) => {
        port.unplug();
        await time.until(() => false, 1_000);
        port.plug();
      },
      mend: () => {},
    },
  },
};
