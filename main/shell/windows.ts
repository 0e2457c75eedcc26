import { join } from 'node:path';
import { BrowserWindow, type Rectangle, screen, session } from 'electron';
import type { SeenScreen } from '../host/messages.ts';
import { lockContents, lockedPreferences, lockSession } from './lockdown.ts';
import type { Place } from './places.ts';
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
  /** Where it was put last. */
  readonly place: () => Place;
  /** Puts it on another display. */
  readonly put: (place: Place) => void;
  /** Its page has said that it is alive. */
  readonly beat: () => void;
}

export interface WindowOptions {
  readonly packaged: boolean;
  readonly dev: boolean;
  readonly onDied: (window: string, reason: string) => void;
}

/** Opens one window, locked down before it shows anything, and brings its page back whenever it is lost. */
export function openWindow(name: string, first: Place, { dev, onDied }: WindowOptions): KioskWindow {
  let address: string | null = null;
  let place = first;
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
    place: () => place,
    put: (next) => {
      place = next;
      const kiosk = next.kind === 'kiosk';
      // A window that fills its display cannot be moved: it leaves it first.
      window.setKiosk(false);
      window.setFullScreen(false);
      window.setBounds({ ...next.at });
      window.setFullScreen(kiosk);
      window.setKiosk(kiosk);
    },
    beat: () => {
      pause = firstPause;
      pulse.beat();
    },
  };
}

/** All displays, the primary one first. */
function displays(): readonly Electron.Display[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
}

/** Bounds of all displays, the primary one first. */
export const displayBounds = (): readonly Rectangle[] => displays().map(({ bounds }) => bounds);

/** What is told of each display, the primary one first. */
export const seenScreens = (): readonly SeenScreen[] =>
  displays().map(({ label, size: { width, height } }) => ({ label: label.slice(0, 100), width, height }));
