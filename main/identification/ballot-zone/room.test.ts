import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { layouts, listStyle } from '../../../core/ballot/examples.fixture.ts';
import { fromBase64url, utf8 } from '../../../core/crypto/encoding.ts';
import { TOTALS_DOMAIN } from '../../../core/hatch/hatch.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { DeskView } from '../../api/views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { voter } from '../../package/package.fixture.ts';
import { openPackage, wholePart } from '../../package/reader.ts';
import { actor, DAY, kiosks, OUTSIDE, type TestKiosk } from '../sittings/kiosks.fixture.ts';
import { Peer } from './peer.fixture.ts';

/** The identification zone beside a ballot zone that is known by what crosses the hatch alone. */
const style = (constituency: string, number: number) => ({
  ...listStyle(2),
  ...{ id: `s-${number}`, ballot: 'deputies', constituency, number },
});
const papers = { styles: [style('k1', 1), style('k2', 2)], layouts: [layouts.list] };

let made: Awaited<ReturnType<typeof kiosks>>;
let peer: Peer;
async function begin(plan?: Parameters<typeof kiosks>[2]) {
  peer = new Peer();
  made = await kiosks(
    1,
    { outside: { onlyApplicants: false, boxesMax: 3, kiosks: 1, arrival: 'block' } },
    plan ?? [{ kind: 'day', date: '2023-10-08', open: '08:00', close: '20:00' }],
    { line: peer.line, papers },
  );
  made.clock.now = new Date('2023-10-08T10:00:00+06:00');
  const [kiosk] = made.all;
  if (!kiosk) throw new Error('no kiosk');
  return kiosk;
}
afterEach(() => made.close());

const hatch = () => join(made.station.dir, 'hatch');
const heard = <H extends Parameters<Peer['take']>[0]>(name: H) =>
  expect.poll(() => peer.take(name).at(-1), { timeout: 20_000 });
const problems = (zone: { projection: { view(window: 'officer'): unknown } }) =>
  (zone.projection.view('officer') as DeskView).station.problems;

describe('the package', () => {
  it('crosses without one voter in it, with the key of the people alone, whenever the other side comes', async () => {
    await begin();
    await heard('package').toBeDefined();
    peer.here();
    let offer: ReturnType<typeof peer.take<'package'>>[number] | undefined;
    await expect
      .poll(() => {
        offer = peer.take('package').at(-1);
        return offer;
      })
      .toBeDefined();
    if (!offer) return;
    const file = join(hatch(), 'in', offer.file);
    const [root, people] = [fromBase64url(offer.root), fromBase64url(offer.people)];
    const opened = await openPackage(file, root ?? new Uint8Array());
    if (!opened.ok) throw new Error(opened.error.code);
    expect(opened.value.sha256).toBe(offer.sha256);
    expect(await opened.value.verifyParts(undefined, ['people'])).toMatchObject({ ok: true });
    const read = await wholePart(opened.value.partByOwnKey('people', people ?? new Uint8Array()), 'people', 1_000_000);
    const ids = read.ok ? (JSON.parse(read.value.toString()) as { id: string }[]).map(({ id }) => id) : [];
    expect(ids).toEqual(['chair', 'member', 'officer']);
    // Nobody takes it for the whole package.
    expect(await opened.value.verifyParts()).toMatchObject({ error: { code: 'package.damaged' } });
    await opened.value.close();
    // Of the package's other parts not one byte is there.
    const [whole, crossed] = [readFileSync(made.path), readFileSync(file)];
    expect(crossed.length).toBe(whole.length);
    const tail = crossed.subarray(-1000);
    expect(tail.every((byte) => byte === 0)).toBe(true);
    expect(whole.subarray(-1000).every((byte) => byte === 0)).toBe(false);
  }, 60_000);

  it('is the one in force: the one before is removed', async () => {
    const { zone } = await begin();
    await heard('package').toBeDefined();
    const { path } = await made.station.write('b.taanuu', { version: 2 });
    expect(await zone.loadPackage(path, actor, () => {})).toMatchObject({ ok: true });
    const { sha256 } = zone.kiosk.inForce()?.register.package ?? {};
    await heard('package').toMatchObject({ sha256 });
    await expect.poll(() => readdirSync(join(hatch(), 'in'))).toEqual([`${sha256}.package`]);
    expect(problems(zone)).not.toContainEqual({ code: 'ballot-zone.package-not-kept' });
  }, 60_000);
});

