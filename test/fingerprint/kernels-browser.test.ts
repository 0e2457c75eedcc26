import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain, kernelSet, twinSet } from '../../core/fingerprint/kernels/chain.fixture.ts';
import { drawn } from '../../core/fingerprint/kernels/planes.fixture.ts';
import { fingerOfKernels, fingerOfTemplates } from './kernels-page.ts';
import { pageScript } from './page-script.ts';

let script: string;
let browser: Browser;

beforeAll(async () => {
  script = await pageScript();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
});

afterAll(() => browser?.close());

/** A page under a policy for scripts; nothing leaves the browser. */
async function pageUnder(policy: string): Promise<Page> {
  const page = await browser.newPage();
  const headers = { 'content-security-policy': policy };
  await page.route('**/*', (route) =>
    new URL(route.request().url()).pathname === '/kernels.js'
      ? route.fulfill({ contentType: 'text/javascript', headers, body: script })
      : route.fulfill({
          contentType: 'text/html',
          headers,
          body: '<!doctype html><script src="/kernels.js"></script>',
        }),
  );
  await page.goto('http://kernels.invalid/');
  return page;
}

const inPage = (page: Page) => page.evaluate('page.fingerOfKernels()');
const inWorker = (page: Page) =>
  page.evaluate(
    `new Promise((resolve, reject) => {
      const worker = new Worker('/kernels.js');
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`,
  );

describe('kernels in a browser', () => {
  it('give in a page and in its worker what they give in Node, and so do templates', async () => {
    const page = await pageUnder("script-src 'self' 'wasm-unsafe-eval'");
    const here = fingerOfKernels();
    expect(await inPage(page)).toBe(here);
    expect(await inWorker(page)).toBe(here);
    expect(await page.evaluate('page.fingerOfTemplates()')).toBe(fingerOfTemplates());
  });

  it("are refused where the policy lacks 'wasm-unsafe-eval', as that of the product's screens does", async () => {
    const page = await pageUnder("script-src 'self'");
    await expect(inPage(page)).rejects.toThrow('WebAssembly');
    await expect(inWorker(page)).rejects.toThrow('WebAssembly');
  });
});

describe.each(drawn)('all kernels in a row, on a touch that is $condition', ({ image }) => {
  it('give what their twins give', () => {
    const set = kernelSet(image);
    expect(chain(image, set)).toEqual(chain(image, twinSet));
    set.close();
  });
});
