import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  _electron,
  type Browser,
  type BrowserContext,
  chromium,
  type ElectronApplication,
  type Page,
} from 'playwright-core';
import type { ProcessPlan } from '../../../main/host/plan.ts';
import { type Supervisor, supervise } from '../../../main/host/supervisor.ts';
import { electronProgram } from '../../../tools/electron-runtime.ts';
import { root } from '../../../tools/say.ts';
import { type Display, openDisplay } from './display.ts';
import { said } from './words.ts';

/** The tests run as root in a container, where Chromium's sandbox cannot; a kiosk has a user of its own. */
export const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** A user of every Debian that owns nothing. */
const nobody = 65_534;
const asNobody = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];

/** Whether this is root, and another user could run this checkout. */
export function othersCanRun(): boolean {
  if (process.getuid?.() !== 0) return false;
  return (
    spawnSync('setpriv', [
      ...asNobody,
      process.execPath,
      '-e',
      `require(${JSON.stringify(join(root, 'package.json'))})`,
    ]).status === 0
  );
}

/** Whether Linux lets a user who is not root make the namespaces of Chromium's sandbox, and read this checkout. */
export function sandboxPossible(): boolean {
  const command = ['unshare', '--user', 'test', '-r', join(root, 'package.json')];
  const [program = '', ...args] = process.getuid?.() === 0 ? ['setpriv', ...asNobody, ...command] : command;
  return spawnSync(program, args).status === 0;
}

/** The zone of the tests that need no voter: see test/fixtures/processes/harmless-zone.ts. */
export const harmlessPlan: readonly ProcessPlan[] = [
  {
    name: 'identification',
    entry: join(root, 'test/fixtures/processes/harmless-zone.ts'),
    args: [join(root, 'dist/fixtures')],
    env: {},
  },
];

/** A zone whose page is dead the first time it is loaded: see test/fixtures/processes/broken-zone.ts. */
export const brokenPlan: readonly ProcessPlan[] = [
  { name: 'identification', entry: join(root, 'test/fixtures/processes/broken-zone.ts'), args: [], env: {} },
];

/** A folder of the test's own, removed by `close`. */
export interface Scratch {
  readonly folder: string;
  readonly close: () => void;
}

/** Makes a scratch folder. */
export function scratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-kiosk-'));
  return { folder, close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** A whole kiosk in Electron. */
export interface ElectronKiosk {
  readonly app: ElectronApplication;
  /** The page of a window, once it is connected. */
  readonly page: (window: string) => Promise<Page>;
  /** What the shell and its house have written on stderr since the kiosk was started. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/** The page among these whose address is that of the window, once its connection is open. */
async function pageOf(pages: () => readonly Page[], window: string): Promise<Page> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = pages().find((candidate) => candidate.url().endsWith(`/${window}/`));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no window ${window}; there are: ${pages().map((page) => page.url())}`);
}

/**
 * Starts the shell as it is started on a kiosk: it brings up the house of `plan` itself.
 * @param program the Electron to run, and what it runs. `sandboxed`: with Chromium's sandbox, as a kiosk does; root
 * has no sandbox to give, so then the shell and its house run as the user `nobody`
 */
export async function electronKiosk(
  plan: readonly ProcessPlan[],
  program: { readonly executablePath: string; readonly args: readonly string[]; readonly sandboxed?: boolean } = {
    executablePath: electronProgram,
    args: [root],
  },
): Promise<ElectronKiosk> {
  const display: Display = await openDisplay();
  const { folder, close } = scratch();
  const planFile = join(folder, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  const { sandboxed = false } = program;
  let { executablePath } = program;
  if (sandboxed && process.getuid?.() === 0) {
    chownSync(folder, nobody, nobody);
    executablePath = join(folder, 'electron-as-nobody');
    const command = `exec setpriv ${asNobody.join(' ')} '${program.executablePath}' "$@"`;
    writeFileSync(executablePath, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  }
  const app = await _electron.launch({
    executablePath,
    // Without this Playwright itself adds --no-sandbox, whoever runs it.
    chromiumSandbox: sandboxed,
    args: [...(sandboxed ? [] : asRoot), `--user-data-dir=${join(folder, 'profile')}`, ...program.args],
    env: { PATH: process.env.PATH ?? '', HOME: folder, DISPLAY: display.name, TAANUU_PLAN: planFile },
  });
  let log = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  return {
    app,
    log: () => log,
    page: (window) => pageOf(() => app.windows(), window),
    close: async () => {
      await app.close();
      display.close();
      close();
    },
  };
}

/** A whole kiosk in Chromium. */
export interface ChromiumKiosk {
  readonly supervisor: Supervisor;
  readonly browser: Browser;
  /** Opens a window's page and types the one-time code, as a person without a bridge does. */
  readonly page: (window: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Starts the house in this process and a Chromium beside it; every window has a profile of its own. */
export async function chromiumKiosk(plan: readonly ProcessPlan[]): Promise<ChromiumKiosk> {
  const quiet = (): void => {};
  let known = quiet;
  const ready = new Promise<void>((resolve) => {
    known = resolve;
  });
  const supervisor = supervise({
    plans: plan,
    node: process.execPath,
    log: { info: quiet, warn: quiet },
    onWindows: () => {
      if (supervisor.status().every((one) => one.ready)) known();
    },
  });
  await ready;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...asRoot,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  const contexts: BrowserContext[] = [];
  return {
    supervisor,
    browser,
    page: async (window) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(supervisor.windows()[window] ?? '');
      // The product's window, or the one of test/fixtures/screens.
      const code = page.getByLabel(said('parts:window-code.field')).or(page.locator('input[name=code]'));
      await code.fill((await supervisor.ticketFor(window)) ?? '');
      await page.keyboard.press('Enter');
      await code.waitFor({ state: 'hidden' });
      return page;
    },
    close: async () => {
      await browser.close();
      await supervisor.stop();
    },
  };
}
