import type { Problem, ProblemCode } from '../../../core/problem/catalogue.ts';
import { sleep, systemClock } from '../../clock.ts';
import type { Device } from '../../device.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import type { FaultName, MatrixDevice } from './faults.ts';

/** Time as a rig has it: its own clock's, or the machine's where real parts are in play. */
export interface Time {
  readonly virtual: boolean;
  now(): number;
  /** Lets time pass until something is so; false when it is not within `ms`. */
  until(done: () => boolean, ms: number): Promise<boolean>;
}

/** A real driver in front of its simulator or its real part. */
export interface Rig {
  readonly device: Device;
  readonly time: Time;
  /** One piece of what an officer wants of it: an image, a document, a slip, a reading. Null when it went well. */
  readonly work: () => Promise<Problem | null>;
}

/** How one fault is put into a rig and taken out again, and what must be told of it. */
export interface Cell<R extends Rig> {
  /** What must stand before, such as no finger on the glass. */
  prepare?(rig: R): Promise<void> | void;
  inject(rig: R): Promise<void> | void;
  mend(rig: R): Promise<void> | void;
  /**
   * The problem that must be told, or `ridden`: work goes on as if nothing were. A notice of a status counts as told,
   * and so does what a device says that it is recovering from.
   */
  readonly told: ProblemCode | 'ridden';
  /** `status` (where left out): all who look at the device see it. `work`: whoever wants something of it is told. */
  readonly by?: 'status' | 'work';
  /** The work during which the fault comes is begun first, and its end awaited. */
  readonly inWork?: true;
  /** That work is only held up: mended, it goes on and ends well. */
  readonly held?: true;
  /** Over by itself: nobody has to mend it. */
  readonly passes?: true;
  /** What may be told on the way as well. */
  readonly also?: readonly ProblemCode[];
}

/** A row of the matrix: one device with all that may happen to it. */
export interface Row<R extends Rig = Rig> {
  readonly device: MatrixDevice;
  /** What stands behind the driver, for the table. */
  readonly behind: string;
  /** @param short trimmed limits, for tests; otherwise those of the product */
  make(options: { readonly short: boolean }): Promise<R>;
  readonly cells: Readonly<Partial<Record<FaultName, Cell<R>>>>;
  /** Its cells share something of which a process can have one only: they run one after the other. */
  readonly alone?: true;
  /** Cells that ordinary tests run, where all would take minutes; the bench runs every one. */
  readonly inTests?: readonly FaultName[];
  /** When all its cells are over. */
  end?(): Promise<void>;
}

export const machineTime: Time = {
  virtual: false,
  now: () => systemClock.now(),
  until: async (done, ms) => {
    const end = systemClock.now() + ms;
    while (!done()) {
      if (systemClock.now() > end) return false;
      await sleep(systemClock, 5);
    }
    return true;
  },
};

/** Any number may wait at once: time goes on only while nobody has anything to do. */
export function virtualTime(clock: VirtualClock): Time {
  const waiting = new Set<{ readonly over: () => boolean; readonly resolve: () => void }>();
  let going = false;
  const go = async () => {
    going = true;
    while (waiting.size > 0) {
      await clock.pass(Number.MAX_SAFE_INTEGER - clock.now(), () => [...waiting].some(({ over }) => over()));
      for (const waiter of [...waiting].filter(({ over }) => over())) {
        waiting.delete(waiter);
        waiter.resolve();
      }
      await clock.settle();
    }
    going = false;
  };
  return {
    virtual: true,
    now: () => clock.now(),
    until: async (done, ms) => {
      let late = false;
      const cancel = clock.after(ms, () => {
        late = true;
      });
      await new Promise<void>((resolve) => {
        waiting.add({ over: () => late || done(), resolve });
        if (!going) void go();
      });
      cancel();
      return done();
    },
  };
}

/** Lets time pass until the promise has ended; null when it does not within `ms`. */
export async function ended<T>(time: Time, promise: Promise<T>, ms: number): Promise<{ readonly value: T } | null> {
  let end: { readonly value: T } | null = null;
  void promise.then((value) => {
    end = { value };
  });
  await time.until(() => end !== null, ms);
  return end;
}
