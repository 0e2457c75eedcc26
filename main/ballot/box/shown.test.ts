import { expect, it } from 'vitest';
import { shownAs, shownAtDesk } from './shown.ts';

it('the desk sees the same of a voter, whatever is marked on her sheet', () => {
  const feeding = { takes: 'box' } as const;
  const reading = shownAtDesk(shownAs({ at: 'reading' }, feeding));
  for (const why of ['none', 'too-many', 'unsure'] as const) {
    expect(shownAtDesk(shownAs({ at: 'asking', why }, feeding))).toEqual(reading);
    const back = (reason: typeof why | 'damaged', afterwards: 'exchange' | 'correct' | 'again') =>
      shownAtDesk(shownAs({ at: 'take-back', why: reason, afterwards }, feeding));
    expect(back(why, 'exchange')).toEqual(back('damaged', 'again'));
    expect(back(why, 'correct')).toEqual(back('damaged', 'again'));
    expect(shownAtDesk(shownAs({ at: 'returning', why }, feeding))).toEqual(back('damaged', 'again'));
  }
});
