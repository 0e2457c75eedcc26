import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleHand, consolePlan } from './kit/console.ts';
import { type Engine, engines, type Kiosk } from './kit/engines.ts';
import { type Scratch, scratch } from './kit/kiosk.ts';
import { Pictures } from './kit/pictures.ts';
import { said } from './kit/words.ts';

const STATIONS = 2_500;

/** A country of 2,500 stations at the commission's console, from the first look to the files for the public. */
describe.each(Object.keys(engines) as Engine[])('the commission’s console in %s', (engine) => {
  let own: Scratch;
  let kiosk: Kiosk;
  let page: Page;
  let hand: ConsoleHand;
  const pictures = new Pictures(`console-${engine.toLowerCase()}`);

  beforeAll(async () => {
    own = scratch();
    kiosk = await engines[engine](consolePlan(own.folder, String(STATIONS)));
    page = await kiosk.page('commission');
    hand = new ConsoleHand(page);
  });
  afterAll(async () => {
    await kiosk?.close();
    own?.close();
  });

  it('says that its country is invented, and shows nothing of it before somebody has signed in', async () => {
    await page.getByRole('heading', { name: said('parts:sign-in.who') }).waitFor();
    await page.getByText(said('commission:hub.simulated')).waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
    await hand.signIn('central-1');
    await page.getByText(said('commission:hub.simulated')).waitFor();
    expect(await page.locator('.map-said').getAttribute('aria-setsize')).toBe(String(STATIONS));
    await pictures.take(page, 'overview');
  });

  it('goes on with the day while somebody looks', async () => {
    const admitted = async (): Promise<number> =>
      Number((await page.locator('.headline-of strong').textContent())?.replaceAll(/\D/g, ''));
    const before = await admitted();
    expect(before).toBeGreaterThan(100_000);
    await expect.poll(admitted).toBeGreaterThan(before);
  });

  it('leads from an alarm to its station, whose devices it shows, and back', async () => {
    const first = page.locator('.overview .alarm').first();
    const number = (await first.locator('strong').first().textContent()) ?? '';
    await first.click();
    await page.getByRole('heading', { name: new RegExp(`^${number}`) }).waitFor();
    await page.locator('.device-table tbody tr').first().waitFor();
    await pictures.take(page, 'station');
    await hand.button(said('commission:back')).click();
    await page.locator('.headline-of').waitFor();
  });

  it('is walked over by keys alone: the map to a station, the list to another', async () => {
    await hand.room('map');
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('.map-said').getAttribute('aria-posinset')).toBe(String(STATIONS));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await pictures.take(page, 'map');
    const chosen = (await page.locator('.map-said').textContent())?.slice(0, 4) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: new RegExp(`^${chosen}`) }).waitFor();
    await hand.button(said('commission:back')).click();
    await hand.room('stations');
    await hand.table().focus();
    await page.keyboard.press('End');
    const last = hand.table().locator('tr[aria-selected=true]');
    await last.waitFor();
    expect(await last.getAttribute('aria-rowindex')).toBe(String(STATIONS + 1));
    // Whoever reads the screen sees all of them; only those on it are drawn.
    expect(await hand.rows()).toBe(STATIONS);
    expect(await hand.table().locator('tbody tr').count()).toBeLessThan(60);
    await pictures.take(page, 'stations');
    await page.keyboard.press('Enter');
    await page.locator('.device-table').waitFor();
    await hand.button(said('commission:back')).click();
  });

  it('finds stations by number and by health, and forgets it when told so', async () => {
    const field = page.getByLabel(said('commission:filter.text'));
    await field.fill('0412');
    await expect.poll(() => hand.rows()).toBe(1);
    await field.fill('');
    await page.getByLabel(said('commission:column.health')).selectOption('silent');
    await expect.poll(() => hand.rows()).toBeLessThan(STATIONS / 2);
    const words = await hand.table().locator('tr[aria-selected] .health').allTextContents();
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) expect(word).toContain(said('commission:health.silent'));
    await hand.button(said('commission:filter.none')).click();
    await expect.poll(() => hand.rows()).toBe(STATIONS);
  });

  it('shows what the public would get, writes just that, and says why a simulated country has no logs', async () => {
    await hand.room('turnout');
    await hand.button(said('publication:look')).click();
    await page.getByRole('heading', { name: said('publication:at', { time: '14:00' }) }).waitFor();
    const country = await hand.table().locator('tr[aria-selected]').first().textContent();
    await hand.button(said('publication:write')).click();
    const written = await page
      .getByRole('status')
      .filter({ hasText: said('publication:written') })
      .textContent();
    const file = /\/\S+\.json/.exec(written ?? '')?.[0] ?? '';
    const { groups } = JSON.parse(readFileSync(file, 'utf8'));
    expect(groups.length).toBeGreaterThan(50);
    expect(country?.replaceAll(/\D/g, '')).toContain(String(groups[0].admitted));
    await pictures.take(page, 'turnout');
    await hand.button(said('commission:back')).click();
    await hand.room('logs');
    await hand.button(said('commission:logs.begin', { count: '2 500' })).click();
    await page.getByRole('alert').filter({ hasText: 'console.simulated' }).waitFor();
  });

  it('lets the central commission look at a territory, of which then everything is, and at the country again', async () => {
    const scope = page.getByLabel(said('commission:territory'), { exact: true });
    await hand.room('turnout');
    await scope.selectOption('jalal-abad-oblast');
    await expect.poll(() => hand.rows()).toBeLessThan(20);
    await hand.table().getByText('Сузак району').click();
    await hand.room('stations');
    await expect.poll(() => hand.rows()).toBeLessThan(STATIONS / 4);
    await expect.poll(() => scope.inputValue()).toBe('suzak');
    await scope.selectOption('');
    await expect.poll(() => hand.rows()).toBe(STATIONS);
  });

  it('shows a territorial commission its own stations', async () => {
    await hand.signOut();
    await hand.signIn('suzak-1');
    const own = Number(await page.locator('.map-said').getAttribute('aria-setsize'));
    expect(own).toBeGreaterThan(10);
    expect(own).toBeLessThan(STATIONS / 4);
    await hand.room('stations');
    await expect.poll(() => hand.rows()).toBe(own);
    expect(await hand.button(said('publication:look')).count()).toBe(0);
    await pictures.take(page, 'territorial');
    await hand.signOut();
  });
});
