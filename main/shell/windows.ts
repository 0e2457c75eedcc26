import { join } from 'node:path';
import { BrowserWindow, type Rectangle, screen, session } from 'electron';
import { lockContents, lockedPreferences, lockSession } from './lockdown.ts';
import { pulseDelays, takePulse } from './pulse.ts';

/** Milliseconds until a page that died or did not load is loaded again: the first time, and the longest of all. */
const firstPause = 100;
const longestPause = 2_000;

/** One window and the page it shows. */
export interface KioskWindow {
  readonly name: string;
  readonly window: BrowserWindow;
  /** The address it belongs at; null while its zone is away. */
  readonly address: () => string | null;
  readonly show: (address: string) => void;
  /** Its page has said that it is alive. */
  readonly beat: () => void;
}

export interface WindowOptions {
  readonly packaged: boolean;
  readonly dev: boolean;
  readonly onDied: (window: string, reason: string) => void;
}

/** Where a window goes: a whole display as a kiosk, or a plain window for trying things out. */
export type Place =
  | { readonly kind: 'kiosk'; readonly at: Rectangle }
  | { readonly kind: 'plain'; readonly at: Rectangle };

/**
 * Which window goes where. The officer has the first display and the voter the second. A checkout with one display
 * shows plain windows; a packaged kiosk with one display has no voter's window until a second one is plugged in.
 * @param displays bounds of the displays, the primary one first
 * @returns null when the window is not shown
 */
export function placeOf(name: string, displays: readonly Rectangle[], packaged: boolean): Place | null {
  const [first, second] = displays;
  if (first === undefined) return null;
  const kiosk = packaged || second !== undefined;
  if (name === 'officer') {
    return kiosk
      ? { kind: 'kiosk', at: first }
      : { kind: 'plain', at: { x: first.x, y: first.y, width: 1280, height: 800 } };
  }
  if (name === 'voter' && second !== undefined) return { kind: 'kiosk', at: second };
  if (packaged) return null;
  return { kind: 'plain', at: { x: first.x + 80, y: first.y + 80, width: 1024, height: 768 } };
}

/** Opens one window, locked down before it shows anything, and brings its page back whenever it is lost. */
export function openWindow(name: string, place: Place, { dev, onDied }: WindowOptions): KioskWindow {
  let address: string | null = null;
  // Without "persist:" the session lives in memory.
  const own = session.fromPartition(`window-${name}`);
  lockSession(own, () => address);
  const window = new BrowserWindow({
    ...place.at,
    kiosk: place.kind === 'kiosk',
    fullscreen: place.kind === 'kiosk',
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: lockedPreferences(name, join(import.meta.dirname, 'preload.cjs'), own, dev),
  });
  const { webContents } = window;
  lockContents(webContents);

  let timer: NodeJS.Timeout | undefined;
  let pause = firstPause;
  const load = (): void => {
    clearTimeout(timer);
    if (address === null || window.isDestroyed()) return;
    pulse.loading();
    // A load that fails is seen by 'did-fail-load'.
    window.loadURL(address).catch(() => {});
  };
  const again = (): void => {
    pulse.away();
    clearTimeout(timer);
    timer = setTimeout(load, pause);
    pause = Math.min(pause * 2, longestPause);
  };
  const pulse = takePulse(pulseDelays, (silence) => {
    // Somebody looks into the page: it may stand still as long as they like.
    if (dev && webContents.isDevToolsOpened()) return;
    onDied(name, silence);
    // Whatever its process is busy with, it does not answer: a new page gets a new process.
    if (webContents.getOSProcessId() !== 0 && !webContents.isCrashed()) webContents.forcefullyCrashRenderer();
    again();
  });
  const ticking = setInterval(pulse.tick, pulseDelays.tick);
  window.once('closed', () => {
    clearInterval(ticking);
    clearTimeout(timer);
  });
  webContents.on('did-fail-load', (_event, _code, _text, _url, mainFrame) => {
    if (mainFrame) again();
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    onDied(name, reason);
    again();
  });

  return {
    name,
    window,
    address: () => address,
    show: (next) => {
      if (next === address) return;
      address = next;
      load();
    },
    beat: () => {
      pause = firstPause;
      pulse.beat();
    },
  };
}

/** Bounds of all displays, the primary one first. */
export function displayBounds(): readonly Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.bounds);
}
