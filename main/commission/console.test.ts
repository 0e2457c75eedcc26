import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CountryDay } from '../demo/country-day.ts';
import { countryFeed } from '../demo/country-feed.ts';
import { type DemoCountry, demoCountry } from '../demo/country-settings.ts';
import { type ConsoleWindow, openConsole } from './client.fixture.ts';
import { type ServedConsole, serveConsole } from './serve.ts';

let demo: DemoCountry;
let folder: string;
let served: ServedConsole;
let window: ConsoleWindow;

const log = { info: () => {}, warn: () => {} };
const now = (): number => Date.parse('2025-11-30T15:20:00+06:00');

beforeAll(async () => {
  demo = await demoCountry({ stations: 120, seed: 'console', cost: { n: 1_024, r: 1, p: 1 } });
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-'));
  mkdirSync(join(folder, 'screens/commission'), { recursive: true });
  writeFileSync(join(folder, 'screens/commission/index.html'), '<!doctype html>');
  await start();
});

afterEach(async () => {
  window.close();
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const { settings, devices } = demo;
  const feed = countryFeed(new CountryDay(demo), now);
  served = await serveConsole(
    { folder, settings, devices, feed, simulated: true, now, logs: null, scans: null, packages: null, published: null },
    { port: 0, screens: join(folder, 'screens'), log },
  );
  window = await openConsole(served);
}

const signIn = (person: string, code: string) => window.client.access.signIn({ person, code });
const territory = (code: string) =>
  demo.settings.election.territories?.find((one) => one.code === code)?.precincts ?? [];

describe('the commission’s console', () => {
  it('shows nothing of the country before somebody has signed in, and asks nothing of it for nobody', async () => {
    const view = await window.until(({ hub }) => hub.connected);
    expect([view.stations, view.alarms, view.turnout.registered, view.simulated]).toEqual([[], [], 0, true]);
    expect(view.people.map(({ id }) => id)).toEqual(['central-1', 'central-2', 'jalal-abad-1', 'suzak-1', 'osh-1']);
    await expect(window.client.station.look({ station: '0001' })).rejects.toThrow();
    await expect(window.client.turnout.export({ id: null })).rejects.toThrow();
  });

  it('takes whoever signs out while she asks for nobody, and not for the central commission', async () => {
    await signIn('suzak-1', '330033');
    const asked = Promise.all([window.client.access.signOut({}), window.client.logs.fromHub({ stations: [] })]);
    expect(await asked).toMatchObject([{ ok: true }, { ok: false, error: { code: 'access.not-allowed' } }]);
  });

  it('shows the country to the central commission', async () => {
    expect(await signIn('central-1', '110011')).toEqual({ ok: true, value: null });
    const view = await window.until(({ person }) => person !== null);
    expect(view.stations.map(({ station }) => station)).toEqual(
      demo.settings.election.precincts.map((one) => one.number),
    );
    expect(view.turnout.admitted).toBe(view.stations.reduce((sum, { admitted }) => sum + admitted, 0));
    const looked = await window.client.station.look({ station: '0001' });
    expect(looked.ok && looked.value.row).toEqual(view.stations[0]);
    await window.client.access.signOut({});
    expect((await window.until(({ person }) => person === null)).stations).toEqual([]);
  });

  it('sends a territorial commission its own stations and nothing of others', async () => {
    await signIn('suzak-1', '330033');
    const view = await window.until(({ person }) => person !== null);
    const own = territory('suzak');
    expect(view.stations.map(({ station }) => station)).toEqual(own);
    expect(view.turnout.admitted).toBe(view.stations.reduce((sum, { admitted }) => sum + admitted, 0));
    const strange = demo.settings.election.precincts.find(({ number }) => !own.includes(number))?.number ?? '';
    expect(await window.client.station.look({ station: strange })).toEqual({
      ok: false,
      error: { code: 'console.no-station', params: { station: strange } },
    });
    expect((await window.client.station.look({ station: own[0] ?? '' })).ok).toBe(true);
    expect(await window.client.results.look({ station: own[0] ?? '' })).toEqual({ ok: true, value: null });
    expect((await window.client.results.look({ station: strange })).ok).toBe(false);
    expect(await window.client.logs.fromHub({ stations: [] })).toEqual({
      ok: false,
      error: { code: 'console.simulated' },
    });
    await expect(window.client.turnout.preview({})).rejects.toThrow();
  });

  it('shows whoever looks at a territory just that, and lets nobody look at one that is not hers', async () => {
    await signIn('central-1', '110011');
    const whole = await window.until(({ stations }) => stations.length === 120);
    expect([whole.own, whole.scope]).toEqual([null, null]);
    const choose = (code: string | null) => window.client.territory.choose({ territory: code });
    expect(await choose('jalal-abad-oblast')).toEqual({ ok: true, value: null });
    const oblast = await window.until(({ scope }) => scope === 'jalal-abad-oblast');
    expect(oblast.territories).toEqual(whole.territories);
    const below = oblast.territories.filter(({ parent }) => parent === 'jalal-abad-oblast');
    expect(oblast.stations.map(({ station }) => station)).toEqual(below.flatMap(({ code }) => territory(code)));
    expect(oblast.turnout.admitted).toBeLessThan(whole.turnout.admitted);
    // A voter who is admitted twice is shown to both territories.
    const shown = new Set(oblast.stations.map(({ station }) => station));
    expect(oblast.alarms.length).toBeGreaterThan(0);
    for (const { station, facts } of oblast.alarms) {
      expect(shown.has(station) || shown.has(String(facts['other']))).toBe(true);
    }
    await choose(null);
    await window.until(({ scope, stations }) => scope === null && stations.length === 120);

    await signIn('jalal-abad-1', '550055');
    const own = await window.until(({ person }) => person?.id === 'jalal-abad-1');
    expect([own.own, own.scope]).toEqual(['jalal-abad-oblast', 'jalal-abad-oblast']);
    expect(own.stations).toHaveLength(oblast.stations.length);
    expect(own.territories.map(({ code }) => code)).toEqual(['jalal-abad-oblast', ...below.map(({ code }) => code)]);
    await choose('suzak');
    await window.until(({ stations }) => stations.length === territory('suzak').length);
    for (const strange of [null, 'osh', 'nowhere']) {
      const refused = { code: 'console.no-territory', params: { territory: strange ?? '' } };
      expect(await choose(strange)).toEqual({ ok: false, error: refused });
    }
    // Whoever signs in next begins with all that is hers.
    await signIn('osh-1', '440044');
    await window.until(({ scope, stations }) => scope === 'osh' && stations.length === territory('osh').length);
  });

  it('shows what would be published, and writes just that, once at each time', async () => {
    await signIn('central-1', '110011');
    await window.until(({ hub }) => hub.connected);
    const preview = async () => {
      const looked = await window.client.turnout.preview({});
      if (!looked.ok) throw new Error(looked.error.code);
      return looked.value;
    };
    const first = await preview();
    const second = await preview();
    expect(second).toMatchObject({ next: '16:00', published: { time: '14:00', isLast: false } });
    // Somebody has looked again since: what was looked at last is what is written.
    expect(await window.client.turnout.export({ id: first.id })).toMatchObject({
      error: { code: 'console.publication-gone' },
    });
    const written = await window.client.turnout.export({ id: second.id });
    const files = written.ok ? written.value.files : [];
    expect(files.map((file) => file.split('.').at(-1))).toEqual(['json', 'csv']);
    const published = JSON.parse(readFileSync(files[0] ?? '', 'utf8'));
    expect(published).toEqual(second.published);
    expect(published.groups[0]).toMatchObject({ of: 'country', stations: 120, asOf: '14:00', bySex: null });
    expect(readFileSync(files[1] ?? '', 'utf8').split('\r\n')).toHaveLength(published.groups.length + 2);
    expect(await preview()).toEqual({ id: null, published, next: '16:00' });
    expect(await window.client.turnout.export({ id: null })).toEqual(written);
  });

  it('remembers wrong codes over a restart', async () => {
    const again = async (): Promise<string | undefined> => {
      const answer = await signIn('central-1', '999999');
      return answer.ok ? undefined : answer.error.code;
    };
    expect([await again(), await again()]).toEqual(['access.wrong-code', 'access.wrong-code']);
    window.close();
    await served.stop();
    await start();
    expect([await again(), await again()]).toEqual(['access.wait', 'access.wait']);
    expect((await signIn('central-2', '220022')).ok).toBe(true);
  });
});
