import { expect, it } from 'vitest';
import { reasonOf } from './reason.ts';

it('takes a reason as the journal takes it, and none where there is none', () => {
  expect(reasonOf('жарык өчтү')).toEqual({ ok: true, value: 'жарык өчтү' });
  expect(reasonOf(null)).toEqual({ ok: true, value: null });
  expect(reasonOf('2 0101 1999 00123')).toEqual({ ok: false, error: { code: 'station.reason' } });
});
