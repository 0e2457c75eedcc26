import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Gallery, openGallery, sizes } from './gallery-browser.ts';

/** What hands do with the screens: which of the zone's methods a press, a slip of the finger or a key calls. */
let gallery: Gallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());
beforeEach(async () => {
  page = await gallery.newPage(sizes[0]);
});

const called = (): Promise<string[]> => page.evaluate(() => window.called);
const press = (name: string): Promise<void> => page.getByRole('button', { name }).click();

describe("at the technician's bench for the sensor", () => {
  it('begins with nothing, asks for a touch, and leaves nothing behind', async () => {
    await gallery.show(page, 'finger-bench-empty', 'ky');
    expect(await called()).toEqual(['device.leaveTouches']);
    await press('Биринчи жолу коюу');
    await press('Жабдуулар');
    expect(await called()).toEqual(['device.leaveTouches', 'device.takeTouch', 'device.leaveTouches']);
  });
});

describe("with another kiosk's configuration", () => {
  it('is held against the kit once, and again when a hand wants it', async () => {
    await gallery.show(page, 'configuration', 'ky');
    const compared = async () => (await called()).filter((method) => method === 'configuration.compare').length;
    await page.waitForTimeout(2_500);
    expect(await compared()).toBe(1);
    await press('Кайра издөө');
    await expect.poll(compared).toBe(2);
  });

  it('changes nothing before every device has its place, and takes it then', async () => {
    await gallery.show(page, 'configuration-plan', 'ky');
    const take = page.getByRole('button', { name: 'Бул жөндөөлөрдү алуу' });
    const asked = (await called()).filter((method) => !/compare|files|discover/.test(method));
    expect([await take.isDisabled(), asked]).toEqual([true, ['configuration.look']]);
    await page.getByRole('button', { name: '(document-2)' }).click();
    await page.getByRole('button', { name: 'usb:05f9:4204#G15B09140' }).click();
    await take.click();
    await page.getByText('Алынды. Жабдуулар иштетилүүдө.').waitFor();
    expect((await called()).filter((method) => method === 'configuration.take')).toHaveLength(1);
  });
});

