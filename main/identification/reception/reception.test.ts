import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { makeCodeKey } from '../../access/code.ts';
import type { DeskView } from '../../api/views.ts';
import { buildCountryIndex } from '../../package/country-index.ts';
import {
  credentials,
  election,
  makeStation,
  peopleOf,
  type Station,
  voter,
  voters,
} from '../../package/package.fixture.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { Memory, zoneOf } from '../zone.fixture.ts';

const CODE = '730518';
const neighbour = voter(9, { precinct: '0002', constituency: 'k2' });
const remote = voter(5, { remote: true, votesAt: '0050' });
const away = { number: '0050', names: { ky: 'Алыскы', ru: 'Дист.', en: 'Remote' }, constituency: null } as const;
let station: Station;
let memory: Memory;
let served: Awaited<ReturnType<typeof zoneOf>>;
let printed: string[];

async function start(file: string): Promise<void> {
  served = await zoneOf(station, file, { memory, now: () => new Date('2023-09-20T10:00:00+06:00') });
  printed = [];
  served.zone.devices.print = async (svg) => {
    printed.push(svg);
    return ok(null);
  };
  expect(await served.client.access.signIn({ person: 'officer', code: CODE })).toEqual(ok(null));
}

let file: string;
beforeEach(async () => {
  station = await makeStation();
  memory = new Memory();
  const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
  const desk = { id: 'officer', role: 'officer' as const, station: '0001', name: 'officer', code, defaultCode: false };
  const precincts = [...election.precincts, { ...away, address: away.names, kind: 'remote' as const, zone: null }];
  const index = (key: Uint8Array) => buildCountryIndex([{ pin: neighbour.pin, precinct: 1 }], key, 1);
  const written = await station.write('a.taanuu', {
    election: { ...election, precincts },
    people: [...(await peopleOf()), desk],
    records: [...voters, remote],
    index: index(Buffer.from(station.commission.secrets('probe', 'laboratory').index, 'base64url')),
  });
  file = written.path;
  await start(file);
});
afterEach(async () => {
  await served.zone.stop();
  station.remove();
});

const view = () => served.zone.projection.view('officer') as DeskView;
const journal = () => served.zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
const told = (type: string) =>
  journal()
    .map((line) => JSON.parse(line) as { type: string; body: Record<string, unknown> })
    .flatMap((event) => (event.type === type ? [event.body] : []));

describe('the reception before the day', () => {
  it('answers nobody before two persons have given the key of the list, and nobody after it is closed', async () => {
    const { client } = served;
    expect(await client.lookup.find({ pin: neighbour.pin })).toMatchObject({ ok: false });
    expect(await client.reception.open({ approvers: credentials.slice(0, 1) })).toMatchObject({ ok: false });
    expect(await client.reception.open({ approvers: [...credentials] })).toEqual(ok(null));
    expect(view().reception?.open).toBe(true);
    expect(await client.lookup.find({ pin: neighbour.pin })).toEqual(ok(null));
    expect(await client.reception.close({})).toEqual(ok(null));
    expect(view().reception).toMatchObject({ open: false, where: null });
    expect(memory.held).toBe(null);
    expect(await client.lookup.find({ pin: neighbour.pin })).toMatchObject({ ok: false });
  });

  it('says where: here with the number, elsewhere, at the remote station, nowhere', async () => {
    const { client } = served;
    await client.reception.open({ approvers: [...credentials] });
    const ask = async (pin: string) => {
      expect(await client.lookup.find({ pin })).toEqual(ok(null));
      return view().reception?.where;
    };
    expect(await ask(voters[1]?.pin ?? '')).toMatchObject({
      answer: { at: 'here', station: '0001', number: 2 },
      to: { number: '0001', address: { ky: 'Саруу' } },
    });
    expect(await ask(neighbour.pin)).toMatchObject({
      answer: { at: 'elsewhere', station: '0002' },
      to: { address: { ky: 'Жалгыз-Өрүк' } },
    });
    expect(await ask(remote.pin)).toMatchObject({ answer: { at: 'remote', home: '0001' }, to: { number: '0050' } });
    expect(await ask(voter(77).pin)).toMatchObject({ answer: { at: 'nowhere' }, to: null });
    expect(view().reception?.asked).toBe(4);
    expect(told('lookup.answered').map(({ answer }) => answer)).toEqual(['here', 'elsewhere', 'remote', 'nowhere']);
  });

  it('tells nobody’s name, and journals neither PIN nor name', async () => {
    const { client } = served;
    await client.reception.open({ approvers: [...credentials] });
    await client.lookup.find({ pin: voters[1]?.pin ?? '' });
    expect(await client.lookup.print({})).toEqual(ok(null));
    const shown = JSON.stringify([view(), served.zone.projection.view('voter'), printed]);
    for (const secret of ['Жумагүл', 'Өмүрбекова', voters[1]?.pin ?? '']) {
      expect(shown).not.toContain(secret);
      expect(journal().join('')).not.toContain(secret);
    }
    expect(printed).toHaveLength(1);
    expect(told('lookup.printed')).toMatchObject([{ problem: null }]);
    expect(view().reception?.where?.printed).toBe(true);
  });

  it('refuses what is no PIN', async () => {
    await served.client.reception.open({ approvers: [...credentials] });
    expect(await served.client.lookup.find({ pin: '123' })).toMatchObject({ error: { code: 'station.pin-shape' } });
    expect(told('lookup.answered')).toEqual([]);
  });

  it('goes on with the same reception when two persons give the key again after a power cut', async () => {
    await served.client.reception.open({ approvers: [...credentials] });
    await served.zone.stop();
    memory = new Memory();
    await start(file);
    expect(view().reception?.open).toBe(false);
    await served.client.reception.open({ approvers: [...credentials] });
    expect(view().reception?.open).toBe(true);
    expect(told('reception.opened')).toHaveLength(1);
  });

  it('is state that the journal alone rebuilds', async () => {
    const { client, zone } = served;
    await client.reception.open({ approvers: [...credentials] });
    await client.lookup.find({ pin: remote.pin });
    await client.reception.close({});
    await client.reception.open({ approvers: [...credentials] });
    const events = journal().map((line) => JSON.parse(line));
    expect(stateDifferences(zone.kiosk.db, rebuild(events))).toEqual([]);
    expect(told('reception.opened')).toMatchObject([{ reception: 'reception-1' }, { reception: 'reception-2' }]);
  });
});

describe('on the day', () => {
  it('somebody may ask beside the queue, and nobody is identified by it', async () => {
    const { client, zone } = served;
    zone.kiosk.record(
      'sitting.opened',
      { sitting: 'day-1', kind: 'day', registered: 5, carried: 0, approvers: ['chair', 'member'] },
      { role: 'chair', person: 'chair' },
    );
    await zone.unlocking.unlock(credentials, { role: 'chair', person: 'chair' });
    expect(await client.lookup.find({ pin: neighbour.pin })).toMatchObject({ ok: false });
    expect(await client.lookup.begin({})).toEqual(ok(null));
    await client.lookup.find({ pin: neighbour.pin });
    expect(view()).toMatchObject({
      step: { at: 'idle' },
      reception: { asking: true, where: { to: { number: '0002' } } },
    });
    expect(told('attempt.started')).toEqual([]);
    await client.lookup.leave({});
    expect(view().reception).toMatchObject({ asking: false, where: null });
    await client.voter.find({ text: voters[1]?.pin ?? '' });
    // With a voter in front of the officer nobody else's question is answered.
    expect(await client.lookup.begin({})).toMatchObject({ error: { code: 'station.voter-in-progress' } });
  });
});
