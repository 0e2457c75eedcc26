import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PersonView } from '../../main/api/views.ts';
import { afterRefusal, type Draft } from './drafts.ts';

const person = (id: string): PersonView => ({ id, role: 'member', name: `Member ${id}` });
const drafts: readonly Draft[] = [
  { person: person('a'), code: '1111' },
  { person: person('b'), code: '2222' },
];
const codes = (all: readonly Draft[]): readonly string[] => all.map(({ code }) => code);

it('has only the refused code typed again', () => {
  const wrong = { code: 'access.wrong-code', params: { person: 'b', left: 4 } } as const;
  expect(codes(afterRefusal(drafts, wrong))).toEqual(['1111', '']);
});

it('has every code typed again where the refusal was about nobody’s, and keeps the persons always', () => {
  expect(codes(afterRefusal(drafts, null))).toEqual(['', '']);
  fc.assert(
    fc.property(fc.string(), (name) => {
      const after = afterRefusal(drafts, { code: 'access.locked', params: { person: name } });
      expect(after.map((draft) => draft.person)).toEqual(drafts.map((draft) => draft.person));
      if (!['a', 'b'].includes(name)) expect(codes(after)).toEqual(['', '']);
    }),
  );
});
