import { expect, it } from 'vitest';
import { shortDays } from './short-day.ts';

/** A day of a station that prints its ballots: every sheet of paper is where the journal says, whatever went wrong. */
const { day } = shortDays();

it('jams, spoils, takes back and prints again, dies meanwhile, and every sheet is accounted for', {
  timeout: 300_000,
}, async () => {
  const told = await day('3', {
    printed: true,
    ...{ voters: 13, kill: 1, points: ['before-confirmation'] },
  });
  expect(told.wrong).toEqual([]);
  const { sheets, admitted } = told;
  expect(sheets).toMatchObject({ held: admitted, lying: 0 });
  // Whom the death of the kiosk sends home is chance; of a jam, a smeared one and two that came back some are always there.
  expect(sheets?.enveloped).toBeGreaterThanOrEqual(1);
  expect(sheets?.loaded).toBe((sheets?.held ?? 0) + (sheets?.enveloped ?? 0) + (sheets?.blank ?? 0));
});
