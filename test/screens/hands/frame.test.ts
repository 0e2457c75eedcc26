import { describe, expect, it } from 'vitest';
import { underHands } from './hands.fixture.ts';

/** What is the same under every hand: buttons, the bar, the menu, help. */
const screen = underHands();
const { called, press, show } = screen;

describe('the bar over every screen', () => {
  it('keeps everything in its place when help is called and a device is in trouble', async () => {
    const places = async (scene: string) => {
      await show(scene, 'ky');
      const parts = await screen.page.locator('.status-bar > *').all();
      return Promise.all(parts.map(async (one) => (await one.boundingBox())?.x));
    };
    const before = await places('finger');
    expect(before.length).toBeGreaterThan(4);
    for (const scene of ['help-called', 'finger-paper-out', 'device-trouble']) {
      expect(await places(scene), scene).toEqual(before);
    }
  });

  it('gives way to a lost line, and the keys below stay free', async () => {
    await show('sign-in-line-lost', 'ky');
    const lost = await screen.page.locator('.line-lost').boundingBox();
    const bar = await screen.page.locator('.status-bar').boundingBox();
    expect((lost?.y ?? 0) + (lost?.height ?? 800)).toBeLessThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0) + 24);
  });
});

describe('help that was called', () => {
  it('is answered first: what is typed at once calls nobody else', async () => {
    await show('help-answer', 'ky');
    expect(await screen.page.evaluate(() => document.activeElement?.textContent)).toBe('Мен келдим');
    await screen.page.keyboard.type('4938');
    await screen.page.keyboard.press('Enter');
    await screen.page.getByRole('heading', { name: 'Ким?' }).waitFor();
    expect(await screen.page.locator('.people button').first().textContent()).toBe('Техников УланТехник');
    expect(await called()).toEqual([]);
  });
});

describe('a button', () => {
  it('acts on release, and not when the finger slid off', async () => {
    await show('finger', 'ky');
    const box = await screen.page.getByRole('button', { name: 'Башка бармак' }).boundingBox();
    if (box === null) throw new Error('no button');
    await screen.page.mouse.move(box.x + 20, box.y + 20);
    await screen.page.mouse.down();
    expect(await called()).toEqual([]);
    await screen.page.mouse.move(600, 300);
    await screen.page.mouse.up();
    expect(await called()).toEqual([]);
    await screen.page.mouse.move(box.x + 20, box.y + 20);
    await screen.page.mouse.down();
    await screen.page.mouse.up();
    expect(await called()).toEqual(['voter.nextFinger']);
  });

  it('is reached and pressed by keys alone', async () => {
    await show('warning', 'ky');
    const accept = screen.page.getByRole('button', { name: 'Карадым, ошол адам' });
    for (let tabs = 0; tabs < 10 && !(await accept.evaluate((one) => one === document.activeElement)); tabs += 1) {
      await screen.page.keyboard.press('Tab');
    }
    await screen.page.keyboard.press('Enter');
    expect(await called()).toEqual(['voter.acceptWarning']);
  });
});

describe('the menu', () => {
  it('changes the language at once, without loading the page again', async () => {
    await show('menu', 'ky');
    await screen.page.evaluate(() => {
      document.body.dataset.same = 'page';
    });
    await press('Русский');
    await screen.page.getByRole('heading', { name: 'Язык' }).waitFor();
    expect(await screen.page.evaluate(() => [document.documentElement.lang, document.body.dataset.same])).toEqual([
      'ru',
      'page',
    ]);
  });

  it('mirrors the actions for the left hand', async () => {
    await show('finger-left-hand', 'ky');
    const left = await screen.page.getByRole('button', { name: 'Башка бармак' }).boundingBox();
    const back = await screen.page.getByRole('button', { name: 'Токтотуу' }).boundingBox();
    expect(left?.x).toBeLessThan(back?.x ?? 0);
  });
});
