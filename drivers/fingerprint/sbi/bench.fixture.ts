import { imageCodecs } from '../../../main/images/codecs.ts';
import { SimulatedSbi } from '../../simulator/sbi/sbi.ts';
import { afterTest, opened } from '../../testing/bench.ts';
import { freePorts } from '../../testing/ports.ts';
import { type SbiOptions, SbiReader } from './sbi.ts';
import { anchors, authority, NOW, previewFrames } from './world.fixture.ts';

/** Short times, so that tests of faults take no longer than they must. */
export const quick = {
  discover: 1_200,
  info: 1_200,
  answer: 1_200,
  heartbeat: 150,
  firstPause: 80,
  longestPause: 200,
  busyAgain: 40,
  lift: 20,
  frame: 1_000,
} as const;

/** A simulated service that is there, on one of three ports that only this test knows. */
export async function simulated(options: { readonly start?: boolean } = {}): Promise<{
  readonly service: SimulatedSbi;
  readonly ports: readonly number[];
}> {
  const ports = await freePorts(3);
  const service = new SimulatedSbi({
    authority: authority(),
    serial: 'S-1',
    ports,
    frames: previewFrames(),
    now: () => NOW,
  });
  afterTest(() => service.stop());
  if (options.start ?? true) await service.start();
  return { service, ports };
}

export function readerOn(ports: readonly number[], options: Partial<SbiOptions> = {}): SbiReader {
  const { limits, ...rest } = options;
  return opened(
    new SbiReader({
      anchors: anchors(),
      serial: 'S-1',
      ports,
      codecs: imageCodecs,
      wallClock: () => NOW,
      limits: { ...quick, ...limits },
      ...rest,
    }),
  );
}
