import { describe, expect, it } from 'vitest';
import { type ConsoleNews, viewsOf, withNews } from './console-news.ts';
import type { ConsoleView, StationRow } from './console-views.ts';

const row = (station: string, admitted: number): StationRow => ({
  ...{ station, name: { ky: station, ru: station, en: station }, territory: 't', constituency: 'c', kind: 'home' },
  ...{ stage: 'open', health: 'well', registered: 900, admitted, onPaper: 0, unconfirmed: 0, devices: 2, silent: 0 },
  ...{ backlog: 0, oldest: null, alarms: 0, results: null, forecast: null },
});

const noSum = { registered: 0, admitted: 0, onPaper: 0, unconfirmed: 0 };
const everything: Omit<ConsoleView, 'window' | 'stations'> = {
  ...{
    person: null,
    own: null,
    scope: null,
    people: [],
    territories: [],
    constituencies: [],
    reports: [],
    alarms: [],
    alarmsInAll: 0,
  },
  election: {
    names: { ky: 'ш', ru: 'в', en: 'e' },
    date: '2025-11-30',
    mode: 'laboratory',
    id: 'e',
    zone: 'Asia/Bishkek',
  },
  hub: { connected: true, heard: null },
  ...{ simulated: false, now: '2025-11-30T08:00Z', downloads: [], packages: null },
  turnout: { ...noSum, byCategory: {}, bySex: {}, byAge: {}, bySexAndAge: {}, byHour: {} },
};

describe('news of the console', () => {
  const first: ConsoleNews = {
    window: 'commission',
    whole: true,
    changed: everything,
    stations: [row('0001', 1), row('0002', 2), row('0003', 3)],
  };

  it('replaces the rows that have changed where they stand, and leaves the others the same objects', () => {
    const before = withNews(null, first);
    const news: ConsoleNews = { ...first, whole: false, changed: { alarmsInAll: 4 }, stations: [row('0002', 9)] };
    const after = withNews(before, news);
    expect(after.stations.map(({ admitted }) => admitted)).toEqual([1, 9, 3]);
    expect(after.stations[0]).toBe(before.stations[0]);
    expect(after).toMatchObject({ alarmsInAll: 4, simulated: false });
    expect(withNews(after, { ...news, stations: [] }).stations).toBe(after.stations);
  });

  it('begins anew with what is whole', async () => {
    async function* stream(): AsyncGenerator<ConsoleNews> {
      yield first;
      yield { ...first, stations: [row('0003', 7)] };
    }
    const views = [];
    for await (const view of viewsOf(stream())) views.push(view.stations.map(({ station }) => station));
    expect(views).toEqual([['0001', '0002', '0003'], ['0003']]);
  });
});
