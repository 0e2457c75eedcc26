import { describe, expect, it } from 'vitest';
import { hubDifferences, lockDifferences, type Written } from './hub-balance.ts';
import type { HubSeen } from './hub-said.ts';

const lines = ['one', 'two', 'three'];
const events: Written['events'] = [
  { type: 'admission.reserved' },
  { type: 'admission.confirmed' },
  { type: 'kiosk.seen' },
];
const kiosk: Written = { kiosk: { id: 'D1', name: 'kiosk 1' }, lines, events };
const journal = { device: 'D1', seq: 3, counted: 3, admitted: 1, lines };
const whole: HubSeen = { journals: [journal], conflicts: [], locks: {}, refused: [] };
const numbers = new Map([['aa', 7]]);
const told = (seen: HubSeen, doubles: readonly number[] = []) =>
  hubDifferences(seen, [kiosk], { D1: 2 }, new Set(doubles), numbers);

describe('the hub held against the kiosks', () => {
  it('says nothing where it has and counts what they wrote, as far as it must', () => {
    expect(told(whole)).toEqual([]);
    expect(told({ ...whole, conflicts: ['aa'] }, [7])).toEqual([]);
    expect(told({ ...whole, journals: [{ ...journal, seq: 2, counted: 2, lines: lines.slice(0, 2) }] })).toEqual([]);
  });

  it.each<[string, HubSeen, readonly number[], string]>([
    ['a journal that is not there', { ...whole, journals: [] }, [], 'has 0 journals of kiosk 1'],
    ['one of nobody', { ...whole, journals: [journal, { ...journal, device: 'D2' }] }, [], 'a journal of D2'],
    ['a line that is missing', { ...whole, journals: [{ ...journal, lines: ['one'] }] }, [], 'event 2 differs'],
    [
      'one that is another',
      { ...whole, journals: [{ ...journal, lines: ['one', 'two', '3'] }] },
      [],
      'event 3 differs',
    ],
    [
      'one that is there twice',
      { ...whole, journals: [{ ...journal, lines: [...lines, 'three'] }] },
      [],
      'event 4 differs',
    ],
    ['what is not counted', { ...whole, journals: [{ ...journal, counted: 2 }] }, [], 'counted 2 of 3'],
    ['what is counted twice', { ...whole, journals: [{ ...journal, admitted: 2 }] }, [], 'counts 2 admitted'],
    ['an event that was refused', { ...whole, refused: ['D1 3 gap'] }, [], 'refused D1 3 gap'],
    ['a voter who stands twice', whole, [7], 'does not know voter 7'],
    ['one who does not', { ...whole, conflicts: ['aa'] }, [], 'says voter 7'],
  ])('says %s', (_, seen, doubles, what) => {
    expect(told(seen, doubles).join('\n')).toContain(what);
  });
});

describe("voters' locks held against admissions", () => {
  const one = { voter: 'aa', number: 7, device: 'D1' };
  it('says nothing where each is with a kiosk that has admitted its voter', () => {
    expect(lockDifferences({ aa: 'D1' }, [one])).toEqual([]);
    expect(lockDifferences({ aa: 'D2' }, [one, { ...one, device: 'D2' }])).toEqual([]);
  });
  it('names one that is missing, is elsewhere, or is of nobody', () => {
    expect(lockDifferences({}, [one])[0]).toContain('nobody has her lock');
    expect(lockDifferences({ aa: 'D2' }, [one])[0]).toContain('D2 has the lock of voter 7');
    expect(lockDifferences({ aa: 'D1', bb: 'D1' }, [one])).toEqual(['D1 has the lock of bb, who stands nowhere']);
  });
});
