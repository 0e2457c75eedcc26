import { expect, it } from 'vitest';
import { offeredReason } from './reasons.ts';

it('a compared photo, of which nobody says why, is told in words on a screen and on an act', () => {
  const words = offeredReason('photo-compared');
  expect(words?.ru).toBe('Фотографию сличили с лицом');
  expect(words?.ky).toBe('Сүрөтү жүзү менен салыштырылды');
});

it("somebody's own words are nobody else's", () => {
  expect(offeredReason('Сканер упал со стола')).toBeNull();
});
