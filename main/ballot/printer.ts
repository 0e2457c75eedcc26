import { err, ok } from '../../core/problem/result.ts';
import { CupsPrinter } from '../../drivers/printer/cups/cups.ts';
import { deviceView } from '../api/device-view.ts';
import type { DeviceView } from '../api/device-views.ts';
import type { ResultsFrame } from './results/frame.ts';

/** The printer of the ballot zone: a print queue of this machine, spoken to over its socket file. */
export interface ZonePrinter {
  readonly print: NonNullable<ResultsFrame['queue']>;
  /** How the printer is, for the desk. */
  readonly view: (now: Date) => DeviceView;
  readonly start: (onChange: () => void) => void;
  readonly close: () => Promise<void>;
}

/** @param address as `CupsOptions.address` */
export function zonePrinter(address: string): ZonePrinter {
  const printer = new CupsPrinter({ address });
  return {
    print: async (bytes, title) => {
      const printed = await printer.print({ format: 'pdf', bytes, title });
      return printed.ok ? ok(null) : err(printed.error.problem);
    },
    start: (onChange) => {
      printer.on(onChange);
      printer.open();
    },
    view: (now) => deviceView({ ...printer.health(), id: 'ballot-printer', driver: 'cups' }, now),
    close: () => printer.close(),
  };
}