describe('a package whose part for the ballot zone is gone', () => {
  it('is asked for, and the same one loaded once more crosses at once', async () => {
    const { zone } = await begin();
    const missing = { code: 'ballot-zone.package-not-kept' };
    await heard('package').toBeDefined();
    rmSync(join(hatch(), 'in'), { recursive: true });
    peer.here();
    await expect.poll(() => problems(zone), { timeout: 20_000 }).toContainEqual(missing);
    peer.take('package');
    expect(await zone.loadPackage(made.path, actor, () => {})).toMatchObject({ ok: true });
    const { sha256 } = zone.kiosk.inForce()?.register.package ?? {};
    await heard('package').toMatchObject({ sha256 });
    expect(problems(zone)).not.toContainEqual(missing);
  }, 60_000);
});

describe('the day', () => {
  it('tells stages, sitting and turnout times, and totals that this device signs', async () => {
    const { zone, opens, closes, admit, client, events } = await begin();
    peer.here();
    await heard('stage').toEqual({ hatch: 'stage', stage: 'ready', sitting: '2023-10-08-1' });
    expect(events('ballot-zone.paired')).toMatchObject([{ device: 'd-ballot', key: 'k-ballot' }]);
    peer.here();
    expect(events('ballot-zone.paired')).toHaveLength(1);
    await opens();
    const sitting = '2023-10-08-1';
    await heard('stage').toEqual({ hatch: 'stage', stage: 'open', sitting });
    admit(1);
    admit(2);
    expect(await client.station.recordTurnout({ time: '10:00' })).toMatchObject({ ok: true });
    await heard('turnout').toEqual({ hatch: 'turnout', time: '10:00' });
    peer.say({ hatch: 'sheets', time: '10:00', sheets: 2 });
    peer.say({ hatch: 'sheets', time: '10:00', sheets: 2 });
    expect(events('ballot-zone.sheets')).toEqual([{ sitting, time: '10:00', sheets: 2, most: 2 }]);
    await closes();
    let said: ReturnType<typeof peer.take<'totals'>>[number] | undefined;
    await expect
      .poll(() => {
        said = peer.take('totals').at(-1) ?? said;
        return said?.totals.ballots;
      })
      .toEqual([
        {
          ...{ ballot: 'deputies', constituency: 'k1' },
          figures: { 'voters-in-list': 4, admitted: 2, 'admitted-in-room': 2, 'admitted-outside': 0 },
        },
      ]);
    if (!said) return;
    const { totals, signature } = said;
    const { signing } = zone.kiosk.inForce()?.devices[0] ?? { signing: '' };
    const message = utf8(`${TOTALS_DOMAIN}\n${canonical(totals)}`);
    const [signed, key] = [fromBase64url(signature), fromBase64url(signing)];
    expect(nodeCrypto.ed25519Verify(signed ?? new Uint8Array(), message, key ?? new Uint8Array())).toBe(true);
    // The register is locked by now; what was said is said again.
    peer.here();
    await expect.poll(() => peer.take('totals')).toEqual([said]);
  }, 60_000);

  it('counts the mobile boxes at the close, of which the box in the room knows nothing before', async () => {
    const { zone, opens, closes, admit, client, events } = await begin([
      { kind: 'outside', date: '2023-10-07', open: '09:00', close: '18:00' },
      { kind: 'day', date: '2023-10-08', open: '08:00', close: '20:00' },
    ]);
    made.clock.now = new Date('2023-10-07T10:00:00+06:00');
    peer.here();
    await opens();
    expect(zone.kiosk.db.prepare('select sitting from station').pluck().get()).toBe(OUTSIDE);
    admit(1);
    await closes();
    peer.here();
    expect(peer.take('stage').every(({ stage, sitting }) => stage === 'ready' && sitting === DAY)).toBe(true);
    made.clock.now = new Date('2023-10-08T10:00:00+06:00');
    await client.sittings.prepare({ sitting: DAY ?? '' });
    await opens();
    await heard('stage').toEqual({ hatch: 'stage', stage: 'open', sitting: DAY });
    admit(2);
    peer.say({ hatch: 'sheets', time: '10:00', sheets: 1 });
    await closes();
    await heard('totals').toMatchObject({
      totals: {
        sitting: DAY,
        ballots: [{ figures: { admitted: 2, 'admitted-in-room': 1, 'admitted-outside': 1 } }],
      },
    });
    peer.say({ hatch: 'sheets', time: null, sheets: 1 });
    peer.say({ hatch: 'sheets', time: null, sheets: 2, mobile: 1 });
    expect(events('ballot-zone.sheets')).toMatchObject([
      { time: '10:00', most: 1 },
      { time: null, sheets: 1, most: 1 },
      { time: null, sheets: 2, mobile: 1, most: 2 },
    ]);
    expect(events('ballot-zone.too-many-sheets')).toEqual([]);
    // The box of the room may hold no ballot for whom a mobile one has it, also when all together are as many as may be.
    peer.say({ hatch: 'sheets', time: null, sheets: 2 });
    expect(events('ballot-zone.too-many-sheets')).toMatchObject([{ time: null, sheets: 2, most: 1 }]);
    expect(problems(zone)).toContainEqual({ code: 'ballot-zone.too-many-sheets', params: { sheets: 2, most: 1 } });
    peer.say({ hatch: 'sheets', time: null, sheets: 3, mobile: 2 });
    expect(problems(zone)).toContainEqual({ code: 'ballot-zone.too-many-sheets', params: { sheets: 3, most: 2 } });
  }, 60_000);
});

