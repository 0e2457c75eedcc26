import fc from 'fast-check';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { BallotBoxReader } from '../ballot/box-reader.ts';
import { type Clock, within } from '../clock.ts';
import type { Device, DeviceStatus } from '../device.ts';
import { encodeReports } from '../document/hid-codec.ts';
import { HidScanner } from '../document/hid-scanner.ts';
import { MrzSerialReader } from '../document/mrz-serial.ts';
import { R30xReader } from '../fingerprint/r30x.ts';
import { Keeper } from '../keeper.ts';
import { EscposPrinter } from '../printer/escpos.ts';
import { SimulatedBallotBox } from '../simulator/ballot-box/box.ts';
import { SimulatedEscpos } from '../simulator/escpos.ts';
import { SimulatedR30x } from '../simulator/r30x.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { MemoryCable } from './memory-cable.ts';

/** Anything that can happen to a device, in any order. */
export type Step =
  | { readonly do: 'unplug'; readonly noticed: boolean }
  | { readonly do: 'plug' | 'reopen' | 'close' }
  /** The port cannot be opened; the device does not answer; nobody takes what is written. */
  | { readonly do: 'refused' | 'silent' | 'stuck'; readonly on: boolean }
  | { readonly do: 'garbage'; readonly bytes: Uint8Array }
  | { readonly do: 'wire'; readonly damage: Damage }
  /** Something is asked of the device; the asker gives up after so many milliseconds, or never. */
  | { readonly do: 'work'; readonly abortMs: number | null }
  | { readonly do: 'wait'; readonly ms: number };

export type Damage = 'none' | 'split' | 'doubled' | 'halved' | 'reversed' | 'flipped';

const damages: Readonly<Record<Damage, (bytes: Uint8Array) => readonly Uint8Array[]>> = {
  none: (bytes) => [bytes],
  split: (bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte)),
  doubled: (bytes) => [bytes, bytes],
  halved: (bytes) => [bytes.subarray(0, bytes.length >> 1)],
  reversed: (bytes) => [bytes.slice().reverse()],
  flipped: (bytes) => [bytes.map((byte, i) => (i % 7 === 3 ? byte ^ 0x55 : byte))],
};

export const subjects = ['keeper', 'r30x', 'escpos', 'mrz', 'hid', 'ballot-box'] as const;
export type SubjectName = (typeof subjects)[number];

export interface Subject {
  readonly device: Pick<Device, 'status' | 'on' | 'open' | 'reopen' | 'close'>;
  readonly silent: (on: boolean) => void;
  readonly work: (signal: AbortSignal) => Promise<unknown>;
}

const ENQ = 5;
const ACK = 6;
const SILENT: Problem = { code: 'device.printer-silent' };

