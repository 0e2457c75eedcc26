import { createServer, type Server } from 'node:net';
import { EscposPrinter } from '../../../printer/escpos.ts';
import type { ESCPOS_LIMITS } from '../../../printer/escpos-line.ts';
import { SimulatedTcpPort } from '../../../simulator/tcp-port.ts';
import { afterTest } from '../../clean-up.ts';
import type { Row } from '../rig.ts';
import { atPrinter } from './escpos-printer.ts';
import { onTheWay, type RealRig, realRig } from './escpos-real.ts';

interface TcpRig extends RealRig<SimulatedTcpPort> {
  rival: EscposPrinter | null;
  other: Server | null;
}

export const escposTcp: Row<TcpRig> = {
  device: 'escpos-tcp',
  behind: 'byte simulator, real TCP on 127.0.0.1',
  make: async ({ short: isShort }) => {
    const port = new SimulatedTcpPort();
    await port.plug();
    afterTest(() => port.switchOff());
    return { ...realRig(port, isShort), rival: null, other: null };
  },
  cells: {
    ...atPrinter,
    ...onTheWay,
    // A network says nothing of a cable that is out.
    unplugged: {
      told: 'device.printer-silent',
      inject: ({ port }) => port.pull(),
      mend: ({ port }) => port.plug(),
    },
    'plugged-in-anew': {
      told: 'ridden',
      inject: async ({ port, time }) => {
        port.pull();
        await time.until(() => false, 300);
        await port.plug();
      },
      mend: () => {},
    },
    'unplugged-in-work': {
      told: 'device.printer-silent',
      by: 'work',
      inWork: true,
      inject: ({ port }) => port.pullAfter(5_000),
      mend: ({ port }) => port.plug(),
    },
    busy: {
      told: 'device.printer-silent',
      also: ['device.printer-missing', 'device.port-refused'],
      inject: async (rig) => {
        await rig.port.switchOff();
        await rig.port.plug();
        rig.rival = new EscposPrinter({ path: rig.port.path, limits: rig.limits as typeof ESCPOS_LIMITS });
        afterTest(() => rig.rival?.close());
        rig.rival.open();
      },
      mend: (rig) => rig.rival?.close(),
    },
    'wrong-device': {
      told: 'device.printer-wrong-answer',
      also: ['device.printer-missing', 'device.port-refused', 'device.printer-silent'],
      inject: async (rig) => {
        await rig.port.switchOff();
        const port = Number(new URL(rig.port.path).port);
        rig.other = createServer((socket) => {
          socket.on('error', () => {});
          socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
        });
        const { other } = rig;
        afterTest(() => void other.close());
        await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
      },
      mend: async (rig) => {
        await new Promise<void>((resolve) => {
          rig.other?.close(() => resolve());
          // Whoever is connected must leave first.
          void rig.device.reopen();
        });
        await rig.port.plug();
      },
    },
    'power-lost': {
      told: 'device.port-refused',
      also: ['device.printer-missing'],
      passes: true,
      inject: async ({ port, time, device }) => {
        await port.switchOff();
        await time.until(() => device.status.state === 'attention', 10_000);
        await port.plug();
      },
      mend: () => {},
    },
  },
};
