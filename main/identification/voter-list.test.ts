import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Election } from '../../core/election/election.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { ok } from '../../core/problem/result.ts';
import type { DeskView } from '../api/views.ts';
import { ListHistory } from '../package/list-history.ts';
import { codes, election, makeStation, type Station, voter } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';

let station: Station;
let served: Awaited<ReturnType<typeof zoneOf>>;
const chair = { role: 'chair', person: 'chair' } as const;
const listed = (version: number, stage: Election['list']['stage'] = 'final'): Election => ({
  ...election,
  list: { stage, version, date: `2023-09-${20 + version}` },
});

async function make(version: number, of: Election, records: readonly RegisterRecord[]): Promise<string> {
  const folder = `${station.dir}/commission`;
  const history = await ListHistory.open(folder, new Uint8Array(32), { election: of, station: '0001', version });
  for (const record of records) history.note(record);
  const { path, sha256 } = await station.write(`v${version}.taanuu`, {
    ...{ version, election: of, records, changes: () => history.changes() },
  });
  history.remember(sha256);
  return path;
}

const first = [voter(1), voter(2), voter(3)];
beforeEach(async () => {
  station = await makeStation();
  served = await zoneOf(station, await make(1, listed(1), first));
  await served.client.access.signIn({ person: 'chair', code: codes.chair });
});
afterEach(async () => {
  await served.zone.stop();
  station.remove();
});

const list = () => (served.zone.projection.view('officer') as DeskView).list;
const load = (path: string) => served.zone.loadPackage(path, chair, () => {});

describe('a newer list', () => {
  it('says what it changes since the one before, before anybody has opened the station', async () => {
    expect(list()).toMatchObject({ version: 1, voters: 3, changes: null });
    const second = [voter(1), voter(3, { number: 2, address: 'Тамга' }), voter(4), voter(5)];
    expect(await load(await make(2, listed(2), second))).toEqual(ok(null));
    expect(list()).toMatchObject({
      ...{ version: 2, package: 2, voters: 4 },
      changes: {
        ...{ since: 1, former: 3, renumbered: 1, fields: { address: 1 } },
        added: { count: 2, text: '4–5', left: 0 },
        removed: { count: 1, text: '2' },
        changed: { count: 1, text: '2' },
      },
    });
    const imported = served.zone.kiosk.db
      .prepare<[], string>("select line from journal where type = 'package.imported' order by seq desc")
      .pluck()
      .get();
    expect(JSON.parse(imported ?? '').body).toMatchObject({
      ...{ version: 2, records: 4 },
      list: { stage: 'final', version: 2, changes: { since: 1, former: 3, added: 2, removed: 1, changed: 1 } },
    });
  });

  it('says it since the very one that this kiosk had, if it has missed some', async () => {
    await make(2, listed(2), [voter(1)]);
    await load(await make(3, listed(3), [voter(1), voter(2)]));
    expect(list()?.changes).toMatchObject({ since: 1, former: 3, removed: { count: 1, text: '3' } });
  });

  it('says nothing where the package knows nothing of the one before', async () => {
    const { path } = await station.write('bare.taanuu', { version: 2, election: listed(2), records: first });
    expect(await load(path)).toEqual(ok(null));
    expect(list()).toMatchObject({ version: 2, changes: null });
  });

  it('tells the technician how many, and not whose', async () => {
    await load(await make(2, listed(2), [voter(1)]));
    expect(served.zone.list.view('technician')?.changes?.removed).toEqual({ count: 2, text: '', left: 2 });
    expect(served.zone.list.view('chair')?.changes?.removed).toEqual({ count: 2, text: '2–3', left: 0 });
  });

  it('is printed on one slip', async () => {
    const slips: string[] = [];
    served.zone.devices.print = async (svg) => {
      slips.push(svg);
      return ok(null);
    };
    expect(await served.client.list.print({})).toMatchObject({ ok: false });
    await load(await make(2, listed(2), [voter(1)]));
    await served.client.access.signIn({ person: 'chair', code: codes.chair });
    expect(await served.client.list.print({})).toEqual(ok(null));
    expect(slips[0]).toContain('2–3');
  });
});

describe('an older list', () => {
  it('is refused in words, in whatever package it comes', async () => {
    await load(await make(2, listed(5), first));
    expect(await load(await make(3, listed(4), first))).toEqual({
      ok: false,
      error: { code: 'package.older-list', params: { list: 'final 4', current: 'final 5' } },
    });
    expect(await load(await make(4, listed(9, 'control'), first))).toMatchObject({
      error: { code: 'package.older-list' },
    });
    expect(list()).toMatchObject({ version: 5, package: 2 });
    expect(await load(await make(5, listed(5), first))).toEqual(ok(null));
  });
});
