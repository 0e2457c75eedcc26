import type { ReceiptPrinter } from '../../../drivers/device.ts';
import { renderSlip } from '../../../drivers/printer/render.ts';

type Printer = Pick<ReceiptPrinter, 'print'>;

/**
 * Slips one after the other, each drawn when the one before is out. To draw a long slip keeps this process busy for so long
 * that a printer's answer seems not to come: the slip that was printing meanwhile would be given up half-way.
 */
export class SlipTurns {
  readonly #draw: typeof renderSlip;
  #last: Promise<unknown> = Promise.resolve();

  constructor(draw: typeof renderSlip = renderSlip) {
    this.#draw = draw;
  }

  /** @param printer asked when it is this slip's turn: it may be another one by then */
  print(svg: string, printer: () => Printer): ReturnType<Printer['print']> {
    const turn = this.#last.then(() => printer().print(this.#draw(svg)));
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
