import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { namesakes } from './gallery/people.ts';
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
// A page that is left open goes on drawing and looking for devices beside all that follow.
afterEach(() => page.context().close());

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
    // What the page asks by itself may come after it.
    expect((await called()).filter((method) => method.startsWith('trial.')).at(-1)).toBe('trial.begin');
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

describe('a finger that cannot be read', () => {
  const unreadable = 'Бармак изи окулбайт';

  it('leads to the next way at once, and is asked about once where it refuses the voter', async () => {
    await gallery.show(page, 'finger', 'ky');
    await press(unreadable);
    expect(await called()).toEqual(['voter.cannotReadFinger']);
    await gallery.show(page, 'finger-refuse', 'ky');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Артка');
    await page.keyboard.press('Enter');
    expect([await page.locator('dialog').count(), await called()]).toEqual([0, []]);
    await press(unreadable);
    await press('Өткөрүлбөйт');
    expect(await called()).toEqual(['voter.cannotReadFinger']);
  });

  it('leaves the key of another finger where it is when there is none: nothing else moves under the hand', async () => {
    const box = () => page.getByRole('button', { name: 'Башка бармак' }).boundingBox();
    await gallery.show(page, 'finger', 'ky');
    const before = await box();
    await gallery.show(page, 'finger-moved', 'ky');
    expect(await box()).toEqual(before);
    expect(await page.getByRole('button', { name: 'Башка бармак' }).isDisabled()).toBe(true);
  });
});

describe('the bar over every screen', () => {
  it('keeps everything in its place when help is called and a device is in trouble', async () => {
    const places = async (scene: string) => {
      await gallery.show(page, scene, 'ky');
      const parts = await page.locator('.status-bar > *').all();
      return Promise.all(parts.map(async (one) => (await one.boundingBox())?.x));
    };
    const before = await places('finger');
    expect(before.length).toBeGreaterThan(4);
    for (const scene of ['help-called', 'finger-paper-out', 'device-trouble']) {
      expect(await places(scene), scene).toEqual(before);
    }
  });

  it('gives way to a lost line, and the keys below stay free', async () => {
    await gallery.show(page, 'sign-in-line-lost', 'ky');
    const lost = await page.locator('.line-lost').boundingBox();
    const bar = await page.locator('.status-bar').boundingBox();
    expect((lost?.y ?? 0) + (lost?.height ?? 800)).toBeLessThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0) + 24);
  });
});

