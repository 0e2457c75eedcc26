import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wantedDifference } from '../../core/hub/packages.ts';
import { type DeviceKeys, openKeys } from '../../main/access/keys.ts';
import { packageCommand } from '../../main/cli/package.ts';
import { demoConsolePeople } from '../../main/demo/country-settings.ts';
import { Arrivals } from '../../main/identification/packages/arrivals.ts';
import { Together } from '../../main/identification/packages/together.ts';
import { checkPackage } from '../../main/identification/register/check.ts';
import { importPackage } from '../../main/identification/register/import.ts';
import { type Commission, openCommission } from '../../main/package/commission.ts';
import { ConsoleHand, consolePlan } from './kit/console.ts';
import { type Engine, engines, type Kiosk } from './kit/engines.ts';
import { type Scratch, scratch } from './kit/kiosk.ts';
import { fetched, offered, PackagesHub } from './kit/packages-hub.ts';
import { Pictures } from './kit/pictures.ts';
import { said } from './kit/words.ts';

/** As few as there are territories. */
const STATIONS = 60;
const of = { election: 'simulated-country', mode: 'laboratory' } as const;

/**
 * Packages from the list to the kiosk: made at the commission's console, proved, signed by two, sent out to a stick, put into a
 * real hub, and taken by a device of the station; and on the next day again, as a difference.
 */
