import { encodeReports, type HidLayout } from '../document/hid-codec.ts';
import type { DevicePort } from './wire.ts';

/** A scanner at the far end of a cable: sends a code in HID reports as soon as it sees one. */
export class SimulatedHidScanner {
  /** Every nth report gets lost; 0: none. */
  loseEvery = 0;
  private readonly port: DevicePort;
  private readonly layout: HidLayout;
  private sent = 0;

  constructor(port: DevicePort, layout: HidLayout = 'pos') {
    this.port = port;
    this.layout = layout;
  }

  /** Holds a code before it. */
  present(text: string, aim = ']Q1'): void {
    for (const report of encodeReports(this.layout, Buffer.from(text, 'utf8'), aim)) {
      this.sent += 1;
      if (this.loseEvery === 0 || this.sent % this.loseEvery !== 0) this.port.send(report);
    }
  }
}
