import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, STANDARD_SETTINGS } from './context.ts';
import type { BoothEvent } from './machine.ts';
import { bench, policy, RECORD_MM, style } from './world.fixture.ts';

const said: readonly BoothEvent[] = [
  { type: 'voter.touched', option: 'c-1' },
  { type: 'voter.touched', option: 'c-3' },
  { type: 'voter.touched', option: 'none-such' },
  { type: 'voter.touched-blank' },
  { type: 'voter.turned', to: 0 },
  { type: 'voter.turned', to: 7 },
  { type: 'voter.turned', to: 'review' },
  { type: 'voter.set', settings: { ...STANDARD_SETTINGS, language: 'en', audio: true } },
  { type: 'voter.prints' },
  { type: 'voter.casts' },
  { type: 'voter.stops' },
  { type: 'voter.challenges' },
  { type: 'voter.rejects' },
  { type: 'voter.here' },
  { type: 'papers.taken' },
  { type: 'session.abandoned' },
  { type: 'try.again' },
  { type: 'opened' },
  { type: 'closed' },
  { type: 'token.read', text: 'noise' },
];
/** What sensible people do, so that sequences get somewhere. */
const happenings = [
  ...(['token', 'token', 'vote', 'vote', 'vote', 'cast', 'cast', 'cast', 'old paper', 'pull', 'challenge'] as const),
  ...([
    'papers',
    'help',
    'open',
    'take',
    'push',
    'locate',
    'restart',
    'power',
    'both',
    'disk',
    'time',
    'long',
  ] as const),
];
type Happening = (typeof happenings)[number] | BoothEvent;
const step = fc.record({
  happens: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Happening>(...happenings) },
    { weight: 1, arbitrary: fc.constantFrom<Happening>(...said) },
  ),
  which: fc.nat(2),
  turns: fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 2, arbitrary: fc.constant(200) },
  ),
});

