import { fromShell, type ToShell } from './messages.ts';
import type { Supervisor, SupervisorLog } from './supervisor.ts';

/** The pipe between the house and the shell, seen from the house: a child process, or this process's own parent. */
export interface ShellPipe {
  readonly send: (message: ToShell) => void;
  readonly onMessage: (take: (raw: unknown) => void) => void;
}

/**
 * Serves the shell: it is told the windows' addresses and gets a ticket for a window when it asks. The shell is the
 * only one to ask, because only it knows which page runs in which window.
 * @returns tells the shell the addresses again; call it whenever they have changed
 */
export function serveShell(pipe: ShellPipe, supervisor: Supervisor, log: SupervisorLog): () => void {
  const announce = (): void => {
    const windows = supervisor.windows();
    if (Object.keys(windows).length > 0) pipe.send({ say: 'windows', windows: { ...windows } });
  };
  pipe.onMessage((raw) => {
    const parsed = fromShell.safeParse(raw);
    if (!parsed.success) return log.warn({}, 'the shell said something unknown');
    const message = parsed.data;
    switch (message.say) {
      case 'ticket-for':
        void supervisor
          .ticketFor(message.window)
          .then((ticket) => pipe.send({ say: 'ticket', request: message.request, ticket }));
        return;
      case 'screens':
        return supervisor.screens(message.seen);
      case 'page-died':
        return log.warn({ window: message.window, reason: message.reason }, 'a page died and was reloaded');
    }
  });
  announce();
  return announce;
}
