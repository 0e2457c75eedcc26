import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ElsewhereLog, elsewhereSince, withElsewhere } from './elsewhere.ts';

const news = fc.record({
  by: fc.record({ station: fc.constantFrom('9001', '9002'), device: fc.constantFrom('aa', 'bb') }),
  placing: fc.record({
    ...{ voter: fc.constantFrom('v', 'w'), round: fc.constant(0), of: fc.constantFrom('a-1', 'a-2', 'a-3') },
    ...{ seq: fc.integer({ min: 1, max: 6 }), at: fc.constant('2025-11-30T08:00:00.000+06:00'), in: fc.boolean() },
  }),
});
const empty: ElsewhereLog = { epoch: 'e1', entries: [] };
const logOf = (all: readonly (typeof news extends fc.Arbitrary<infer T> ? T : never)[]) =>
  all.reduce((log, { by, placing }) => withElsewhere(log, by, placing), empty);

it('what comes twice, or is older than what is known, is no news', () => {
  fc.assert(
    fc.property(fc.array(news, { maxLength: 30 }), (all) => {
      const log = logOf(all);
      expect(log.entries.map(({ n }) => n)).toEqual(log.entries.map((_, i) => i + 1));
      for (const { by, placing } of all) expect(withElsewhere(log, by, placing)).toBe(log);
    }),
  );
});

it('whoever asks until there is no more has heard everything once, and all of it again where the log was made anew', () => {
  fc.assert(
    fc.property(fc.array(news, { maxLength: 60 }), fc.constantFrom(null, 'e0', 'e1'), (all, epoch) => {
      const log = logOf(all);
      const heard: number[] = [];
      let known: { readonly epoch: string | null; readonly after: number } = { epoch, after: 0 };
      for (let more = true; more; ) {
        const told = elsewhereSince(log, known);
        heard.push(...told.entries.map(({ n }) => n));
        known = { epoch: told.epoch, after: told.entries.at(-1)?.n ?? known.after };
        more = told.more;
      }
      expect(heard).toEqual(log.entries.map(({ n }) => n));
      expect(elsewhereSince(log, { epoch: 'e0', after: 99 }).entries.at(0)?.n).toBe(log.entries.at(0)?.n);
    }),
  );
});
