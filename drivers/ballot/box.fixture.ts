import type { GrayPage } from '../scanner/page-scanner.ts';
import { SimulatedBallotBox, type SimulatedBoxOptions } from '../simulator/ballot-box/box.ts';
import type { PaperSheet } from '../simulator/ballot-box/whereabouts.ts';
import { MemoryCable } from '../testing/memory-cable.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type BallotBoxOptions, BallotBoxReader } from './box-reader.ts';

/** A page in which every pixel depends on its place and on the sheet; smaller than paper is, so that tests are quick. */
export function pageOf(name: string, width = 166, height = 234): GrayPage {
  const seed = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i % 5 === 0 ? (i * seed) & 0xff : 255));
  return { width, height, dpi: 50, pixels };
}

export const sheetOf = (name: string, more: Partial<PaperSheet> = {}): PaperSheet => ({
  ...{ name, page: pageOf(name), lengthMm: 297 },
  ...more,
});

/** A driver, a cable and a box, on a clock that passes when it is told to. */
export function boxBench(options: Partial<BallotBoxOptions> = {}, simulated: Partial<SimulatedBoxOptions> = {}) {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock);
  const box = new SimulatedBallotBox(cable, { clock, ...simulated });
  const reader = new BallotBoxReader({ path: cable.path, link: cable, clock, ...options });
  /** Lets time pass until the work has ended. */
  const done = async <T>(work: Promise<T>, mostMs = 60_000): Promise<T> => {
    let ended = false;
    void work.finally(() => {
      ended = true;
    });
    await clock.pass(mostMs, () => ended);
    if (!ended) throw new Error(`not ended after ${mostMs} ms`);
    return work;
  };
  /** Opens the driver and waits until it is ready. */
  const up = async () => {
    reader.open();
    await clock.pass(5_000, () => reader.status.state === 'ready');
  };
  /** Puts a sheet in and brings it before the gate; its number. */
  const held = async (sheet: PaperSheet): Promise<number> => {
    box.path.insert(sheet);
    const grabbed = await done(reader.grab());
    const id = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
    await done(reader.scan(id));
    return id;
  };
  return { clock, cable, box, reader, done, up, held };
}

/** A token that a test can tell from another. */
export const tokenOf = (n: number): string => n.toString(16).padStart(32, '0');
