import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { alarms, isIn, stations } from '../gallery/country.ts';
import { type Gallery, openGallery, sizes } from '../gallery-browser.ts';

/** What hands do at the commission's console: what is asked of it, and where one comes to. */
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
const rows = async (): Promise<number> => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

describe('the map', () => {
  it('opens the station that is pressed, and tells of the one under the pointer', async () => {
    await gallery.show(page, 'console-map', 'en');
    const box = await page.locator('.station-map-squares svg').boundingBox();
    if (box === null) throw new Error('no map');
    // The first square of the first territory lies under its name.
    await page.mouse.move(box.x + 3, box.y + 24);
    const told = await page.locator('.map-said').textContent();
    expect(told).toMatch(/^0001 · .* · Batken city · /);
    await page.mouse.down();
    await page.mouse.up();
    await page.getByRole('heading', { name: /^0001/ }).waitFor();
    await expect.poll(called).toEqual(['station.look']);
    await press('Back');
    await page.locator('.station-map').waitFor();
  });

  it('shows the stations that list and map were told to show, and says where there are none', async () => {
    await gallery.show(page, 'console-map', 'en');
    await page.getByLabel('Health').selectOption('silent');
    const silent = stations.filter(({ health }) => health === 'silent').length;
    expect(await page.locator('.map-said').getAttribute('aria-setsize')).toBe(String(silent));
    await press('Stations');
    expect(await rows()).toBe(silent);
    await page.getByLabel('Number or name').fill('no such place');
    await page.getByText('There is no such station.').waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    await press('Show all');
    expect(await rows()).toBe(stations.length);
    expect(await called()).toEqual([]);
  });
});

describe('the list', () => {
  it('has first what it was told to, and only what is seen is drawn', async () => {
    await gallery.show(page, 'console-stations', 'en');
    const first = () => page.locator('.grid tr[aria-selected]').first().textContent();
    await page.getByLabel('Order').selectOption('station');
    expect(await first()).toMatch(/^0001/);
    await page.getByLabel('Order').selectOption('backlog');
    const longest = stations.reduce((most, row) => (row.backlog > most.backlog ? row : most));
    expect(await first()).toMatch(new RegExp(`^${longest.station}`));
    expect(await page.locator('.grid tr[aria-selected]').count()).toBeLessThan(40);
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    const chosen = page.locator('.grid tr[aria-selected=true]');
    expect(await chosen.getAttribute('aria-rowindex')).toBe(String(stations.length + 1));
    const [row, list] = [await chosen.boundingBox(), await page.locator('.grid-scroll').boundingBox()];
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0) + 1);
    await page.keyboard.press('Home');
    // The titles stay above it and cover nothing of it.
    const [again, head] = [await chosen.boundingBox(), await page.locator('.grid thead').boundingBox()];
    expect(again?.y ?? 0).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0) - 1);
  });

  it('has the logs of just these downloaded', async () => {
    await gallery.show(page, 'console-stations', 'en');
    await page.getByLabel('Health').selectOption('alarm');
    await press('Download the logs');
    await page.getByRole('heading', { name: 'Logs' }).waitFor();
    expect(await called()).toEqual(['logs.fromHub']);
  });
});

