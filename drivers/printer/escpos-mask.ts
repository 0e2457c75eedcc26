import type { WireMask } from '../transport/recording.ts';
import { isStatus } from './escpos-codec.ts';

/** Lengths of the commands that the driver sends, by their first two bytes. */
const lengths: Readonly<Record<number, number>> = {
  4100: 3,
  4101: 3,
  4116: 10,
  6976: 2,
  7538: 3,
  7510: 4,
  7542: 8,
};
const RASTER = 0x1d76;
const starts: readonly number[] = [0x10, 0x1b, 0x1d];

/** To the printer: commands stay, dots are white, and what is no known command is zeros: it may be text. */
class CommandMask {
  private command: number[] = [];
  private dots = 0;

  reset(): void {
    this.command = [];
    this.dots = 0;
  }

  one(byte: number): number {
    if (this.dots > 0) {
      this.dots -= 1;
      return 0;
    }
    this.command.push(byte);
    const [first = 0, second = 0, , , strideLow = 0, strideHigh = 0, heightLow = 0, heightHigh = 0] = this.command;
    if (this.command.length === 1) {
      if (!starts.includes(first)) this.command = [];
      return starts.includes(first) ? byte : 0;
    }
    const name = first * 256 + second;
    const length = lengths[name];
    if (length === undefined || this.command.length >= length) this.command = [];
    if (name === RASTER && this.command.length === 0) {
      this.dots = (strideLow + 256 * strideHigh) * (heightLow + 256 * heightHigh);
    }
    return length === undefined ? 0 : byte;
  }
}

/** All that a printer says: status, or the fence's small number. */
const isAnswer = (byte: number): boolean => isStatus(byte) || byte <= 0x0f;

/**
 * Hides what is printed on slips. From the printer only states are shown: behind a cable that was put in wrongly a reader
 * may send somebody's document, so that nothing more is shown once something came that no printer says.
 */
export function escposMask(): WireMask {
  const toPrinter = new CommandMask();
  let stranger = false;
  return {
    in: (bytes) =>
      bytes.map((byte) => {
        stranger ||= !isAnswer(byte);
        return stranger ? 0 : byte;
      }),
    out: (bytes) => bytes.map((byte) => toPrinter.one(byte)),
    reset: () => {
      toPrinter.reset();
      stranger = false;
    },
  };
}
