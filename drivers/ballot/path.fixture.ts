import { createActor, fromPromise } from 'xstate';
import type { BoxStatus } from '../../core/ballot/path/box.ts';
import { pathMachine } from '../../core/ballot/path/machine.ts';
import type { BallotInFlight, Done, Seen, SheetVerdict } from '../../core/ballot/path/ports.ts';
import { screenOf } from '../../core/ballot/path/screen.ts';
import type { BallotBoxPolicy } from '../../core/election/policy-ballot-box.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { GrayPage } from '../scanner/page-scanner.ts';
import { SimulatedBallotBox } from '../simulator/ballot-box/box.ts';
import { MemoryCable } from '../testing/memory-cable.ts';
import type { Dice } from '../testing/wire-fuzz.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { BallotBoxReader } from './box-reader.ts';

const policy: BallotBoxPolicy = {
  ...{ none: 'ask', tooMany: 'accept-invalid', unsure: 'return', mayCorrect: true, askSeconds: 20 },
};

/** What survives a stop of the host: counted ballots, by the name on their sheet, and the one in flight. */
interface Store {
  readonly counted: string[];
  flight: (BallotInFlight & { readonly of: string }) | null;
}

const seen = (result: Result<BoxStatus, Problem>): Seen =>
  result.ok ? { ok: true, box: result.value } : { ok: false, problem: result.error };

/** The statechart over the real driver over a box that behaves as paper does: all of the ballot zone's path but its disk. */
export function pathBench(dice: Dice, nameOn: (page: GrayPage) => string, verdictOf: (name: string) => SheetVerdict) {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock);
  const box = new SimulatedBallotBox(cable, { clock, speed: 1_000 });
  const store: Store = { counted: [], flight: null };

  const start = () => {
    const reader = new BallotBoxReader({ path: cable.path, link: cable, clock });
    let alive = true;
    let read = '';
    /** The disk takes its time, and a host that is dead writes nothing. */
    const onDisk = async (write: () => void): Promise<Done> => {
      await new Promise<void>((resolve) => void clock.after(dice.roll(8), resolve));
      if (!alive) return new Promise<Done>(() => {});
      write();
      return { ok: true };
    };
    const actor = createActor(
      pathMachine.provide({
        actors: {
          look: fromPromise(async () => seen(await reader.look())),
          grab: fromPromise(async () => seen(await reader.grab())),
          scan: fromPromise(async ({ input: { sheet } }) => {
            const page = await reader.scan(sheet);
            read = page.ok ? nameOn(page.value) : '';
            return page.ok ? { ok: true } : { ok: false, problem: page.error };
          }),
          interpret: fromPromise(async () => {
            await new Promise<void>((resolve) => void clock.after(60, resolve));
            return verdictOf(read);
          }),
          keep: fromPromise(async ({ input: { into, box } }) => {
            if (store.flight !== null) throw new Error('a ballot is in flight already');
            const token = Buffer.from(dice.bytes(16)).toString('hex');
            const flight = { token, into, box };
            const of = read;
            await onDisk(() => {
              store.flight = { ...flight, of };
            });
            return { ok: true, flight };
          }),
          accept: fromPromise(async ({ input }) => seen(await reader.accept(input))),
          giveBack: fromPromise(async ({ input: { sheet } }) => seen(await reader.giveBack(sheet))),
          reset: fromPromise(async () => seen(await reader.reset())),
          dropped: fromPromise(() =>
            onDisk(() => {
              store.counted.push(store.flight?.of ?? 'nothing in flight');
              store.flight = null;
            }),
          ),
          givenBack: fromPromise(() =>
            onDisk(() => {
              store.flight = null;
            }),
          ),
        },
      }),
      {
        clock: { setTimeout: (then, ms) => clock.after(ms, then), clearTimeout: (cancel: () => void) => cancel() },
        input: { policy, open: true, flight: store.flight },
      },
    );
    const unlisten = reader.onBox((status) => actor.send({ type: 'box.changed', box: status }));
    reader.on((event) => {
      if (event.event !== 'status' || !alive) return;
      if (event.status.state === 'missing') actor.send({ type: 'box.lost', problem: event.status.problem });
      else if (event.status.state === 'ready') actor.send({ type: 'box.up' });
    });
    reader.open();
    actor.start();
    return {
      actor,
      reader,
      stop: () => {
        alive = false;
        unlisten();
        actor.stop();
        return reader.close();
      },
    };
  };

  let host = start();
  return {
    clock,
    cable,
    box,
    store,
    screen: () => screenOf(host.actor.getSnapshot()),
    send: (event: Parameters<typeof host.actor.send>[0]) => host.actor.send(event),
    /** The host's process dies, as by SIGKILL, and begins anew. */
    restart: async () => {
      const closing = host.stop();
      await clock.pass(20);
      await closing;
      host = start();
    },
    stop: () => host.stop(),
  };
}
