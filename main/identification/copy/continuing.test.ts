import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrust } from '../../../core/journal/trust.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { phraseOf } from '../../access/keys-phrase.ts';
import { mayCall } from '../../access/table.ts';
import type { Stage } from '../../api/views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyChain } from '../../journal/verify-chain.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import {
  atDesk,
  codes,
  credentials,
  makeStation,
  peopleWith,
  type Station,
  voters,
} from '../../package/package.fixture.ts';
import { verifyCopy } from '../afterwards/retention-copy.ts';
import { predecessorLines } from '../state/predecessor.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { zoneOf } from '../zone.fixture.ts';
import { paperRoadKeyName } from './keys.ts';
import { trustOfForce } from './trust.ts';

/** A disk that dies in the middle of the day: another kiosk goes on from the chair's stick. */
type Kiosk = Awaited<ReturnType<typeof zoneOf>>;

const officer = { role: 'officer', person: 'officer' } as const;
const chair = { person: 'chair', code: codes.chair };
let station: Station;
let packageFile: string;
let stick: string;
const running: Kiosk[] = [];
/** What the kiosks’ printers have printed. */
const printed: string[] = [];

beforeEach(async () => {
  printed.length = 0;
  station = await makeStation();
  for (const spare of ['second', 'third']) {
    const keys = await openKeys(join(station.dir, spare));
    if (!keys.ok) throw new Error(keys.error.code);
    const registered = await station.commission.register(deviceRequest(keys.value, true), '0001');
    if (!registered.ok) throw new Error(registered.error.code);
    keys.value.trustCommission(station.commission.trust);
  }
  packageFile = (await station.write('a.taanuu', { people: await peopleWith({ officer: 'officer' }) })).path;
  stick = join(station.dir, 'stick');
  mkdirSync(stick);
});
afterEach(async () => {
  for (const { zone } of running.splice(0)) await zone.stop();
  station.remove();
});

async function kiosk(folder: 'device' | 'second' | 'third', folders = [stick]): Promise<Kiosk> {
  const made = await zoneOf(station, packageFile, { stateDir: join(station.dir, folder), folders });
  made.zone.devices.print = async (svg) => {
    printed.push(svg);
    return ok(null);
  };
  running.push(made);
  return made;
}

async function gone(one: Kiosk): Promise<void> {
  running.splice(running.indexOf(one), 1);
  await one.zone.stop();
}

const pseudonym = ({ zone }: Kiosk, n: number): string =>
  zone.kiosk.inForce()?.register.pseudonym(voters[n - 1]?.pin ?? '') ?? '';

function reserve(one: Kiosk, n: number, receipt: string): void {
  const { zone } = one;
  zone.kiosk.record('attempt.started', { attempt: `t-${receipt}`, by: 'pin' }, officer);
  zone.kiosk.record(
    'admission.reserved',
    {
      ...{ admission: `a-${receipt}`, attempt: `t-${receipt}`, voter: pseudonym(one, n), category: 'home' },
      ...{ constituency: 'k1', precinct: '0001', sex: 'female', ageGroup: '26-35', modality: 'finger' },
      receipts: [{ receipt, ballot: 'deputies' }],
    },
    officer,
  );
}

function admit(one: Kiosk, n: number, receipt: string): void {
  const { kiosk } = one.zone;
  reserve(one, n, receipt);
  kiosk.record('print.handed', { job: `j-${receipt}`, receipt, copy: 0 }, officer);
  kiosk.record('receipt.printed', { admission: `a-${receipt}`, receipt }, { role: 'system' });
  kiosk.record('admission.confirmed', { admission: `a-${receipt}`, receipts: [receipt], evidence: 'printer' }, officer);
}

/** An open station whose copy lies on the stick: voter 1 admitted, voter 2 reserved, nothing of her slip sent. */
async function copied(): Promise<Kiosk> {
  const first = await kiosk('device');
  const { zone, client } = first;
  await client.access.signIn(chair);
  expect(await client.copy.begin({ target: stick })).toEqual({ ok: true, value: null });
  const opened = { sitting: '2023-10-08-1', kind: 'day', registered: 4, carried: 0, approvers: ['chair', 'member'] };
  zone.kiosk.record('sitting.opened', opened as never, officer);
  expect(await zone.unlocking.unlock(credentials, officer)).toMatchObject({ ok: true });
  admit(first, 1, '0001-1-0001');
  reserve(first, 2, '0001-1-0002');
  await zone.copy.work();
  return first;
}

