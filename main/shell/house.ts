import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { coreless } from '../host/coreless.ts';
import { type FromShell, type ScreensSeen, toShell } from '../host/messages.ts';

/** The house as the shell sees it: where the windows are, and a ticket for each. */
export interface HouseLink {
  readonly onWindows: (take: (windows: Readonly<Record<string, string>>) => void) => void;
  /** A one-time ticket for a window; rejects when the house has none. */
  readonly ticketFor: (window: string) => Promise<string>;
  readonly pageDied: (window: string, reason: string) => void;
  /** Tells what screens there are, and which windows stand on one. */
  readonly screens: (seen: ScreensSeen) => void;
  /** Called when the house wants the shell to go, or is gone. */
  readonly onEnd: (take: () => void) => void;
  /** Stops a house that this shell has started; one that was there before goes on. */
  readonly leave: () => Promise<void>;
}

/** Milliseconds. */
const ticketTimeout = 5_000;
const stopTimeout = 10_000;

/** Where a shell that nobody gave a house finds its own. */
export interface HousePlace {
  /** The bundled Node: the zones never run inside Electron. */
  readonly node: string;
  /** Folder with main/, core/, … as they lie in a checkout. */
  readonly folder: string;
  readonly plan: string;
}

interface Pipe {
  readonly send: (message: FromShell) => void;
  readonly child: ChildProcess | null;
  readonly on: (event: 'message' | 'disconnect', take: (raw: unknown) => void) => void;
}

function parentPipe(): Pipe | null {
  if (process.send === undefined) return null;
  return {
    child: null,
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    on: (event, take) => process.on(event as 'message', take),
  };
}

function ownHouse({ node, folder, plan }: HousePlace): Pipe {
  const child = spawn(coreless.program, [...coreless.before, node, join(folder, 'main/host/main.ts'), plan], {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  return {
    child,
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    on: (event, take) => child.on(event, take),
  };
}

/** Connects to the house that has started this shell, or starts one. */
export function reachHouse(place: () => HousePlace): HouseLink {
  const pipe = parentPipe() ?? ownHouse(place());
  const waiting = new Map<number, (ticket: string | null) => void>();
  let takeWindows: (windows: Readonly<Record<string, string>>) => void = () => {};
  let end = (): void => {};
  let requests = 0;

  pipe.on('disconnect', () => end());
  pipe.on('message', (raw) => {
    const parsed = toShell.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    switch (message.say) {
      case 'windows':
        takeWindows(message.windows);
        return;
      case 'ticket':
        waiting.get(message.request)?.(message.ticket);
        return;
      case 'stop':
        end();
        return;
    }
  });

  return {
    onWindows: (take) => {
      takeWindows = take;
    },
    onEnd: (take) => {
      end = take;
    },
    ticketFor: async (window) => {
      const request = ++requests;
      const ticket = await new Promise<string | null>((resolve) => {
        waiting.set(request, resolve);
        setTimeout(() => resolve(null), ticketTimeout).unref();
        pipe.send({ say: 'ticket-for', request, window });
      });
      waiting.delete(request);
      if (ticket === null) throw new Error('no ticket');
      return ticket;
    },
    pageDied: (window, reason) => pipe.send({ say: 'page-died', window, reason }),
    screens: (seen) => pipe.send({ say: 'screens', seen }),
    leave: async () => {
      const { child } = pipe;
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const late = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(late);
    },
  };
}
