import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { V4l2Camera } from '../../../drivers/camera/camera.ts';
import { kernel, program } from '../../../drivers/camera/far-side.fixture.ts';
import { systemClock } from '../../../drivers/clock.ts';
import { opened, ready, statusWhere } from '../../../drivers/testing/bench.ts';
import { imageCodecs } from '../../images/codecs.ts';
import { HostTrials } from '../devices/host-trials.ts';
import type { TrialWork } from '../devices/trial-protocol.ts';
import { trialsRoom } from './trials.fixture.ts';

const limits = { poll: 40, again: 60_000, format: 30_000, picture: 30_000 };

/**
 * A trial of a camera with the driver and the host's side as they are; the program that the driver starts is ours. It gives
 * these pictures one after the other.
 * @param afterwards what it does when all are taken; `repeat`: it gives the last one again and again
 */
export async function cameraTrial(
  pictures: readonly Uint8Array[],
  {
    size,
    afterwards,
    pixels = 'MJPG',
    ...room
  }: {
    readonly size: { readonly width: number; readonly height: number };
    readonly afterwards: string;
    readonly pixels?: string;
  } & Omit<Parameters<typeof trialsRoom>[0], 'devices'>,
) {
  const { sys, pull } = kernel();
  const [left, otherwise] = afterwards === 'repeat' ? ['[ "$(ls given | wc -l)" = 1 ] ||', 'exit 0'] : ['', afterwards];
  const given = `f=$(ls given | head -1); if [ "$f" ]; then cat "given/$f"; ${left} rm "given/$f"; else ${otherwise}; fi`;
  const { path, folder } = program(given, pixels, `${size.width}/${size.height}`);
  mkdirSync(join(folder, 'given'));
  for (const [at, bytes] of pictures.entries()) writeFileSync(join(folder, 'given', `${at}`), bytes);
  const camera = opened(new V4l2Camera({ path: '/dev/video0', sys, program: path, mayUse: async () => true, limits }));
  await statusWhere(camera, ready);
  const host = new HostTrials({ device: () => camera, codecs: imageCodecs, clock: systemClock });
  const trial = (device: string, work: TrialWork, { signal }: { readonly signal: AbortSignal }) => {
    signal.addEventListener('abort', () => host.stop());
    return host.run(device, work, () => {});
  };
  return { ...trialsRoom({ ...room, devices: { trial } }), camera, pull, folder };
}
