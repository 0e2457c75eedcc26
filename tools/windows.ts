import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveShell } from '../main/host/shell-link.ts';
import type { Supervisor, SupervisorLog } from '../main/host/supervisor.ts';
import { electronIsReady, electronProgram } from './electron-runtime.ts';
import { root, say } from './say.ts';

/** How the windows of a checkout are shown. */
export type Way = 'electron' | 'chromium' | 'none';

/** Windows that are open. */
export interface OpenWindows {
  /** Resolves when the person has closed them; never for `none`. */
  readonly closed: Promise<void>;
  /** To be called whenever the addresses have changed. */
  readonly announce: () => void;
  readonly close: () => void;
}

const ownElectron = join(root, 'node_modules/electron/dist/electron');
const chromium = '/usr/bin/chromium';
/** Chromium and Electron refuse to sandbox for root; a kiosk runs them as a user of its own. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The best way there is on this machine: Electron, else Chromium, else none (no display, or neither). */
export function bestWay(): Way {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'none';
  if (existsSync(ownElectron) || electronIsReady()) return 'electron';
  return existsSync(chromium) ? 'chromium' : 'none';
}

/** Shows the windows of a house that is ready. */
export async function openWindows(way: Way, supervisor: Supervisor, log: SupervisorLog): Promise<OpenWindows> {
  switch (way) {
    case 'electron':
      return inElectron(supervisor, log);
    case 'chromium':
      return inChromium(supervisor);
    case 'none':
      return printed(supervisor);
  }
}

function inElectron(supervisor: Supervisor, log: SupervisorLog): OpenWindows {
  const program = existsSync(ownElectron) ? ownElectron : electronProgram;
  const child = spawn(program, [...asRoot, root], { stdio: ['ignore', 2, 2, 'ipc'] });
  const announce = serveShell(
    {
      send: (message) => {
        if (child.connected) child.send(message, () => {});
      },
      onMessage: (take) => child.on('message', take),
    },
    supervisor,
    log,
  );
  return {
    announce,
    closed: new Promise((resolve) => child.once('exit', () => resolve())),
    close: () => {
      if (child.connected) child.send({ say: 'stop' }, () => {});
    },
  };
}

/**
 * A page that hands its one-time ticket to the zone and is gone: the only way into a Chromium that nobody types in.
 * The file can be read by its owner alone and is worth nothing once it was used.
 */
function launchFile(folder: string, address: string, ticket: string): string {
  const file = join(folder, `${new URL(address).pathname.replaceAll('/', '')}.html`);
  const form = `<form method="post" action="${address}ticket"><input type="hidden" name="ticket" value="${ticket}"></form>`;
  writeFileSync(file, `<!doctype html>${form}<script>document.forms[0].submit()</script>`, { mode: 0o600 });
  return file;
}

async function inChromium(supervisor: Supervisor): Promise<OpenWindows> {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-windows-'));
  const children: ChildProcess[] = [];
  for (const [name, address] of Object.entries(supervisor.windows())) {
    const ticket = await supervisor.ticketFor(name);
    if (ticket === null) continue;
    const profile = join(folder, `profile-${name}`);
    mkdirSync(profile);
    const child = spawn(
      chromium,
      [
        ...asRoot,
        ...(name === 'officer' ? ['--kiosk'] : ['--window-size=1024,768']),
        `--app=file://${launchFile(folder, address, ticket)}`,
        `--user-data-dir=${profile}`,
        '--no-first-run',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-features=Translate',
        '--autoplay-policy=no-user-gesture-required',
      ],
      { stdio: 'ignore' },
    );
    children.push(child);
  }
  return {
    // The windows know their zones' addresses: a zone keeps its port over a restart.
    announce: () => {},
    closed: Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve)))).then(() =>
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
    ),
    close: () => {
      for (const child of children) child.kill();
    },
  };
}

async function printed(supervisor: Supervisor): Promise<OpenWindows> {
  const print = async (): Promise<void> => {
    for (const [name, address] of Object.entries(supervisor.windows())) {
      say(`${name}: ${address}   one-time code ${await supervisor.ticketFor(name)}`);
    }
  };
  say('no display here: open these pages in a browser on this machine and type the code of each');
  await print();
  if (process.stdin.isTTY) {
    say('Enter prints new codes, Ctrl-C ends');
    process.stdin.on('data', () => void print());
  }
  return {
    announce: () => {},
    closed: new Promise(() => {}),
    close: () => process.stdin.unref?.(),
  };
}
