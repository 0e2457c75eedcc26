import { mkdirSync, rmdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { ReceiptPrinter } from '../../../device.ts';
import { blankBitmap } from '../../../printer/bitmap.ts';
import { EscposPrinter } from '../../../printer/escpos.ts';
import { ESCPOS_LIMITS } from '../../../printer/escpos-line.ts';
import { SimulatedEscpos } from '../../../simulator/escpos.ts';
import type { SimulatedPort } from '../../../simulator/pty.ts';
import { SimulatedR30x } from '../../../simulator/r30x.ts';
import { SimulatedTcpPort } from '../../../simulator/tcp-port.ts';
import type { DevicePort } from '../../../simulator/wire.ts';
import { afterTest, temporaryFolder } from '../../clean-up.ts';
import { printerNode } from '../../printer-node.ts';
import type { FaultName } from '../faults.ts';
import { type Cell, machineTime, type Rig, type Row } from '../rig.ts';
import { type CableRig, cableCells, cableRig, ends, whole } from './cable.ts';

interface PrinterRig extends Rig {
  readonly printer: SimulatedEscpos;
}

const slip = blankBitmap(576, 320);
slip.bits.forEach((_, i) => {
  slip.bits[i] = (i * 7) % 256;
});
const work = (device: ReceiptPrinter) => async () => {
  const result = await device.print(slip);
  return result.ok ? null : result.error.problem;
};
/** No answer of a printer looks like this. */
const NOISE = 0xa5;
/** Limits with which a ladder takes seconds, for rigs on the machine's clock. */
const short = { status: 300, band: 600, finish: 2_500, look: 60, heartbeat: 200 };

/** What a person sees at the printer itself, whatever it hangs on. */
const atPrinter = {
  silent: {
    told: 'device.printer-silent',
    inject: ({ printer }) => printer.setFault({ silent: true }),
    mend: ({ printer }) => printer.setFault({}),
  },
  'paper-out': {
    told: 'device.paper-out',
    inject: ({ printer }) => printer.loadPaper(0),
    mend: ({ printer }) => printer.loadPaper(),
  },
  'paper-low': {
    told: 'device.paper-near-end',
    inject: ({ printer }) => printer.loadPaper(20_000),
    mend: ({ printer }) => printer.loadPaper(),
  },
  jam: {
    told: 'device.cutter-jam',
    inWork: true,
    inject: ({ printer }) => printer.setFault({ cutterJams: true }),
    mend: ({ printer }) => printer.setFault({}),
  },
  cover: {
    told: 'device.cover-open',
    inject: ({ printer }) => printer.setFault({ coverOpen: true }),
    mend: ({ printer }) => printer.setFault({}),
  },
  broken: {
    told: 'device.printer-fault',
    inject: ({ printer }) => printer.setFault({ broken: true }),
    mend: ({ printer }) => printer.setFault({}),
  },
} satisfies Partial<Record<FaultName, Cell<PrinterRig>>>;

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

/** The printer's end of a real cable, with what is wrong with its answers. */
class Answers implements DevicePort {
  delayMs = 0;
  noise = false;
  private readonly port: DevicePort;

  constructor(port: DevicePort) {
    this.port = port;
  }

  onBytes(listener: (bytes: Uint8Array) => void) {
    return this.port.onBytes(listener);
  }

  onPlug(listener: (plugged: boolean) => void) {
    return this.port.onPlug(listener);
  }

  send(bytes: Uint8Array): void {
    const wire = this.noise ? bytes.map(() => NOISE) : bytes;
    if (this.delayMs === 0) this.port.send(wire);
    else setTimeout(() => this.port.send(wire), this.delayMs);
  }
}

interface RealRig<P> extends PrinterRig {
  readonly port: P;
  readonly answers: Answers;
  readonly limits: { readonly status: number };
}

function realRig<P extends DevicePort & { readonly path: string }>(port: P, isShort: boolean): RealRig<P> {
  const answers = new Answers(port);
  const printer = new SimulatedEscpos(answers, () => {});
  const limits = isShort ? short : ESCPOS_LIMITS;
  const device = new EscposPrinter({ path: port.path, limits });
  afterTest(() => device.close());
  device.open();
  return { port, answers, printer, device, limits, time: machineTime, work: work(device) };
}

/** What happens to answers on a real cable. */
const onTheWay = {
  slow: {
    told: 'ridden',
    inject: ({ answers, limits }) => {
      answers.delayMs = limits.status / 5;
    },
    mend: ({ answers }) => {
      answers.delayMs = 0;
    },
  },
  'too-slow': {
    told: 'device.printer-silent',
    inject: ({ answers, limits }) => {
      answers.delayMs = 40 * limits.status;
    },
    mend: ({ answers }) => {
      answers.delayMs = 0;
    },
  },
  garbage: {
    told: 'device.printer-wrong-answer',
    inject: ({ answers }) => {
      answers.noise = true;
    },
    mend: ({ answers }) => {
      answers.noise = false;
    },
  },
} satisfies Partial<Record<FaultName, Cell<RealRig<DevicePort>>>>;

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
