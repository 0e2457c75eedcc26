import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import encodeQR from 'qr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical } from '../json.ts';
import { pageHtml } from '../web/build.ts';
import { openedSlips } from './challenge.fixture.ts';
import { soundBoard } from './prover.fixture.ts';

/** The page as a telephone has it: from a file, without a network. */
const folder = mkdtempSync(join(tmpdir(), 'taanuu-page-'));
const file = join(folder, 'page.html');
const { manifest } = soundBoard();
const slips = openedSlips(manifest);
/** Where pictures of the page are wanted, the folder stands in this variable. */
const pictures = process.env.TAANUU_PICTURES;

let browser: Browser;
let page: Page;
const asked: string[] = [];
const troubles: string[] = [];

beforeAll(async () => {
  writeFileSync(file, await pageHtml(null));
  writeFileSync(join(folder, 'manifest.json'), `${canonical(manifest)}\n`);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    offline: true,
  });
  page = await context.newPage();
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.goto(pathToFileURL(file).href);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const verdict = () => page.locator('#verdict');
async function picture(name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `verify-${name}.png`), fullPage: true });
}
/** A photograph of a slip: its code on paper, somewhat turned. */
async function photographOf(text: string, name: string): Promise<string> {
  const svg = encodeQR(text, 'svg', { ecc: 'medium', border: 4 });
  const shot = await browser.newPage({ viewport: { width: 1100, height: 1100 } });
  await shot.setContent(
    `<body style="background:#cfc8bb"><div style="width:900px;margin:90px;rotate:4deg">${svg}</div>`,
  );
  const path = join(folder, `${name}.png`);
  await shot.screenshot({ path });
  await shot.close();
  return path;
}

it('reads manifest and photographed slips, and says that the code fits, in three languages', async () => {
  await picture('empty');
  await page.setInputFiles('#manifest-file', join(folder, 'manifest.json'));
  await expect.poll(() => page.locator('#manifest-told').textContent()).toContain('test-2026');
  // The wrong slip first: its code goes to where it belongs, and the page asks for the other.
  await page.setInputFiles('#challenge-photo', await photographOf(slips.code, 'code'));
  await expect.poll(() => page.locator('#challenge-told').textContent()).toContain('экинчи чек');
  await page.setInputFiles('#challenge-photo', await photographOf(slips.challenge, 'challenge'));
  await expect.poll(() => verdict().getAttribute('class')).toBe('verdict good');
  expect(await page.locator('#verdict-marks li').allTextContents()).toEqual(['z', 'белгисиз']);
  for (const [language, words] of [
    ['Русский', 'Код сходится'],
    ['English', 'The code fits'],
    ['Кыргызча', 'Код дал келет'],
  ] as const) {
    await page.getByRole('button', { name: language }).click();
    expect(await page.locator('#verdict-head').textContent()).toBe(words);
  }
  await picture('good');
}, 120_000);

it('says that a code does not fit, and what to do', async () => {
  await page.locator('#challenge').fill(openedSlips(manifest, [['x'], []]).challenge);
  await page.locator('#code').fill(slips.typed);
  await expect.poll(() => verdict().getAttribute('class')).toBe('verdict bad');
  expect(await page.locator('#verdict-next').textContent()).toContain('байкоочу');
  await picture('bad');
  await page.locator('#code').fill(slips.typed.slice(3));
  await expect.poll(() => verdict().isVisible()).toBe(false);
  expect(await page.locator('#code-told').textContent()).toContain('26');
});

it('is large enough for old eyes and thick fingers, and never wider than the telephone', async () => {
  await page.locator('#code').fill(slips.typed);
  const measured = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    small: [...document.querySelectorAll('p, li, label, button, textarea')]
      .filter((one) => one.getClientRects().length > 0 && Number.parseFloat(getComputedStyle(one).fontSize) < 18)
      .map((one) => one.outerHTML),
    low: [...document.querySelectorAll('button, .button')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 48)
      .map((one) => one.outerHTML),
  }));
  expect(measured).toEqual({ wide: 360, small: [], low: [] });
});

it('has asked for nothing but itself, and the policy of the page lets it ask for nothing', async () => {
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([pathToFileURL(file).href]);
  expect(troubles).toEqual([]);
  const refused = await page.evaluate(() =>
    fetch('https://example.org/').then(
      () => 'sent',
      () => 'refused',
    ),
  );
  expect(refused).toBe('refused');
  expect(troubles.join('\n')).toContain('Content Security Policy');
});