describe('any event at any moment, whatever fails and stops', () => {
  it('every token ends once or can go on, a ballot is kept exactly when its record is in the box, and nothing is remembered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50 }), fc.infiniteStream(fc.nat(10_000)), async (steps, luck) => {
        let kind = false;
        const roll = (below: number) => (kind ? 0 : (luck.next().value ?? 0) % below);
        const made = bench({ luck: { roll } });
        const { world, disk, clock, settle } = made;
        world.sticky = 8;
        const send = (...events: readonly BoothEvent[]) => {
          for (const event of events) made.booth.send(event);
        };
        /** Where a paper is that was put in; others are in people's hands. */
        const inHand = () =>
          made.papers.filter(
            (paper) =>
              ![world.slot, world.held].some((one) => one?.name === paper) &&
              !world.fallen.valid.includes(paper) &&
              !world.fallen.invalid.includes(paper),
          );
        const locate = () => {
          made.path.send({ type: 'sheet.located', where: world.whereInFlight, approvers: ['a', 'b'] });
        };
        const happen = (what: Happening, which: number) => {
          if (typeof what !== 'string') return send(what);
          const hand = inHand();
          switch (what) {
            case 'token':
              return send({ type: 'token.read', text: `token ${which}` });
            case 'vote':
              send({ type: 'voter.turned', to: 0 }, { type: 'voter.touched', option: `c-${which + 1}` });
              return send({ type: 'voter.turned', to: 'review' }, { type: 'voter.prints' });
            case 'cast':
              send({ type: 'voter.casts' });
              if (hand.length > 0) world.insert(hand.at(-1) ?? '', RECORD_MM);
              return;
            case 'old paper':
              if (hand.length > 0) world.insert(hand[which % hand.length] ?? '', RECORD_MM);
              return;
            case 'pull':
              return world.pull();
            case 'challenge':
              return send({ type: 'voter.challenges' });
            case 'papers':
              return send({ type: 'papers.taken' });
            case 'help':
              made.path.send({ type: 'try.again' });
              return send({ type: 'try.again' });
            case 'open':
              world.setCover(world.cover === 'open' ? 'closed' : 'open');
              return;
            case 'take':
            case 'push':
              world.setCover('open');
              world.reach(what);
              return world.setCover('closed');
            case 'locate':
              return locate();
            case 'restart':
              return made.restart();
            case 'power':
              return world.cutPower();
            case 'both':
              world.cutPower();
              return made.restart();
            case 'disk':
              disk.fails = !disk.fails;
              world.storeFails = disk.fails;
              return;
            case 'time':
              return void clock.increment(1_000);
            case 'long':
              return void clock.increment(130_000);
          }
        };
        const seen = new Map<string, string>();
        const check = () => {
          // What has ended has ended: never otherwise afterwards.
          for (const [token, ending] of disk.spent) {
            expect(seen.get(token) ?? ending).toBe(ending);
            seen.set(token, ending);
          }
          expect(disk.open === null || !disk.spent.has(disk.open.token)).toBe(true);
          // Never two ballots of one token, and none of an attempt that was opened.
          expect(new Set(disk.ballots.map(({ token }) => token)).size).toBe(disk.ballots.length);
          const opened = new Set(disk.opened.map(({ number }) => number));
          expect(disk.ballots.some(({ number }) => opened.has(number))).toBe(false);
          expect(disk.ballots.every(({ token }) => seen.get(token)?.startsWith('cast'))).toBe(true);
          // Nothing counts that does not lie in the box.
          expect(disk.ballots.length).toBeLessThanOrEqual(world.fallen.valid.length);
          const { at } = made.shown().screen;
          if (at === 'neutral' || at === 'closed' || at === 'accepted' || at === 'starting') {
            const { open, box, settings, ...rest } = made.booth.getSnapshot().context;
            const { open: _o, box: _b, settings: _s, ...clean } = contextOf({ policy, open });
            expect(rest).toEqual(clean);
            expect(JSON.stringify(made.booth.getPersistedSnapshot())).not.toMatch(/c-[123]/);
          }
        };
        for (const { happens, which, turns } of steps) {
          happen(happens, which);
          await settle(turns);
          check();
        }
        // Whatever happened, patient people bring it back to work.
        kind = true;
        world.sticky = 0;
        disk.fails = false;
        world.storeFails = false;
        send({ type: 'opened' });
        const atRest = () => made.shown().screen.at === 'neutral' && world.flight === null && disk.open === null;
        for (let turn = 0; turn < 60 && !atRest(); turn += 1) {
          await settle();
          if (world.cover === 'open') world.setCover('closed');
          locate();
          made.path.send({ type: 'try.again' });
          send({ type: 'try.again' });
          if (turn % 3 === 1) happen('take', 0);
          if (turn % 3 === 2) world.pull();
          await settle();
          if (made.shown().screen.at !== 'neutral') send({ type: 'session.abandoned' });
          await settle();
          clock.increment(12_000);
          await settle();
          check();
        }
        expect([made.shown().screen.at, disk.open]).toEqual(['neutral', null]);
        expect(disk.ballots.length).toBe(world.fallen.valid.length);
        const marks = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).sort();
        expect(marks(disk.ballots.map(({ record }) => record))).toEqual(marks(made.inTheBox()));
        expect([...disk.spent.values()].filter((ending) => ending !== 'abandoned')).toHaveLength(disk.ballots.length);
        // And the next voter votes.
        send({ type: 'token.read', text: 'token last' });
        await settle();
        happen('vote', 1);
        await settle();
        expect(made.shown().screen).toMatchObject({ at: 'check', shown: [{ part: style.parts[0]?.id }] });
        happen('take', 0);
        world.pull();
        for (let turn = 0; turn < 6; turn += 1) {
          await settle();
          clock.increment(1_000);
        }
        happen('cast', 0);
        for (let turn = 0; turn < 6 && !disk.spent.has('token last'); turn += 1) {
          await settle();
          clock.increment(1_000);
        }
        expect(disk.spent.get('token last')).toBe('cast');
        made.restart();
      }),
      { numRuns: Number(process.env.BOOTH_SEQUENCES ?? 120), seed: 8 },
    );
  }, 60_000);
});
