import { createServer } from 'node:net';
import { encodeImage, type GrayImage, impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import { encodeJpeg } from '../../../main/images/codecs.fixture.ts';
import { imageCodecs } from '../../../main/images/codecs.ts';
import { type SbiAuthority, sbiAuthority } from '../../simulator/sbi/authority.ts';
import type { Touch } from '../../simulator/sbi/biometrics.ts';
import { SimulatedSbi } from '../../simulator/sbi/sbi.ts';
import { afterTest, opened } from '../../testing/bench.ts';
import { type SbiOptions, SbiReader } from './sbi.ts';

/** A day in the sun of every test here: 1 October 2026, noon. */
export const NOW = Date.UTC(2026, 9, 1, 12);

let made: SbiAuthority | null = null;
/** One set of keys for a file of tests: they take a second to make. */
export function authority(): SbiAuthority {
  made ??= sbiAuthority(NOW);
  return made;
}

/** Of the scanner's provider's root, as configurations hold it. */
export const anchors = (): readonly string[] => [authority().root.certificate.toString()];

const finger = syntheticFinger({ seed: 'sbi', voter: 1, finger: 2 });
const drawn = new Map<number, GrayImage>();
/** One touch of a drawn finger. */
export function touchImage(capture: number): GrayImage {
  const known = drawn.get(capture);
  if (known !== undefined) return known;
  const image = impression(finger, { capture, condition: 'good', width: 192, height: 224, dpi: 500 });
  drawn.set(capture, image);
  return image;
}

/** A right index finger as ISO/IEC 19794-4, without compression. */
export const touchOf = (capture: number): Touch => ({
  bioSubType: 'Right IndexFinger',
  record: encodeImage(touchImage(capture), { finger: 2 }),
  quality: 71,
});

let shown: readonly Uint8Array[] | null = null;
export function previewFrames(): readonly Uint8Array[] {
  shown ??= [1, 2].map((capture) => encodeJpeg(touchImage(capture)));
  return shown;
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Short times, so that tests of faults take no longer than they must. */
export const quick = {
  discover: 400,
  info: 400,
  answer: 300,
  heartbeat: 150,
  firstPause: 80,
  longestPause: 200,
  busyAgain: 40,
  lift: 20,
  frame: 300,
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