/** The smallest device there can be: it answers one byte with one byte. */
function bareKeeper(cable: MemoryCable, clock: VirtualClock): Subject {
  let silent = false;
  cable.onBytes(() => {
    if (!silent) cable.send(Uint8Array.of(ACK));
  });
  const greet = async (signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> => {
    let unlisten = () => {};
    const answered = new Promise<boolean>((resolve) => {
      unlisten = cable.on((event) => {
        if (event.event === 'bytes') resolve(event.bytes.includes(ACK));
      });
    });
    const written = await cable.write(Uint8Array.of(ENQ), { timeoutMs: 500, signal });
    const alive = written.ok && (await within(clock, 500, answered, false, signal));
    unlisten();
    return alive ? ok({ state: 'ready' }) : err(SILENT);
  };
  const keeper = new Keeper({
    name: 'bare',
    kind: 'printer',
    link: cable,
    ladder: [
      { step: 'retry', times: 2, limitMs: 3_000 },
      { step: 'soft-reset', times: 1, limitMs: 3_000 },
      { step: 'reopen', times: 2, limitMs: 6_000 },
      { step: 're-enumerate', times: 1, limitMs: 8_000 },
    ],
    heartbeatMs: 3_000,
    clock,
    missing: { code: 'device.printer-missing' },
    greet,
    softReset: async () => {},
    forget: () => {},
  });
  const device = {
    get status() {
      return keeper.status;
    },
    on: keeper.events.on.bind(keeper.events),
    open: () => keeper.open(),
    reopen: () => keeper.reopen(),
    close: () => keeper.close(),
  };
  return {
    device,
    silent: (on) => {
      silent = on;
    },
    work: (signal) =>
      keeper.exclusively(
        async (own) => {
          const greeting = await greet(own);
          if (!greeting.ok) keeper.recover(greeting.error);
        },
        { signal, unstarted: undefined },
      ),
  };
}

const finger = { width: 256, height: 288, pixels: new Uint8Array(256 * 288).fill(0x77) };
const slip = { width: 576, height: 48, bits: new Uint8Array(72 * 48).fill(0x0f) };

/** Paper that moves in no time: it would leave timers of its own, and those of the driver are counted. */
const atOnce: Clock = {
  now: () => 0,
  after: (_, then) => {
    const soon = setImmediate(then);
    return () => clearImmediate(soon);
  },
};

export function subject(name: SubjectName, cable: MemoryCable, clock: VirtualClock): Subject {
  const { path } = cable;
  if (name === 'keeper') return bareKeeper(cable, clock);
  if (name === 'r30x') {
    const sensor = new SimulatedR30x(cable);
    sensor.model = 'r503';
    const device = new R30xReader({ path, link: cable, clock, sleepAfterMs: 9_000 });
    let looks = 0;
    return {
      device,
      silent: (on) => {
        sensor.fault = { silent: on };
      },
      work: (signal) => {
        // Every third capture sees a finger: an image is 288 packets.
        if (looks++ % 3 === 0) sensor.touch(() => finger);
        else sensor.lift();
        return device.capture({ signal, timeoutMs: 2_000 });
      },
    };
  }
  if (name === 'escpos') {
    const printer = new SimulatedEscpos(cable, () => {});
    const device = new EscposPrinter({ path, link: cable, clock });
    return {
      device,
      silent: (on) => printer.setFault({ silent: on }),
      work: (signal) => device.print(slip, { signal }),
    };
  }
  if (name === 'ballot-box') {
    const box = new SimulatedBallotBox(cable, { clock: atOnce });
    const device = new BallotBoxReader({ path, link: cable, clock });
    const page = { width: 100, height: 100, dpi: 50, pixels: new Uint8Array(10_000).fill(255) };
    return {
      device,
      silent: (on) => {
        box.fault = { silent: on };
      },
      work: async () => {
        box.path.insert({ name: 'sheet', page, lengthMm: 297 });
        const grabbed = await device.grab();
        const sheet = grabbed.ok ? grabbed.value.sheet?.id : undefined;
        if (sheet === undefined) return;
        await device.scan(sheet);
        await device.giveBack(sheet);
      },
    };
  }
  const device =
    name === 'mrz'
      ? new MrzSerialReader({ path, link: cable, clock })
      : new HidScanner({ path, link: cable, clock, layout: 'pos' });
  let mute = false;
  const sent =
    name === 'mrz' ? [Buffer.from(`${'<'.repeat(44)}\r\n`.repeat(2))] : encodeReports('pos', slip.bits.slice(0, 90));
  return {
    device,
    silent: (on) => {
      mute = on;
    },
    work: async () => {
      for (const bytes of mute ? [] : sent) cable.send(bytes);
    },
  };
}

const milliseconds = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 12_000 }) },
);
const on = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('unplug' as const), noticed: fc.boolean() }),
  fc.record({ do: fc.constantFrom('plug' as const, 'reopen' as const) }),
  fc.record({ do: fc.constantFrom('refused' as const, 'silent' as const, 'stuck' as const), on }),
  fc.record({ do: fc.constant('garbage' as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({
    do: fc.constant('wire' as const),
    damage: fc.constantFrom(...(Object.keys(damages) as readonly Damage[])),
  }),
  fc.record({ do: fc.constant('work' as const), abortMs: fc.option(milliseconds, { nil: null }) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: milliseconds }) },
);
const closing: fc.Arbitrary<readonly Step[]> = fc
  .option(fc.constant({ do: 'close' as const }), { nil: null, freq: 4 })
  .map((end) => (end === null ? [] : [end]));

/** A device, and what happens to it; sometimes it is closed in the middle of it. */
export const sequence = fc.record({
  subject: fc.constantFrom(...subjects),
  steps: fc
    .tuple(fc.array(step, { maxLength: 14 }), closing, fc.array(step, { maxLength: 3 }))
    .map((parts) => parts.flat()),
});

/** Longest way back: the ladder is climbed once more from its foot, after the pause between two climbs. */
const BACK_MS = 90_000;
/** A device that is not there is not called ready for longer. */
const MISSED_MS = 3_000;

/**
 * Does the steps, then mends everything and closes the device.
 * @throws an Error that says what was broken: a state without a way back, work without an end, a timer or a listener left
 */
export async function runSequence(
  name: SubjectName,
  steps: readonly Step[],
  make: typeof subject = subject,
): Promise<void> {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock);
  const { device, silent, work } = make(name, cable, clock);
  let closed: Promise<void> | null = null;
  let unended = 0;
  const ends = <T>(promise: Promise<T>): Promise<T> => {
    unended += 1;
    return promise.finally(() => {
      unended -= 1;
    });
  };
  let toldAfterClose = 0;
  let isClosed = false;
  device.on(() => {
    if (isClosed) toldAfterClose += 1;
  });
  const stops: (() => void)[] = [];
  device.open();
  for (const happening of steps) {
    switch (happening.do) {
      case 'unplug':
        cable.unplug(happening.noticed);
        break;
      case 'plug':
        cable.plug();
        break;
      case 'reopen':
        void ends(device.reopen());
        break;
      case 'close':
        closed ??= ends(device.close());
        break;
      case 'refused':
        cable.refused = happening.on;
        break;
      case 'stuck':
        cable.stuck = happening.on;
        break;
      case 'silent':
        silent(happening.on);
        break;
      case 'garbage':
        cable.send(happening.bytes);
        break;
      case 'wire':
        cable.damage = damages[happening.damage];
        break;
      case 'work': {
        const stop = new AbortController();
        if (happening.abortMs !== null) stops.push(clock.after(happening.abortMs, () => stop.abort()));
        void ends(work(stop.signal));
        break;
      }
      case 'wait':
        await clock.pass(happening.ms);
    }
    await clock.settle();
  }
  if (closed === null && !cable.plugged) {
    await clock.pass(MISSED_MS);
    if (device.status.state === 'ready') throw new Error('is called ready and is not there');
  }
  cable.plug();
  cable.refused = false;
  cable.stuck = false;
  cable.damage = damages.none;
  silent(false);
  if (closed === null) {
    const isBack = () => device.status.state === 'ready' && unended === 0;
    await clock.pass(BACK_MS, isBack);
    // A scanner that sent what it never sends is believed again after one right code, which a person must show it.
    const { status } = device;
    if (status.state === 'attention' && status.problem.code === 'device.document-other-layout') {
      void ends(work(new AbortController().signal));
      await clock.pass(BACK_MS, isBack);
    }
    if (device.status.state !== 'ready') throw new Error(`no way back: ${JSON.stringify(device.status)}`);
    closed = ends(device.close());
  }
  await clock.pass(BACK_MS, () => unended === 0);
  if (unended > 0) throw new Error(`${unended} pieces of work without an end`);
  isClosed = true;
  for (const stop of stops) stop();
  await clock.settle();
  const left = { timers: clock.pending, listeners: cable.listening };
  if (left.timers > 0 || left.listeners > 0) throw new Error(`left after close: ${JSON.stringify(left)}`);
  await clock.pass(1_000);
  if (toldAfterClose > 0) throw new Error(`${toldAfterClose} events after close`);
}

/** @returns null, or the shortest sequence found that breaks something, and what it breaks */
export async function checkSequences(count: number, seed: number): Promise<string | null> {
  const property = fc.asyncProperty(sequence, ({ subject: name, steps }) => runSequence(name, steps));
  const outcome = await fc.check(property, { numRuns: count, seed });
  if (!outcome.failed) return null;
  const why = outcome.errorInstance instanceof Error ? outcome.errorInstance.message : String(outcome.errorInstance);
  return `seed ${seed}: ${why}: ${fc.stringify(outcome.counterexample)}`;
}
