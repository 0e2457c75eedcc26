import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, moveOf, type Place, placeOf } from './places.ts';

const left: Area = { x: 0, y: 0, width: 1280, height: 800 };
const right: Area = { x: 1280, y: 0, width: 1920, height: 1080 };
const kiosk = (at: Area): Place => ({ kind: 'kiosk', at });

describe('the windows of a kiosk', () => {
  it('have the officer on the first display and the voter on the second', () => {
    expect(placeOf('officer', [left, right], true)).toEqual(kiosk(left));
    expect(placeOf('voter', [left, right], true)).toEqual(kiosk(right));
    expect(placeOf('voter', [left], true)).toBeNull();
    expect(placeOf('voter', [left], false)?.kind).toBe('plain');
    expect(placeOf('officer', [], true)).toBeNull();
  });

  it('come back when a display that was pulled out is plugged in again', () => {
    const with2 = placeOf('voter', [left, right], true);
    const with1 = placeOf('voter', [left], true);
    expect(moveOf(with2, with1)).toEqual({ move: 'close' });
    expect(moveOf(null, with1)).toEqual({ move: 'none' });
    expect(moveOf(null, with2)).toEqual({ move: 'open', place: kiosk(right) });
  });

  it("follow when the officer's own display is pulled out, and back again", () => {
    expect(moveOf(kiosk(left), placeOf('officer', [right], true))).toEqual({ move: 'put', place: kiosk(right) });
    expect(moveOf(kiosk(right), placeOf('officer', [left, right], true))).toEqual({ move: 'put', place: kiosk(left) });
  });

  it('stay where somebody has put them in a checkout with one display', () => {
    const plain = placeOf('voter', [left], false);
    expect(moveOf(plain, placeOf('voter', [{ ...left, x: 5 }], false))).toEqual({ move: 'none' });
  });

  it('stand where they belong after any sequence of displays, and never two on one', () => {
    const displays = fc.array(fc.constantFrom(left, right, { ...right, width: 1280 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(displays, { minLength: 1, maxLength: 12 }), fc.boolean(), (changes, packaged) => {
        const at = new Map<string, Place>();
        for (const now of changes) {
          for (const name of ['officer', 'voter']) {
            const move = moveOf(at.get(name) ?? null, placeOf(name, now, packaged));
            if (move.move === 'close') at.delete(name);
            else if (move.move !== 'none') at.set(name, move.place);
          }
          for (const name of ['officer', 'voter']) {
            expect(at.get(name)?.kind).toBe(placeOf(name, now, packaged)?.kind);
            if (at.get(name)?.kind === 'kiosk') expect(at.get(name)).toEqual(placeOf(name, now, packaged));
          }
        }
      }),
    );
  });
});
