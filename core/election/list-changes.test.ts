import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedFields,
  compareLists,
  isOlderList,
  type ListEntry,
  listChangesSchema,
  numberRanges,
} from './list-changes.ts';

const stages = ['preliminary', 'control', 'final'] as const;
const identity = { version: 1, list: { stage: 'control', version: 4, date: '2023-09-01' } } as const;
const hash = fc.constantFrom('a', 'b', 'c');
const entry: fc.Arbitrary<ListEntry> = fc.record({
  record: fc.integer({ min: 1, max: 20 }).map((n) => `r${n}`),
  number: fc.integer({ min: 1, max: 30 }),
  fields: fc.record(
    Object.fromEntries(changedFields.map((field) => [field, hash])) as Record<
      (typeof changedFields)[number],
      typeof hash
    >,
  ),
});
const list = fc.uniqueArray(entry, { selector: ({ record }) => record, maxLength: 20 });

describe('what changed since the former list', () => {
  it('balances, whatever the two versions are, and is what a device takes', () => {
    fc.assert(
      fc.property(list, list, (former, now) => {
        const changes = compareLists({ identity, entries: former }, now);
        expect(listChangesSchema.safeParse(changes).success).toBe(true);
        expect(changes.since.voters + changes.added.length - changes.removed.length).toBe(now.length);
      }),
    );
  });

  it('turns the former list into the new one, record by record', () => {
    fc.assert(
      fc.property(list, list, (former, now) => {
        const { added, removed, changed } = compareLists({ identity, entries: former }, now);
        const old = new Map(former.map((one) => [one.record, one]));
        const fresh = new Set(now.map(({ record }) => record));
        expect(added).toEqual(rising(now.filter(({ record }) => !old.has(record))));
        expect(removed).toEqual(rising(former.filter(({ record }) => !fresh.has(record))));
        for (const one of now) {
          const before = old.get(one.record);
          const told = changed.filter(({ number, former: was }) => number === one.number && was === before?.number);
          const differs = before && changedFields.some((field) => before.fields[field] !== one.fields[field]);
          if (differs) expect(told.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('says nothing of a list that is the same, and counts who has only another number apart', () => {
    fc.assert(
      fc.property(list, (same) => {
        const moved = same.map((one) => ({ ...one, number: one.number + 1 }));
        expect(compareLists({ identity, entries: same }, same)).toMatchObject({ added: [], removed: [], changed: [] });
        const changes = compareLists({ identity, entries: same }, moved);
        expect(changes).toMatchObject({ added: [], removed: [], changed: [], renumbered: same.length });
      }),
    );
  });

  it('is refused where the totals do not balance, and for anything that is no such list', () => {
    const good = compareLists({ identity, entries: [] }, []);
    expect(listChangesSchema.safeParse({ ...good, voters: 1 }).success).toBe(false);
    expect(listChangesSchema.safeParse({ ...good, added: [0] }).success).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(listChangesSchema.safeParse(value).success).toBe(false);
      }),
    );
  });

  it('takes a later stage for newer, and within one the higher version', () => {
    expect(isOlderList({ stage: 'control', version: 9 }, { stage: 'final', version: 1 })).toBe(true);
    const one = fc.record({ stage: fc.constantFrom(...stages), version: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(one, one, (a, b) => {
        expect(isOlderList(a, a)).toBe(false);
        expect(isOlderList(a, b) && isOlderList(b, a)).toBe(false);
        if (!isOlderList(a, b) && !isOlderList(b, a)) expect(a).toEqual(b);
      }),
    );
  });
});

describe('numbers as people read them', () => {
  it('run together where they follow one another', () => {
    expect(numberRanges([3, 7, 8, 9, 120], 100)).toEqual({ text: '3, 7–9, 120', left: 0 });
    expect(numberRanges([], 100)).toEqual({ text: '', left: 0 });
    expect(numberRanges([3, 7, 8, 9, 120], 6)).toEqual({ text: '3, 7–9', left: 1 });
  });
  it('name each number once or count it as left out', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 300 })).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 60 }), (all, most) => {
        const { text, left } = numberRanges(all, most);
        expect(text.length).toBeLessThanOrEqual(most);
        const named = text.split(', ').flatMap((range) => {
          const [from = '', to = from] = range.split('–');
          return range === '' ? [] : all.filter((one) => one >= Number(from) && one <= Number(to));
        });
        expect(named).toEqual(all.slice(0, all.length - left));
      }),
    );
  });
});

const rising = (entries: readonly ListEntry[]) => entries.map(({ number }) => number).sort((a, b) => a - b);
