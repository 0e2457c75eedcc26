import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { namesakes } from './gallery/people.ts';
import { type Gallery, openGallery, sizes } from './gallery-browser.ts';
import { askNothingByItself } from './hands/hands.fixture.ts';

/** What hands do with the screens: which of the zone's methods a press, a slip of the finger or a key calls. */
let gallery: Gallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery(inject('gallery').production);
  page = await gallery.newPage(sizes[0]);
});
afterAll(() => gallery?.close());
afterEach(() => gallery.leave(page));

const called = (): Promise<string[]> => page.evaluate(() => window.called);
const press = (name: string): Promise<void> => page.getByRole('button', { name }).click();

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

  it('resumes what was suspended: before the hour nothing of the close is there, and from it on one key leads to it', async () => {
    await gallery.show(page, 'standing-still', 'ky');
    expect(await largest()).toBe('Улантуу');
    expect(await page.locator('.check').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Күндү бүтүрүү' }).count()).toBe(0);
    await gallery.show(page, 'standing-still-end', 'ky');
    expect(await largest()).toBe('Суроолорго жооп берүү');
    expect(await page.locator('.check').count()).toBeGreaterThan(0);
    await press('Токтотууга кайтуу');
    expect(await largest()).toBe('Улантуу');
    expect(await page.locator('.check').count()).toBe(0);
    expect(await called()).toEqual([]);
  });

  it('leaves an open station to the officer, whose code is asked for next, and ends no day before its hour', async () => {
    await gallery.show(page, 'duty-open', 'ky');
    await page.getByText('Эми оператор ушул эле киоскто иштейт').waitFor();
    expect(await largest()).toBe('Операторго берүү');
    await press('Операторго берүү');
    expect(await called()).toEqual(['access.signOut']);
    await gallery.show(page, 'inside', 'ky');
    expect(await page.locator('main .button-main').first().textContent()).toBe('Эшикти жабуу');
  });

  it('leads to the log after the close', async () => {
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
    // While nobody is served nobody is promised that she may come again.
    const again = page.getByText('эми кайра өтө алат', { exact: false });
    expect(await again.count()).toBe(1);
    await press('Түшүндүм');
    expect(await page.locator('dialog').count()).toBe(0);
    await gallery.show(page, 'undo-done-suspended', 'ky');
    await page.getByText('Чекти шайлоочудан алып, жыртып коюңуз.').waitFor();
    expect(await again.count()).toBe(0);
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

  it('of the sitting before are led to from the list to open, and back to it', async () => {
    await gallery.show(page, 'sittings-waiting-acts', 'en');
    await press('Draw the acts');
    await page.getByRole('heading', { name: 'Acts' }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Now', exact: true }).click();
    await page.getByRole('heading', { name: 'Opening the station' }).waitFor();
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
  const times = async (method: string) => (await called()).filter((one) => one === method).length;

  it('says at once how many copies are kept now, and which media there are', async () => {
    await gallery.show(page, 'retention-copies', 'ky');
    await askNothingByItself(page);
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
      await askNothingByItself(page);
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
    await page.getByText('Отчётту түзүп, PDF кылып жазыңыз же A4 баракка басыңыз.', { exact: false }).waitFor();
    await press('Отчёт түзүү');
    await page.locator('.checklist').waitFor();
    expect(await page.getByRole('button', { name: 'PDF кылып жазуу' }).isEnabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Басып чыгаруу' }).isDisabled()).toBe(true);
    await gallery.show(page, 'readiness', 'ky');
    expect(await page.getByRole('button', { name: 'Басып чыгаруу' }).isEnabled()).toBe(true);
    // Where no printer of pages is, none is named.
    await gallery.show(page, 'readiness-served', 'ky');
    await page.getByText('Отчётту түзүп, PDF кылып жазыңыз.', { exact: false }).waitFor();
    expect(await page.getByText(/[AА]4/).count()).toBe(0);
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