describe('a sitting that another kiosk has served too', () => {
  it('has no totals of this one alone: persons type those of both slips', async () => {
    const { zone, opens, closes, admit, events } = await begin();
    await opens();
    admit(1);
    zone.kiosk.record('copy.served-beside', { device: 'd-other', by: 'resumed' }, actor);
    await closes();
    expect(events('ballot-zone.totals-made')).toEqual([]);
  }, 60_000);
});

describe('the chair’s lists', () => {
  const line = (zone: TestKiosk['zone'], list: 'opening' | 'closing') =>
    (zone.projection.view('officer') as DeskView)[list]?.find(({ item }) => item === 'ballot-zone');

  it('say before the opening what the ballot zone needs, or that persons decided to do without it', async () => {
    const { zone, client, signIn, opens, events } = await begin();
    await signIn('chair');
    expect(line(zone, 'opening')).toMatchObject({ state: 'to-do', problem: { code: 'ballot-zone.absent' } });
    peer.here();
    peer.say({ hatch: 'state', stage: 'ready', needs: 'ballot-zone.test-due' });
    expect(line(zone, 'opening')).toMatchObject({ state: 'to-do', problem: { code: 'ballot-zone.test-due' } });
    // What is said of it in numbers stays on its own screen.
    peer.say({ hatch: 'state', stage: 'ready', needs: 'ballot-zone.not-empty' });
    expect(line(zone, 'opening')).toMatchObject({ state: 'to-do', problem: null, detail: 'not-empty' });
    // A ballot zone of another version.
    peer.say({ hatch: 'state', stage: 'ready', needs: 'ballot-zone.of-tomorrow' as 'ballot-zone.waits' });
    expect(line(zone, 'opening')).toMatchObject({ problem: { code: 'ballot-zone.waits' } });
    peer.say({ hatch: 'state', stage: 'ready', needs: null });
    expect(line(zone, 'opening')).toEqual({ item: 'ballot-zone', state: 'done', problem: null, detail: null });
    expect(await client.day.doWithout({ device: 'ballot-box' })).toMatchObject({ error: { code: 'day.not-asked' } });
    peer.here();
    const undecided = () => (zone.projection.view('officer') as DeskView).day?.opening?.undecided;
    expect(undecided()).toEqual([{ device: 'ballot-box', kind: 'ballot-box' }]);
    expect(await client.day.doWithout({ device: 'ballot-box' })).toMatchObject({ ok: true });
    expect(undecided()).toEqual([]);
    expect(line(zone, 'opening')).toMatchObject({ state: 'done', problem: { code: 'ballot-zone.ordinary-box' } });
    expect(events('opening.without-device')).toMatchObject([{ kind: 'ballot-box', leaves: 'ordinary-box' }]);
    await opens();
    expect(zone.sitting.stage).toBe('open');
  }, 60_000);

  it('say at once that it has died, whatever the stage, until it is back', async () => {
    const { zone, client, opens, events } = await begin();
    peer.here();
    await opens();
    peer.say({ hatch: 'state', stage: 'open', needs: null });
    const gone = { code: 'ballot-zone.gone' } as const;
    expect(problems(zone)).not.toContainEqual(gone);
    peer.gone();
    peer.gone();
    expect(problems(zone)).toContainEqual(gone);
    expect(events('ballot-zone.gone')).toHaveLength(1);
    // What it had said of this stage is no answer any more.
    await client.station.finish({});
    peer.gone();
    expect(line(zone, 'closing')).toMatchObject({ state: 'to-do', problem: { code: 'ballot-zone.absent' } });
    peer.here();
    expect(problems(zone)).not.toContainEqual(gone);
    expect(events('ballot-zone.paired')).toHaveLength(2);
    peer.say({ hatch: 'state', stage: 'finishing', needs: null });
    expect(line(zone, 'closing')).toMatchObject({ state: 'done' });
  }, 60_000);

  it('say nothing of its death where persons do without it, or a sitting has nothing to do with it', async () => {
    const { zone, client, opens, closes, signIn } = await begin([
      { kind: 'outside', date: '2023-10-07', open: '09:00', close: '18:00' },
      { kind: 'day', date: '2023-10-08', open: '08:00', close: '20:00' },
    ]);
    const gone = { code: 'ballot-zone.gone' } as const;
    made.clock.now = new Date('2023-10-07T10:00:00+06:00');
    await opens();
    peer.gone();
    expect(problems(zone)).not.toContainEqual(gone);
    await closes();
    made.clock.now = new Date('2023-10-08T10:00:00+06:00');
    await client.sittings.prepare({ sitting: DAY ?? '' });
    expect(problems(zone)).toContainEqual(gone);
    await signIn('chair');
    expect(await client.day.doWithout({ device: 'ballot-box' })).toMatchObject({ ok: true });
    await opens();
    expect(problems(zone)).not.toContainEqual(gone);
  }, 60_000);

  it('say at the close what it still needs, and close without it', async () => {
    const { zone, client, opens, closes } = await begin();
    peer.here();
    await opens();
    await client.station.finish({});
    // What it said of the stage before is no answer to this one.
    peer.say({ hatch: 'state', stage: 'ready', needs: null });
    expect(line(zone, 'closing')).toMatchObject({ state: 'to-do', problem: { code: 'ballot-zone.absent' } });
    peer.say({ hatch: 'state', stage: 'finishing', needs: 'ballot-zone.reader-missing' });
    expect(line(zone, 'closing')).toMatchObject({ state: 'to-do', problem: { code: 'ballot-zone.reader-missing' } });
    await closes();
    expect(zone.sitting.stage).toBe('closed');
  }, 60_000);

  it('do not know it where the election has no ballots for it', async () => {
    const { zone, signIn } = await begin();
    await signIn('chair');
    const { path } = await made.station.write('b.taanuu', { version: 2 });
    expect(await zone.loadPackage(path, actor, () => {})).toMatchObject({ ok: true });
    expect(line(zone, 'opening')).toBeUndefined();
  }, 60_000);
});

