import type { ReceiptPrinter } from '../../../device.ts';
import { blankBitmap } from '../../../printer/bitmap.ts';
import type { SimulatedEscpos } from '../../../simulator/escpos.ts';
import type { FaultName } from '../faults.ts';
import type { Cell, Rig } from '../rig.ts';

export interface PrinterRig extends Rig {
  readonly printer: SimulatedEscpos;
}

const slip = blankBitmap(576, 320);
slip.bits.forEach((_, i) => {
  slip.bits[i] = (i * 7) % 256;
});
export const work = (device: ReceiptPrinter) => async () => {
  const result = await device.print(slip);
  return result.ok ? null : result.error.problem;
};
/** No answer of a printer looks like this. */
export const NOISE = 0xa5;

/** What a person sees at the printer itself, whatever it hangs on. */
export const atPrinter = {
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
