import fc from 'fast-check';
import { binStates, compartments, motions, pathPlaces } from '../../core/ballot/path/box.ts';
import type { FullStatus } from './messages.ts';

/** A box with nothing in it and nothing wrong. */
export const restingStatus: FullStatus = {
  ...{ box: 'B-0417', event: 0, motion: 'still', gate: 'closed', cover: 'closed' },
  paper: { front: false, middle: false, gate: false, back: false },
  ...{ doubleFeed: false, jam: null, sheet: null },
  bins: { valid: 'ok', invalid: 'ok' },
  last: null,
};

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const hexToken = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const bin = fc.constantFrom(...binStates);

/** Any status that a box can say. */
export const anyStatus: fc.Arbitrary<FullStatus> = fc.record({
  box: fc.string({ minLength: 1, maxLength: 12 }),
  event: uint32,
  motion: fc.constantFrom(...motions),
  paper: fc.record({ front: fc.boolean(), middle: fc.boolean(), gate: fc.boolean(), back: fc.boolean() }),
  gate: fc.constantFrom('open', 'closed'),
  cover: fc.constantFrom('open', 'closed'),
  doubleFeed: fc.boolean(),
  jam: fc.constantFrom(null, ...pathPlaces),
  sheet: fc.constantFrom(
    null,
    { id: 7, lengthMm: null, image: null },
    { id: 0xffff_ffff, lengthMm: 297, image: { width: 1_654, height: 2_339, dpi: 200, rows: 64, crc: 0x89ab_cdef } },
  ),
  bins: fc.record({ valid: bin, invalid: bin }),
  last: fc.option(fc.record({ token: hexToken, into: fc.constantFrom(...compartments), passed: fc.boolean() }), {
    nil: null,
  }),
});
