import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulseDelays } from '../../main/shell/pulse.ts';
import {
  brokenPlan,
  type ChromiumKiosk,
  chromiumKiosk,
  type ElectronKiosk,
  electronKiosk,
  harmlessPlan,
} from './kit/kiosk.ts';
import { documentOf, lose, readPage } from './kit/pages.ts';

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
    for (let times = 1; times <= 3; times += 1) {
      expect(await lose(kiosk.app, 'voter', 'crash')).toBeLessThan(3_000);
    }
    expect(kiosk.log()).toMatch(/"window":"voter","reason":"(crashed|killed)"/);
  });

  it('a page that hangs is back at neutral within 3 s, although nobody touches it (EL-25)', async () => {
    for (let times = 1; times <= 3; times += 1) {
      expect(await lose(kiosk.app, 'voter', 'hang')).toBeLessThan(3_000);
    }
    expect(kiosk.log()).toContain('"window":"voter","reason":"hung"');
  });

  it('a page that is alive is left alone', async () => {
    const before = await documentOf(kiosk.app, 'officer');
    await new Promise((resolve) => setTimeout(resolve, 3 * pulseDelays.silence));
    expect(await documentOf(kiosk.app, 'officer')).toEqual(before);
    expect(kiosk.log()).not.toContain('"window":"officer"');
  });
});

describe('a page whose script never runs, in Electron', () => {
  let kiosk: ElectronKiosk;
  beforeAll(async () => {
    kiosk = await electronKiosk(brokenPlan);
  });
  afterAll(() => kiosk?.close());

  it('is noticed, said in the log and loaded again', async () => {
    const heading = () => readPage<string>(kiosk.app, 'officer', "document.querySelector('h1')?.textContent ?? null");
    await expect.poll(heading, { interval: 50 }).toBe('dead');
    await expect.poll(heading, { timeout: 4 * pulseDelays.first, interval: 100 }).toBe('alive at attempt 2');
    expect(kiosk.log().match(/"window":"officer","reason":"never-alive"/g)).toHaveLength(1);
  });
});
