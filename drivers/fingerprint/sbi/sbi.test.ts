import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeTemplate } from '../../../core/fingerprint/fingerprint.ts';
import type { CaptureProgress, FingerImage } from '../../device.ts';
import { codeOf, ready, statusWhere } from '../../testing/bench.ts';
import type { SbiReader } from './sbi.ts';
import {
  anchors,
  authority,
  NOW,
  previewFrames,
  readerOn,
  simulated,
  touchImage,
  touchOf,
} from './sbi-bench.fixture.ts';

const hash = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex');
/** By hash: a difference in so many pixels is not worth printing. */
function expectImage(result: Awaited<ReturnType<SbiReader['capture']>>, capture: number): void {
  expect(result.ok ? hash(result.value.pixels) : result.error).toEqual(hash(touchImage(capture).pixels));
}

async function readyBench(options: Parameters<typeof readerOn>[1] = {}) {
  const { service, ports } = await simulated();
  const reader = readerOn(ports, options);
  await statusWhere(reader, ready);
  return { service, ports, reader };
}

describe('a scanner behind SBI', () => {
  it('is found, and brings the image of the finger that is put on it', async () => {
    const { service, reader } = await readyBench();
    expect(reader.scanner?.id).toMatchObject({ serialNo: 'S-1', make: 'Taanuu', deviceSubType: 'Single' });
    expect(reader.health()).toMatchObject({ kind: 'fingerprint', path: `127.0.0.1:${service.port}` });
    const progress: CaptureProgress[] = [];
    const captured = reader.capture({ onProgress: (step) => progress.push(step) });
    setTimeout(() => service.touch(touchOf(1)), 60);
    const result = await captured;
    expectImage(result, 1);
    expect(result.ok && result.value).toMatchObject({
      width: 192,
      height: 224,
      dpi: 500,
    } satisfies Partial<FingerImage>);
    expect(progress[0]).toEqual({ stage: 'waiting' });
    expect(progress.at(-1)).toEqual({ stage: 'transfer', share: 1 });
    expect(reader.status).toEqual({ state: 'ready' });
    expect(reader.health().counters.bytesIn).toBeGreaterThan(192 * 224);
  });
});
