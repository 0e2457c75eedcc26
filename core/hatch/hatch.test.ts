import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passHatch } from './hatch.ts';

const stage = { hatch: 'stage', stage: 'open', sitting: '2023-10-08-1' } as const;
const sheets = { hatch: 'sheets', time: '10:00', sheets: 128 } as const;

describe('the hatch between the zones', () => {
  it('lets each side say what is its own, and nothing of the other’s', () => {
    expect(passHatch('identification', stage)).toEqual({ to: 'ballot', message: stage });
    expect(passHatch('ballot', sheets)).toEqual({ to: 'identification', message: sheets });
    expect(passHatch('identification', sheets)).toBeNull();
    expect(passHatch('ballot', stage)).toBeNull();
  });

  it('is for the two zones alone', () => {
    expect(passHatch('world', sheets)).toBeNull();
    expect(passHatch('__proto__', sheets)).toBeNull();
  });

  it('property: a message with anything more in it does not cross', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (name, value) => {
        fc.pre(!Object.hasOwn(sheets, name) && name !== '__proto__');
        return passHatch('ballot', { ...sheets, [name]: value }) === null;
      }),
    );
  });

  it('property: no string of a person’s crosses out of the ballot zone', () => {
    // A vote, a name or a number in any field that takes letters: names of files are the only ones, and they are ours.
    const messages = [
      { hatch: 'state', stage: 'open', needs: null },
      { hatch: 'sheets', time: null, sheets: 4 },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...messages), fc.string({ minLength: 15 }), (message, said) => {
        const spoilt = Object.fromEntries(
          Object.entries(message).map(([name, value]) => [name, name === 'hatch' ? value : said]),
        );
        return passHatch('ballot', spoilt) === null;
      }),
    );
  });
});
