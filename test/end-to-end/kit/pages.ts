import type { ElectronApplication } from 'playwright-core';

/**
 * Pages of an Electron kiosk seen from its main process. Playwright's own handle on a page is gone for good once the
 * page has crashed; the window is not.
 */

/** Milliseconds. */
const answerTimeout = 500;
const poll = 50;
const lostTimeout = 20_000;

/** What an expression gives in the page of a window; null while there is no page that answers. */
export function readPage<T>(app: ElectronApplication, window: string, expression: string): Promise<T | null> {
  return app.evaluate(
    async ({ webContents }, { window, expression, answerTimeout }) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().endsWith(`/${window}/`));
      if (contents === undefined || contents.isCrashed() || contents.getOSProcessId() === 0) return null;
      const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), answerTimeout));
      return Promise.race([contents.executeJavaScript(expression).catch(() => null), late]);
    },
    { window, expression, answerTimeout },
  );
}

/** Which document a window shows: another one after every load. */
export function documentOf(app: ElectronApplication, window: string): Promise<number | null> {
  return readPage<number>(app, window, 'performance.timeOrigin');
}

/**
 * Makes the page of a window crash or hang.
 * @returns milliseconds until a new document stands there with its connection open
 */
export async function lose(app: ElectronApplication, window: string, how: 'crash' | 'hang'): Promise<number> {
  const before = await documentOf(app, window);
  const began = performance.now();
  await app.evaluate(
    ({ webContents }, { window, how }) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().endsWith(`/${window}/`));
      if (how === 'crash') contents?.forcefullyCrashRenderer();
      // Not waited for: it never comes to an end.
      else void contents?.executeJavaScript('for (;;);').catch(() => {});
    },
    { window, how },
  );
  const open = "document.body?.dataset.connection === 'open' ? performance.timeOrigin : null";
  while (performance.now() - began < lostTimeout) {
    const now = await readPage<number>(app, window, open);
    if (now !== null && now !== before) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, poll));
  }
  throw new Error(`the window ${window} has not come back after a ${how}`);
}
