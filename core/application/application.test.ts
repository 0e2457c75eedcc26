import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplicationRule } from '../election/policy-applications.ts';
import { defaultPolicy } from '../election/policy-default.ts';
import { addDays, answerBy, applicationSchema, askedSchema, decisionSchema, lastDay, mayApply } from './application.ts';

const day = '2023-10-08';
const rules = defaultPolicy.applications;
const dates = fc.integer({ min: -400, max: 400 }).map((days) => addDays(day, days));
const rule: fc.Arbitrary<ApplicationRule> = fc.record({
  enabled: fc.boolean(),
  last: fc.oneof(
    dates.map((date) => ({ date })),
    fc.integer({ min: 0, max: 365 }).map((daysBefore) => ({ daysBefore })),
  ),
  answerDays: fc.integer({ min: 0, max: 60 }),
});

describe('the last day of an application', () => {
  it('is the policy’s day, whole, and refused with its date from the next day on', () => {
    expect(lastDay(rules.correction, day)).toBe('2023-09-23');
    expect(lastDay(rules.outside, day)).toBe('2023-10-05');
    expect(mayApply(rules, 'outside', '2023-10-05', day)).toEqual({ ok: true, value: null });
    expect(mayApply(rules, 'outside', '2023-10-06', day)).toEqual({
      ok: false,
      error: { code: 'application.late', params: { date: '05.10.2023' } },
    });
  });

  it('is before the day of voting, whatever the policy says, and the answer too', () => {
    fc.assert(
      fc.property(rule, dates, (one, filed) => {
        expect(lastDay(one, day) < day).toBe(true);
        expect(answerBy(one, filed, day) < day).toBe(true);
      }),
    );
  });

  it('parts the days in two: taken until then, late ever after', () => {
    fc.assert(
      fc.property(rule, dates, (one, today) => {
        const may = mayApply({ ...rules, remote: one }, 'remote', today, day);
        if (!one.enabled) expect(may).toMatchObject({ error: { code: 'application.not-taken' } });
        else if (today <= lastDay(one, day)) expect(may.ok).toBe(true);
        else expect(may).toMatchObject({ error: { code: 'application.late' } });
      }),
    );
  });

  it('is answered within the days that the policy gives', () => {
    expect(answerBy(rules.correction, '2023-09-01', day)).toBe('2023-09-08');
    expect(answerBy(rules.outside, '2023-10-06', day)).toBe('2023-10-07');
  });
});

describe('days', () => {
  it('are added over ends of months and years', () => {
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    fc.assert(
      fc.property(dates, fc.integer({ min: -500, max: 500 }), (a, n) => {
        expect(addDays(addDays(a, n), -n)).toBe(a);
      }),
    );
  });
});

describe('an application', () => {
  const good = {
    ...{ application: '0001-3F9A-A0007', voter: 'ab'.repeat(32), filed: '2023-09-20', answerBy: '2023-09-27' },
    asked: { kind: 'correction', fields: ['address'] },
  };
  it('has no room for what would be right, a name or a PIN', () => {
    expect(applicationSchema.safeParse(good).success).toBe(true);
    for (const change of [
      { voter: '20101199012345' },
      { asked: { kind: 'correction', fields: ['address'], text: 'Тамга көчөсү 12' } },
      { asked: { kind: 'correction', fields: ['address', 'address'] } },
      { asked: { kind: 'correction', fields: [] } },
      { asked: { kind: 'outside', reason: 'Асан Үсөнов' } },
      { asked: { kind: 'remote', station: '20101199012345' } },
      { name: 'Асан' },
    ]) {
      expect(applicationSchema.safeParse({ ...good, ...change }).success, JSON.stringify(change)).toBe(false);
    }
  });
  it('and its decision are nothing that anybody else has written', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const schema of [applicationSchema, askedSchema, decisionSchema]) {
          expect(schema.safeParse(value).success).toBe(false);
        }
      }),
    );
  });
});
