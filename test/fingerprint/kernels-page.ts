import { encodeTemplate, extract } from '../../core/fingerprint/fingerprint.ts';
import { chain, kernelSet } from '../../core/fingerprint/kernels/chain.fixture.ts';
import { syntheticFinger } from '../../core/fingerprint/synthetic/finger.ts';
import { conditions, impression } from '../../core/fingerprint/synthetic/impression.ts';

/** One number for what every kernel makes of a drawn touch: in a page, in a worker, in Node. */
export function fingerOfKernels(): string {
  const size = { width: 256, height: 288, dpi: 500 };
  const image = impression(syntheticFinger({ seed: 'page', voter: 1, finger: 2 }), {
    ...size,
    capture: 1,
    condition: 'good',
  });
  const set = kernelSet(image);
  let hash = 0x811c9dc5;
  for (const plane of Object.values(chain(image, set))) {
    for (const value of plane) hash = Math.imul(hash ^ value, 0x01000193) >>> 0;
  }
  set.close();
  return hash.toString(16);
}

/** One number for the bytes of the templates of five drawn touches, one in each condition, on sensors of two kinds. */
export function fingerOfTemplates(): string {
  let hash = 0x811c9dc5;
  for (const [voter, condition] of conditions.entries()) {
    const dpi = voter % 2 ? 500 : 400;
    const image = impression(syntheticFinger({ seed: 'page', voter, finger: 2 }), {
      ...{ width: 256, height: 288, dpi, capture: 1, condition },
    });
    for (const byte of encodeTemplate(extract(image).template)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16);
}

declare const self: { document?: unknown; postMessage: (answer: string) => void };

/** In a worker it answers by itself; a page calls it. */
if (typeof self !== 'undefined' && self.document === undefined) self.postMessage(fingerOfKernels());
