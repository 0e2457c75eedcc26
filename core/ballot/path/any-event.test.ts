import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bench } from './machine.fixture.ts';
import type { PathEvent } from './machine.ts';
import type { SheetVerdict } from './ports.ts';

const verdicts: readonly SheetVerdict[] = [
  { verdict: 'fine' },
  { verdict: 'fine' },
  { verdict: 'concern', why: 'none', voter: true },
  { verdict: 'concern', why: 'too-many', voter: true },
  { verdict: 'concern', why: 'unsure', voter: false },
  { verdict: 'refused', why: 'wrong-constituency' },
];

const said: readonly PathEvent[] = [
  { type: 'box.lost', problem: { code: 'ballot-reader.missing' } },
  { type: 'box.up' },
  { type: 'voter.insisted' },
  { type: 'voter.wants-it-back' },
  { type: 'try.again' },
  { type: 'opened' },
  { type: 'closed' },
];
const happenings = [
  ...([
    'insert',
    'insert',
    'insert',
    'insert',
    'pull',
    'open',
    'take',
    'push',
    'shut',
    'locate',
    'take out',
    'push on',
  ] as const),
  ...(['time', 'time', 'power', 'restart', 'both', 'swap', 'store', 'event', 'long', 'take out', 'push on'] as const),
];
const step = fc.record({
  happens: fc.oneof(fc.constantFrom(...happenings), fc.constantFrom(...said)),
  /** How many turns pass before the next: often in the middle of something. */
  turns: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: fc.constant(150) },
  ),
});
type Happening = (typeof happenings)[number] | PathEvent;

describe('any event in any state, whatever fails', () => {
  it('counts exactly the sheets that lie in the box, and there is always a way on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.infiniteStream(fc.nat(10_000)), async (steps, luck) => {
        let kind = false;
        const roll = (below: number) => (kind ? 0 : (luck.next().value ?? 0) % below);
        const made = bench({ luck: { roll } });
        const { world, clock, settle } = made;
        world.verdict = (name) => verdicts[Number(name.slice(1)) % verdicts.length] ?? { verdict: 'fine' };
        world.sticky = 4;
        let sheets = 0;
        const happen = (what: Happening) => {
          if (typeof what !== 'string') return made.actor.send(what);
          switch (what) {
            case 'insert':
              sheets += 1;
              return world.insert(`s${sheets}`, roll(8) === 7 ? 210 : 297);
            case 'pull':
              return world.pull();
            case 'open':
              return world.setCover('open');
            case 'shut':
              return world.setCover('closed');
            case 'take':
            case 'push':
              return world.reach(what);
            case 'take out':
            case 'push on':
              world.setCover('open');
              world.reach(what === 'take out' ? 'take' : 'push');
              return world.setCover('closed');
            case 'swap':
              sheets += 1;
              return world.swap(`s${sheets}`);
            case 'locate':
              return made.actor.send({ type: 'sheet.located', where: world.whereInFlight, approvers: ['a', 'b'] });
            case 'time':
              return clock.increment(600);
            case 'long':
              return clock.increment(20_000);
            case 'power':
              return world.cutPower();
            case 'restart':
              return made.restart();
            case 'both':
              world.cutPower();
              return made.restart();
            case 'store':
              world.storeFails = !world.storeFails;
              return;
            case 'event':
              return world.changed();
          }
        };
        for (const { happens, turns } of steps) {
          happen(happens);
          await settle(turns);
          // Nothing counts that is not in the box.
          const inBox = [...world.fallen.valid, ...world.fallen.invalid];
          expect(world.counted.every((name) => inBox.includes(name))).toBe(true);
        }
        // Whatever happened, patient persons bring it back to work, with the one tool they have: their hands.
        kind = true;
        world.sticky = 0;
        world.storeFails = false;
        made.actor.send({ type: 'opened' });
        const atRest = () => made.screen().at === 'ready' && world.flight === null;
        for (let turn = 0; turn < 40 && !atRest(); turn += 1) {
          await settle();
          const screen = made.screen();
          if (screen.at === 'take-back' || screen.at === 'one-at-a-time') world.pull();
          if (screen.at === 'asking') made.actor.send({ type: 'voter.wants-it-back' });
          if (screen.at === 'call') {
            if (screen.locate) happen('locate');
            else if (screen.problem.code === 'ballot-reader.paper-left') {
              world.setCover('open');
              world.reach('take');
              world.setCover('closed');
            } else if (world.cover === 'open') world.setCover('closed');
            else made.actor.send({ type: 'try.again' });
          }
          await settle();
          clock.increment(3_000);
          await settle();
        }
        expect(made.screen()).toEqual({ at: 'ready' });
        expect([...world.counted].sort()).toEqual([...world.fallen.valid, ...world.fallen.invalid].sort());
        expect(new Set(world.counted).size).toBe(world.counted.length);
        // And it works again.
        const before = world.counted.length;
        world.verdict = () => ({ verdict: 'fine' });
        world.insert('last');
        await settle();
        expect([world.counted.length, world.fallen.valid.at(-1)]).toEqual([before + 1, 'last']);
        made.actor.stop();
      }),
      { numRuns: Number(process.env.PATH_SEQUENCES ?? 400), seed: 6 },
    );
  });
});
