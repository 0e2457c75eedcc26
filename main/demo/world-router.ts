import { implement, ORPCError } from '@orpc/server';
import type { FingerPosition } from '../../core/admission/facts.ts';
import { playgroundContract } from '../api/playground.ts';
import type { ZoneContext } from '../api/server.ts';
import { NotInWorld, type World } from './world.ts';
import type { WorldBox } from './world-box.ts';

/** The one window that shows the world. */
export type WorldWindow = 'playground';

/** Asks or does one thing in the world; who or what there is not is the caller's error, not the world's. */
function inWorld<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof NotInWorld) throw new ORPCError('NOT_FOUND', { message: error.message });
    throw error;
  }
}

/** For verbs that answer nothing. */
function done(act: () => void): null {
  inWorld(act);
  return null;
}

/** A world without a ballot box has none to do anything with. */
function boxOf({ box }: World): WorldBox {
  if (box === null) throw new NotInWorld('no ballot box');
  return box;
}

/** The contract's verbs over a world. */
export function worldRouter(world: World) {
  const os = implement(playgroundContract).$context<ZoneContext<WorldWindow>>();
  return os.router({
    watch: os.watch.handler(({ signal }) => world.watch(signal)),
    people: os.people.handler(({ input }) => world.people(input.text)),
    portrait: os.portrait.handler(({ input }) => inWorld(() => world.portrait(input.person))),
    layDocument: os.layDocument.handler(({ input }) => done(() => world.layDocument(input))),
    putFinger: os.putFinger.handler(({ input }) =>
      done(() => world.putFinger(input === null ? null : { ...input, finger: input.finger as FingerPosition })),
    ),
    plug: os.plug.handler(({ input }) => done(() => world.plug(input.device, input.plugged))),
    breakPrinter: os.breakPrinter.handler(({ input }) => done(() => world.breakPrinter(input.fault))),
    tearOff: os.tearOff.handler(() => done(() => world.tearOff())),
    box: {
      styles: os.box.styles.handler(() => inWorld(() => boxOf(world).styles)),
      putBallot: os.box.putBallot.handler(({ input }) => done(() => boxOf(world).putBallot(input))),
      putTestSheet: os.box.putTestSheet.handler(() => done(() => boxOf(world).putTestSheet())),
      putPaper: os.box.putPaper.handler(({ input }) => done(() => boxOf(world).putPaper(input.paper))),
      take: os.box.take.handler(() => done(() => boxOf(world).take())),
      empty: os.box.empty.handler(() => done(() => boxOf(world).empty())),
      plug: os.box.plug.handler(({ input }) => done(() => boxOf(world).plug(input.plugged))),
      cover: os.box.cover.handler(({ input }) => done(() => boxOf(world).setCover(input.open))),
      snag: os.box.snag.handler(({ input }) => done(() => boxOf(world).setSnag(input.at))),
    },
  });
}
