import { describe, expect, it } from 'vitest';
import { reason } from './catalogue/fields.ts';
import { dispositionOf, entryOf, eventCatalogue, eventTypes, isEventType } from './catalogue.ts';

describe('the event catalogue', () => {
  it.each(eventTypes)('%s has a sentence for the documentation and refuses a field it does not know', (type) => {
    const { body, description } = entryOf(type);
    expect(description).toMatch(/^[A-Z].*\.$/s);
    const refused = body.safeParse({ canary: 'Асан Үсөнов' });
    expect(refused.success).toBe(false);
    expect(refused.error?.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
  });

  it('has no type by inheritance', () => {
    expect(isEventType('constructor')).toBe(false);
    expect(isEventType('attempt.ended')).toBe(true);
  });

  it('takes the disposition from the body where that is the outcome', () => {
    const comparison = { attempt: 'a', modality: 'finger', result: 'no-match', try: 1 };
    expect(dispositionOf('attempt.biometric', comparison)).toBe('failure');
    expect(dispositionOf('attempt.biometric', { ...comparison, result: 'match' })).toBe('success');
  });

  it('has no room for a name, a PIN, a picture or a score', () => {
    const reserved = {
      ...{ admission: 'd-1', attempt: 'a-1', voter: 'ab'.repeat(32), category: 'home', constituency: 'c-1' },
      ...{ precinct: '7001', sex: 'male', ageGroup: '66+', modality: 'finger' },
      receipts: [{ receipt: '7001-1', ballot: 'b-1' }],
    };
    const { body } = eventCatalogue['admission.reserved'];
    expect(body.safeParse(reserved).success).toBe(true);
    for (const change of [
      { voter: '20101199012345' },
      { score: 41 },
      { attempt: '20101199012345' },
      { attempt: 'Асан Үсөнов' },
      { ageGroup: 'x'.repeat(101) },
      { ageGroup: 'PIN 20101199012345' },
      { receipts: [{ receipt: '7001-1', ballot: 'b-1', photo: 'AAAA' }] },
    ]) {
      expect(body.safeParse({ ...reserved, ...change }).success, JSON.stringify(change)).toBe(false);
    }
  });
});

describe('a reason that a person types', () => {
  it.each(['жарык өчтү', 'Принтер 3 жолу тыгылды, 12:40тан 13:05ке чейин'])('may be %j', (text) => {
    expect(reason.safeParse(text).success).toBe(true);
  });
  it.each([
    '20101199012345',
    'ПИН 2 0101 1990 12345',
    'AN-1234567',
    'AN 123-45-67',
    '٢٠١٠١١٩٩',
    'жо',
    'саат\u0007',
    ' алды',
  ])('may not be %j', (text) => {
    expect(reason.safeParse(text).success).toBe(false);
  });
});
