import { describe, expect, it } from 'vitest';
import { placeTakenBy, sharedPlace } from './places.ts';
import { placeOf } from './station.ts';

const ordered = [{ device: 'a' }, { device: 'b' }];
const placed = [
  { device: 'b', place: 2 },
  { device: 'a', place: 1 },
];

describe('the place of a device', () => {
  it('is the one that the package says, else that of the order', () => {
    expect(['a', 'b', 'c'].map((name) => placeOf(ordered, name))).toEqual([1, 2, 0]);
    expect(['a', 'b', 'c'].map((name) => placeOf(placed, name))).toEqual([1, 2, 0]);
  });

  it('is nobody else’s: said twice, or said and counted', () => {
    expect(sharedPlace(ordered)).toBeNull();
    expect(sharedPlace(placed)).toBeNull();
    expect(sharedPlace([...placed, { device: 'c', place: 1 }])).toEqual({ place: 1, devices: 'a, c' });
    expect(sharedPlace([{ device: 'c' }, { device: 'a', place: 1 }])).toEqual({ place: 1, devices: 'c, a' });
  });

  it('that a device had before is taken only by one to which it is given by name', () => {
    expect(placeTakenBy(placed, 'a', 2)).toEqual({ place: 2, devices: 'a, b' });
    expect(placeTakenBy(placed, 'a', 1)).toBeNull();
    expect(placeTakenBy(ordered, 'a', 2)).toBeNull();
  });
});
