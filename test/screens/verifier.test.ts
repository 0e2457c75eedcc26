import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qrCode, qrPath } from '../../core/qr/qr.ts';
import { type SignedSlip, signedCode } from '../../core/receipt/signed-totals.ts';
import { type DeviceKeys, openKeys } from '../../main/access/keys.ts';
import { fingerprintWords } from '../../main/access/keys-words.ts';
import { packageCommand } from '../../main/cli/package.ts';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { makeStation, type Station } from '../../main/package/package.fixture.ts';

let station: Station;
let browser: Browser;
let page: Page;
let address: string;
const wrong: string[] = [];

beforeAll(async () => {
  station = await makeStation();
  const { path } = await station.write('first.taanuu');
  const out = join(station.dir, 'observers.html');
  const complaints: string[] = [];
  const io = { out: () => {}, complain: (line: string) => complaints.push(line) };
  expect(await packageCommand(['verifier', path, '--out', out], io), complaints.join('\n')).toBe(0);
  address = pathToFileURL(out).href;
  const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  // A small telephone, with no network at all.
  const context = await browser.newContext({ viewport: { width: 360, height: 700 }, offline: true });
  page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) wrong.push(request.url());
  });
});
afterAll(async () => {
  await browser?.close();
  station?.remove();
});

const totals = {
  ...{ registered: 1712, reserved: 413, confirmed: 411, released: 2, undone: 1, validSlips: 411, reprints: 3 },
  ...{ stoodStill: 754, inside: 12, signatures: 410, receipts: 411, byHand: null, onPaper: 29 },
};
const slipOf = (keys: DeviceKeys, change: Partial<SignedSlip> = {}): string =>
  signedCode(
    {
      ...{ slip: 'final', election: 'probe', mode: 'laboratory', station: '0001', sitting: '2023-10-08-1' },
      ...{ device: keys.device, key: keys.signing.key, at: '2023-10-08T20:12:05+06:00', seq: 2048 },
      ...{ head: 'ab'.repeat(32), totals },
      ...change,
    },
    nodeCrypto,
    keys.signing.sign,
  );

