import { describe, expect, it } from 'vitest';
import { allKiosksWords } from './all-kiosks-slip.ts';
import { isWholeOpening, type OpeningKiosk, openingSumSlip, openingSumWords } from './opening-sum-slip.ts';
import { hashGroups } from './slip.ts';
import { slipSvg } from './svg.ts';

const head = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const one = { state: 'opened', registered: 1_684, carried: 0, admitted: 0, head } as const;
const kiosks: readonly OpeningKiosk[] = [
  { ...one, place: '1', serial: 'TN-40127-88315' },
  { ...one, place: '2', serial: 'TN-40127-88316' },
];
const slip = (all: readonly OpeningKiosk[]) =>
  openingSumSlip({
    ...{ mode: 'official', station: '0001', device: 'KG-0001', serial: 'TN-40127-88315', date: '2023-10-08' },
    election: { ky: 'Шайлоо', ru: 'Выборы', en: 'Election' },
    ...{ time: '08:01', head, number: 1, sitting: '2023-10-08-1', kiosks: all },
  });
const texts = (all: readonly OpeningKiosk[]) => JSON.stringify(slip(all).lines);

describe('the opening of a station', () => {
  it('has each kiosk at zero, its list, and where its journal was', () => {
    expect(slipSvg(slip(kiosks))).toContain('TN-40127-88316');
    expect(texts(kiosks).split(hashGroups(head, 16))).toHaveLength(4);
    expect(texts(kiosks).split('"1684"')).toHaveLength(3);
    expect(texts(kiosks)).not.toContain(allKiosksWords.incomplete.ky);
  });

  it.each([
    ['has not been heard of', { state: 'missing', registered: null, carried: null, head: null }],
    ['has another list', { registered: 1_683 }],
    ['did not stand at zero', { admitted: 1 }],
  ] as const)('is marked incomplete and names the kiosk that %s', (_, change) => {
    const all = [kiosks[0]!, { ...kiosks[1]!, ...change }];
    expect(isWholeOpening(all)).toBe(false);
    expect(texts(all).split(allKiosksWords.incomplete.ky)).toHaveLength(3);
    expect(texts(all)).toContain('TN-40127-88316');
    expect(texts(all).includes(openingSumWords.missing.ky)).toBe('state' in change);
  });
});
