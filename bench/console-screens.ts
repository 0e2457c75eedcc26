/**
 * `node bench/console-screens.ts`: how long the commission's console keeps its page busy, in Chromium, with a country of
 * 2,500 stations and with a table of 7,000 rows: by news of the country, by scrolling, and by typing into the filter.
 * Writes docs/measured/console-screens.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openGallery, sizes } from '../test/screens/gallery-browser.ts';
import { buildGallery } from '../test/screens/gallery-config.ts';

/** Milliseconds, of the median: what a person feels as at once, and what leaves sixty frames in a second. */
const limits = { updateMs: 100, scrollMs: 16 };
const UPDATES = 40;
/** Stations of which there is something new at each update. */
const CHANGED = 300;
const FRAMES = 100;

interface Busy {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

const built = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
await buildGallery(built);
const gallery = await openGallery(built);
const rooms: Record<string, Record<string, Busy>> = {};
let large: Record<string, Busy> = {};
try {
  for (const size of sizes) {
    const page = await gallery.newPage(size);
    const of: Record<string, Busy> = {};
    for (const scene of ['console-overview', 'console-map', 'console-stations', 'console-alarms']) {
      await gallery.show(page, scene, 'ky');
      of[scene] = await updates(page);
    }
    await gallery.show(page, 'console-stations', 'ky');
    of['scrolling 2,500 rows'] = await scrolling(page);
    of['typing into the filter'] = await typing(page);
    rooms[size.name] = of;
    if (size === sizes[1]) {
      await grow(page, 7_000);
      large = { updates: await updates(page), scrolling: await scrolling(page) };
    }
  }
} finally {
  await gallery.close();
  rmSync(built, { recursive: true, force: true });
}

const all = [...Object.values(rooms).flatMap((room) => Object.entries(room)), ...Object.entries(large)];
const passed = all.every(
  ([name, { p50 }]) => p50 <= (name.startsWith('scrolling') ? limits.scrollMs : limits.updateMs),
);
const result = {
  what: `milliseconds that the page is busy with one change, until it is laid out: news of ${CHANGED} of 2,500 stations, a letter in the filter, a list scrolled by 400 pixels; painting is the browser's, beside it`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model ?? '',
  load: loadavg().map((value) => Math.round(value * 10) / 10),
  limits,
  ...{ updates: UPDATES, changed: CHANGED, scrolls: FRAMES },
  rooms,
  'a table of 7,000 rows': large,
  passed,
};
const text = `${JSON.stringify(result, null, 2)}\n`;
writeFileSync(new URL('../docs/measured/console-screens.json', import.meta.url), text);
process.stdout.write(text);
process.exitCode = passed ? 0 : 1;

function busy(times: readonly number[]): Busy {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** News of some hundred stations, again and again: how long until what they change is drawn and laid out. */
async function updates(page: Page): Promise<Busy> {
  const times = await page.evaluate(
    async ({ times, changed }) => {
      const taken: number[] = [];
      for (let turn = 0; turn < times; turn += 1) {
        const view = window.shown();
        const every = Math.max(1, Math.floor(view.stations.length / changed));
        const stations = view.stations
          .filter((_, at) => at % every === turn % every)
          .map((row) => ({
            ...row,
            admitted: row.admitted + 1,
            health: turn % 2 === 0 ? ('warning' as const) : ('well' as const),
          }));
        const turnout = { ...view.turnout, admitted: view.turnout.admitted + stations.length };
        const began = performance.now();
        window.news({ window: 'commission', whole: false, changed: { turnout }, stations });
        await window.drawnNow();
        // Whoever asks for a place has it all drawn and laid out.
        document.body.getBoundingClientRect();
        taken.push(performance.now() - began);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
      }
      return taken;
    },
    { times: UPDATES, changed: CHANGED },
  );
  return busy(times);
}

/** A hand that scrolls quickly through the whole list: how long each step keeps the page busy. */
async function scrolling(page: Page): Promise<Busy> {
  const times = await page.evaluate(async (frames) => {
    const list = document.querySelector('.grid-scroll');
    if (list === null) throw new Error('no list is shown');
    const taken: number[] = [];
    for (let turn = 0; turn < frames; turn += 1) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const began = performance.now();
      list.scrollTop += 400;
      // The browser tells of it with the next frame; what is measured is what is done then.
      list.dispatchEvent(new Event('scroll'));
      await window.drawnNow();
      document.body.getBoundingClientRect();
      taken.push(performance.now() - began);
    }
    list.scrollTop = 0;
    return taken;
  }, FRAMES);
  return busy(times);
}

/** Letters in the filter, each of which leaves other stations. */
async function typing(page: Page): Promise<Busy> {
  const times = await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('.filters input');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    if (field === null || set === undefined) throw new Error('no filter is shown');
    const taken: number[] = [];
    const words = 'мектеп 12';
    for (let letters = 1; letters <= 2 * words.length; letters += 1) {
      const began = performance.now();
      // As a key does it: the value, and the event that tells of it.
      set.call(field, words.slice(0, letters <= words.length ? letters : 2 * words.length - letters));
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await window.drawnNow();
      document.body.getBoundingClientRect();
      taken.push(performance.now() - began);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
    }
    return taken;
  });
  return busy(times);
}

/** Makes the list of the scene so long. */
async function grow(page: Page, rows: number): Promise<void> {
  await page.evaluate((count) => {
    const { stations, ...others } = window.shown();
    const more = Array.from({ length: count }, (_, at) => {
      const row = stations[at % stations.length];
      if (row === undefined) throw new Error('no stations are shown');
      return { ...row, station: String(at + 1).padStart(4, '0') };
    });
    window.news({ window: 'commission', whole: true, changed: others, stations: more });
  }, rows);
}
