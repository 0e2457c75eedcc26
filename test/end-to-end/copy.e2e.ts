import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { elsewhereMark, LINES_ON_PAGE, type PaperList, type PaperVoter } from '../../core/paper-road/list.ts';
import { openKeys } from '../../main/access/keys.ts';
import { phraseOf } from '../../main/access/keys-phrase.ts';
import { demoElection } from '../../main/demo/voters.ts';
import { paperRoadKeyName } from '../../main/identification/copy/keys.ts';
import { phraseKey, sealedPage } from '../../main/identification/paper-road/seal.ts';
import { nameOf } from './kit/hands.ts';
import { asRoot } from './kit/kiosk.ts';
import { stationDesk } from './kit/station-desk.ts';
import { opensStation, usesStick } from './kit/steps/opening.ts';
import { admitsByDocument } from './kit/steps/voters.ts';
import { said } from './kit/words.ts';

/** The chair's stick: the copy that follows the day, and the list that any browser opens when no kiosk works any more. */
describe('the chair’s stick', () => {
  const at = stationDesk('copy', { voters: 6 });
  const files = (): readonly string[] => readdirSync(at.run.stick);

  it('is named by the chair, and holds the copy from then on', async () => {
    const { desk } = at;
    await desk.signIn('chair');
    await desk.button(said('chair:page.copy')).click();
    await desk.page.getByText(said('copy:line.none')).waitFor();
    await usesStick(desk, 'stick');
    await expect
      .poll(() => files().filter((name) => name.endsWith('.taanuu-copy')).length, { timeout: 20_000 })
      .toBe(1);
    await at.picture('named');
  });

  it('gets the list once the station is open, with who was admitted', async () => {
    const { desk } = at;
    await opensStation(desk);
    await at.changePerson('officer-1');
    await admitsByDocument(desk, at.voter(0));
    await expect.poll(() => files().some((name) => name.endsWith('.html')), { timeout: 30_000 }).toBe(true);
    // A zone that starts anew does not know when the list was written, and so writes it; the copy goes on by itself.
    for (const name of files()) if (name.endsWith('.html')) rmSync(join(at.run.stick, name));
    const zone = at.kiosk.supervisor.status()[0]?.pid ?? 0;
    process.kill(zone, 'SIGKILL');
    await expect.poll(() => files().some((name) => name.endsWith('.html')), { timeout: 60_000 }).toBe(true);
  });

  it('opens in a browser from the file alone, with the six words and without a network', async () => {
    const keys = await openKeys(at.run.folder);
    if (!keys.ok) throw new Error(keys.error.code);
    const { id, mode, day } = demoElection();
    const secret = keys.value.databaseKey(paperRoadKeyName(id, mode));
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: asRoot });
    try {
      const context = await browser.newContext({ offline: true });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      const file = files().find((name) => name.endsWith('.html')) ?? '';
      await page.goto(pathToFileURL(join(at.run.stick, file)).href);
      await page.locator('input').fill('acorn acorn acorn acorn acorn acorn');
      await page.locator('button').click();
      await page.getByText('Слова не подошли').waitFor({ timeout: 30_000 });
      await page.screenshot({ path: join(at.pictures.folder, 'list-wrong.png') });
      await page.locator('input').fill(` ${phraseOf(secret, `${day.date}-1`).join('  ').toUpperCase()} `);
      await page.locator('button').first().click();
      await page.getByText('Тизмеде').waitFor({ timeout: 30_000 });
      const admitted = page.locator('tr.in', { hasText: nameOf(at.voter(0)) });
      expect(await admitted.count()).toBe(1);
      expect(await admitted.textContent()).toMatch(/\d\d:\d\d/);
      expect(await page.locator('tr').count()).toBe(1 + at.made.station.voters.length);
      await page.screenshot({ path: join(at.pictures.folder, 'list.png'), fullPage: true });
      await page.emulateMedia({ media: 'print' });
      await page.pdf({ path: join(at.pictures.folder, 'list.pdf') });
      // The list before the day is the same page: who votes where, and nobody who was admitted.
      const words = ['acorn', 'acorn', 'acorn', 'acorn', 'acorn', 'acorn'];
      const home: PaperList = {
        ...{ made: '21.09.2023 10:00', station: '0001', home: true },
        ...{ names: { ky: 'Саруу', ru: 'Саруу' }, election: { ky: 'Шайлоо', ru: 'Выборы' } },
        places: [
          { number: '0050', ky: 'Бишкек, Пушкин көчөсү 50', ru: 'Бишкек, улица Пушкина 50' },
          { number: '0051', ky: 'Ош, Ленин көчөсү 1', ru: 'Ош, улица Ленина 1' },
        ],
        voters: [
          [1, 'Тестова Айгүл', '1961', '•• 23', elsewhereMark('0050')],
          [2, 'Бакыт уулу Нурлан', '1990', '•• 41', ''],
          // A second sheet, with a voter of another station on it.
          ...Array.from(
            { length: LINES_ON_PAGE - 2 },
            (_, n): PaperVoter => [n + 3, 'Асанов Асан', '1980', '•• 11', ''],
          ),
          [LINES_ON_PAGE + 1, 'Үсөнов Үсөн', '1970', '•• 12', elsewhereMark('0051')],
        ],
      };
      const sealed = join(at.run.stick, 'taanuu-voters-0001.html');
      writeFileSync(sealed, sealedPage(home, await phraseKey(words, new Uint8Array(16))));
      await page.emulateMedia({ media: 'screen' });
      await page.goto(pathToFileURL(sealed).href);
      await page.locator('input').fill(words.join(' '));
      await page.locator('button').first().click();
      await page.getByText('Голосуют в другом месте: 2').waitFor({ timeout: 30_000 });
      expect(await page.locator('tr.in').first().textContent()).toContain('→ № 0050');
      // Each sheet says where its own voters vote, and nobody else's.
      expect(await page.locator('p.marks').allTextContents()).toEqual([
        '→ № 0050: Бишкек, Пушкин көчөсү 50 · Бишкек, улица Пушкина 50',
        '→ № 0051: Ош, Ленин көчөсү 1 · Ош, улица Ленина 1',
      ]);
      await page.screenshot({ path: join(at.pictures.folder, 'home-list.png'), fullPage: true });
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
