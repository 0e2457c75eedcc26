import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumKiosk, chromiumKiosk, type ElectronKiosk, electronKiosk, harmlessPlan } from './kit/kiosk.ts';

/** What a window shows of the harmless zone when all is well. */
const station = 'Сыноо участогу';

describe('in Chromium', () => {
  let kiosk: ChromiumKiosk;
  beforeAll(async () => {
    kiosk = await chromiumKiosk(harmlessPlan);
  });
  afterAll(() => kiosk?.close());

  it('a window shows the station after its one-time code, and again after the zone was killed', async () => {
    const page = await kiosk.page('officer');
    await page.getByText(station).waitFor();
    const before = kiosk.supervisor.status()[0]?.pid ?? 0;
    process.kill(before, 'SIGKILL');
    await page.locator('[data-connection=reconnecting]').waitFor();
    await page.locator('[data-connection=open]').waitFor({ timeout: 10_000 });
    expect(kiosk.supervisor.status()[0]?.pid).not.toBe(before);
  });

  it("runs no script that is not the zone's own file, and reaches nothing else (EL-07)", async () => {
    const page = await kiosk.page('voter');
    await page.getByText(station).waitFor();
    const blocked = await page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
      const style = document.createElement('div');
      style.innerHTML = '<b style="color:red">x</b>';
      document.body.append(style);
      const frame = document.createElement('iframe');
      frame.src = location.href;
      document.body.append(frame);
      const elsewhere = await fetch(`${location.origin}/assets/`).then(
        () => 'reached',
        () => 'blocked',
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { violations: [...new Set(violations)].sort(), elsewhere, title: document.title };
    });
    expect(blocked).toEqual({
      violations: ['connect-src', 'frame-src', 'script-src-elem', 'style-src-attr'],
      elsewhere: 'blocked',
      title: 'Таануу',
    });
  });
});

describe('in Electron', () => {
  let kiosk: ElectronKiosk;
  beforeAll(async () => {
    kiosk = await electronKiosk(harmlessPlan);
  });
  afterAll(() => kiosk?.close());

  it('both windows show the station without a code', async () => {
    for (const window of ['officer', 'voter']) {
      const page = await kiosk.page(window);
      await page.getByText(station).waitFor();
    }
  });

  it('a page that dies is back at neutral within 3 s, without a code (EL-25)', async () => {
    const page = await kiosk.page('voter');
    const crashed = page.waitForEvent('crash');
    await kiosk.app.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents()) {
        if (contents.getURL().endsWith('/voter/')) contents.forcefullyCrashRenderer();
      }
    });
    await crashed;
    const began = performance.now();
    await expect
      .poll(
        () =>
          kiosk.app.evaluate(async ({ webContents }) => {
            const contents = webContents.getAllWebContents().find((each) => each.getURL().endsWith('/voter/'));
            if (!contents || contents.isCrashed()) return null;
            return contents.executeJavaScript('document.body?.dataset.connection ?? null');
          }),
        { timeout: 10_000, interval: 100 },
      )
      .toBe('open');
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
