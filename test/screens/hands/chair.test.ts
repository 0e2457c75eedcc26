import { describe, expect, it } from 'vitest';
import { sizes } from '../gallery-browser.ts';
import { askNothingByItself, underHands } from './hands.fixture.ts';

/** What the hands of the chair do when the day ends, and after it. */
const screen = underHands();
const { called, press, show } = screen;
const button = (name: string) => screen.page.getByRole('button', { name });
const times = async (method: string): Promise<number> => (await called()).filter((one) => one === method).length;

describe('when the hour of the close comes', () => {
  const closes = () => screen.page.evaluate(() => window.becomes({ now: '2023-10-08T14:00:00Z' }));

  it('the sheet of the doors stays open, with what was counted', async () => {
    await show('doors-early', 'ky');
    const early = screen.page.getByText('андан мурда жапсаңыз', { exact: false });
    await early.waitFor();
    await closes();
    await early.waitFor({ state: 'detached' });
    expect(await screen.page.locator('dialog').textContent()).toContain('Ичинде: 4');
    await press('Ооба, эшикти жабуу');
    expect(await called()).toEqual(['station.finish']);
  });

  it('the doors become the largest button where they stand: no key comes under a finger that meant the other', async () => {
    for (const size of sizes) {
      await screen.page.setViewportSize({ width: size.width, height: size.height });
      await show('duty-open', 'ky');
      const middles = async () => {
        const boxes = [await button('Эшикти жабуу').boundingBox(), await button('Операторго берүү').boundingBox()];
        return boxes.map((box) => (box === null ? Number.NaN : box.x + box.width / 2));
      };
      const largest = screen.page.locator('.actions .button-main');
      expect(await largest.textContent()).toBe('Операторго берүү');
      const [doors, officer] = await middles();
      await closes();
      await largest.filter({ hasText: 'Эшикти жабуу' }).waitFor();
      const after = await middles();
      // The larger key takes a little of the room of the smaller one, and no more than a finger is wide.
      const finger = (size.dpi / 25.4) * 10;
      expect(Math.abs((after[0] ?? 0) - (doors ?? 0)), size.name).toBeLessThan(finger);
      expect(Math.abs((after[1] ?? 0) - (officer ?? 0)), size.name).toBeLessThan(finger);
      expect(await screen.page.getByText('Эми оператор ушул эле киоскто иштейт').count()).toBe(0);
    }
  });
});

describe('those inside', () => {
  it('are reckoned only where no more were admitted than were counted', async () => {
    const sum = screen.page.getByText('андан кийин өткөнү', { exact: false });
    await show('finishing-inside', 'ky');
    await sum.waitFor();
    await screen.page.evaluate(() =>
      window.becomes(
        { insideLeft: 0 },
        { questions: [{ question: 'inside', own: 7, people: 5, reason: null, settled: false }] },
      ),
    );
    await sum.waitFor({ state: 'detached' });
    await screen.page.getByText('Ичинде тейлене электер: 0').waitFor();
  });
});

describe('the next thing to do after the doors', () => {
  it('is to serve as long as somebody waits inside, and the close after the last one', async () => {
    const largest = screen.page.locator('.actions .button-main');
    await show('finishing-inside', 'ru');
    expect(await largest.textContent()).toBe('Передать оператору');
    await screen.page.evaluate(() => window.becomes({ insideLeft: 0 }));
    await largest.filter({ hasText: 'Закрыть участок' }).waitFor();
  });
});

describe('the key of the page that one stands on', () => {
  it('leads back to its beginning', async () => {
    await show('lots-shifts', 'ru');
    await screen.page.getByRole('heading', { name: 'Смены операторов' }).waitFor();
    await screen.page.getByRole('navigation').getByRole('button', { name: 'Жеребьёвка' }).click();
    await screen.page.getByRole('heading', { name: 'Жеребьёвка' }).waitFor();
  });
});

describe('the list of the handing over', () => {
  it('is as the chair left it when the acts lead back to it', async () => {
    await show('handing-over', 'en');
    const printer = button('Receipt printer');
    await printer.click();
    await screen.page.evaluate(() => window.becomes({}, { actsDue: 3 }));
    await press('Draw the acts');
    await screen.page.getByRole('heading', { name: 'Acts' }).waitFor();
    await screen.page.getByRole('main').getByRole('button', { name: 'Handing over', exact: true }).click();
    await screen.page.getByRole('heading', { name: 'Handing over' }).waitFor();
    expect(await printer.getAttribute('aria-pressed')).toBe('false');
    expect(await screen.page.locator('.handed button[aria-pressed="false"]').count()).toBe(1);
  });
});

describe('after the handing over', () => {
  it('what destroys stands alone at the side, and asks for an order', async () => {
    for (const size of sizes) {
      await screen.page.setViewportSize({ width: size.width, height: size.height });
      await show('handed-over', 'ky');
      const destroys = button('Шайлоо маалыматын жок кылуу');
      expect(await destroys.textContent()).toContain('Комиссиянын буйругу менен гана');
      expect(await screen.page.locator('.actions-back button').allTextContents()).toEqual([
        await destroys.textContent(),
      ]);
    }
  });
});

describe('the list of the acts', () => {
  it('is asked for at once when one was drawn, and when none is needed', async () => {
    await show('acts-draw', 'en');
    await askNothingByItself(screen.page);
    const before = await times('acts.overview');
    await press('Print on the receipt printer');
    await expect.poll(() => times('acts.overview')).toBe(before + 1);
    await show('acts-waive', 'en');
    await askNothingByItself(screen.page);
    const waiting = await times('acts.overview');
    await press('Another act tells of it');
    await press('Record it');
    await expect.poll(() => times('acts.overview')).toBe(waiting + 1);
  });

  it('names an act that was printed again as it is printed, also where it is none of the newest', async () => {
    await show('acts-none', 'en');
    await screen.page.getByRole('button', { name: /^Drawn/ }).click();
    const on = screen.page.getByRole('button', { name: 'On', exact: true });
    while (await on.isEnabled()) await on.click();
    await press('№ 0001-1/1 ·');
    await press('Print on the receipt printer');
    await screen.page.getByText('Act no. 0001-1/1 is out').waitFor();
  });

  it('shows nothing of a kind before the zone has answered of it', async () => {
    await show('acts-hand', 'en');
    const rows = screen.page.locator('main ul.choices li');
    await rows.first().waitFor();
    await screen.page.evaluate(() => {
      window.answerAfterMs = 600_000;
    });
    await rows.filter({ hasText: 'In the journal' }).first().getByRole('button').click();
    await button('All kinds').waitFor();
    expect(await rows.count()).toBe(0);
  });
});