describe('a territory', () => {
  it('is looked at by the list above everything, or by its row of the turnout', async () => {
    await gallery.show(page, 'console-turnout', 'en');
    const list = page.getByLabel('Territory', { exact: true });
    expect(await list.locator('option').first().textContent()).toBe('The whole country');
    await list.selectOption('suzak');
    await expect.poll(called).toEqual(['territory.choose']);
    // Rayons are set in under their oblast, whose row has the sum of them.
    const names = await page.locator('.territory-table tr[aria-selected] td:first-child').allTextContents();
    expect(names.slice(0, 3)).toEqual(['Batken region', 'Batken city', 'Batken district']);
    await page.getByRole('grid').getByText('Batken district').click();
    await expect.poll(called).toEqual(['territory.choose', 'territory.choose']);
  });

  it('with none below it has its stations on the page of the turnout, and they are opened there', async () => {
    await gallery.show(page, 'console-looks-at', 'en');
    const first = stations.find(({ territory }) => territory === 'suzak')?.station ?? '';
    await page
      .getByRole('grid')
      .getByText(new RegExp(`^${first} · `))
      .click();
    await page.getByRole('heading', { name: new RegExp(`^${first}`) }).waitFor();
    await page.getByText('Suzak district, Jalal-Abad region').waitFor();
  });

  it('is not chosen where there is only the own one, and an oblast offers what lies in it', async () => {
    await gallery.show(page, 'console-territorial', 'en');
    await page.getByText('Suzak district').first().waitFor();
    expect(await page.getByLabel('Territory', { exact: true }).count()).toBe(0);
    await gallery.show(page, 'console-oblast', 'en');
    const offered = page.getByLabel('Territory', { exact: true }).locator('option');
    expect((await offered.allTextContents()).map((text) => text.trim()).slice(0, 2)).toEqual([
      'Jalal-Abad region',
      'Jalal-Abad city',
    ]);
  });

  it('finds its stations by the name of the oblast in which it lies', async () => {
    await gallery.show(page, 'console-stations', 'en');
    await page.getByLabel('Number or name').fill('jalal-abad region');
    const own = stations.filter((row) => isIn(row, 'jalal-abad-oblast')).length;
    await expect.poll(rows).toBe(own);
  });
});

