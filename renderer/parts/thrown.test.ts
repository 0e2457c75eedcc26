import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { thrownProblem } from './thrown.ts';

describe('a call that threw', () => {
  it('is told by the refusal that came along', () => {
    const data = { code: 'access.not-allowed' };
    expect(thrownProblem(new ORPCError('FORBIDDEN', { data }))).toEqual(data);
  });

  it('is a mistake of the program where the zone answered with anything else', () => {
    for (const data of [undefined, null, 'text', {}, { code: 7 }, { code: 'toString' }, { code: 'no.such' }]) {
      expect(thrownProblem(new ORPCError('INTERNAL_SERVER_ERROR', { data }))).toEqual({ code: 'window.fault' });
    }
  });

  it('is a line that is away where no answer came', () => {
    expect(thrownProblem(new Error('socket'))).toEqual({ code: 'window.not-done' });
  });
});
