import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleSettingsSchema } from '../../core/commission/settings.ts';
import { resultsDefault } from '../../core/election/policy-results.ts';
import { keysOf } from '../../core/hub/journal.fixture.ts';
import { freePorts } from '../../drivers/testing/ports.ts';
import { makeCodeKey } from '../../main/access/code.ts';
import { hubCommand } from '../../main/cli/hub.ts';
import { compiledBefore } from '../../main/cli/simulate/house.ts';
import { SETTINGS } from '../../main/commission/folder.ts';
import { type NightStation, nightOf } from '../../main/hub/results-night.fixture.ts';
import { type Hub, startHub } from '../../main/hub/run.ts';
import { commissionFixture, natsServer } from '../../main/hub/server.fixture.ts';
import { readCollector, setUpHub, writeResultsTrust } from '../../main/hub/setting-up.ts';
import { HUB, serverTrust } from '../../main/network/certificates.ts';
import { root } from '../../tools/say.ts';
import { type Engine, engines, type Kiosk } from './kit/engines.ts';
import { type Scratch, scratch } from './kit/kiosk.ts';
import { Pictures } from './kit/pictures.ts';
import { said } from './kit/words.ts';

/**
 * The commission's console over a real hub, to which the sticks of two stations were handed in: whose signed pages somebody
 * at the console looks at, and whose protocols are added up.
 */
const night = nightOf({ stations: 2, unbalanced: 0, corrected: 1, forged: 0, stick: 0, scans: 'drawn', seed: 'e2e' });
const { election } = night;
const [corrected, other] = night.stations as readonly [NightStation, NightStation];
const people = { central: ['Борборова Айгерим', '110011'], own: ['Аймакова Жылдыз', '220022'] } as const;