describe('news of the country', () => {
  it('is drawn where it belongs, and leaves what a hand has chosen', async () => {
    await gallery.show(page, 'console-stations', 'en');
    await page.getByLabel('Order').selectOption('station');
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('.grid tr[aria-selected=true]');
    expect(await chosen.textContent()).toMatch(/^0002/);
    await page.evaluate(() => {
      const row = window.shown().stations[1];
      if (row === undefined) throw new Error('no station');
      window.news({ window: 'commission', whole: false, changed: {}, stations: [{ ...row, stage: 'suspended' }] });
    });
    await expect.poll(() => chosen.textContent()).toMatch(/^0002.*Suspended/);
  });

  it('says since when there is none, and again that there is', async () => {
    await gallery.show(page, 'console-hub-away', 'en');
    await page.getByRole('alert').filter({ hasText: 'No connection with the hub since 15:42' }).waitFor();
    await page.evaluate(() => {
      const hub = { connected: true, heard: '2025-11-30T10:21:00Z' };
      window.news({ window: 'commission', whole: false, changed: { hub }, stations: [] });
    });
    await page.getByText('Connected with the hub').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

it('an alarm leads to its station, and back to the alarms', async () => {
  await gallery.show(page, 'console-alarms', 'en');
  const { station = '' } = alarms[0] ?? {};
  await press(station);
  await page.getByRole('heading', { name: new RegExp(`^${station}`) }).waitFor();
  await press('Back');
  await page.getByRole('heading', { name: 'Alarms' }).waitFor();
});

it('shows what would be published and what of it is withheld, and writes it', async () => {
  await gallery.show(page, 'console-publication', 'en');
  await page.getByRole('heading', { name: 'For publication: turnout at 16:00' }).waitFor();
  const all = await rows();
  await press('Withheld: 4');
  expect(await rows()).toBe(4);
  const table = await page.getByRole('grid').textContent();
  // One has never been told, one stands as it was told before, one is more than its list.
  for (const words of ['withheld', 'as of 14:00', 'more than are on the list']) expect(table).toContain(words);
  await press('Withheld: 4');
  expect(await rows()).toBe(all);
  await press('Write the files');
  await page.getByRole('status').filter({ hasText: 'turnout-2025-11-30-1620.csv' }).waitFor();
  await page.getByRole('button', { name: 'Write the files again' }).waitFor();
  expect(await called()).toEqual(['turnout.preview', 'turnout.export']);
  await press('Back');
  await page.getByRole('button', { name: 'For publication' }).waitFor();
});

it('shows every version of a corrected protocol, what differs in it, and leads to its station', async () => {
  await gallery.show(page, 'console-results', 'en');
  await page.getByText('Why it was corrected').waitFor();
  expect(await page.locator('.differs').count()).toBe(0);
  await page.locator('.choice-row').getByRole('button', { name: 'Version 1' }).click();
  await page.getByText('As it was signed first.').waitFor();
  // The count by hand stands beside the machine's, and where they differ it says so by a sign and not by a colour alone.
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.differs').first().textContent()).toMatch(/^≠ /);
  await page.locator('.choice-row').getByRole('button', { name: 'Version 2' }).click();
  // What the version before said stands beside what is other now.
  await expect.poll(() => page.locator('.was del').count()).toBeGreaterThan(0);
  // The other constituency's protocol is there too, with a single version.
  await page.getByLabel('Protocol', { exact: true }).selectOption('mayor');
  await page.getByText('Dissenting opinions: 1').waitFor();
  expect(await page.locator('.choice-row').getByRole('button').count()).toBe(1);
  await press('To the station');
  await page.locator('.device-table').waitFor();
  expect((await called())[0]).toBe('results.look');
});

describe('signed pages', () => {
  const zoom = () => page.locator('.sheet-view').first().getAttribute('data-zoom');
  const image = () => page.locator('.sheet-view img').first();

  it('lie beside the numbers with what each is, and are gone through one after another', async () => {
    await gallery.show(page, 'console-results', 'en');
    const papers = page.getByRole('complementary', { name: 'Signed papers' }).getByRole('button');
    // The version that is looked at, the one before it, and the slip of the box.
    await expect
      .poll(() => papers.allTextContents())
      .toEqual([
        ...[2, 1].flatMap((version) => [1, 2].map((of) => `Version ${version} · Page ${of} of 2`)),
        'Final receipt: box',
      ]);
    // What nobody has scrolled to is not fetched.
    expect((await called()).filter((method) => method === 'results.scan').length).toBeLessThan(5);
    await page.getByRole('button', { name: 'Version 2 · Page 1 of 2' }).click();
    await image().waitFor();
    await page.getByText('the hash agrees').waitFor();
    expect(await page.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
    // Just those numbers that stand on this page, and the others on the next one.
    await page.getByRole('heading', { name: 'Numbers on this page' }).waitFor();
    const first = await rows();
    await press('Next');
    await page.getByText('Version 2 · Page 2 of 2').waitFor();
    const second = await rows();
    expect([first > second, second > 0]).toEqual([true, true]);
    for (let n = 0; n < 3; n++) await page.keyboard.press('PageDown');
    await page.getByText('Final receipt: box').waitFor();
    await page.getByText('Sheets counted').waitFor();
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    await page.keyboard.press('PageUp');
    await page.getByText('Version 1 · Page 2 of 2').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Why it was corrected').waitFor();
  });

  it('are made larger by keys of the screen, the keyboard and the wheel, and moved by hand', async () => {
    await gallery.show(page, 'console-scan', 'en');
    const width = async (): Promise<number> => (await image().boundingBox())?.width ?? 0;
    const whole = await width();
    await press('Larger');
    expect(await zoom()).toBe('1.5');
    await page.keyboard.press('+');
    expect(await zoom()).toBe('2');
    expect(await width()).toBeCloseTo(2 * whole, 0);
    const view = page.locator('.sheet-view');
    const box = await view.boundingBox();
    if (box === null) throw new Error('no view');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -120);
    await expect.poll(zoom).toBe('3');
    const top = () => view.evaluate((element) => element.scrollTop);
    const before = await top();
    expect(before).toBeGreaterThan(0);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 100);
    await page.mouse.up();
    expect(await top()).toBe(before + 100);
    await page.keyboard.press('0');
    expect(await zoom()).toBe('1');
    expect(await page.getByRole('button', { name: 'Smaller' }).isDisabled()).toBe(true);
  });

  it('of two versions lie beside each other, and are moved together', async () => {
    await gallery.show(page, 'console-scan-large', 'en');
    await press('Beside version 1');
    const views = page.locator('.sheet-view');
    await page.getByText('Version 1 · Page 1 of 2').waitFor();
    await expect.poll(() => views.locator('img').count()).toBe(2);
    await views.nth(0).evaluate((element) => element.scrollTo(0, 200));
    await expect.poll(() => views.nth(1).evaluate((element) => element.scrollTop)).toBe(200);
    await press('By itself');
    expect(await views.count()).toBe(1);
  });

  it('that are not what the station has signed are not shown, and are asked for again only when somebody says so', async () => {
    await gallery.show(page, 'console-scan-altered', 'en');
    await page.getByRole('alert').filter({ hasText: 'console.scan-altered' }).waitFor();
    expect(await page.locator('.sheet-view img').count()).toBe(0);
    expect(await page.getByText('the hash agrees').count()).toBe(0);
    const before = (await called()).length;
    await press('Once more');
    await expect.poll(async () => (await called()).length).toBe(before + 1);
  });

  it('that are away come by themselves when the hub is heard again, and from the station’s stick', async () => {
    await gallery.show(page, 'console-results-away', 'en');
    await page.getByText('No link', { exact: true }).first().waitFor();
    const scans = async () => (await called()).filter((method) => method === 'results.scan').length;
    const before = await scans();
    for (const connected of [false, true]) {
      await page.evaluate((is) => {
        const hub = { connected: is, heard: '2025-11-30T15:40:00Z' };
        window.news({ window: 'commission', whole: false, changed: { hub }, stations: [] });
      }, connected);
      await page.evaluate(() => window.drawnNow());
    }
    await expect.poll(scans).toBeGreaterThan(before);
    const again = await scans();
    await press('Scans from a stick');
    const dialog = page.getByRole('dialog');
    const keep = dialog.getByRole('button', { name: 'Keep them' });
    expect(await keep.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'KINGSTON' }).click();
    await keep.click();
    await dialog.getByText('Files kept: 1').waitFor();
    await expect.poll(scans).toBeGreaterThan(again);
    expect(await called()).toContain('results.take');
  });
});

describe('the sums of protocols', () => {
  const open = (name: string): Promise<void> => page.getByRole('grid').getByText(name).click();

  it('show how the options stand, and which stations are not in them', async () => {
    await gallery.show(page, 'console-sums', 'en');
    await open('Constituency no. 1 ·');
    await page.getByRole('heading', { name: /^Constituency no. 1 / }).waitFor();
    expect(await page.locator('.votes-chart tr').count()).toBe(4);
    const station = page.locator('.sum-stations button').first();
    const number = (await station.textContent()) ?? '';
    await station.click();
    await page.getByRole('heading', { name: new RegExp(`^${number}`) }).waitFor();
  });

  it('are those of the territory that is looked at', async () => {
    await gallery.show(page, 'console-sums', 'en');
    await expect.poll(called).toEqual(['results.sums']);
    await page.getByLabel('Territory', { exact: true }).selectOption('suzak');
    await page.evaluate(() => {
      const own = window.shown().stations.filter(({ territory }) => territory === 'suzak');
      window.news({ window: 'commission', whole: true, changed: { ...window.shown(), scope: 'suzak' }, stations: own });
    });
    await expect.poll(called).toEqual(['results.sums', 'territory.choose', 'results.sums']);
  });

  it('say of one that must not go out why, and show none of its votes as a chart', async () => {
    await gallery.show(page, 'console-sums', 'en');
    await open('Must not go out');
    await page.getByRole('alert').filter({ hasText: 'hub.more-than-list' }).waitFor();
    expect(await page.locator('.votes-chart').count()).toBe(0);
  });

  it('are written with a note, and not without one', async () => {
    await gallery.show(page, 'console-sums', 'en');
    await press('Write for publication');
    const write = page.getByRole('button', { name: 'Write the files' });
    expect(await write.isDisabled()).toBe(true);
    await page.getByLabel('Note that is kept with them').fill('Preliminary, 23:40');
    await write.click();
    await page.getByRole('status').filter({ hasText: 'sums-parliament-2025-all' }).waitFor();
    expect(await called()).toEqual(['results.sums', 'results.export']);
  });
});

it('stops a download, and begins none while one runs', async () => {
  await gallery.show(page, 'console-logs-running', 'en');
  expect(await page.getByRole('button', { name: /^Download: / }).isDisabled()).toBe(true);
  await press('Stop');
  expect(await called()).toEqual(['logs.stop']);
});

it('downloads no logs of stations that are not there', async () => {
  await gallery.show(page, 'console-logs', 'en');
  await press('Single stations');
  const begin = page.getByRole('button', { name: /^Download: / });
  expect(await begin.isDisabled()).toBe(true);
  await page.getByLabel('Numbers of the stations').fill('0001, 9999');
  await page.getByText('Not here: 9999').waitFor();
  expect(await begin.isDisabled()).toBe(true);
  await page.getByLabel('Numbers of the stations').fill('0001, 0002');
  await begin.click();
  expect(await called()).toEqual(['logs.fromHub']);
});

describe('packages', () => {
  it('are made of what was chosen, of one station where its number is typed, and of none that is not there', async () => {
    await gallery.show(page, 'console-packages', 'en');
    const make = page.getByRole('button', { name: 'Make the packages' });
    expect(await make.isDisabled()).toBe(true);
    await press('lists');
    const field = page.getByLabel('Number of the station; empty: all');
    await field.fill('9999');
    await page.getByText('Not here: 9999').waitFor();
    expect(await make.isDisabled()).toBe(true);
    await field.fill('0002');
    await make.click();
    await expect.poll(called).toContain('packages.begin');
  });

  it('are signed only when two have typed their codes', async () => {
    await gallery.show(page, 'console-packages-sign', 'en');
    const sign = page.getByRole('dialog').getByRole('button', { name: 'Sign' });
    await page.getByLabel('Code of person 1').fill('110011');
    expect(await sign.isDisabled()).toBe(true);
    await page.getByLabel('Code of person 2').fill('220022');
    await sign.click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await called()).toContain('packages.sign');
  });

  it('are signed without a hand on the screen: what is typed at once is the first code, and Enter goes on', async () => {
    await gallery.show(page, 'console-packages-sign', 'en');
    await page.keyboard.type('110011');
    await page.keyboard.press('Enter');
    await page.keyboard.type('220022');
    expect(await page.getByLabel('Code of person 1').inputValue()).toBe('110011');
    expect(await page.getByLabel('Code of person 2').inputValue()).toBe('220022');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await called()).toContain('packages.sign');
  });

  it('are opened, and their proof is turned sheet by sheet to the one that is signed', async () => {
    await gallery.show(page, 'console-package-proof', 'en');
    const first = (await page.getByText(/Sheet 1 \/ \d+/).textContent()) ?? '';
    const pages = /\/ (\d+)/.exec(first)?.[1];
    expect(await page.getByRole('button', { name: 'Sheet before' }).isDisabled()).toBe(true);
    await press('Next sheet');
    await page.getByText(`Sheet 2 / ${pages}`).waitFor();
    await press('Sheet to sign');
    await page.getByText(`Sheet ${pages} / ${pages}`).waitFor();
    await press('Back');
    await page.getByRole('heading', { name: 'Packages' }).waitFor();
  });

  it('are taken back where the root key is elsewhere, and never signed there', async () => {
    await gallery.show(page, 'console-packages-out', 'en');
    await page.getByRole('dialog').getByRole('button', { name: 'Send out' }).click();
    await page.getByText('Files sent out: 1').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
    expect(await page.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0);
    await press('Take back what is signed');
    await page.getByRole('dialog').getByRole('button', { name: 'Take back what is signed' }).click();
    await expect.poll(called).toContain('packages.take');
  });
});
