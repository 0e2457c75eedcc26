import { type ChildProcess, fork } from 'node:child_process';
import { coreless } from './coreless.ts';
import { fromChild, type ScreensSeen, type ToChild } from './messages.ts';
import { type PassageName, passageNames, passages } from './passages.ts';
import type { ProcessPlan } from './plan.ts';

export interface SupervisorLog {
  readonly info: (facts: Readonly<Record<string, unknown>>, text: string) => void;
  readonly warn: (facts: Readonly<Record<string, unknown>>, text: string) => void;
}

export interface SupervisorOptions {
  readonly plans: readonly ProcessPlan[];
  /** The Node that runs the processes. */
  readonly node: string;
  readonly log: SupervisorLog;
  /** Told whenever the addresses of the windows have changed. */
  readonly onWindows?: (windows: Readonly<Record<string, string>>) => void;
  /** A process has said that the battery is at its end. */
  readonly onPowerDown?: () => void;
  readonly delays?: Partial<Delays>;
}

/** Milliseconds. */
export interface Delays {
  /** Pauses before the first, second, … restart in a row; the last one stays. Below the 10 s of the design. */
  readonly restart: readonly number[];
  /** A process that has run this long starts again with the first pause. */
  readonly settled: number;
  /** An orderly stop takes no longer; then SIGKILL. */
  readonly stop: number;
  /** A ticket that does not come within this time is not coming. */
  readonly ticket: number;
  /** How often a process is asked whether it is there. */
  readonly ask: number;
  /** A process that answers nothing for this long is stuck: SIGKILL. The longest honest work
   * that blocks a process, the import of 10,000 voters, took 7.6 s where it was measured: eight times that. */
  readonly silence: number;
}
const usualDelays: Delays = {
  restart: [100, 500, 2_000, 5_000],
  settled: 60_000,
  stop: 5_000,
  ticket: 3_000,
  ask: 1_000,
  silence: 60_000,
};

/** Deaths in the same step after which the step is set aside. */
const deathsPerStep = 3;

/** How a process fares, for the technician. */
export interface ProcessStatus {
  readonly name: string;
  readonly pid: number | null;
  readonly ready: boolean;
  readonly restarts: number;
  readonly setAside: readonly string[];
}

export interface Supervisor {
  readonly status: () => readonly ProcessStatus[];
  readonly windows: () => Readonly<Record<string, string>>;
  /** A one-time ticket for a window; null when its process is away or knows no such window. */
  readonly ticketFor: (window: string) => Promise<string | null>;
  /** Tells every process what the shell sees of displays, now and whenever one starts anew. */
  readonly screens: (seen: ScreensSeen) => void;
  /** Stops all processes, the last first. */
  readonly stop: () => Promise<void>;
}

/** What a process inherits from the environment of the house; nothing that anybody happened to set. */
const inherited = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'CI'];

interface Ward {
  readonly plan: ProcessPlan;
  readonly held: Map<string, string>;
  readonly deaths: Map<string, number>;
  readonly setAside: Set<string>;
  child: ChildProcess | null;
  windows: Readonly<Record<string, string>>;
  ready: boolean;
  step: string | null;
  restarts: number;
  inARow: number;
  startedAt: number;
  /** Milliseconds of asking since it was last heard. */
  silent: number;
  timer: NodeJS.Timeout | undefined;
  asking: NodeJS.Timeout | undefined;
}

/**
 * Starts the processes of the house and keeps them running. It restarts what dies, holds in memory what they hand it
 * (keys, ports), hands out their tickets, and sets a step aside in which a process has died three times running: one
 * bad document must not stop the station. It never reads what it holds.
 */
