import { describe, expect, it } from 'vitest';
import type { StationRow } from '../../main/api/console-views.ts';
import { inOrder, isLookedAt, noFilter } from './stations.ts';

const row = (station: string, more: Partial<StationRow> = {}): StationRow => ({
  ...{ station, name: { ky: station, ru: station, en: station }, territory: 't1', constituency: null, kind: 'home' },
  ...{ stage: 'open', health: 'well', registered: 1_000, admitted: 200, onPaper: 0, unconfirmed: 0, devices: 2 },
  ...{ silent: 0, backlog: 0, oldest: null, alarms: 0, results: null, forecast: null },
  ...more,
});
const numbers = (rows: readonly StationRow[]): string => rows.map(({ station }) => station).join(' ');

describe('the stations that are looked at', () => {
  it('are all of them, or those of a stage and a health', () => {
    const one = row('0412', { stage: 'closed', health: 'warning' });
    expect(isLookedAt(one, noFilter, '')).toBe(true);
    expect(isLookedAt(one, { ...noFilter, stage: 'closed', health: 'warning' }, '')).toBe(true);
    expect(isLookedAt(one, { ...noFilter, stage: 'open' }, '')).toBe(false);
    expect(isLookedAt(one, { ...noFilter, health: 'alarm' }, '')).toBe(false);
  });

  it('are found by every word of number, name and territory, in any order and size of letters', () => {
    const found = (text: string): boolean => isLookedAt(row('0412'), { ...noFilter, text }, 'Орто мектеп Жети-Өгүз');
    for (const text of ['0412', '12', 'жети-өгүз МЕКТЕП', ' мектеп  0412 ']) expect(found(text), text).toBe(true);
    for (const text of ['0413', 'мектеп Талас']) expect(found(text), text).toBe(false);
  });
});

describe('the order of stations', () => {
  it('has first what somebody has to look at, and equal ones by their number', () => {
    const rows = [
      row('0005'),
      row('0004', { health: 'none-yet' }),
      row('0003', { health: 'warning' }),
      row('0002', { health: 'alarm', alarms: 1 }),
      row('0001', { health: 'alarm', alarms: 3 }),
      row('0000', { health: 'silent' }),
    ];
    expect(numbers(inOrder(rows, 'worst'))).toBe('0001 0002 0000 0003 0005 0004');
    expect(numbers(inOrder(rows, 'station'))).toBe('0000 0001 0002 0003 0004 0005');
    expect(numbers(rows)).toBe('0005 0004 0003 0002 0001 0000');
  });

  it('has the least turnout, the longest backlog and the latest forecast first, and what is not known last', () => {
    const rows = [
      row('0001', { registered: 0, admitted: 90, backlog: 3, forecast: null }),
      row('0002', { admitted: 100, backlog: 900, forecast: -200 }),
      row('0003', { admitted: 700, backlog: 0, forecast: 45 }),
    ];
    expect(numbers(inOrder(rows, 'turnout'))).toBe('0002 0003 0001');
    expect(numbers(inOrder(rows, 'backlog'))).toBe('0002 0001 0003');
    expect(numbers(inOrder(rows, 'forecast'))).toBe('0003 0002 0001');
  });

  it('has the protocols first that need attention', () => {
    const rows = (['arrived', null, 'awaited', 'not-balanced', 'forged'] as const).map((results, at) =>
      row(`000${at}`, { results }),
    );
    expect(numbers(inOrder(rows, 'results'))).toBe('0004 0003 0002 0000 0001');
  });
});
