import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronKiosk, electronKiosk, harmlessPlan } from './kit/kiosk.ts';

/** What a page in a real Electron window can and cannot do (standards EL-01 … EL-21). */
let kiosk: ElectronKiosk;
let page: Page;
let home: string;
let elsewhere: Server;
let visits: string[];
let elsewhereUrl: string;

beforeAll(async () => {
  visits = [];
  elsewhere = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' }).end('elsewhere');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  kiosk = await electronKiosk(harmlessPlan);
  page = await kiosk.page('officer');
  await page.getByText('Сыноо участогу').waitFor();
  home = page.url();
});
afterAll(async () => {
  await kiosk?.close();
  elsewhere.close();
});

const windowCount = () => kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const settle = () => new Promise((resolve) => setTimeout(resolve, 300));

/** The page is where it was, alive, and the same document as before (a marker in it has survived). */
async function expectUnmoved(act: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    document.body.dataset.marker = 'same';
  });
  const windows = await windowCount();
  await act();
  await settle();
  expect(page.url()).toBe(home);
  expect(await page.evaluate(() => document.body.dataset.marker)).toBe('same');
  expect(await windowCount()).toBe(windows);
  expect(visits).toEqual([]);
}

describe('a page', () => {
  it('has two verbs of the house and nothing of Node or Electron (EL-02, EL-20)', async () => {
    const seen = await page.evaluate(() => {
      const bridge = (window as unknown as { taanuu: object }).taanuu;
      return {
        bridge: Object.fromEntries(Object.entries(bridge).map(([name, value]) => [name, typeof value])),
        frozen: Object.isFrozen(bridge),
        node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
          (name) => name in window,
        ),
      };
    });
    expect(seen).toEqual({
      bridge: { windowName: 'string', ticket: 'function', alive: 'function' },
      frozen: true,
      node: [],
    });
  });

  it('finds no Node in a worker or a frame either (EL-02)', async () => {
    const inWorker = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          try {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(typeof require)'])));
            worker.onmessage = ({ data }) => resolve(String(data));
            worker.onerror = () => resolve('blocked');
          } catch {
            resolve('blocked');
          }
        }),
    );
    expect(inWorker).toBe('blocked');
  });

  it('cannot reach into the preload by spoiling what both use (EL-03)', async () => {
    const ticket = await page.evaluate(async () => {
      Array.prototype.find = () => 'spoiled' as never;
      String.prototype.slice = () => 'spoiled';
      Promise.prototype.constructor = Object as never;
      const { taanuu } = window as unknown as { taanuu: { windowName: string; ticket: () => Promise<string> } };
      return { name: taanuu.windowName, ticket: await taanuu.ticket() };
    });
    expect(ticket.name).toBe('officer');
    expect(ticket.ticket).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    await kiosk.app.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents()) contents.reload();
    });
    await page.getByText('Сыноо участогу').waitFor();
  });

  it('runs with every safe preference as Electron itself reports it (EL-02 … EL-11)', async () => {
    const preferences = await kiosk.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const all = (
          contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        ).getLastWebPreferences();
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = all;
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
      }),
    );
    expect(preferences).toHaveLength(2);
    for (const each of preferences) {
      expect(each).toEqual({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      });
    }
  });

  it('is given no permission (EL-05)', async () => {
    const answers = await page.evaluate(async () => {
      // Some requests are never answered when they are not granted: that is as good as a refusal.
      const outcome = (promise: Promise<unknown>): Promise<string> =>
        Promise.race([
          promise.then(
            () => 'given',
            () => 'not given',
          ),
          new Promise<string>((resolve) => setTimeout(() => resolve('not given'), 1_500)),
        ]);
      const asked = [
        'geolocation',
        'notifications',
        'midi',
        'clipboard-read',
        'persistent-storage',
        'camera',
        'microphone',
      ];
      const states = await Promise.all(
        asked.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => state,
            () => 'denied',
          ),
        ),
      );
      const notification = Notification.requestPermission().then((answer) => {
        if (answer !== 'granted') throw new Error(answer);
      });
      const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject));
      return {
        states: [...new Set(states)].filter((state) => state === 'granted'),
        asked: await Promise.all([
          outcome(navigator.mediaDevices.getUserMedia({ video: true })),
          outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
          outcome(place),
          outcome(notification),
          outcome(navigator.clipboard.readText()),
          outcome(document.documentElement.requestFullscreen()),
        ]),
      };
    });
    expect(answers).toEqual({ states: [], asked: Array.from({ length: 6 }, () => 'not given') });
  });

  it.each([
    [
      'location',
      (url: string): void => {
        location.href = url;
      },
    ],
    ['location.replace', (url: string) => location.replace(url)],
    [
      'a link',
      (url: string) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
      },
    ],
    [
      'a form',
      (url: string) => {
        const form = document.createElement('form');
        form.action = url;
        form.method = 'post';
        document.body.append(form);
        form.submit();
      },
    ],
    [
      'a meta refresh',
      (url: string) => {
        const meta = document.createElement('meta');
        meta.httpEquiv = 'refresh';
        meta.content = `0;url=${url}`;
        document.head.append(meta);
      },
    ],
    [
      'a frame',
      (url: string) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        document.body.append(frame);
      },
    ],
    [
      'a file',
      (): void => {
        location.href = 'file:///etc/passwd';
      },
    ],
    [
      'a script address',
      (): void => {
        location.href = 'data:text/html,owned';
      },
    ],
  ] as const)('cannot navigate by %s (EL-13)', async (_way, act) => {
    await expectUnmoved(() => page.evaluate(act, elsewhereUrl));
  });

  it('opens no window (EL-14)', async () => {
    await expectUnmoved(async () => {
      expect(await page.evaluate((url) => window.open(url), elsewhereUrl)).toBeNull();
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        link.target = '_blank';
        link.style.cssText = 'position: fixed; inset: 0; background: #eee';
        link.textContent = 'x';
        document.body.append(link);
      }, elsewhereUrl);
      await page.mouse.click(200, 200);
      await page.mouse.click(200, 200, { button: 'middle' });
      await page.keyboard.down('Shift');
      await page.mouse.click(200, 200);
      await page.keyboard.up('Shift');
    });
  });

  it('reaches no other server, whatever the page policy says (EL-01)', async () => {
    await expectUnmoved(async () => {
      const reached = await page.evaluate(async (url) => {
        const image = new Image();
        const pixel = new Promise((resolve) => {
          image.onload = () => resolve('reached');
          image.onerror = () => resolve('blocked');
        });
        image.src = `${url}pixel.png`;
        const fetched = await fetch(url).then(
          () => 'reached',
          () => 'blocked',
        );
        navigator.sendBeacon(url, 'x');
        return [await pixel, fetched];
      }, elsewhereUrl);
      expect(reached).toEqual(['blocked', 'blocked']);
      const byShell = await kiosk.app.evaluate(
        ({ webContents }, url) =>
          Promise.all(
            webContents.getAllWebContents().map((each) =>
              each.session.fetch(url).then(
                () => 'reached',
                () => 'blocked',
              ),
            ),
          ),
        elsewhereUrl,
      );
      expect(byShell).toEqual(['blocked', 'blocked']);
    });
  });

  it('holds no guest page (EL-11, EL-12)', async () => {
    await expectUnmoved(async () => {
      await page.evaluate((url) => {
        const guest = document.createElement('webview');
        guest.setAttribute('src', url);
        document.body.append(guest);
      }, elsewhereUrl);
    });
    expect(await kiosk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(2);
  });

  it('opens no tools, menu or print by any key or button (EL-21, EL-26)', async () => {
    await expectUnmoved(async () => {
      for (const key of [
        'F12',
        'F5',
        'F11',
        'Control+Shift+I',
        'Control+Shift+J',
        'Control+R',
        'Control+P',
        'Control+W',
        'Control+U',
      ]) {
        await page.keyboard.press(key);
      }
      await kiosk.app.evaluate(({ webContents }) => {
        for (const contents of webContents.getAllWebContents()) contents.openDevTools();
      });
      await page.mouse.click(200, 200, { button: 'right' });
    });
    const state = await kiosk.app.evaluate(({ Menu, webContents }) => ({
      menu: Menu.getApplicationMenu(),
      tools: webContents.getAllWebContents().some((contents) => contents.isDevToolsOpened()),
      zoom: webContents.getAllWebContents().map((contents) => contents.getZoomLevel()),
    }));
    expect(state).toEqual({ menu: null, tools: false, zoom: [0, 0] });
  });

  it('downloads nothing', async () => {
    await expectUnmoved(() =>
      page.evaluate(() => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob(['x']));
        link.download = 'x.txt';
        link.click();
      }),
    );
  });

  it('gets a ticket for its own window only, and only by asking plainly (EL-17)', async () => {
    const answers = await kiosk.app.evaluate(async ({ ipcMain, webContents }) => {
      // The handler itself, as a forged message would reach it.
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })
        ._invokeHandlers;
      const handler: ((...args: unknown[]) => unknown) | undefined = handlers.get('ticket');
      const [sender] = webContents.getAllWebContents();
      const frame = sender?.mainFrame;
      const ask = async (event: unknown, ...rest: unknown[]): Promise<string> => {
        try {
          return typeof (await handler?.(event, ...rest));
        } catch {
          return 'refused';
        }
      };
      return {
        genuine: await ask({ sender, senderFrame: frame }),
        noFrame: await ask({ sender, senderFrame: null }),
        subFrame: await ask({ sender, senderFrame: { url: frame?.url, parent: frame } }),
        otherPlace: await ask({ sender, senderFrame: { url: 'http://127.0.0.1:1/officer/', parent: null } }),
        noWindow: await ask({ sender: {}, senderFrame: frame }),
        junk: [
          await ask({ sender, senderFrame: frame }, 'voter'),
          await ask({ sender, senderFrame: frame }, undefined),
          await ask({ sender, senderFrame: frame }, { window: 'voter' }),
        ],
      };
    });
    expect(answers).toEqual({
      genuine: 'string',
      noFrame: 'refused',
      subFrame: 'refused',
      otherPlace: 'refused',
      noWindow: 'refused',
      junk: ['refused', 'refused', 'refused'],
    });
  });
});