/** The second kiosk after it has gone on. */
async function continued(on: 'second' | 'third' = 'second'): Promise<Kiosk> {
  const next = await kiosk(on);
  await next.client.access.signIn(chair);
  const files = await next.client.copy.predecessors({});
  const file = files.find(({ name }) => name.includes(predecessorOf(on)));
  expect(
    await next.client.copy.continue({ file: `${file?.folder}/${file?.name}`, approvers: [...credentials] }),
  ).toEqual({ ok: true, value: null });
  return next;
}
let devices: Record<string, string> = {};
/** What people call each of them. */
let serials: Record<string, string> = {};
const predecessorOf = (on: 'second' | 'third'): string => devices[on === 'second' ? 'device' : 'second'] ?? '';

beforeEach(async () => {
  devices = {};
  serials = {};
  for (const name of ['device', 'second', 'third']) {
    const keys = await openKeys(join(station.dir, name));
    if (!keys.ok) continue;
    devices[name] = keys.value.device;
    serials[keys.value.device] = keys.value.serial;
  }
});

/** Totals of a close, which nothing here looks at. */
const closing = {
  ...{ reserved: 1, confirmed: 1, released: 0, undone: 0, firstPrints: 1, reprints: 0 },
  ...{ byModality: {}, refused: {}, approvers: ['chair', 'member'] },
};

const balance = ({ zone }: Kiosk) => zone.sitting.closingList().find(({ item }) => item === 'balance')?.problem;

