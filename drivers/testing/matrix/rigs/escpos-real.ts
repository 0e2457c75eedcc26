import { EscposPrinter } from '../../../printer/escpos.ts';
import { ESCPOS_LIMITS } from '../../../printer/escpos-line.ts';
import { SimulatedEscpos } from '../../../simulator/escpos.ts';
import type { DevicePort } from '../../../simulator/wire.ts';
import { afterTest } from '../../clean-up.ts';
import type { FaultName } from '../faults.ts';
import { type Cell, machineTime } from '../rig.ts';
import { NOISE, type PrinterRig, work } from './escpos-printer.ts';

/** Limits with which a ladder takes seconds, for rigs on the machine's clock. */
const short = { status: 300, band: 1_500, finish: 6_000, look: 60, heartbeat: 200 };

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

export interface RealRig<P> extends PrinterRig {
  readonly port: P;
  readonly answers: Answers;
  readonly limits: { readonly status: number };
}

export function realRig<P extends DevicePort & { readonly path: string }>(port: P, isShort: boolean): RealRig<P> {
  const answers = new Answers(port);
  const printer = new SimulatedEscpos(answers, () => {});
  const limits = isShort ? short : ESCPOS_LIMITS;
  const device = new EscposPrinter({ path: port.path, limits });
  afterTest(() => device.close());
  device.open();
  return { port, answers, printer, device, limits, time: machineTime, work: work(device) };
}

/** What happens to answers on a real cable. */
export const onTheWay = {
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