describe.each(Object.keys(engines) as Engine[])('packages at the commission’s console in %s', (engine) => {
  let own: Scratch;
  let kiosk: Kiosk;
  let page: Page;
  let hand: ConsoleHand;
  let hub: PackagesHub;
  let keys: DeviceKeys;
  let commission: Commission;
  /** What the device has taken. */
  let register = '';
  const at = (...names: readonly string[]): string => join(own.folder, ...names);
  const pictures = new Pictures(`packages-${engine.toLowerCase()}`);

  beforeAll(async () => {
    own = scratch();
    kiosk = await engines[engine](consolePlan(own.folder, String(STATIONS), 'packages'));
    page = await kiosk.page('commission');
    hand = new ConsoleHand(page);
    commission = openCommission(at('commission'), '', true);
    const opened = await openKeys(at('devices/0001'));
    if (!opened.ok) throw new Error(opened.error.code);
    keys = opened.value;
    keys.trustCommission(commission.trust);
    hub = await PackagesHub.start(own.folder, { commission, commissionFolder: at('commission'), election: of });
  }, 120_000);
  afterAll(async () => {
    await hub?.close();
    await kiosk?.close();
    own?.close();
  });

  const dialog = (): Locator => page.getByRole('dialog');
  const tab = (name: string): Promise<void> =>
    page
      .locator('.packages-tabs')
      .getByRole('button', { name: said(`commission:packages.tab.${name}`) })
      .click();
  /** Makes packages, and waits until they are there. */
  const make = async (station: string): Promise<void> => {
    await page.getByLabel(said('commission:packages.station')).fill(station);
    await hand.press('commission:packages.begin');
    await state('made').waitFor({ timeout: 90_000 });
  };
  const state = (name: string): Locator =>
    page.getByRole('heading', { name: new RegExp(`^${said(`commission:packages.is.${name}`)} ·`) });
  const code = (place: number): Locator => page.getByLabel(said('commission:packages.sign.code', { place }));
  const codeOf = (id: string): string => demoConsolePeople.find((one) => one.id === id)?.code ?? '';
  const sign = async (): Promise<void> => {
    await hand.press('commission:packages.sign');
    await code(1).fill(codeOf('central-1'));
    await code(2).fill(codeOf('central-2'));
    await dialog()
      .getByRole('button', { name: said('commission:packages.sign') })
      .click();
    await state('signed').waitFor();
  };
  const sendOut = async (files: number): Promise<void> => {
    await hand.press('commission:packages.out');
    await dialog().getByRole('button', { name: 'packages-out' }).click();
    await dialog()
      .getByRole('button', { name: said('commission:packages.out') })
      .click();
    await dialog()
      .getByText(said('commission:packages.out.done', { count: files }))
      .waitFor();
    await pictures.take(page, 'out');
    await dialog()
      .getByRole('button', { name: said('parts:close') })
      .click();
  };
  const shown = async (): Promise<string> => (await page.locator('.package-facts').textContent()) ?? '';

  it('makes them of a list, and says of each row that was left out which it is and why', async () => {
    await hand.signIn('central-1');
    await hand.room('logs');
    await hand.press('commission:room.packages');
    await hand.button(/^source/).click();
    await make('');
    expect(await hand.rows()).toBe(2);
    expect(await page.locator('.facts-bad strong').first().textContent()).toBe('4');
    await pictures.take(page, 'made');
    await tab('left-out');
    const wrong = await hand.table().textContent();
    for (const reason of ['date', 'form', 'place', 'line', 'image'])
      expect(wrong).toContain(said(`commission:packages.reason.${reason}`));
    await pictures.take(page, 'left-out');
    await tab('packages');
  }, 120_000);

  it('draws the proof of one, and the sheet to sign has the name that the page shows', async () => {
    await hand.table().getByText('0001').click();
    await page.getByText(said('commission:package.first')).waitFor();
    const name = /[0-9A-F]{4}( [0-9A-F]{4}){15}/.exec(await shown())?.[0] ?? '';
    expect(name).toHaveLength(79);
    await hand.press('commission:package.proof');
    const sheet = page.locator('.proof-sheet');
    await sheet.waitFor({ timeout: 60_000 });
    const drawn = async (): Promise<string> => decodeURIComponent((await sheet.getAttribute('src')) ?? '');
    await pictures.take(page, 'proof');
    await hand.press('commission:package.last');
    await expect.poll(drawn).toContain(name.slice(0, 19));
    await pictures.take(page, 'sheet-to-sign');
    await hand.press('commission:back');
  }, 90_000);

  it('signs nothing with a wrong code, and with those of two persons all of them', async () => {
    await hand.press('commission:packages.sign');
    await code(1).fill(codeOf('central-1'));
    await code(2).fill('000000');
    const go = dialog().getByRole('button', { name: said('commission:packages.sign') });
    await go.click();
    await dialog().getByRole('alert').waitFor();
    expect(await state('signed').count()).toBe(0);
    await dialog()
      .getByRole('button', { name: said('parts:close') })
      .click();
    await sign();
  });

  it('sends out what a device of the station takes, and anybody can check', async () => {
    // Two packages, the proof of one, and the report.
    await sendOut(4);
    const file = at('packages-out', `${of.election}-0001-v1.taanuu`);
    expect(readdirSync(at('packages-out'))).toHaveLength(4);
    await hand.table().getByText('0001').click();
    await page.getByText(said('commission:package.first')).waitFor();
    const facts = await shown();
    await hand.press('commission:back');
    const words = /([a-z]+ ){7}[a-z]+/.exec(facts)?.[0] ?? '';
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), complain: (line: string) => lines.push(line) };
    expect(await packageCommand(['show', file, '--words', words], io)).toBe(0);
    const taken = await importPackage({ path: file, stateDir: at('devices/0001'), keys, current: null });
    if (!taken.ok) throw new Error(taken.error.code);
    const { sha256, records } = taken.value.event;
    register = taken.value.event.register;
    expect(records).toBe(240);
    expect(facts.replaceAll(' ', '')).toContain(sha256.toUpperCase());
    expect(lines.at(-1)).toContain(sha256);
  });

  it('tells on the next day what has changed, and how short what leads there is; a kiosk has it from the hub', async () => {
    const list = at('source/voters.csv');
    const lines = readFileSync(list, 'utf8').split('\n');
    writeFileSync(
      list,
      lines.map((line, n) => (n === 3 ? line.replace(/"[^"]+"/, '"Саруу, Тамга к. 7"') : line)).join('\n'),
    );
    await make('0001');
    await hand.table().getByText('0001').click();
    await page.getByRole('heading', { name: said('commission:package.changes', { version: 1 }) }).waitFor();
    await page.getByText(said('commission:package.list', { added: 0, removed: 0, changed: 1 })).waitFor();
    const difference = new RegExp(said('commission:package.difference', { version: 1, size: '[\\d,]+ кБ' }));
    expect(await shown()).toMatch(difference);
    await pictures.take(page, 'difference');
    await hand.press('commission:back');
    await sign();
    // The package, what leads to it, and the report once more.
    await sendOut(3);
    const [v1, v2] = [1, 2].map((version) => at('packages-out', `${of.election}-0001-v${version}.taanuu`));
    const put = await hub.put(at('packages-out'));
    expect(put.at(-1)).toMatch(/^0001 from version 1 to 2: \d+ bytes$/);
    const source = await hub.seenBy(keys, { ...of, station: '0001', device: keys.device });
    const offers = await offered(source);
    expect(offers.packages.map(({ version }) => version)).toEqual([2, 1]);
    const [newest, first] = offers.packages;
    if (!newest || !first) throw new Error('no packages');
    expect(await fetched(source, first)).toEqual(readFileSync(v1 ?? ''));

    // The kiosk with version 1 in force chooses and takes as it does by itself.
    const inForce = { register: { name: register, package: { sha256: first.package } } };
    const files = { stateDir: at('devices/0001'), inForce };
    const together = new Together({ keys, files, arrivals: new Arrivals(at('devices/0001')) });
    const least = { left: newest.bytes, bases: together.bases(), refused: new Set<string>() };
    const chosen = wantedDifference(offers, newest, least);
    if (chosen === null) throw new Error('no difference fits');
    expect(chosen.bytes).toBeLessThan(newest.bytes / 3);
    const came = at('came.taanuu-difference');
    writeFileSync(came, await fetched(source, { package: chosen.difference, bytes: chosen.bytes }));
    const made = await together.make(came);
    if (!made.ok) throw new Error(made.error.code);
    expect(readFileSync(made.value.path)).toEqual(readFileSync(v2 ?? ''));
    expect(await checkPackage({ path: made.value.path, keys, current: null })).toMatchObject({
      ok: true,
      value: { sha256: newest.package },
    });
  }, 120_000);

  it('remembers who did what, each act bound to the one before', async () => {
    await tab('acts');
    const acts = (await hand.table().textContent()) ?? '';
    const [one, two] = ['central-1', 'central-2'].map(
      (id) => demoConsolePeople.find((person) => person.id === id)?.name,
    );
    expect(acts).toContain(`${one}, ${two}`);
    await pictures.take(page, 'acts');
    const lines = readFileSync(at('packages/acts.ndjson'), 'utf8').trim().split('\n');
    expect(await hand.rows()).toBe(lines.length);
    const hash = (line: string): string => createHash('sha256').update(line).digest('hex');
    for (const [n, line] of lines.entries()) {
      expect(JSON.parse(line)).toMatchObject({ n: n + 1, before: hash(lines[n - 1] ?? '') });
    }
    expect(lines.map((line) => JSON.parse(line).act)).toEqual([
      ...['began', 'made', 'made', 'proof', 'signed', 'signed', 'out'],
      ...['began', 'made', 'signed', 'out'],
    ]);
    await hand.signOut();
  });
});