describe('another kiosk', () => {
  it('goes on where the copy ends: admitted stays admitted, an open slip is asked for, numbers do not meet', async () => {
    const first = await copied();
    const voter = pseudonym(first, 1);
    first.zone.kiosk.record('paper-list.phrase-printed', {}, officer);
    await first.zone.copy.work();
    await first.zone.copy.close();
    // The lag: nobody but the dead disk knows of it.
    admit(first, 3, '0001-1-0003');
    await gone(first);

    const second = await continued();
    const { zone, client } = second;
    expect(zone.sitting.stage).toBe('open');
    expect(zone.kiosk.inForce()?.register.locked).toBe(false);
    expect(zone.reservations.standing(voter)).toMatchObject({ state: 'confirmed' });
    expect(zone.reservations.standing(pseudonym(second, 3))).toBeNull();
    // What became of the slip after the last event that was copied is not known: a person says.
    expect(zone.reservations.resumable('a-0001-1-0002')?.resumed.sent).toBe('maybe');
    expect(zone.copy.view().from).toMatchObject({ device: serials[devices.device ?? ''] });
    // The words of its own list are others: it has printed them itself, whatever the old one had told of its own.
    const told = zone.kiosk.db.prepare<[], string>('select type from journal').pluck().all();
    expect(told.filter((type) => type === 'paper-list.phrase-printed')).toHaveLength(1);
    expect(zone.paperRoad.phrasePrinted).toBe(true);
    expect(balance(second)).toBeNull();
    admit(second, 3, '0001-2-0003');
    expect(zone.sitting.counters()).toMatchObject({ confirmed: 2, open: 1 });
    expect(() => admit(second, 1, '0001-2-0004')).toThrow(/UNIQUE/);
    expect(balance(second)).toBeNull();
    const events = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    const rebuilt = rebuild(
      events.map((line) => JSON.parse(line)),
      predecessorLines(zone.kiosk.db),
    );
    expect(stateDifferences(zone.kiosk.db, rebuilt)).toEqual([]);
    // New events belong to the sitting that goes on.
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ sitting: '2023-10-08-1' });
    // Only a blank kiosk does.
    expect(await client.copy.predecessors({})).toEqual([]);
  });

  it('proves with both journals that nothing was left out; the old disk may know more', async () => {
    const first = await copied();
    await first.zone.copy.close();
    admit(first, 3, '0001-1-0003');
    const old = await first.client.station.downloadLog({ target: stick });
    await gone(first);
    const second = await continued();
    const log = await second.client.station.downloadLog({ target: stick });
    if (!old.ok || !log.ok) throw new Error('no log');
    const file = join(stick, log.value.file);
    const force = second.zone.kiosk.inForce();
    if (!force) throw new Error('no package');
    const trust = trustOfForce(force);
    expect((await verifyFile(file, trust, nodeCrypto)).ok).toBe(true);
    const before = readdirSync(stick).find((name) => name.includes('-before-')) ?? '';
    const chain = (path: string) => verifyChain(file, [path], trust, nodeCrypto);
    expect(await chain(join(stick, before))).toMatchObject({ ok: true, value: [{ problem: null }] });
    const whole = await chain(join(stick, old.value.file));
    expect(whole).toMatchObject({ ok: true, value: [{ problem: null }] });
    if (whole.ok) expect(whole.value[0]?.before.events).toBeGreaterThan(whole.value[0]?.continued?.count ?? 0);

    const lines = readFileSync(join(stick, before), 'utf8').split('\n');
    writeFileSync(join(stick, 'short'), `${lines.slice(0, -2).join('\n')}\n`);
    expect(await chain(join(stick, 'short'))).toMatchObject({ value: [{ problem: { code: 'journal.truncated' } }] });
    // A journal that nobody goes on from.
    expect(await verifyChain(join(stick, old.value.file), [file], trust, nodeCrypto)).toMatchObject({
      value: [{ problem: { code: 'journal.not-continued' } }],
    });
  });

  it('prints the slip of a standstill that began at the old kiosk, and what cannot be drawn stops nothing', async () => {
    const first = await copied();
    const approvers = [...atDesk];
    await first.zone.slipCopies.stop();
    expect(await first.client.station.suspend({ reason: 'Жарык жок', approvers })).toMatchObject({ ok: true });
    expect(first.zone.slipCopies.view()).toHaveLength(1);
    await first.zone.copy.work();
    await gone(first);

    const { zone, client } = await continued();
    printed.length = 0;
    expect(zone.slipCopies.view()).toEqual([]);
    expect(await client.station.resume({ reason: 'Жарык келди', approvers })).toMatchObject({ ok: true });
    await zone.slipCopies.idle();
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain('Жарык жок');

    zone.kiosk.db.prepare('update slip_series set left_at = null, stills = 0').run();
    zone.kiosk.db.prepare("update slip_copy set state = 'waiting'").run();
    zone.slipCopies.start();
    await zone.slipCopies.idle();
    expect(zone.slipCopies.view()[0]).toMatchObject({ state: 'waiting', problem: { code: 'day.copy-not-drawn' } });
    expect(printed).toHaveLength(1);
  });

  it('has words of its own in the sealed envelope, and prints them at once', async () => {
    const first = await copied();
    await first.client.copy.printPhrase({});
    await first.zone.copy.work();
    await gone(first);
    printed.length = 0;
    const { zone } = await continued();
    expect(printed).toHaveLength(1);
    expect(zone.paperRoad.view().phrase).toBe(true);
    const keys = await openKeys(join(station.dir, 'second'));
    if (!keys.ok) throw new Error(keys.error.code);
    const secret = keys.value.databaseKey(paperRoadKeyName('probe', 'laboratory'));
    for (const word of phraseOf(secret, '2023-10-08-1')) expect(printed[0]).toContain(word);
  });

  it('keeps the journal that it goes on from: each retention copy has it, and it is verified there', async () => {
    await gone(await copied());
    const { zone } = await continued();
    const target = join(station.dir, 'keep');
    mkdirSync(target);
    (zone.configuration.folders as string[]).push(target);
    const written = await zone.retention.write(target, officer);
    if (!written.ok) throw new Error(written.error.code);
    const folder = join(target, written.value.folder);
    const file = `journal-before-${devices.device}.ndjson`;
    expect(readFileSync(join(folder, file), 'utf8').trim().split('\n')).toEqual(
      predecessorLines(zone.kiosk.db).map(({ line }) => line),
    );
    const trust = readTrust(readFileSync(join(folder, 'trust.json'), 'utf8'));
    if (!trust) throw new Error('no trust list');
    expect(trust.devices.map(({ device }) => device)).toEqual([devices.second, devices.device]);
    expect(await verifyCopy(folder, trust)).toEqual(ok(null));
    // Right hashes are not enough: somebody must have signed the lines.
    expect(await verifyCopy(folder, { ...trust, devices: trust.devices.slice(0, 1) })).toMatchObject({
      error: { params: { file } },
    });
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace('"seq":3', '"seq":4'));
    expect(await verifyCopy(folder, trust)).toMatchObject({ error: { params: { file } } });
  });

  it('has the acts of the old one under their own numbers, and its next is no other’s', async () => {
    const first = await copied();
    const refused = ({ zone }: Kiosk, attempt: string) =>
      zone.kiosk.record('attempt.ended', { attempt, outcome: 'not-identified', reason: 'not-identified' }, officer);
    const act = (of: string) => ({ kind: 'not-identified', of, words: null, on: 'slip' }) as const;
    for (const attempt of ['n1', 'n2', 'n3', 'n4']) refused(first, attempt);
    await first.client.acts.draw(act('n1'));
    await first.zone.copy.work();
    await first.zone.copy.close();
    // The lag: an act and its paper that the copy does not know.
    await first.client.acts.draw(act('n2'));
    await gone(first);

    const { client } = await continued();
    const before = await client.acts.overview({});
    expect(before.due.map(({ of }) => of)).toEqual(['n2', 'n3', 'n4']);
    expect(before.drawn).toMatchObject([{ number: 1, shown: '0001-1/1', copies: 1, out: 'yes' }]);
    printed.length = 0;
    await client.acts.draw(act('n3'));
    await client.acts.print({ number: 1, on: 'slip' });
    expect((await client.acts.overview({})).drawn).toMatchObject([
      { number: 2, shown: '0001-2/2' },
      { number: 1, shown: '0001-1/1', copies: 2 },
    ]);
    expect(printed.map((svg) => /0001-\d+\/\d+/.exec(svg)?.[0])).toEqual(['0001-2/2', '0001-1/1']);
  });

  it('is gone on from in its turn: the third knows what the first had done', async () => {
    const first = await copied();
    const voter = pseudonym(first, 1);
    await gone(first);
    const second = await continued('second');
    admit(second, 3, '0001-2-0003');
    await second.zone.copy.work();
    await gone(second);
    const third = await continued('third');
    expect(third.zone.reservations.standing(voter)).toMatchObject({ state: 'confirmed' });
    expect(third.zone.sitting.counters()).toMatchObject({ confirmed: 2, open: 1 });
    expect(balance(third)).toBeNull();
    await third.zone.copy.work();
    expect(third.zone.copy.view()).toMatchObject({ events: 0, problem: null });
  });

  it('does not go on with a wrong code, nor with one person', async () => {
    await gone(await copied());
    const { zone, client } = await kiosk('second');
    await client.access.signIn(chair);
    // Screens ask again before they were answered.
    const [[file]] = await Promise.all([client.copy.predecessors({}), client.copy.predecessors({})]);
    const path = `${file?.folder}/${file?.name}`;
    const wrong = [chair, { person: 'member', code: '000000' }];
    expect(await client.copy.continue({ file: path, approvers: wrong })).toMatchObject({ ok: false });
    expect(await client.copy.continue({ file: path, approvers: [chair] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    expect(zone.sitting.stage).toBe('ready');
  });
});

describe('the old kiosk', () => {
  it('that comes back stands still and says who goes on with its sitting', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const back = await kiosk('device');
    await back.zone.copy.work();
    await back.zone.copy.work();
    expect(back.zone.sitting.stage).toBe('suspended');
    expect(back.zone.problems()).toContainEqual({
      code: 'copy.continued-elsewhere',
      params: { device: serials[device] },
    });
    await gone(back);
    // Told once in the journal, and at every start on the screen.
    const again = await kiosk('device', []);
    expect(again.zone.problems()).toContainEqual({
      code: 'copy.continued-elsewhere',
      params: { device: serials[device] },
    });
    const told = again.zone.kiosk.db
      .prepare("select count(*) from journal where type = 'copy.superseded'")
      .pluck()
      .get();
    expect(told).toBe(1);
  });

  it('is told also where a stop came before the word was left on the stick, and on another stick', async () => {
    await gone(await copied());
    await gone(await continued());
    const mark = readdirSync(stick).find((one) => one.endsWith('.continued')) ?? '';
    rmSync(join(stick, mark));
    const again = await kiosk('second');
    await again.zone.continuing.remind();
    expect(readdirSync(stick)).toContain(mark);
    // What no kiosk has signed is no word.
    writeFileSync(join(stick, mark), 'whatever');
    await again.zone.continuing.remind();
    await gone(again);
    const back = await kiosk('device');
    await back.zone.copy.work();
    await back.zone.copy.work();
    expect(back.zone.sitting.stage).toBe('suspended');
  });

  it('that serves again by decision says on every screen and slip beside whom, until the papers were compared', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const back = await kiosk('device');
    const { zone, client } = back;
    await zone.copy.work();
    await zone.copy.work();
    const events = () => [...zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all()];
    const told = (type: string) =>
      events()
        .map((line) => JSON.parse(line))
        .filter((event) => event.type === type);
    await client.access.signIn(chair);
    const found = { reason: 'эч ким эки жолу өткөн эмес', approvers: [...credentials] };
    expect(await client.copy.reconcile(found)).toEqual(err({ code: 'station.nothing-to-do' }));
    printed.length = 0;
    expect(await client.station.resume({ reason: 'экинчиси бузулду', approvers: [...atDesk] })).toEqual(ok(null));
    await zone.slipCopies.idle();
    expect(told('copy.served-beside')).toMatchObject([{ sitting: '2023-10-08-1', body: { device, by: 'resumed' } }]);
    expect(zone.problems()).toContainEqual({
      code: 'copy.served-beside',
      params: { device: serials[device], time: expect.stringMatching(/^\d\d:\d\d$/) },
    });
    expect(zone.problems().some(({ code }) => code === 'copy.continued-elsewhere')).toBe(false);
    expect(zone.copy.view().beside).toBe(serials[device]);
    expect(printed[0]).toContain(device);
    // Nobody compares papers while people are served; and the word outlasts a stop.
    const may = (stage: Stage) => mayCall('copy.reconcile', { window: 'officer', role: 'chair', stage });
    expect([may('open'), may('finishing'), may('suspended'), may('closed')]).toEqual([false, false, true, true]);
    expect(zone.daySlips.totals('2023-10-08-1').beside).toBe(1);
    expect(await client.station.suspend({ reason: 'салыштыруу', approvers: [...atDesk] })).toEqual(ok(null));
    await zone.slipCopies.idle();
    expect(told('slip.copies-asked').at(-1).body.totals.beside).toBe(1);
    const due = async () => (await client.acts.overview({})).due.filter(({ kind }) => kind === 'served-beside');
    expect(await due()).toMatchObject([{ facts: { beside: device, until: null } }]);
    expect(await client.copy.reconcile({ ...found, approvers: [chair] })).toMatchObject({ ok: false });
    expect(await client.copy.reconcile(found)).toEqual(ok(null));
    expect(told('copy.reconciled')).toMatchObject([{ body: { device, reason: found.reason } }]);
    expect(zone.problems()).toContainEqual({ code: 'copy.continued-elsewhere', params: { device: serials[device] } });
    expect(zone.copy.view().beside).toBeNull();
    expect(await due()).toMatchObject([{ facts: { beside: device, until: {}, reason: { ky: found.reason } } }]);
    expect(zone.daySlips.totals('2023-10-08-1')).not.toHaveProperty('beside');
    // Who serves once more after it has papers that nobody has compared.
    expect(await client.station.resume({ reason: 'дагы бир жолу', approvers: [...atDesk] })).toEqual(ok(null));
    await zone.slipCopies.idle();
    expect(zone.copy.view().beside).toBe(serials[device]);
    // After the close of the sitting the comparison is the last word about it.
    zone.kiosk.record('sitting.closed', closing, officer);
    expect(await client.copy.reconcile(found)).toEqual(ok(null));
    expect(zone.problems().some(({ code }) => code.startsWith('copy.'))).toBe(false);
    await zone.copy.work();
    expect(told('copy.superseded')).toHaveLength(1);
    const rebuilt = rebuild(events().map((line) => JSON.parse(line)));
    expect(stateDifferences(zone.kiosk.db, rebuilt)).toEqual([]);
  });

  it('has a next sitting of its own: whoever makes it ready after the close ends what was said of the one before', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const elsewhere = { code: 'copy.continued-elsewhere', params: { device: serials[device] } };
    const back = await kiosk('device');
    await back.zone.copy.work();
    await back.zone.copy.work();
    const { kiosk: own } = back.zone;
    own.record('sitting.closed', closing, officer);
    expect(back.zone.problems()).toContainEqual(elsewhere);
    own.record('sitting.prepared', { sitting: '2023-10-22-2', kind: 'repeat', date: '2023-10-22' }, officer);
    expect(back.zone.problems()).not.toContainEqual(elsewhere);
    await gone(back);

    // The stick still says what was told once.
    const again = await kiosk('device');
    await again.zone.copy.work();
    await again.zone.copy.work();
    expect(again.zone.copy.view()).toMatchObject({ events: 0, problem: null });
    expect(again.zone.problems()).not.toContainEqual(elsewhere);
    await again.client.access.signIn(chair);
    expect(await again.client.station.open({ approvers: [...credentials] })).toEqual(ok(null));
    const count = (type: string) =>
      again.zone.kiosk.db.prepare('select count(*) from journal where type = ?').pluck().get(type);
    expect([count('copy.superseded'), count('copy.served-beside')]).toEqual([1, 0]);
    const events = again.zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    expect(stateDifferences(again.zone.kiosk.db, rebuild(events.map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('believes no word that no kiosk of the package has signed', async () => {
    const first = await copied();
    await gone(first);
    const name = readdirSync(stick).find((one) => one.endsWith('.taanuu-copy')) ?? '';
    writeFileSync(join(stick, `${name}.continued`), '{"type":"copy.continued"}');
    const back = await kiosk('device');
    await back.zone.copy.work();
    expect(back.zone.sitting.stage).toBe('open');
  });
});
