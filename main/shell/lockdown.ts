import type { Session, WebContents, WebPreferences } from 'electron';

/**
 * What a page cannot do, whatever is in it (standards EL-01 … EL-21). Each window has a session of its own in memory
 * only, so a restart leaves nothing behind.
 */

/** The preferences of every window. */
export function lockedPreferences(window: string, preload: string, session: Session, dev: boolean): WebPreferences {
  return {
    preload,
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    // A window behind another one keeps its pulse.
    backgroundThrottling: false,
    devTools: dev,
    // A verdict sounds without anybody having touched the second display.
    autoplayPolicy: 'no-user-gesture-required',
    // Not a secret: which of the windows this is.
    additionalArguments: [`--taanuu-window=${window}`],
  };
}

/**
 * Denies every permission and every request that does not go to the window's own zone.
 * @param address the window's present address; null while its zone is away
 */
export function lockSession(session: Session, address: () => string | null): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = address();
    const { host, protocol } = new URL(details.url);
    // data: and blob: are pictures that the page has already been given.
    const local = protocol === 'data:' || protocol === 'blob:';
    const toZone = (protocol === 'http:' || protocol === 'ws:') && own !== null && host === new URL(own).host;
    answer({ cancel: !local && !toZone });
  });
}

/** Keeps a page where it is: no navigation of its own, no window, no guest page, no shortcut of the browser. */
export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('context-menu', (event) => event.preventDefault());
  contents.on('before-input-event', (event, input) => {
    const browserKey =
      input.control && ['r', 'w', 'p', 's', 'o', 'u', '+', '-', '=', '0'].includes(input.key.toLowerCase());
    if (browserKey || /^F\d+$/.test(input.key) || (input.control && input.shift && /^[ijc]$/i.test(input.key))) {
      event.preventDefault();
    }
  });
}
