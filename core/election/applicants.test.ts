import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedVoter, readApplicants } from './applicants.ts';
import { outsideReasons } from './policy-applications.ts';

const reason = fc.constantFrom(...outsideReasons);
const voter = fc.oneof(
  fc.integer({ min: 1, max: 999_999 }).map(String),
  fc.bigInt({ min: 10_000_000_000_000n, max: 99_999_999_999_999n }).map(String),
);

describe('the list of applicants', () => {
  it('is read as it was written, in the order of visits', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ voter, reason }), { selector: (one) => one.voter, minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (list, crlf) => {
          const lines = ['voter,reason', ...list.map((one) => `${one.voter},${one.reason}`)];
          const read = readApplicants(`${lines.join(crlf ? '\r\n' : '\n')}\n`);
          expect(read).toEqual({
            ok: true,
            value: list.map((one) => ({ voter: namedVoter(one.voter), reason: one.reason })),
          });
        },
      ),
    );
  });

  it('is taken whole or not at all: whatever is in a file, it is read or its line is named, and never its content', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const read = readApplicants(`voter,reason\n${text}`);
        if (read.ok) expect(read.value.length).toBe(text.replace(/\r?\n$/, '').split(/\r?\n/).length);
        else expect(Object.keys(read.error).sort()).toEqual(['line', 'why']);
      }),
    );
  });

  it.each([
    ['head', 1, 'number,reason\n1,illness\n'],
    ['empty', 1, 'voter,reason\n'],
    ['voter', 2, 'voter,reason\n012,illness\n'],
    ['voter', 2, 'voter,reason\n\n'],
    ['reason', 2, 'voter,reason\n1,\n'],
    ['reason', 2, 'voter,reason\n1,диабет\n'],
    ['reason', 2, 'voter,reason\n1,illness 12345678901234\n'],
    ['reason', 2, 'voter,reason\n1,illness,age\n'],
    ['reason', 2, 'voter,reason\n1,"illness"\n'],
    ['twice', 3, 'voter,reason\n1,illness\n1,age\n'],
  ])('is refused for its %s, by line %i', (why, line, text) => {
    expect(readApplicants(text)).toEqual({ ok: false, error: { line, why } });
  });

  it('has an end', () => {
    const text = `voter,reason\n${Array.from({ length: 501 }, (_, n) => `${n + 1},illness`).join('\n')}\n`;
    expect(readApplicants(text)).toMatchObject({ error: { why: 'many' } });
  });
});
