import { createActor, fromPromise, SimulatedClock } from 'xstate';
import type { BallotBoxPolicy } from '../../election/policy-ballot-box.ts';
import { type PathInput, pathMachine } from './machine.ts';
import type { PathRecord } from './ports.ts';
import { screenOf } from './screen.ts';
import { type Luck, World } from './world.fixture.ts';

export const policy: BallotBoxPolicy = {
  ...{ none: 'ask', tooMany: 'accept-invalid', unsure: 'accept', mayCorrect: true, askSeconds: 60 },
};

const lucky: Luck = { roll: () => 0 };

/** A world, and a host that can be started and killed in it. */
export function bench({ luck = lucky, ...input }: Partial<PathInput> & { readonly luck?: Luck } = {}) {
  const clock = new SimulatedClock();
  const records: PathRecord[] = [];
  let alive = { now: true };
  const start = () => {
    const life = { now: true };
    alive = life;
    const isAlive = () => life.now;
    const actor = createActor(
      pathMachine.provide({
        actors: {
          look: fromPromise(() => world.look()),
          grab: fromPromise(() => world.grab()),
          scan: fromPromise(({ input: { sheet } }) => world.scan(sheet)),
          interpret: fromPromise(() => world.interpret()),
          keep: fromPromise(({ input: { into, box } }) => world.keep(into, box, isAlive)),
          accept: fromPromise(({ input: { sheet, token, into } }) => world.accept(sheet, token, into)),
          giveBack: fromPromise(({ input: { sheet } }) => world.giveBack(sheet)),
          reset: fromPromise(() => world.reset()),
          dropped: fromPromise(() => world.settle('dropped', isAlive)),
          givenBack: fromPromise(() => world.settle('given-back', isAlive)),
        },
        actions: { record: (_, params) => void records.push(params) },
      }),
      { clock, input: { policy, open: true, flight: world.flight, ...input } },
    );
    actor.start();
    return actor;
  };
  const world: World = new World(luck, (box) => {
    if (alive.now) actor.send({ type: 'box.changed', box });
  });
  let actor = start();
  return {
    world,
    clock,
    records,
    get actor() {
      return actor;
    },
    screen: () => screenOf(actor.getSnapshot()),
    /** The host's process dies; another one begins with what the store has in flight. */
    restart: () => {
      alive.now = false;
      actor.stop();
      world.newHost();
      actor = start();
    },
    /** Lets everything happen that needs no time, or so many turns of it. */
    settle: async (turns = 120) => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    },
  };
}
