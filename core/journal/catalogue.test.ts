import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reason, typed } from './catalogue/fields.ts';
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

describe('the fourteen digits of a PIN', () => {
  /** What may stand between two digits: whatever is neither letter nor digit and may be written at all. */
  const gap = fc.string({ maxLength: 3, unit: fc.constantFrom(...' .,:;-–—/\\_()+*#№|"\u00a0\u2009') });
  const digit = fc.constantFrom(...'0123456789٣७');
  const inGroups = fc
    .array(fc.tuple(digit, gap), { minLength: 14, maxLength: 16 })
    .map((parts) => parts.map(([one, between], at) => (at === parts.length - 1 ? one : one + between)).join(''));
  const around = fc.constantFrom('', 'ПИН ', 'PIN: ', '№ ');
  const handed = (to: string, number: string) =>
    eventCatalogue['station.handed-over'].body.safeParse({
      ...{ to, items: [{ kind: 'stick', what: 'stick', number, count: 1 }], media: [], approvers: [] },
    }).success;

  it('are refused in every typed field, whatever stands between them that is no letter', () => {
    fc.assert(
      fc.property(around, inGroups, (before, pin) => {
        const text = before + pin;
        expect(typed.safeParse(text).success).toBe(false);
        expect(reason.safeParse(text).success).toBe(false);
        expect(handed('ТШК 0001', text)).toBe(false);
        expect(handed(text, 'A-1')).toBe(false);
      }),
    );
  });

  it('are not seen where there are fewer, or in the identity of a medium', () => {
    for (const number of ['S/N 2023-10-08 00017', 'A50285BI', 'fs:10101010-1010-1010-1010-101010101010']) {
      expect(handed('Биринчи май ТШК, 312 66-00-00', number), number).toBe(true);
    }
  });
});