describe.each(Object.keys(engines) as Engine[])('signed pages at the commission’s console in %s', (engine) => {
  let own: Scratch;
  let folder: string;
  let server: ChildProcess;
  let link: NatsConnection;
  let hub: Hub;
  let kiosk: Kiosk;
  let page: Page;
  const pictures = new Pictures(`scans-${engine.toLowerCase()}`);
  const serve = (): ChildProcess => natsServer(join(folder, 'sites', 'one', 'server.conf'));

  beforeAll(async () => {
    own = scratch();
    folder = join(own.folder, 'hub');
    const [port = 0, routePort = 0] = await freePorts(2);
    const commission = commissionFixture();
    setUpHub({
      ...{ folder, commission: { ...commission.issuer, publicKey: commission.publicKey } },
      sites: [{ name: 'one', address: '127.0.0.1', port, routePort }],
      ...{ store: 'streams', storeBytes: 1024 ** 3, sync: false, monitor: null },
      fleet: {
        ...{ format: 'taanuu/fleet/1', election: election.id, mode: election.mode },
        devices: night.stations.map(({ name: of, writer }) => {
          const { device, key, publicKey } = keysOf(writer);
          return { device, key, publicKey, station: of.station, revoked: false };
        }),
      },
    });
    const collector = join(folder, 'collector');
    writeResultsTrust(collector, { election, policy: resultsDefault });
    writeFileSync(join(folder, 'console', SETTINGS), JSON.stringify(await settingsOf()));
    server = serve();
    const read = readCollector(collector);
    link = await connect({
      ...{ servers: [...read.servers], waitOnFirstConnect: true, maxReconnectAttempts: -1, reconnectTimeWait: 100 },
      tls: { ...read.tls, ...serverTrust(HUB, read.own) },
    });
    const { results: trusts, secret, fleet } = read;
    hub = await startHub({ link, trusts, secret, fleet, replicas: 1, now: Date.now, failed: () => {} });
    const told: string[] = [];
    const io = { out: (line: string) => told.push(line), complain: (line: string) => told.push(line) };
    await hubCommand(['results', 'take', collector, ...night.stations.flatMap(stickOf)], io);
    expect(told.filter((line) => line.includes('in-force')).length, told.join('\n')).toBeGreaterThan(1);

    const entry = join(root, 'main/commission/main.ts');
    const args = [join(folder, 'console'), join(root, 'dist/renderer'), '0'];
    kiosk = await engines[engine]([{ name: 'console', entry, args, env: compiledBefore() }]);
    page = await kiosk.page('commission');
    page.setDefaultTimeout(20_000);
  }, 120_000);
  afterAll(async () => {
    await kiosk?.close();
    await hub?.stop();
    await link?.close();
    server?.kill('SIGKILL');
    own?.close();
  });

  /** Files of a station as they lie on its stick. */
  function stickOf({ name: { station }, writer, files }: NightStation): readonly string[] {
    const stick = join(own.folder, 'sticks');
    mkdirSync(stick, { recursive: true });
    const at = (called: string, bytes: Uint8Array | string): string => {
      writeFileSync(join(stick, called), bytes);
      return join(stick, called);
    };
    return [
      ...files.map((bytes, n) => at(`${station}-${n + 1}.taanuu-results`, bytes)),
      at(`${station}.ndjson`, writer.lines.map((line) => `${line}\n`).join('')),
    ];
  }

  const signIn = async ([name, code]: readonly [string, string]): Promise<void> => {
    await page.getByRole('button', { name }).click();
    await page.keyboard.type(code);
    await page.getByRole('button', { name: said('parts:sign-in') }).click();
    await page
      .getByRole('navigation')
      .getByRole('button', { name: said('commission:room.protocols') })
      .click();
  };
  const rowOf = (station: string) => page.getByRole('grid').locator('strong', { hasText: station });
  const open = (station: string): Promise<void> => rowOf(station).click();
  const papers = () => page.getByRole('complementary', { name: said('scans:papers') }).getByRole('button');
  /** Dots across of the image that is seen large. */
  const dots = (nth = 0): Promise<number> =>
    page
      .locator('.sheet-view img')
      .nth(nth)
      .evaluate((image) => (image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth));
  const press = (key: string, values = {}): Promise<void> =>
    page.getByRole('button', { name: said(key, values) }).click();

  it('lie beside machine count and hand count, and one is read with the numbers that stand on it', async () => {
    await signIn(people.central);
    await open(corrected.name.station);
    await papers().first().waitFor();
    // Two versions and the slip of the close.
    expect(await papers().count()).toBeGreaterThan(4);
    await expect.poll(() => papers().first().locator('img').count()).toBe(1);
    await pictures.take(page, 'protocol');
    await papers().first().click();
    // A4 at 100 dpi.
    expect(await dots()).toBe(827);
    await page.getByText(said('scans:checked')).waitFor();
    await page.getByRole('heading', { name: said('scans:numbers.page') }).waitFor();
    await pictures.take(page, 'page');
    await press('scans:next');
    await page
      .locator('figcaption')
      .getByText(/2 \/ 2/)
      .waitFor();
    expect(await dots()).toBe(827);
    await press('scans:before');
  });

  it('of both versions lie side by side, as large as somebody wants them', async () => {
    await press('scans:beside', { number: '1' });
    expect([await dots(0), await dots(1)]).toEqual([827, 827]);
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    expect(await page.locator('.sheet-view[data-zoom="2"]').count()).toBe(2);
    await pictures.take(page, 'beside');
    await page.keyboard.press('Escape');
    await press('commission:back');
  });

  it('stay as far as they were looked at when the hub is away, and the others come with it again', async () => {
    server.kill('SIGKILL');
    await once(server, 'exit');
    await page.getByText(said('commission:hub.away')).first().waitFor();
    await open(other.name.station);
    await papers().first().getByText(said('scans:short.away')).waitFor();
    await papers().first().click();
    await page.getByRole('alert').filter({ hasText: 'console.scan-away' }).waitFor();
    await pictures.take(page, 'away');
    server = serve();
    expect(await dots()).toBe(827);
    await page.keyboard.press('Escape');
    await press('commission:back');
  });

  it('belong to protocols that are added up: what may go out is what lay in the boxes, of a territory too', async () => {
    const rows = async (): Promise<number> => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    await press('protocols:sums');
    // One station has voted on each of two styles.
    await expect.poll(rows).toBe(2);
    await page.getByRole('grid').getByText(said('protocols:sums.is.whole')).first().click();
    const votes = await page.locator('.votes-chart td:nth-child(3)').allTextContents();
    expect(votes.map(Number)).toEqual(Object.values(night.truth['council-1'] ?? {}));
    await pictures.take(page, 'sum');
    await press('commission:back');
    await press('protocols:sums.write');
    await page.getByLabel(said('protocols:sums.note')).fill('Алдын ала');
    await press('protocols:sums.write-now');
    const written = page.getByRole('status').filter({ hasText: said('protocols:sums.written') });
    const file = /\/\S+\.json/.exec((await written.textContent()) ?? '')?.[0] ?? '';
    const told = JSON.parse(readFileSync(file, 'utf8'));
    expect([told.note, told.territory]).toEqual(['Алдын ала', null]);
    type Told = { protocol: string; lines: { options: { option: string; value: number }[] }[] | null };
    const counted = (told.sums as Told[]).map(({ protocol, lines }) => [
      protocol,
      Object.fromEntries((lines ?? []).flatMap(({ options }) => options).map(({ option, value }) => [option, value])),
    ]);
    expect(Object.fromEntries(counted)).toEqual(night.truth);
    await page.getByLabel(said('commission:territory'), { exact: true }).selectOption('even');
    await expect.poll(rows).toBe(1);
    await pictures.take(page, 'sums-of-a-territory');
    await page.getByLabel(said('commission:territory'), { exact: true }).selectOption('');
    await expect.poll(rows).toBe(2);
    await press('commission:back');
  });

  it('are seen by whoever may see the protocol, and by no other commission', async () => {
    await press('parts:menu');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: said('parts:sign-out') })
      .click();
    await signIn(people.own);
    await rowOf(other.name.station).waitFor();
    expect(await rowOf(corrected.name.station).count()).toBe(0);
    await open(other.name.station);
    await papers().first().click();
    expect(await dots()).toBe(827);
  });
});

/** Stations with even numbers are one territory's, those with odd ones another's. */
async function settingsOf() {
  const cost = { n: 1_024, r: 1, p: 1 };
  const person = async (id: keyof typeof people, territory: string | null) => ({
    ...{ id, role: territory === null ? 'central' : 'territorial', name: people[id][0], territory, defaultCode: true },
    code: await makeCodeKey(people[id][1], cost),
  });
  return consoleSettingsSchema.parse({
    ...{ format: 'taanuu/console/1', election },
    people: [await person('central', null), await person('own', 'even')],
  });
}