describe("at the technician's try of a device", () => {
  it('begins with nothing, asks the device of the page, and leaves nothing behind', async () => {
    await gallery.show(page, 'try-finger', 'ky');
    expect(new Set(await called())).toEqual(new Set(['recording.state', 'device.trace', 'trial.leave']));
    await press('Бармакты окуу');
    await press('Жабдууга кайтуу');
    await page.getByRole('button', { name: 'Сынап көрүү' }).waitFor();
    expect((await called()).filter((method) => method.startsWith('trial.'))).toEqual([
      'trial.leave',
      'trial.begin',
      'trial.leave',
    ]);
  });

  it('fetches a picture once, and stops what runs', async () => {
    await gallery.show(page, 'try-finger-reading', 'ky');
    await page.getByRole('img', { name: 'Бармактын сүрөтү' }).waitFor();
    await press('Токтотуу');
    expect((await called()).filter((method) => method.startsWith('trial.'))).toEqual([
      'trial.picture',
      'trial.leave',
      'trial.stop',
    ]);
  });

  it('opens a chip by six digits or by the zone, and by nothing between', async () => {
    await gallery.show(page, 'try-chip', 'ky');
    expect(await page.getByRole('button', { name: 'Тилке менен ачуу' }).isEnabled()).toBe(true);
    for (const digit of '12345') await page.getByRole('button', { name: digit, exact: true }).click();
    expect(await page.getByRole('button', { name: 'Тилке менен ачуу' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '6', exact: true }).click();
    await press('Номер менен ачуу');
    expect((await called()).at(-1)).toBe('trial.begin');
  });
});

describe('in the guided set-up', () => {
  it('looks for what the step is about alone: again and again on cables, once and when a hand wants it elsewhere', async () => {
    await gallery.show(page, 'guide', 'ky');
    const looks = async (group: string) => (await called()).filter((one) => one === `device.discover ${group}`).length;
    await expect.poll(() => looks('cable'), { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    expect(await looks('reader')).toBe(1);
    await press('Кайра издөө');
    await expect.poll(() => looks('reader')).toBe(2);
    const asked = (await called()).filter((one) => one.startsWith('device.discover'));
    expect(new Set(asked)).toEqual(new Set(['device.discover cable', 'device.discover reader']));
  });

  it('opens by itself where the sensor is gone, offers what is plugged in for it, and puts it in its place', async () => {
    await gallery.show(page, 'guide', 'ky');
    await press('FTDI');
    // It may only be the sensor here: the port's other drivers are not offered.
    expect(await page.locator('dialog .choices button').count()).toBe(1);
    await page.locator('dialog .choices button').click();
    await page.waitForFunction(() => window.called.includes('device.assign'));
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('lets a needed thing wait and comes back to it, and never offers to do without it', async () => {
    await gallery.show(page, 'guide', 'ky');
    expect(await page.getByRole('button', { name: 'Бул киоскто жок' }).count()).toBe(0);
    await press('Кийинчерээк');
    await page.getByRole('heading', { name: 'Документ окугуч' }).waitFor();
    await press('Жабдуулар');
    await press('Кадам-кадам туташтыруу');
    await page.getByRole('heading', { name: 'Бармак изин окугуч' }).waitFor();
  });

  it('tries the sensor, and takes the touch along when the step is left', async () => {
    await gallery.show(page, 'guide-touched', 'ky');
    await press('Бармак коюп сыноо');
    await press('Кийинки');
    await page.getByRole('heading', { name: 'Документ окугуч' }).waitFor();
    await page.waitForFunction(() => window.called.includes('device.leaveTouches'));
    expect((await called()).filter((one) => !one.startsWith('device.discover'))).toEqual([
      'device.takeTouch',
      'device.leaveTouches',
    ]);
  });

  it('ends at the readiness report', async () => {
    await gallery.show(page, 'guide-readiness', 'ky');
    await press('Даярдык отчётуна');
    await page.getByRole('button', { name: 'Отчёт түзүү' }).waitFor();
  });
});

describe('where a document cannot be read', () => {
  it('looks for a finger only where the policy has it, and asks for two codes before it goes on', async () => {
    await gallery.show(page, 'enter-pin', 'ky');
    expect(await page.getByRole('button', { name: 'Бармак изи боюнча табуу' }).count()).toBe(0);
    await gallery.show(page, 'enter-pin-or-finger', 'ky');
    await press('Бармак изи боюнча табуу');
    expect(await called()).toEqual(['voter.searchFinger']);
    await gallery.show(page, 'finger-candidates', 'ky');
    await page.getByRole('button', { name: 'Үлгү кызы' }).click();
    expect(await page.getByRole('button', { name: 'Ырастоо' }).isDisabled()).toBe(true);
    expect(await called()).toEqual([]);
  });
});

describe('at the idle screen', () => {
  it('finds by a PIN typed on the pad, shown in groups and sent without them', async () => {
    await gallery.show(page, 'idle', 'ky');
    for (const digit of '21203196100023') await page.getByRole('button', { name: digit, exact: true }).click();
    expect(await page.getByLabel('ПИН же тизмедеги номер').inputValue()).toBe('2 12031961 00023');
    await press('Табуу');
    expect(await called()).toEqual(['voter.find']);
  });

  it('takes a real keyboard without a press before, and Enter for the main action', async () => {
    await gallery.show(page, 'idle', 'ky');
    await page.keyboard.type('418');
    await page.keyboard.press('Enter');
    expect(await called()).toEqual(['voter.find']);
  });

  it('writes ө, ү and ң with the Kyrgyz layout, and goes on to Russian and Latin letters', async () => {
    await gallery.show(page, 'idle-letters', 'ky');
    for (const letter of ['Ө', 'ң', 'ү']) await page.getByRole('button', { name: letter, exact: true }).click();
    expect(await page.getByLabel('Аты-жөнү').inputValue()).toBe('Өңү');
    await press('РУС');
    expect(await page.getByRole('button', { name: 'ө', exact: true }).count()).toBe(0);
    await press('LAT');
    await page.getByRole('button', { name: 'q', exact: true }).click();
    expect(await page.getByLabel('Аты-жөнү').inputValue()).toBe('Өңүq');
  });

  it('begins anew with other keys: the rest of a name is no part of a PIN', async () => {
    await gallery.show(page, 'idle-letters', 'ky');
    await page.getByRole('button', { name: 'Ө', exact: true }).click();
    await press('Сандарга кайтуу');
    expect(await page.getByLabel('ПИН же тизмедеги номер').inputValue()).toBe('');
  });

  it('asks for nothing while nothing is typed', async () => {
    await gallery.show(page, 'idle', 'ky');
    expect(await page.getByRole('button', { name: 'Табуу' }).isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await called()).toEqual([]);
  });
});

describe('a button', () => {
  it('acts on release, and not when the finger slid off', async () => {
    await gallery.show(page, 'finger', 'ky');
    const box = await page.getByRole('button', { name: 'Башка бармак' }).boundingBox();
    if (box === null) throw new Error('no button');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    expect(await called()).toEqual([]);
    await page.mouse.move(600, 300);
    await page.mouse.up();
    expect(await called()).toEqual([]);
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.up();
    expect(await called()).toEqual(['voter.nextFinger']);
  });

  it('is reached and pressed by keys alone', async () => {
    await gallery.show(page, 'warning', 'ky');
    const accept = page.getByRole('button', { name: 'Карадым, ошол адам' });
    for (let tabs = 0; tabs < 10 && !(await accept.evaluate((one) => one === document.activeElement)); tabs += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    expect(await called()).toEqual(['voter.acceptWarning']);
  });
});

describe('an exception', () => {
  it('takes a reason and two different persons, each with a code, before it is sent', async () => {
    await gallery.show(page, 'reprint-reason', 'ky');
    await press('Чек чыккан жок');
    await press('Улантуу');
    const send = page.getByRole('button', { name: 'Кайра басуу' });
    const first = page.locator('.approver').first();
    const second = page.locator('.approver').last();
    await first.getByRole('button', { name: 'Тестбаев Эмил' }).click();
    await page.keyboard.type('1111');
    expect(await send.isDisabled()).toBe(true);
    expect(await second.getByRole('button', { name: 'Тестбаев Эмил' }).count()).toBe(0);
    await second.getByRole('button', { name: 'Мисалова Назгүл' }).click();
    await page.getByRole('button', { name: '2', exact: true }).click();
    await send.click();
    expect(await called()).toEqual(['reservation.reprint']);
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('offers only persons whom the policy allows, and leaves a place for whom it names', async () => {
    await gallery.show(page, 'undo-codes', 'ky');
    const offered = (place: 'first' | 'last') =>
      page.locator('.approver')[place]().locator('.people button').allTextContents();
    // The officer and those who look after the machines undo nothing.
    for (const name of ['Үлгү Асан уулу', 'Техников Улан', 'Жөндөөчү Бакыт']) {
      expect((await offered('first')).join()).not.toContain(name);
    }
    await page.locator('.approver').first().getByRole('button', { name: 'Сыноова Жылдыз' }).click();
    // Beside a secretary only the chair is left: the policy wants the chair among the two.
    expect(await offered('last')).toEqual(['Тестбаев ЭмилТөрага']);
  });

  it('says whom to call when nobody on the list may approve', async () => {
    await gallery.show(page, 'approver-nobody', 'ky');
    await page.getByText('Бул жерде ырастай турган адам тизмеде жок.').first().waitFor();
  });

  it('goes back to the step by Escape, with nothing asked', async () => {
    await gallery.show(page, 'slip-is-out', 'ky');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Лотокто эмне жатат?' }).waitFor();
    expect(await called()).toEqual([]);
  });
});

describe('the largest button of the chair', () => {
  const largest = (): Promise<string | null> => page.locator('.actions .button-main').textContent();

  it('resumes what was suspended: closing the station is beside it', async () => {
    await gallery.show(page, 'duty-suspended', 'ky');
    expect(await largest()).toBe('Улантуу');
    await press('Участокту жабуу');
    await page.locator('dialog').waitFor();
    expect(await called()).toEqual([]);
  });

  it('does not end the day before its hour, and leads to the log after it', async () => {
    await gallery.show(page, 'duty-open', 'ky');
    expect(await page.locator('.actions .button-main').count()).toBe(0);
    await gallery.show(page, 'closed', 'ky');
    await press('Журналды жазууга өтүү');
    await page.getByRole('heading', { name: 'Журнал' }).waitFor();
  });
});

describe('an answer that takes long', () => {
  it('is awaited in words, which go with it', async () => {
    await gallery.show(page, 'undo-codes', 'ky');
    await page.evaluate(() => {
      window.answerAfterMs = 3_000;
    });
    const [first, last] = [page.locator('.approver').first(), page.locator('.approver').last()];
    await first.getByRole('button', { name: 'Тестбаев Эмил' }).click();
    await page.keyboard.type('1111');
    await last.getByRole('button', { name: 'Мисалова Назгүл' }).click();
    await page.keyboard.type('2222');
    await press('Жокко чыгаруу');
    await page.getByText('Аткарылып жатат. Бир аз күтүңүз.').waitFor();
    await page.locator('dialog').waitFor({ state: 'hidden' });
    expect(await called()).toEqual(['reservation.undo']);
  });
});

describe('several ballots', () => {
  it('are named in the language of the screen, and only one that may be declined can be left out', async () => {
    await gallery.show(page, 'ballots', 'en');
    expect(await page.locator('.choices').textContent()).toContain('Election of the Saruu village council');
    expect(await page.getByRole('button', { name: 'Election of the Saruu village council' }).count()).toBe(0);
    await press('Referendum');
    await press('Print receipts: 2');
    expect(await called()).toEqual(['voter.takeBallots']);
  });
});

describe('the menu', () => {
  it('changes the language at once, without loading the page again', async () => {
    await gallery.show(page, 'menu', 'ky');
    await page.evaluate(() => {
      document.body.dataset.same = 'page';
    });
    await press('Русский');
    await page.getByRole('heading', { name: 'Язык' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.body.dataset.same])).toEqual([
      'ru',
      'page',
    ]);
  });

  it('mirrors the actions for the left hand', async () => {
    await gallery.show(page, 'finger-left-hand', 'ky');
    const left = await page.getByRole('button', { name: 'Башка бармак' }).boundingBox();
    const back = await page.getByRole('button', { name: 'Токтотуу' }).boundingBox();
    expect(left?.x).toBeLessThan(back?.x ?? 0);
  });
});

it('goes on by itself after an admission', async () => {
  await gallery.show(page, 'admitted', 'ky');
  await page.waitForFunction(() => window.called.includes('voter.finish'));
  expect(await called()).toEqual(['voter.finish']);
});