/** A picture of several codes, one below the other. */
function pictureOf(...contents: readonly string[]): Buffer {
  const codes = contents.map((content) => qrCode(content));
  const side = Math.max(...codes.map(({ size }) => size)) * 5 + 60;
  const paths = codes.map((code, place) => `<path d="${qrPath(code, 5, 30, 30 + place * side)}" fill="#222"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side * codes.length}"><rect width="100%" height="100%" fill="#e8e4d8"/>${paths.join('')}</svg>`;
  return Buffer.from(new Resvg(svg).render().asPng());
}

async function opened(): Promise<void> {
  await page.goto(address);
  await page.waitForSelector('body[data-ready]');
}

async function told(code: string): Promise<{ readonly kind: string | null; readonly text: string }> {
  await opened();
  await page.fill('#text', code);
  await page.click('#check');
  await page.waitForSelector('#answer:not(:empty)');
  return {
    kind: await page.getAttribute('#answer', 'class'),
    text: (await page.locator('#answer').textContent()) ?? '',
  };
}

describe("the observers' page", () => {
  it("shows the words of the commission's key, the same that people compare at the registration", async () => {
    await opened();
    const { root } = station.commission.trust;
    expect(await page.locator('#words li').allInnerTexts()).toEqual(fingerprintWords(root));
    expect(await page.locator('body').textContent()).toContain('№ 0001');
    expect(await page.locator('#mode').textContent()).toContain('ЛАБОРАТОРИЯ');
  });

  it('reads the code off a picture of the slip and shows the numbers that were signed', async () => {
    await opened();
    const code = qrCode(slipOf(station.keys));
    const side = (code.size + 12) * 5;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#e8e4d8"/><path transform="rotate(7 ${side / 2} ${side / 2})" d="${qrPath(code, 5, 30, 30)}" fill="#222"/></svg>`;
    const buffer = Buffer.from(new Resvg(svg).render().asPng());
    await page.setInputFiles('#picture', { name: 'slip.png', mimeType: 'image/png', buffer });
    await page.waitForSelector('#answer.good');
    const text = await page.locator('#answer').textContent();
    for (const one of ['0001', '08.10.2023 · 1', '08.10.2023 20:12', '1712', '411', '754', '29', station.keys.device]) {
      expect(text).toContain(one);
    }
    expect(text).toContain('Чек подлинный');
  });

  it('reads a slip of before, which has no number of the paper list', async () => {
    const { onPaper: _, ...before } = totals;
    const code = slipOf(station.keys, { totals: before });
    expect(code).toMatch(/^taanuu:2:/);
    const answer = await told(code);
    expect(answer).toMatchObject({ kind: 'good' });
    expect(answer.text).toContain('Собрано чеков');
    expect(answer.text).not.toContain('бумажному списку');
  });

  it('reads every form of a slip, and takes it out of a picture that has another code too', async () => {
    const code = slipOf(station.keys, { totals: { ...totals, beside: 1 } });
    expect(code).toMatch(/^taanuu:4:/);
    for (const codes of [
      [code, 'https://example.com'],
      ['https://example.com', code],
    ]) {
      await opened();
      await page.setInputFiles('#picture', { name: 'slip.png', mimeType: 'image/png', buffer: pictureOf(...codes) });
      await page.waitForSelector('#answer:not(:empty)');
      expect(await page.getAttribute('#answer', 'class')).toBe('good');
      expect(await page.locator('#answer').textContent()).toContain('бумаги не сверены');
    }
  });

  it('says of a picture without a code how to take a better one', async () => {
    await opened();
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#ccc"/></svg>';
    const buffer = Buffer.from(new Resvg(svg).render().asPng());
    await page.setInputFiles('#picture', { name: 'wall.png', mimeType: 'image/png', buffer });
    await page.waitForSelector('#answer.plain');
    await page.setInputFiles('#picture', { name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.waitForSelector('#answer.plain');
  });

  it('calls no changed slip genuine, and says what is wrong', async () => {
    const good = slipOf(station.keys);
    expect(await told(good)).toMatchObject({ kind: 'good' });
    const stranger = await openKeys(join(station.dir, 'stranger'));
    if (!stranger.ok) throw new Error(stranger.error.code);
    const borrowed = { device: station.keys.device, key: station.keys.signing.key };
    const cases: readonly (readonly [string, RegExp])[] = [
      [good.replace('.413.', '.414.'), /Числа изменены/],
      [slipOf(stranger.value), /не регистрировала/],
      [slipOf(stranger.value, borrowed), /Числа изменены/],
      [slipOf(station.keys, { station: '0002' }), /с участка № 0002/],
      [slipOf(station.keys, { election: 'other' }), /от других выборов/],
      [slipOf(station.keys, { mode: 'official' }), /другого режима/],
      [good.slice(0, -3), /не полностью/],
      [`${good.slice(0, -1)}${good.at(-1) === 'A' ? 'B' : 'A'}`, /не полностью|Числа изменены/],
      ['https://example.com/taanuu:2:', /Это не код/],
    ];
    for (const [code, why] of cases) {
      const answer = await told(code);
      expect(answer.kind, code).toBe('bad');
      expect(answer.text).toMatch(why);
    }
  });

  it('shows nothing of a package whose statement was changed', async () => {
    const html = readFileSync(new URL(address), 'utf8');
    const at = html.indexOf('"signature":"') + 20;
    const changed = html.slice(0, at) + (html[at] === 'A' ? 'B' : 'A') + html.slice(at + 1);
    await page.setContent('<p></p>');
    await page.route('**/changed.html', (route) => route.fulfill({ body: changed, contentType: 'text/html' }));
    await page.goto(address.replace('observers.html', 'changed.html'));
    await page.waitForSelector('#answer.bad');
    expect(await page.locator('#answer').textContent()).toContain('Не верьте ей');
    expect(await page.locator('#words li').count()).toBe(0);
  });

  it('asked nothing of a network, and no script failed', () => {
    expect(wrong).toEqual([]);
  });
});