describe('help that was called', () => {
  it('is answered first: what is typed at once calls nobody else', async () => {
    await gallery.show(page, 'help-answer', 'ky');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Мен келдим');
    await page.keyboard.type('4938');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ким?' }).waitFor();
    expect(await page.locator('.people button').first().textContent()).toBe('Техников УланТехник');
    expect(await called()).toEqual([]);
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
    await gallery.show(page, 'print-trouble', 'ky');
    await press('Бузулган чек');
    // What lies in the tray was said, and is the reason: it is not asked again.
    await page.getByText('«Чек бузулган: жыртылган, тыгылган же окулбайт»').waitFor();
    const send = page.getByRole('button', { name: 'Кайра басуу' });
    const first = page.locator('.approver').first();
    const second = page.locator('.approver').last();
    await first.getByRole('button', { name: 'Тестбаев Эмил' }).click();
    await page.keyboard.type('1111');
    expect(await send.isDisabled()).toBe(true);
    // Whoever was picked keeps the own row in the other column: no row moves under a finger.
    expect(await second.getByRole('button', { name: 'Тестбаев Эмил' }).isDisabled()).toBe(true);
    await second.getByRole('button', { name: 'Мисалова Назгүл' }).click();
    await page.getByRole('button', { name: '2', exact: true }).click();
    await send.click();
    expect(await called()).toEqual(['reservation.reprint']);
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('offers only persons whom the policy allows, and leaves a place for whom it names', async () => {
    await gallery.show(page, 'undo-codes', 'ky');
    const offered = (place: 'first' | 'last') =>
      page.locator('.approver')[place]().locator('.people button:not([disabled])').allTextContents();
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
    await press('Участканы жабуу');
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

describe('the doors', () => {
  it('are closed by an answer of its own: a second tap on the same place closes nothing', async () => {
    await gallery.show(page, 'inside', 'ky');
    await page.keyboard.type('12');
    const next = await page.getByRole('button', { name: 'Улантуу' }).boundingBox();
    if (next === null) throw new Error('no button');
    const [x, y] = [next.x + next.width / 2, next.y + next.height / 2];
    await page.mouse.click(x, y);
    await page.getByText('Ичинде: 12').waitFor();
    await page.mouse.click(x, y);
    expect(await called()).toEqual([]);
    await press('Ооба, эшикти жабуу');
    expect(await called()).toEqual(['station.finish']);
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
    // What does nothing meanwhile does not look as if it did.
    expect(await page.locator('dialog').getByRole('button', { name: 'Артка' }).isDisabled()).toBe(true);
    await page.getByRole('heading', { name: 'Жокко чыгарылды' }).waitFor();
    expect(await called()).toEqual(['reservation.admitted', 'reservation.undo']);
  });
});

describe('an undo', () => {
  const whose = () => page.getByRole('dialog').getByRole('region', { name: 'Шайлоочу' });

  it('names whom it is about before the reason and beside the codes, and at the end what becomes of the slip', async () => {
    const facts = ['ТЕСТОВА Айгүл Тест кызы', '418', '0001-1-0407', '13:51'];
    for (const scene of ['undo-whose', 'undo-codes', 'undo-done']) {
      await gallery.show(page, scene, 'ky');
      const text = await whose().textContent();
      for (const fact of facts) expect(text, scene).toContain(fact);
    }
    await page.getByText('Чекти шайлоочудан алып, жыртып коюңуз.').waitFor();
    await press('Түшүндүм');
    expect(await page.locator('dialog').count()).toBe(0);
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

describe('acts of the commission', () => {
  it('are drawn by a press on a sheet, and one that is not needed only with a reason', async () => {
    await gallery.show(page, 'acts', 'en');
    const acts = async () => (await called()).filter((method) => /^acts\.(?!overview)/.test(method));
    await press('Identified, but no receipt');
    await press('Print on the receipt printer');
    await page.getByText('is drawn, but no paper came out').waitFor();
    expect(await acts()).toEqual(['acts.draw']);
    await page.getByRole('button', { name: 'To be drawn' }).click();
    await press('Voter not identified');
    await press('No act is needed');
    const record = page.getByRole('button', { name: 'Record it' });
    expect(await record.isDisabled()).toBe(true);
    await press('Another act tells of it');
    await record.click();
    await record.waitFor({ state: 'detached' });
    expect(await acts()).toEqual(['acts.draw', 'acts.waive']);
  });

  it('are given up with a reason also where the chair would type words into them', async () => {
    await gallery.show(page, 'acts-draw-words', 'en');
    expect(await page.getByRole('button', { name: 'Print on the receipt printer' }).isDisabled()).toBe(true);
    await press('No act is needed');
    await press('Another act tells of it');
    await press('Record it');
    await expect.poll(async () => (await called()).includes('acts.waive')).toBe(true);
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

it('still tells the admission on the idle screen', async () => {
  await gallery.show(page, 'idle-admitted', 'ky');
  expect(await page.getByRole('status', { name: 'Өттү' }).textContent()).toContain('0001-1-0413 · 14:01');
  await gallery.show(page, 'idle', 'ky');
  expect(await page.getByRole('status', { name: 'Өттү' }).count()).toBe(0);
});

it('names everybody who was found, page after page, and takes the one that is pressed', async () => {
  await gallery.show(page, 'choose-many', 'ky');
  const seen: string[] = [];
  const on = page.getByRole('button', { name: 'Андан ары' });
  for (;;) {
    seen.push(...(await page.locator('.candidate .soft').allTextContents()));
    if (await on.isDisabled()) break;
    await on.click();
  }
  expect(seen).toEqual(namesakes.map(({ number }) => `№ ${number}`));
  await page.locator('.candidate').last().click();
  expect(await called()).toEqual(['voter.choose']);
});

it('says that a document lies apart while a finger is owed, and offers it between voters with one key', async () => {
  const strip = page.getByRole('region', { name: 'Кийинки шайлоочу' });
  for (const scene of ['finger-aside', 'print-trouble-next']) {
    await gallery.show(page, scene, 'ky');
    expect(await strip.textContent()).toContain('Адегенде ушул шайлоочуну бүтүрүңүз.');
    expect(await strip.getByRole('button', { name: 'Ушуну баштоо' }).count()).toBe(0);
  }
  await gallery.show(page, 'idle-aside', 'ky');
  await strip.getByRole('button', { name: 'Ушуну баштоо' }).click();
  await expect.poll(called).toEqual(['voter.beginNext']);
});

it("takes the next voter's document away, and nothing else, beside the one whose slip prints", async () => {
  await gallery.show(page, 'printing-next', 'ky');
  const strip = page.getByRole('region', { name: 'Кийинки шайлоочу' });
  await strip.getByRole('button', { name: 'Алып салуу' }).click();
  await expect.poll(called).toEqual(['voter.removeNext']);
  // What is read beside her is left as well, and covers nobody.
  await gallery.show(page, 'printing-next-read', 'ky');
  await page.getByRole('heading', { name: 'Чек басылып жатат' }).waitFor();
  await strip.getByRole('button', { name: 'Алып салуу' }).click();
  await expect.poll(called).toEqual(['voter.leaveReading']);
});

describe('where something is written onto a stick', () => {
  /** From now on nothing is asked again by itself: what is asked after that, a hand has asked for. */
  const askNothingByItself = async (): Promise<void> => {
    await page.evaluate(() => {
      const real = window.setTimeout.bind(window);
      const short = (then: () => void, ms = 0) => (ms >= 1_000 ? 0 : real(then, ms));
      window.setTimeout = short as typeof window.setTimeout;
    });
    // What was to be asked already has been.
    await page.waitForTimeout(2_500);
  };
  const times = async (method: string) => (await called()).filter((one) => one === method).length;

  it('says at once how many copies are kept now, and which media there are', async () => {
    await gallery.show(page, 'retention-copies', 'ky');
    await askNothingByItself();
    const before = await times('retention.copies');
    await press('TAANUU-USB');
    await page.getByRole('heading', { name: 'Көчүрмө жазылды' }).waitFor();
    await expect.poll(() => times('retention.copies')).toBe(before + 1);
    expect(await times('retention.writeCopy')).toBe(1);
  });

  it.each(['configuration-written', 'readiness-saved', 'log'] as const)(
    'has one list of them, and looks for them again after each writing: %s',
    async (scene) => {
      await gallery.show(page, scene, 'ky');
      if (scene === 'log') await press('TAANUU-USB');
      await page.locator('.log-written').waitFor();
      const again = page.getByRole('button', { name: 'Дагы бир көчүрмө' });
      if (scene === 'log') await again.click();
      await askNothingByItself();
      const before = await times('station.logTargets');
      await press('TAANUU-USB');
      await page.locator('.log-written').waitFor();
      await expect.poll(() => times('station.logTargets')).toBe(before + 1);
      // A stick is told by its label, its size and what it is.
      if (scene !== 'log')
        expect(await page.locator('.choices button').first().textContent()).toContain('Флешка, 32 ГБ');
    },
  );
});

describe('on the page of the log', () => {
  it('what destroys stands apart from everything that keeps, and leads to a page that asks for an order first', async () => {
    for (const size of sizes) {
      await page.setViewportSize({ width: size.width, height: size.height });
      await gallery.show(page, 'log-closed', 'ky');
      const box = async (name: string) =>
        (await page.getByRole('button', { name }).boundingBox()) ?? { x: 0, width: 0 };
      const destroy = await box('Шайлоо маалыматын жок кылуу');
      const keep = await box('Сактоо көчүрмөсү');
      // Two fingers wide at the least: none reaches one that meant the other.
      expect((keep.x - (destroy.x + destroy.width)) / (size.dpi / 25.4)).toBeGreaterThan(35);
    }
    await press('Шайлоо маалыматын жок кылуу');
    await page.getByRole('heading', { name: 'Шайлоо маалыматын жок кылуу' }).waitFor();
    expect((await called()).filter((method) => method === 'wipe.begin')).toEqual([]);
  });
});

describe('at the report of the readiness', () => {
  it('nothing is printed or written before there is one, and then the very one on the screen', async () => {
    await gallery.show(page, 'readiness-before', 'ky');
    for (const name of ['Басып чыгаруу', 'PDF кылып жазуу', 'баракка']) {
      expect(await page.getByRole('button', { name }).isDisabled(), name).toBe(true);
    }
    // While voters are served the receipt printer is theirs: it is said when, and what to do now.
    await page.getByText('азыр принтер шайлоочуларга керек', { exact: false }).first().waitFor();
    await press('Отчёт түзүү');
    await page.locator('.checklist').waitFor();
    expect(await page.getByRole('button', { name: 'PDF кылып жазуу' }).isEnabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Басып чыгаруу' }).isDisabled()).toBe(true);
    await gallery.show(page, 'readiness', 'ky');
    expect(await page.getByRole('button', { name: 'Басып чыгаруу' }).isEnabled()).toBe(true);
  });
});

describe('at a device that is unplugged', () => {
  it('to open it anew answers what was found and what to do', async () => {
    await gallery.show(page, 'technician-reopened', 'ru');
    const card = page.locator('.device-card').filter({ hasText: 'Принтер чеков' });
    const key = card.getByRole('button', { name: 'Открыть заново' });
    await key.getByText('14:02: Не подключено').waitFor();
    await card.getByText('Принтер чеков не подключён.').waitFor();
    await card.getByText('Проверьте кабель, питание и порт.', { exact: false }).waitFor();
  });
});
