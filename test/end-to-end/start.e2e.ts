import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { root } from '../../tools/say.ts';
import { openDisplay } from './kit/display.ts';
import { asRoot, harmlessPlan, scratch } from './kit/kiosk.ts';

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** Runs `tools/start.ts` on the harmless house; `until` resolves when it has printed that. */
function start(args: readonly string[], env: Record<string, string>) {
  const { folder, close } = scratch();
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify(harmlessPlan));
  const child: ChildProcess = spawn(process.execPath, [join(root, 'tools/start.ts'), '--plan', plan, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const stdout: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  cleanUp.push(close, async () => {
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(stdout.join('')).toBe('');
  });
  return {
    folder,
    until: (text: RegExp) => expect.poll(() => printed, { timeout: 60_000 }).toMatch(text),
    text: () => printed,
  };
}

/** Command lines and environments of all processes whose command line mentions a folder. */
function processesOf(folder: string): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((text) => text.includes(folder))
    .join('\n');
}

it('without a display prints each address and a code that opens it', async () => {
  const kiosk = start([], {});
  await kiosk.until(/ready after/);
  const [, address = '', code = ''] = /officer: (\S+) +one-time code (\S+)/.exec(kiosk.text()) ?? [];
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/officer\/$/);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...asRoot, '--disable-gpu'] });
  cleanUp.push(() => browser.close());
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('input[name=code]').fill(code);
  await page.keyboard.press('Enter');
  await page.getByText('Сыноо участогу').waitFor();
});

it.each(['chromium', 'electron'] as const)('with a display opens %s, and no ticket is seen outside', async (way) => {
  const display = await openDisplay();
  cleanUp.push(display.close);
  const kiosk = start(['--windows', way], { DISPLAY: display.name });
  await kiosk.until(/ready after/);
  // The harmless zone says on stderr which windows have reached it.
  await kiosk.until(/window came: officer/);
  await kiosk.until(/window came: voter/);
  expect(processesOf(kiosk.folder)).not.toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
});
