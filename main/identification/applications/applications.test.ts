import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../../core/application/application.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { ok } from '../../../core/problem/result.ts';
import type { FingerImage } from '../../../drivers/device.ts';
import { makeCodeKey } from '../../access/code.ts';
import type { DeskView } from '../../api/views.ts';
import { readApplications, writeDecisions } from '../../applications/files.ts';
import {
  codes,
  credentials,
  election,
  makeStation,
  peopleOf,
  type Station,
  voter,
} from '../../package/package.fixture.ts';
import { image, records } from '../served.fixture.ts';
import { applicationOf } from '../state/read-applications.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { zoneOf } from '../zone.fixture.ts';

const CODE = '730518';
let station: Station;
let served: Awaited<ReturnType<typeof zoneOf>>;
let now: Date;
let printed: string[];
let onGlass: FingerImage[];
let stick: string;
const [asel, , , , bare] = records;

beforeEach(async () => {
  station = await makeStation();
  now = new Date('2023-09-20T10:00:00+06:00');
  printed = [];
  onGlass = [];
  const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
  const desk = { id: 'officer', role: 'officer' as const, station: '0001', name: 'officer', code, defaultCode: false };
  const words = { ky: 'Бишкек', ru: 'Бишкек', en: 'Bishkek' };
  const remote = {
    number: '0050',
    names: words,
    address: words,
    constituency: null,
    kind: 'remote',
    zone: null,
  } as const;
  const { path } = await station.write('a.taanuu', {
    election: { ...election, precincts: [...election.precincts, remote] },
    people: [...(await peopleOf()), desk],
    policy: defaultPolicy,
    records,
  });
  served = await zoneOf(station, path, { now: () => now });
  const { zone, client } = served;
  zone.devices.print = async (svg) => {
    printed.push(svg);
    return ok(null);
  };
  zone.devices.capture = async ({ signal }) => {
    const put = onGlass.shift();
    if (put) return ok({ ...put, pixels: put.pixels.slice() });
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok(image('nobody', 2, 1)))));
  };
  stick = join(station.dir, 'stick');
  mkdirSync(stick);
  zone.station.logTargets = () => [{ path: stick, name: 'stick', removable: true }];
  await client.access.signIn({ person: 'officer', code: CODE });
  await client.reception.open({ approvers: [...credentials] });
});
afterEach(async () => {
  await served.zone.stop();
  station.remove();
});

const view = () => served.zone.projection.view('officer') as DeskView;
const applicant = () => view().reception?.applicant ?? null;
const journal = () => served.zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
const told = (type: string) =>
  journal()
    .map((line) => JSON.parse(line) as { type: string; body: Record<string, unknown> })
    .flatMap((event) => (event.type === type ? [event.body] : []));

/** Somebody of the list, identified by her finger. */
async function identified(pin = asel?.pin ?? '', person = 'asel'): Promise<void> {
  await served.client.lookup.find({ pin });
  onGlass.push(image(person, 2, 2));
  expect(await served.client.application.begin({})).toEqual(ok(null));
  await expect.poll(() => applicant()?.at, { timeout: 20_000 }).toBe('asking');
}

async function filed(): Promise<string> {
  await identified();
  expect(await served.client.application.file({ asked: { kind: 'outside', reason: 'illness' } })).toEqual(ok(null));
  const now = applicant();
  return now?.at === 'filed' ? now.application : '';
}

async function asChair<T>(work: () => Promise<T>): Promise<T> {
  await served.client.access.signIn({ person: 'chair', code: codes.chair });
  const done = await work();
  await served.client.access.signIn({ person: 'officer', code: CODE });
  return done;
}

function decide(decisions: readonly Decision[], change: { station?: string; made?: string } = {}): string {
  const path = join(stick, 'taanuu-decisions-0001.json');
  const told = { election: 'probe', mode: 'laboratory', station: '0001', made: now.toISOString(), ...change } as const;
  writeFileSync(
    path,
    writeDecisions({ ...told, decisions: [...decisions] }, (m) => station.commission.sign(m)),
  );
  return path;
}