export function supervise(options: SupervisorOptions): Supervisor {
  const { log, node } = options;
  const delays = { ...usualDelays, ...options.delays };
  const waiting = new Map<number, (ticket: string | null) => void>();
  let requests = 0;
  let stopping = false;
  let seen: ScreensSeen | null = null;

  const tell = (ward: Ward, message: ToChild): void => {
    // A process that is dying does not listen; its exit is what counts.
    if (ward.child?.connected) ward.child.send(message, () => {});
  };

  const hear = (ward: Ward, raw: unknown): void => {
    const parsed = fromChild.safeParse(raw);
    if (!parsed.success) {
      log.warn({ process: ward.plan.name }, 'a process said something unknown');
      return;
    }
    ward.silent = 0;
    const message = parsed.data;
    switch (message.say) {
      case 'here':
        return;
      case 'power-down':
        log.warn({ process: ward.plan.name }, 'the battery is at its end: the house stops');
        options.onPowerDown?.();
        return;
      case 'ready':
        ward.windows = message.windows;
        ward.ready = true;
        if (seen !== null) tell(ward, { say: 'screens', seen });
        log.info({ process: ward.plan.name }, 'a process is ready');
        options.onWindows?.(windows());
        return;
      case 'step':
        // The step before this one was passed: deaths count only when nothing came between them.
        if (ward.step !== null && ward.step !== message.step) ward.deaths.delete(ward.step);
        ward.step = message.step;
        return;
      case 'hold':
        if (message.value === null) ward.held.delete(message.name);
        else ward.held.set(message.name, message.value);
        tell(ward, { say: 'held', name: message.name });
        return;
      case 'ticket':
        waiting.get(message.request)?.(message.ticket);
        return;
      case 'through':
        passThrough(ward, message.passage, message.message);
        return;
    }
  };

  const passThrough = (from: Ward, passage: PassageName, message: unknown): void => {
    const passed = passages[passage].pass(from.plan.name, message);
    const to = passed && wards.find(({ plan }) => plan.name === passed.to);
    if (to) tell(to, { say: 'from', passage, message: passed.message });
    // Nobody hears it: who spoke is told so.
    if (to && to.child === null) tellGone(to);
    if (!passed) {
      log.warn({ process: from.plan.name, passage }, 'a process tried to say to another what may not be said there');
    }
  };

  /** Whoever waits for a process learns that it is not there; that it has come back it says itself. */
  const tellGone = ({ plan }: Ward): void => {
    for (const passage of passageNames) {
      const gone = passages[passage].gone(plan.name);
      const to = gone && wards.find((one) => one.plan.name === gone.to);
      if (to) tell(to, { say: 'from', passage, message: gone.message });
    }
  };

  /**
   * Asks a process whether it is there. Silence is counted in questions, not read from a clock: where the supervisor
   * itself stood still (a suspended machine) nobody is blamed for it.
   */
  const ask = (ward: Ward): void => {
    ward.silent += delays.ask;
    if (ward.silent > delays.silence && ward.child !== null) {
      clearInterval(ward.asking);
      log.warn(
        { process: ward.plan.name, step: ward.step, silence: delays.silence },
        'a process is stuck and is killed',
      );
      ward.child.kill('SIGKILL');
      return;
    }
    tell(ward, { say: 'are-you-there' });
  };

  const died = (ward: Ward, how: string): void => {
    clearInterval(ward.asking);
    ward.child = null;
    ward.ready = false;
    if (stopping) return;
    const { step, plan } = ward;
    ward.step = null;
    log.warn({ process: plan.name, how, step }, 'a process died');
    tellGone(ward);
    if (step !== null) {
      const deaths = (ward.deaths.get(step) ?? 0) + 1;
      ward.deaths.set(step, deaths);
      if (deaths >= deathsPerStep) {
        ward.setAside.add(step);
        log.warn({ process: plan.name, step }, 'a step was set aside');
      }
    }
    if (performance.now() - ward.startedAt > delays.settled) ward.inARow = 0;
    const pause = delays.restart[Math.min(ward.inARow, delays.restart.length - 1)] ?? 0;
    ward.inARow += 1;
    ward.restarts += 1;
    ward.timer = setTimeout(() => start(ward), pause);
  };

  const start = (ward: Ward): void => {
    const { plan } = ward;
    const own = Object.fromEntries(inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
    ward.startedAt = performance.now();
    const child = fork(plan.entry, plan.args, {
      execPath: coreless.program,
      execArgv: [...coreless.before, node],
      env: { ...own, ...plan.env },
      // stdout of the house belongs to whoever started it.
      stdio: ['ignore', 2, 2, 'ipc'],
      ...(plan.user === undefined ? {} : { uid: plan.user, gid: plan.user }),
    });
    ward.child = child;
    child.on('message', (message) => hear(ward, message));
    child.on('error', (error) => log.warn({ process: plan.name, error: error.name }, 'a process could not be reached'));
    child.on('exit', (code, signal) => died(ward, signal ?? `code ${code}`));
    ward.silent = 0;
    ward.asking = setInterval(() => ask(ward), delays.ask);
    tell(ward, { say: 'start', held: Object.fromEntries(ward.held), setAside: [...ward.setAside] });
  };

  const wards: readonly Ward[] = options.plans.map((plan) => ({
    plan,
    held: new Map(),
    deaths: new Map(),
    setAside: new Set(),
    child: null,
    windows: {},
    ready: false,
    step: null,
    restarts: 0,
    inARow: 0,
    startedAt: 0,
    silent: 0,
    timer: undefined,
    asking: undefined,
  }));
  const windows = (): Readonly<Record<string, string>> => Object.assign({}, ...wards.map((ward) => ward.windows));
  for (const ward of wards) start(ward);

  const stopOne = async (ward: Ward): Promise<void> => {
    clearTimeout(ward.timer);
    clearInterval(ward.asking);
    const { child } = ward;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    tell(ward, { say: 'stop' });
    const late = setTimeout(() => child.kill('SIGKILL'), delays.stop);
    await gone;
    clearTimeout(late);
  };

  return {
    status: () =>
      wards.map((ward) => ({
        name: ward.plan.name,
        pid: ward.child?.pid ?? null,
        ready: ward.ready,
        restarts: ward.restarts,
        setAside: [...ward.setAside],
      })),
    screens: (now) => {
      seen = now;
      for (const ward of wards) tell(ward, { say: 'screens', seen: now });
    },
    windows,
    ticketFor: async (window) => {
      const ward = wards.find((candidate) => window in candidate.windows);
      if (!ward?.child?.connected) return null;
      const request = ++requests;
      const answer = new Promise<string | null>((resolve) => {
        waiting.set(request, resolve);
        setTimeout(() => resolve(null), delays.ticket).unref();
      });
      tell(ward, { say: 'ticket-for', request, window });
      return answer.finally(() => waiting.delete(request));
    },
    stop: async () => {
      stopping = true;
      for (const ward of [...wards].reverse()) await stopOne(ward);
    },
  };
}