describe('what comes out', () => {
  it('is carried unread onto the stick beside the log, and only what was named', async () => {
    const { zone, client, opens, events } = await begin();
    peer.here();
    await opens();
    const out = join(hatch(), 'out');
    mkdirSync(out);
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    writeFileSync(join(out, 'protocol-k1.pdf'), 'signed');
    writeFileSync(join(out, 'totals.cbor'), 'another');
    // A link to what this zone alone may read.
    symlinkSync(made.path, join(out, 'journal.ndjson'));
    for (const [kind, file, text] of [
      ['protocol', 'protocol-k1.pdf', 'signed'],
      ['totals', 'totals.cbor', 'sealed'],
      ['journal', 'journal.ndjson', 'x'],
      ['export', 'gone.json', 'x'],
    ] as const) {
      peer.say({ hatch: 'file', kind, file, sha256: sha256(text) });
      peer.say({ hatch: 'file', kind, file, sha256: sha256(text) });
    }
    expect(events('ballot-zone.file-came')).toHaveLength(4);
    const view = () => (zone.projection.view('officer') as DeskView).ballotZone;
    expect(view()?.files.map(({ written }) => written)).toEqual([false, false, false, false]);
    const written = await client.station.downloadLog({ target: made.stick });
    if (!written.ok) throw new Error(written.error.code);
    const changed = (file: string) => ({ code: 'ballot-zone.file-changed', params: { file } });
    expect(written.value.ballotFiles).toEqual([
      { file: 'protocol-k1.pdf', kind: 'protocol', problem: null },
      { file: 'totals.cbor', kind: 'totals', problem: changed('totals.cbor') },
      { file: 'journal.ndjson', kind: 'journal', problem: changed('journal.ndjson') },
      { file: 'gone.json', kind: 'export', problem: { code: 'storage.missing', params: { file: 'gone.json' } } },
    ]);
    const folder = join(made.stick, `${written.value.file.replace('.ndjson', '')}-ballots`);
    expect(readdirSync(folder)).toEqual(['protocol-k1.pdf']);
    expect(readFileSync(join(folder, 'protocol-k1.pdf'), 'utf8')).toBe('signed');
    expect(view()?.files.map(({ written }) => written)).toEqual([true, false, false, false]);
  }, 60_000);
});