describe('somebody applies', () => {
  it('is identified by finger, files, and has a slip with number and day; nobody is admitted', async () => {
    const application = await filed();
    expect(application).toMatch(/^0001-[0-9A-Z]{4}-A0001$/);
    expect(applicant()).toMatchObject({ at: 'filed', answerBy: '2023-09-22', printed: true });
    expect(printed.at(-1)).toContain(application);
    expect(printed.at(-1)).toContain('22.09.2023');
    expect(told('application.filed')).toMatchObject([
      { application, asked: { kind: 'outside', reason: 'illness' }, filed: '2023-09-20', answerBy: '2023-09-22' },
    ]);
    expect(told('attempt.biometric')).toMatchObject([{ result: 'match', finger: 2 }]);
    expect(served.zone.sitting.counters().reserved).toBe(0);
    const paper = printed.at(-1) ?? '';
    for (const secret of [asel?.pin ?? '', asel?.given ?? '']) {
      expect(journal().join('') + paper).not.toContain(secret);
    }
  });

  it('is not identified by another person’s fingers, however often', async () => {
    await served.client.lookup.find({ pin: asel?.pin ?? '' });
    for (let n = 1; n <= 8; n++) onGlass.push(image('chynara', n % 2 ? 2 : 7, n));
    await served.client.application.begin({});
    await expect.poll(applicant, { timeout: 20_000 }).toEqual({
      at: 'trouble',
      problem: { code: 'application.not-identified' },
    });
    expect(await served.client.application.file({ asked: { kind: 'outside', reason: 'age' } })).toMatchObject({
      ok: false,
    });
    expect(told('application.filed')).toEqual([]);
  });

  it('must stand on this list, and have a finger in it', async () => {
    const { client } = served;
    await client.lookup.find({ pin: voter(77).pin });
    expect(await client.application.begin({})).toMatchObject({ error: { code: 'application.not-listed-here' } });
    await client.lookup.find({ pin: bare?.pin ?? '' });
    expect(await client.application.begin({})).toMatchObject({ error: { code: 'application.no-finger' } });
    await client.reception.close({});
    expect(await client.application.begin({})).toMatchObject({ ok: false });
  });

  it('is refused in words when it is late, with the date; what is still open is taken', async () => {
    now = new Date('2023-09-24T10:00:00+06:00');
    // Days later nobody is still signed in.
    await served.client.access.signIn({ person: 'officer', code: CODE });
    await identified();
    expect(applicant()).toMatchObject({
      kinds: [
        { kind: 'correction', last: '2023-09-23', problem: { code: 'application.late' } },
        { kind: 'outside', last: '2023-10-05', problem: null },
        { kind: 'remote', problem: { code: 'application.late' } },
      ],
    });
    expect(await served.client.application.file({ asked: { kind: 'correction', fields: ['address'] } })).toEqual({
      ok: false,
      error: { code: 'application.late', params: { date: '23.09.2023' } },
    });
    expect(told('application.filed')).toEqual([]);
  });

  it('asks for a remote station of this election only, and once while it waits', async () => {
    await identified();
    const { client } = served;
    expect(await client.application.file({ asked: { kind: 'remote', station: '0002' } })).toMatchObject({
      error: { code: 'application.no-such-station' },
    });
    expect(await client.application.file({ asked: { kind: 'remote', station: '0050' } })).toEqual(ok(null));
    await client.application.leave({});
    await identified();
    expect(await client.application.file({ asked: { kind: 'remote', station: '0050' } })).toMatchObject({
      error: { code: 'application.waiting-already' },
    });
    expect(view().reception?.where?.applications).toMatchObject([{ kind: 'remote', state: { at: 'waiting' } }]);
  });

  it('is state that the journal alone rebuilds, to the letter of what was asked', async () => {
    await identified();
    const { client, zone } = served;
    // The journal writes the fields of a body in another order than a screen sends them.
    expect(await client.application.file({ asked: { kind: 'correction', fields: ['address'] } })).toEqual(ok(null));
    const events = journal().map((line) => JSON.parse(line));
    expect(stateDifferences(zone.kiosk.db, rebuild(events))).toEqual([]);
  });
});

