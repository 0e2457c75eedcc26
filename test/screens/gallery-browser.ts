import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { strictHeaders } from '../../main/api/server-guard.ts';
import type { Language } from '../../main/api/views.ts';

/** The two screens that the kiosk is made for, with their dots per inch. */
export const sizes = [
  { name: '1280x800', width: 1280, height: 800, dpi: 149 },
  { name: '1920x1080', width: 1920, height: 1080, dpi: 141 },
] as const;
export type Size = (typeof sizes)[number];

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

/**
 * A page that has the size of a screen for all that is laid out in it, and is painted as small as a stamp: painting pictures
 * that nobody looks at would cost as much as all the rest.
 */
export interface UnseenPage {
  readonly page: Page;
  readonly resize: (size: Size) => Promise<void>;
  /** Presses Tab so many times, without waiting for each. */
  readonly tab: (times: number) => Promise<void>;
}

export interface Gallery {
  /** Opens a scene and waits until it stands still: fonts loaded, presses done. */
  readonly show: (page: Page, scene: string, language: Language) => Promise<void>;
  /** The same in a page that shows a scene already: nothing is loaded anew, and what the scene before left is there. */
  readonly turnTo: (page: Page, scene: string, language: Language) => Promise<void>;
  readonly newPage: (size: Size) => Promise<Page>;
  /** Ends what a page shows, and forgets what it has kept: the next test begins in it as in a new one. */
  readonly leave: (page: Page) => Promise<void>;
  /** A page that is measured and not looked at. */
  readonly newUnseenPage: () => Promise<UnseenPage>;
  /** Violations of the page's policy and errors of scripts since the start. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Serves the gallery that was built into a folder, under the same policy as the zone's screens, and opens a browser. */
export async function openGallery(folder: string): Promise<Gallery> {
  const server = await serve(folder);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gallery has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Nobody listens, and what plays takes a thread and a process.
      '--disable-audio-output',
    ],
  });
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];

  const newPage = async ({ width, height }: Size): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return page;
  };

  return {
    complaints,
    newPage,
    leave: async (page) => {
      await page.evaluate(() => localStorage.clear());
      await page.goto('about:blank');
      await page.setViewportSize(sizes[0]);
      await page.mouse.move(0, 0);
    },
    newUnseenPage: async () => unseen(await newPage(sizes[0])),
    show: async (page, scene, language) => {
      await page.goto(`${origin}/?scene=${scene}&lang=${language}`);
      await page.waitForSelector('body[data-pressed]');
      await page.evaluate(standsStill);
    },
    turnTo: async (page, scene, language) => {
      await page.evaluate(([name, spoken]) => window.show(name, spoken), [scene, language] as const);
      await page.evaluate(standsStill);
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function unseen(page: Page): Promise<UnseenPage> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const tab = { type: 'rawKeyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 } as const;
  return {
    page,
    resize: async ({ width, height }) => {
      const metrics = { width, height, screenWidth: width, screenHeight: height, deviceScaleFactor: 1, mobile: false };
      await session.send('Emulation.setDeviceMetricsOverride', { ...metrics, scale: 0.1 });
    },
    tab: async (times) => {
      await Promise.all(Array.from({ length: times }, () => session.send('Input.dispatchKeyEvent', tab)));
    },
  };
}

async function standsStill(): Promise<void> {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await document.fonts.ready;
  await drawn();
  while (document.querySelector('[aria-busy=true]') !== null) await drawn();
  // One that cannot be decoded is seen to be broken.
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  await drawn();
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery');
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    try {
      const body = readFileSync(join(folder, path));
      response.writeHead(200, {
        ...strictHeaders(request.headers.host ?? '', null),
        // Unlike the zone's own pages: every scene is a page load, and the fonts are a megabyte.
        'cache-control': pathname.startsWith('/assets/') ? 'max-age=600' : 'no-store',
        'content-type': types[extname(path)] ?? 'application/octet-stream',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
