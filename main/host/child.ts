import { type ScreensSeen, toChild } from './messages.ts';
import type { PassageName } from './passages.ts';

/** What a process of the house has from its supervisor. */
export interface House {
  /** What the process before this one held, by name. */
  readonly held: Readonly<Record<string, string>>;
  /** Steps in which this process has died three times running: leave them until a person asks. */
  readonly setAside: readonly string[];
  /** Names what comes next, before it is begun; null when it is done. Resolves when the supervisor can know it. */
  readonly step: (name: string | null) => Promise<void>;
  /** Keeps a value in the supervisor's memory; resolves when it is there. A power cut takes it away. */
  readonly hold: (name: string, value: string | null) => Promise<void>;
  /** Says that the windows are being served, and how tickets for them are made. */
  readonly ready: (windows: Readonly<Record<string, string>>, ticketFor: (window: string) => string | null) => void;
  /** Told what the shell sees of displays: what is known already, and every change. Never where there is no shell. */
  readonly onScreens: (take: (seen: ScreensSeen) => void) => void;
  /** The battery is at its end: asks that the whole house be stopped in order. */
  readonly powerDown: () => void;
  /** Tells the other zone something. Lost where it is not there: it asks for everything when it comes. */
  readonly throughHatch: (message: object) => void;
  /** Told what the other zone says, from the first word on. */
  readonly onHatch: (take: (message: unknown) => void) => void;
  /** The same between the identification zone and the process that touches the network. */
  readonly throughLink: (message: object) => void;
  readonly onLink: (take: (message: unknown) => void) => void;
}

/**
 * Called once at the start of every process that a supervisor runs.
 * @param stop finishes what is under way; the process ends when it has resolved, also when the supervisor is gone
 * @returns the house; without a supervisor (a process started by hand) one that remembers nothing
 */
export async function joinHouse(stop: () => Promise<void>): Promise<House> {
  const send = process.send?.bind(process);
  if (send === undefined) {
    const alone = async (): Promise<void> => {};
    process.once('SIGTERM', () => void stop().finally(() => process.exit(0)));
    // Nobody else is there to stop it.
    const powerDown = (): void => void stop().finally(() => process.exit(0));
    const nothing = (): void => {};
    return {
      ...{ held: {}, setAside: [], step: alone, hold: alone, ready: nothing, onScreens: nothing, powerDown },
      ...{ throughHatch: nothing, onHatch: nothing, throughLink: nothing, onLink: nothing },
    };
  }
  const tell = (message: object): Promise<void> =>
    new Promise((resolve) => {
      // A supervisor that is gone is handled by 'disconnect'.
      if (!process.connected) return resolve();
      send(message, undefined, undefined, () => resolve());
    });

  let ticketFor: (window: string) => string | null = () => null;
  let screens: ScreensSeen | null = null;
  let takeScreens: (seen: ScreensSeen) => void = () => {};
  const passages = { hatch: heardFirst(), link: heardFirst() };
  let leaving = false;
  const leave = (): void => {
    if (leaving) return;
    leaving = true;
    void stop().finally(() => process.exit(0));
  };
  const kept = new Map<string, (() => void)[]>();
  process.on('disconnect', leave);
  process.on('SIGTERM', leave);
  // Ctrl-C reaches the whole terminal; the supervisor decides in which order things stop.
  process.on('SIGINT', () => {});

  const start = await new Promise<{ held: Record<string, string>; setAside: string[] }>((resolve) => {
    process.on('message', (raw) => {
      const message = toChild.parse(raw);
      switch (message.say) {
        case 'start':
          return resolve(message);
        case 'held':
          for (const done of kept.get(message.name) ?? []) done();
          kept.delete(message.name);
          return;
        case 'ticket-for':
          return void tell({ say: 'ticket', request: message.request, ticket: ticketFor(message.window) });
        case 'screens':
          screens = message.seen;
          return takeScreens(message.seen);
        case 'are-you-there':
          return void tell({ say: 'here' });
        case 'from':
          return passages[message.passage].hear(message.message);
        case 'stop':
          return leave();
      }
    });
  });

  const through = (passage: PassageName) => (message: object) => void tell({ say: 'through', passage, message });

  return {
    held: start.held,
    setAside: start.setAside,
    step: (step) => tell({ say: 'step', step }),
    hold: (name, value) =>
      new Promise((resolve) => {
        kept.set(name, [...(kept.get(name) ?? []), resolve]);
        void tell({ say: 'hold', name, value });
      }),
    ready: (windows, make) => {
      ticketFor = make;
      void tell({ say: 'ready', windows });
    },
    onScreens: (take) => {
      takeScreens = take;
      if (screens !== null) take(screens);
    },
    powerDown: () => void tell({ say: 'power-down' }),
    throughHatch: through('hatch'),
    onHatch: passages.hatch.take,
    throughLink: through('link'),
    onLink: passages.link.take,
  };
}

/** Keeps what is said before anybody listens. */
function heardFirst() {
  const early: unknown[] = [];
  let taker = (message: unknown): void => void early.push(message);
  return {
    hear: (message: unknown): void => taker(message),
    take: (take: (message: unknown) => void): void => {
      taker = take;
      for (const message of early.splice(0)) take(message);
    },
  };
}