describe('the files', () => {
  it('go to the commission signed and without a name, come back decided, and the applicant learns it', async () => {
    const application = await filed();
    const { client, zone } = served;
    const written = await asChair(() => client.application.export({ target: stick }));
    if (!written.ok) throw new Error(written.error.code);
    const bytes = readFileSync(join(stick, written.value.file));
    const { device } = station.keys;
    const read = readApplications(bytes, 'a', (of) => (of === device ? station.keys.signing.publicKey : null));
    const pseudonym = zone.kiosk.inForce()?.register.pseudonym(asel?.pin ?? '');
    expect(read).toMatchObject({ ok: true, value: { applications: [{ application, voter: pseudonym }] } });
    expect(bytes.toString()).not.toContain(asel?.pin ?? '');

    const path = decide([
      { application, decision: 'refused', on: '2023-09-21', why: 'documents' },
      { application: '0001-ZZZZ-A0001', decision: 'granted', on: '2023-09-21' },
    ]);
    expect(await asChair(() => client.application.take({ path }))).toEqual(
      ok({ taken: 1, before: 0, older: 0, others: 1 }),
    );
    expect(await asChair(() => client.application.take({ path }))).toEqual(
      ok({ taken: 0, before: 1, older: 0, others: 1 }),
    );
    await client.lookup.find({ pin: asel?.pin ?? '' });
    expect(view().reception?.where?.applications).toMatchObject([
      { application, state: { at: 'refused', on: '2023-09-21', why: 'documents' } },
    ]);
    const events = journal().map((line) => JSON.parse(line));
    expect(stateDifferences(zone.kiosk.db, rebuild(events))).toEqual([]);
    expect(told('application.decided')).toHaveLength(1);
  });

  it('are refused from anybody but the commission, and of another station', async () => {
    const application = await filed();
    const { client } = served;
    const granted: Decision = { application, decision: 'granted', on: '2023-09-21' };
    const path = decide([granted]);
    writeFileSync(path, readFileSync(path, 'utf8').replace('granted', 'refused'));
    expect(await asChair(() => client.application.take({ path }))).toMatchObject({ ok: false });
    decide([granted], { station: '0002' });
    expect(await asChair(() => client.application.take({ path }))).toMatchObject({
      error: { code: 'application.file-other' },
    });
    expect(await asChair(() => client.application.take({ path: '/etc/passwd' }))).toMatchObject({
      error: { code: 'station.target-gone' },
    });
    expect(told('application.decided')).toEqual([]);
  });

  it('are not taken back by an older one, whatever was decided in between', async () => {
    const application = await filed();
    const on = '2023-09-21';
    const granted: Decision = { application, decision: 'granted', on };
    const refused: Decision = { application, decision: 'refused', on, why: 'documents' };
    const take = async (decision: Decision, hour: number) => {
      const made = `2023-09-21T${hour}:00:00Z`;
      return asChair(() => served.client.application.take({ path: decide([decision], { made }) }));
    };
    const stands = () => applicationOf(served.zone.kiosk.db, application)?.state.at;
    expect(await take(granted, 10)).toMatchObject({ value: { taken: 1 } });
    expect(await take(refused, 12)).toMatchObject({ value: { taken: 1 } });
    expect(await take(granted, 10)).toEqual(ok({ taken: 0, before: 0, older: 1, others: 0 }));
    expect(stands()).toBe('refused');
    // The same once more, but later: the grant of before it is older now.
    expect(await take(refused, 14)).toMatchObject({ value: { taken: 0, before: 1 } });
    expect(await take(granted, 13)).toMatchObject({ value: { older: 1 } });
    expect(stands()).toBe('refused');
    expect(await take(granted, 15)).toMatchObject({ value: { taken: 1 } });
    expect(stands()).toBe('granted');
    const events = journal().map((line) => JSON.parse(line));
    expect(stateDifferences(served.zone.kiosk.db, rebuild(events))).toEqual([]);
  });

  it('are read no further than any can be long', async () => {
    const path = decide([]);
    truncateSync(path, 3 * 1024 ** 3);
    expect(await asChair(() => served.client.application.take({ path }))).toMatchObject({
      error: { code: 'application.file-unreadable' },
    });
  });

  it('are not written where nothing waits', async () => {
    expect(await asChair(() => served.client.application.export({ target: stick }))).toMatchObject({
      error: { code: 'application.none' },
    });
  });
});
