import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoPeople } from '../demo/people.ts';
import { isDefaultCode } from './default-code.ts';

const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((all) => all.join(''));

describe('a default code', () => {
  it.each(demoPeople.map(({ code, id }) => [id, code]))('is the published one of the demonstration’s %s', (_, code) => {
    expect(isDefaultCode(code)).toBe(true);
  });

  it.each(['000000', '77777777', '123456', '012345', '890123', '987654', '321098', '112112', '12121212', '123123123'])(
    'is the trivial %s',
    (code) => expect(isDefaultCode(code)).toBe(true),
  );

  it.each(['493817', '582946', '112113', '123457', '90817263', '1231231'])('is not %s', (code) => {
    expect(isDefaultCode(code)).toBe(false);
  });

  it('is any piece that comes again and again', () => {
    fc.assert(
      fc.property(digits(1, 6), fc.integer({ min: 2, max: 6 }), (piece, times) => {
        expect(isDefaultCode(piece.repeat(times))).toBe(true);
      }),
    );
  });

  it('is rare: a commission that draws codes by lot draws one again hardly ever', () => {
    let found = 0;
    for (let n = 0; n < 1_000_000; n += 1) if (isDefaultCode(String(n).padStart(6, '0'))) found += 1;
    expect(found).toBeLessThan(1200);
  });
});
