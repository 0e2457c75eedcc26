import { describe, expect, it } from 'vitest';
import type { BoxStatus } from './box.ts';
import { contextOf, type PathContext, SHEET_LENGTH } from './context.ts';
import { policy } from './machine.fixture.ts';
import { type FlightFate, fateOf, type Place, placeOf, rightLength, stillHeld } from './sort.ts';

const empty = { front: false, middle: false, gate: false, back: false };
const atGate = { ...empty, middle: true, gate: true };
const resting: BoxStatus = {
  ...{ box: 'B-1', motion: 'still', paper: empty, gate: 'closed', cover: 'closed', doubleFeed: false, jam: null },
  ...{ sheet: null, bins: { valid: 'ok', invalid: 'ok' }, last: null },
};
const token = '1'.repeat(32);
const flight = { token, into: 'valid', box: 'B-1' } as const;
const held = { paper: atGate, sheet: { id: 7, lengthMm: 297 } };
const begun = { token, into: 'valid', passed: false } as const;
const passed = { ...begun, passed: true };
const other = { ...passed, token: '2'.repeat(32) };

describe('what became of a sheet in flight', () => {
  it.each<[string, Partial<BoxStatus>, number | null, FlightFate]>([
    ['the box says that it has passed', { last: passed }, null, 'dropped'],
    [
      'it has passed, and something moves, jams and is open',
      { last: passed, motion: 'accepting', jam: 'back', cover: 'open' },
      null,
      'dropped',
    ],
    ['another sheet stands there already', { last: passed, ...held }, 7, 'dropped'],
    ['it is on its way', { last: begun, motion: 'accepting' }, 7, 'wait'],
    ['the box never heard of it, and it is held still', { last: other, ...held }, 7, 'again'],
    ['it stopped on its way, and is held still', { last: begun, ...held }, 7, 'again'],
    ['a sheet is held, and nobody knows whether it is the one', { last: other, ...held }, null, 'given-back'],
    ['the same, and the box had begun with it', { last: begun, ...held }, null, 'given-back'],
    ['a sheet of another number is held', { last: begun, ...held }, 6, 'given-back'],
    ['the box never heard of it, and it is gone', { last: other }, 7, 'given-back'],
    ['the box never heard of any', {}, null, 'given-back'],
    ['the box had begun with it, and it is gone', { last: begun }, 7, 'unclear'],
    [
      'the same, and somebody has put paper into the slot',
      { last: begun, paper: { ...empty, front: true } },
      7,
      'unclear',
    ],
    ['a hand may be in the path', { last: begun, ...held, cover: 'open' }, 7, 'wait'],
    ['it is jammed on its way', { last: begun, ...held, jam: 'back' }, 7, 'wait'],
    ['another box stands there', { last: passed, box: 'B-2' }, null, 'other-box'],
    [
      'its compartment is full by now',
      { last: other, ...held, bins: { valid: 'full', invalid: 'ok' } },
      7,
      'given-back',
    ],
    ['more than one sheet is there', { last: other, ...held, doubleFeed: true }, 7, 'given-back'],
  ])('%s', (_, change, same, fate) => {
    expect(fateOf(flight, { ...resting, ...change }, same, 0)).toBe(fate);
  });

  it('is not tried for ever', () => {
    expect(fateOf(flight, { ...resting, ...held, last: begun }, 7, 3)).toBe('given-back');
  });
});

describe('where the way goes on', () => {
  it.each<[string, Partial<BoxStatus>, Partial<PathContext>, Place]>([
    ['nothing is there', {}, {}, 'waiting'],
    ['a sheet stands in the slot', { paper: { ...empty, front: true } }, {}, 'grabbing'],
    ['the same, and it was given back', { paper: { ...empty, front: true } }, { reason: 'none' }, 'takeBack'],
    ['the same, and no sheets are taken', { paper: { ...empty, front: true } }, { open: false }, 'closed'],
    ['something moves', { motion: 'returning' }, {}, 'moving'],
    ['the cover is open', { cover: 'open', ...held }, {}, 'coverOpen'],
    ['paper is jammed', { jam: 'gate', ...held }, {}, 'jammed'],
    ['a sheet is held and nobody knows why', held, {}, 'returning'],
    ['a sheet is held and no sheets are taken', held, { open: false }, 'returning'],
    ['a sheet is held and does not come back', held, { tries: { accept: 0, giveBack: 3, reset: 0 } }, 'paperLeft'],
    ['a second one is in its way', { ...held, paper: { ...atGate, front: true } }, {}, 'oneAtATime'],
    [
      'one is so long that it stands out still',
      { paper: { ...atGate, front: true }, sheet: { id: 7, lengthMm: null } },
      {},
      'returning',
    ],
    ['one hangs behind the gate', { paper: { ...empty, back: true } }, {}, 'resetting'],
    [
      'one that nobody holds does not move',
      { paper: atGate },
      { tries: { accept: 0, giveBack: 0, reset: 2 } },
      'paperLeft',
    ],
    ['a compartment is away', { bins: { valid: 'missing', invalid: 'ok' } }, {}, 'binTrouble'],
    [
      'a compartment is away and a sheet is held',
      { ...held, bins: { valid: 'missing', invalid: 'ok' } },
      {},
      'returning',
    ],
    ['the disk took nothing', {}, { trouble: { code: 'storage.full' } }, 'trouble'],
    ['one in flight has passed', { last: passed }, { flight }, 'dropping'],
    ['one in flight is jammed', { last: begun, ...held, jam: 'back' }, { flight, sheet: 7 }, 'jammed'],
    ['one in flight is on its way', { last: begun, motion: 'accepting' }, { flight, sheet: 7 }, 'moving'],
    ['one in flight waits for its acceptance', held, { flight, sheet: 7 }, 'accepting'],
  ])('%s', (_, change, more, place) => {
    const context = { ...contextOf({ policy, flight: null, open: true }), ...more };
    expect(placeOf(context, { ...resting, ...change })).toBe(place);
  });
});

describe('the sheet before the gate', () => {
  it.each<[string, Partial<BoxStatus>, boolean]>([
    ['stands as it was read', held, true],
    ['is another one', { ...held, sheet: { id: 8, lengthMm: 297 } }, false],
    ['is gone', {}, false],
    ['was within reach of a hand', { ...held, cover: 'open' }, false],
    ['is two', { ...held, doubleFeed: true }, false],
    ['moves', { ...held, motion: 'returning' }, false],
  ])('%s', (_, change, still) => {
    const context = { ...contextOf({ policy, flight: null, open: true }), sheet: 7 };
    expect(stillHeld(context, { ...resting, ...change })).toBe(still);
  });

  it.each([
    [297, true],
    [290, true],
    [304, true],
    [210, false],
    [420, false],
    [null, false],
  ])('of %s mm has the length of a ballot: %s', (lengthMm, right) => {
    expect(rightLength({ ...resting, sheet: { id: 1, lengthMm } }, SHEET_LENGTH)).toBe(right);
  });
});