describe('one sheet too many', () => {
  it('is told at once on every screen, once in the journal, and goes when the numbers fit', async () => {
    const { zone, opens, admit, events, client, signIn } = await begin();
    peer.here();
    await opens();
    admit(1);
    peer.say({ hatch: 'sheets', time: '10:00', sheets: 2 });
    peer.say({ hatch: 'sheets', time: '10:00', sheets: 2 });
    const alarm = { code: 'ballot-zone.too-many-sheets', params: { sheets: 2, most: 1 } };
    expect(problems(zone)[0]).toEqual(alarm);
    expect(events('ballot-zone.too-many-sheets')).toMatchObject([{ time: '10:00', sheets: 2, most: 1 }]);
    // And the commission owes an act about it.
    await signIn('chair');
    expect((await client.acts.overview({})).due).toMatchObject([
      { kind: 'too-many-sheets', facts: { sheets: { sheets: 2, most: 1 } } },
    ]);
    // A voter of the paper list had her ballot before she was entered here.
    const entry = { entry: 'e-1', page: 1, line: 2, conflict: null, sex: 'female', ageGroup: '26–35' } as const;
    const pseudonym = zone.kiosk.inForce()?.register.pseudonym(voter(2).pin) ?? '';
    zone.kiosk.record('admission.on-paper', { ...entry, voter: pseudonym, approvers: ['chair', 'member'] }, actor);
    expect(problems(zone)).not.toContainEqual(alarm);
  }, 60_000);

  it('stops nobody: voters are admitted as before', async () => {
    const { opens, admit, told } = await begin();
    await opens();
    peer.say({ hatch: 'sheets', time: '10:00', sheets: 900 });
    admit(1);
    expect(await told(2)).toEqual({ reason: 'no-biometrics' });
  }, 60_000);
});
