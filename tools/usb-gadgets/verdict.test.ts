import { describe, expect, it } from 'vitest';
import { Verdict } from './verdict.ts';

function verdict(...lines: readonly string[]): Verdict {
  const heard = new Verdict();
  for (const line of lines) heard.take(line);
  return heard;
}

describe('what is heard from the guest', () => {
  it('is good when everything passed and it came to its end', () => {
    const heard = verdict('SeaBIOS', 'passed: one (0.1 s)\r', 'passed: two', 'end: 2 passed, 0 failed');
    expect([heard.good, heard.trouble, heard.console]).toEqual([true, null, 'SeaBIOS']);
  });

  it.each([
    ['nothing', []],
    ['no end', ['passed: one']],
    ['a result that was not heard', ['passed: one', 'end: 2 passed, 0 failed']],
    ['a failure', ['passed: one', 'FAILED: two: why', 'end: 1 passed, 1 failed']],
    ['no check at all', ['end: 0 passed, 0 failed']],
  ])('is not good with %s', (_, lines) => {
    expect(verdict(...lines).good).toBe(false);
  });
});
