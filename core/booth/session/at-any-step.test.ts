import { describe, expect, it } from 'vitest';
import type { BoothEvent } from './machine.ts';
import { bench, RECORD_MM } from './world.fixture.ts';

/** Everything takes a few turns, and nothing fails. */
const roll = (below: number) => (below > 12 ? 5 : Math.min(3, below - 1));
/** Up to more turns than a record takes from the slot to the compartment; a prime step meets every kind of moment. */
const MOMENTS = Array.from({ length: 54 }, (_, at) => at * 3);

const meanwhile: Readonly<Record<string, readonly BoothEvent[]>> = {
  'she changes her mind and has the ballot opened': [{ type: 'voter.stops' }, { type: 'voter.challenges' }],
  'she changes her mind and rejects it': [{ type: 'voter.stops' }, { type: 'voter.rejects' }],
  'persons end the session': [{ type: 'session.abandoned' }],
};

/** A voter puts her record in, and something happens so many turns later. */
async function castAnd(turns: number, what: (made: ReturnType<typeof bench>) => void | Promise<void>) {
  const made = bench({ luck: { roll } });
  await made.settle();
  made.booth.send({ type: 'token.read', text: 'token 1' });
  await made.settle();
  made.booth.send({ type: 'voter.touched', option: 'c-1' });
  made.booth.send({ type: 'voter.turned', to: 'review' });
  made.booth.send({ type: 'voter.prints' });
  await made.settle();
  made.booth.send({ type: 'voter.casts' });
  await made.settle();
  made.world.insert(made.papers[0] ?? '', RECORD_MM);
  await made.settle(turns);
  await what(made);
  for (let second = 0; second < 5; second += 1) {
    await made.settle(90);
    made.clock.increment(1_000);
  }
  await made.settle();
  const { disk, world } = made;
  const fell = world.fallen.valid.length;
  expect(disk.ballots, `after ${turns} turns`).toHaveLength(fell);
  const opened = disk.opened.map(({ number }) => number);
  expect(
    disk.ballots.some(({ number }) => opened.includes(number)),
    `after ${turns} turns`,
  ).toBe(false);
  const ending = disk.spent.get('token 1');
  expect(ending === 'cast', `after ${turns} turns`).toBe(fell === 1);
  expect(world.flight).toBeNull();
  made.booth.stop();
  made.path.stop();
  return fell;
}

describe('while a record is on its way into the box, at each single step of it', () => {
  it.each(Object.entries(meanwhile))('%s: it counts or it does not, and never both', async (_, events) => {
    let counted = 0;
    for (const turns of MOMENTS) {
      counted += await castAnd(turns, (made) => {
        for (const event of events) made.booth.send(event);
      });
    }
    // Early enough it was prevented, later it was not.
    expect(counted).toBeGreaterThan(5);
    expect(counted).toBeLessThan(MOMENTS.length);
  });

  it('the panel stops: the ballot is kept exactly if its record fell, and persons end the session only if it did not', async () => {
    let counted = 0;
    for (const turns of MOMENTS) {
      counted += await castAnd(turns, async (made) => {
        // The box is silent meanwhile: nobody can know.
        made.world.dead = true;
        made.restart();
        await made.settle(20);
        made.booth.send({ type: 'session.abandoned' });
        made.world.dead = false;
      });
    }
    expect(counted).toBeGreaterThan(5);
    expect(counted).toBeLessThan(MOMENTS.length);
  });
});
