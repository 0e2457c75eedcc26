import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { type Word, writeLetter } from '../../../core/network/words.ts';
import { ok } from '../../../core/problem/result.ts';
import { sumSlipWords } from '../../../core/receipt/sum-slip.ts';
import { openKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { credentials } from '../../package/package.fixture.ts';
import type { Database } from '../../storage/open.ts';
import { trustOfSpeakers } from '../copy/trust.ts';
import { peerAdmission } from '../state/elsewhere.ts';
import { refoldPeers } from './fold-peer.ts';
import { PeerJournals } from './peer-journals.ts';
import { Refusals } from './refusals.ts';
import { peerTables } from './schema.ts';
import { type KioskStation, kioskStation, type Lan, officer, type StationKiosk, settle } from './station.fixture.ts';

let station: KioskStation | null = null;
afterEach(async () => {
  await station?.close();
  station = null;
});

async function stationOf(...given: Parameters<typeof kioskStation>): Promise<KioskStation> {
  station = await kioskStation(...given);
  return station;
}

const events = ({ zone }: StationKiosk, type: string): readonly JournalEvent[] =>
  zone.kiosk.db
    .prepare<[string], string>('select line from journal where type = ? order by seq')
    .pluck()
    .all(type)
    .map((line) => JSON.parse(line));

/** Every journal as this kiosk has it, its own too. */
const journals = ({ zone, device }: StationKiosk): ReadonlyMap<string, readonly string[]> => {
  const rows = (sql: string, ...given: string[]) =>
    zone.kiosk.db.prepare<string[], { device: string; line: string }>(sql).all(...given);
  const all = [
    ...rows('select ? as device, line from journal order by seq', device),
    ...rows('select device, line from peer_event order by device, seq'),
  ];
  const found = new Map<string, string[]>();
  for (const { device: of, line } of all) found.set(of, [...(found.get(of) ?? []), line]);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const codes = ({ zone }: StationKiosk): readonly string[] =>
  zone.kiosks
    .problems()
    .map(({ code }) => code)
    .sort();

const rowsOf = (db: Database) =>
  peerTables.map((table) =>
    db
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  );

describe('kiosks that see each other', () => {
  it('know each other’s admissions at once, each voter is admitted at one of them, and all have all journals', async () => {
    const { kiosks, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await a.admit(1)).toBe('admitted');
    await settle();
    expect(peerAdmission(b.zone.kiosk.db, b.voter(1))).toMatchObject({ device: a.device, state: 'confirmed' });
    expect(b.zone.reservations.standing(b.voter(1))).toMatchObject({ state: 'confirmed', device: '1' });
    expect(await b.admit(1)).toBe('already-admitted');
    // Not only its own share: they see each other.
    for (const n of [2, 5, 9]) expect(await c.admit(n)).toBe('admitted');
    await seconds(1);
    expect(journals(a)).toEqual(journals(b));
    expect(journals(b)).toEqual(journals(c));
    for (const { zone } of kiosks) {
      const before = rowsOf(zone.kiosk.db);
      refoldPeers(zone.kiosk.db);
      expect(rowsOf(zone.kiosk.db)).toEqual(before);
      expect(zone.kiosk.db.prepare('select count(*) from promised').pluck().get()).toBe(0);
    }
  });

  it('admit a voter once who stands before all of them at the same moment', async () => {
    const { kiosks } = await stationOf(3);
    for (const n of [1, 4, 7]) {
      const said = await Promise.all(kiosks.map((one) => one.admit(n)));
      expect(said.filter((one) => one === 'admitted')).toHaveLength(1);
    }
    await settle();
    expect(kiosks.map((one) => events(one, 'admission.doubled').length)).toEqual([0, 0, 0]);
  });
});

describe('a kiosk that itself stood still', () => {
  it('blames nobody for not having answered meanwhile', async () => {
    const { kiosks } = await stationOf(2);
    const [a] = kiosks as readonly [StationKiosk];
    // Voter 9 is in the other one's share.
    const admitted = a.admit(9);
    const until = performance.now() + 1_300;
    while (performance.now() < until);
    expect(await admitted).toBe('admitted');
  });
});

describe('kiosks that do not see each other', () => {
  it('serve each its share, say so, and exchange everything when they see each other again', async () => {
    const { kiosks, lan, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    expect(codes(a)).toEqual([]);
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(codes(a)).toEqual(['kiosks.unseen-share']);
    expect(a.zone.kiosks.view()).toMatchObject({
      ...{ place: '1', shares: [{ from: 1, to: 4 }] },
      others: [{ place: '2', seen: false, shares: [{ from: 5, to: 9 }] }],
    });
    expect([await a.admit(1), await a.admit(5), await b.admit(1), await b.admit(5)]).toEqual([
      ...['admitted', 'other-share', 'other-share', 'admitted'],
    ]);
    expect(a.zone.kiosks.foreseen(5)).toEqual({ reason: 'other-share', device: '2' });
    // Not seen since the fourth of five seconds.
    const view = a.zone.kiosks.view();
    const since = Date.parse(view?.others[0]?.since ?? '');
    expect(a.zone.kiosk.now().getTime() - since).toBeLessThan(2_000);
    expect(view).toMatchObject({ place: '1', others: [{ place: '2', seen: false, takenBy: null }] });
    expect(events(a, 'kiosk.unseen')).toMatchObject([{ body: { device: b.device } }]);
    lan.heal();
    await seconds(3);
    expect(codes(a)).toEqual([]);
    expect(journals(a)).toEqual(journals(b));
    expect([await a.admit(5), await b.admit(1)]).toEqual(['already-admitted', 'already-admitted']);
  });

  it('a promise outlasts a cut and a stop: whoever was promised a voter may have reserved her', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    // Voter 1 is in the share of a, which promises her to b; then the cable is cut, and b goes on.
    const asked = await b.zone.kiosks.permission(b.voter(1), 1);
    expect(asked.serves).toEqual({ may: true });
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await a.admit(1)).toBe('served-elsewhere');
    const again = await restart(a);
    expect(await again.admit(1)).toBe('served-elsewhere');
    asked.over();
    lan.heal();
    await seconds(3);
    expect(await again.admit(1)).toBe('admitted');
  });

  it('under "all" serve everybody; who was admitted twice stays so, and is told', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(2, { policy: { kiosks: { apart: 'all' } } });
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(codes(a)).toEqual(['kiosks.unseen-all']);
    expect([await a.admit(1), await b.admit(1), await b.admit(2)]).toEqual(['admitted', 'admitted', 'admitted']);
    lan.heal();
    await seconds(3);
    for (const one of kiosks) {
      expect(codes(one)).toEqual(['kiosks.doubled']);
      expect(events(one, 'admission.doubled')).toMatchObject([{ body: { voter: one.voter(1) } }]);
    }
    // The chair is told who, where and how many; an act is due.
    const number = a.zone.kiosk.inForce()?.register.byPseudonym(a.voter(1))?.number;
    expect(number).toBeGreaterThan(0);
    const today = { admitted: { [b.device]: 2 }, doubled: [{ number, place: '2' }] };
    expect(a.zone.kiosks.today()).toMatchObject(today);
    expect(a.zone.acts.due).toBe(1);
    // Told once, and seen after a stop too.
    const again = await restart(a);
    expect(codes(again)).toContain('kiosks.doubled');
    expect(events(again, 'admission.doubled')).toHaveLength(1);
  });

  it('under "wait" serve nobody until they see each other', async () => {
    const { kiosks, lan, seconds } = await stationOf(2, { policy: { kiosks: { apart: 'wait' } } });
    const [a] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await a.admit(1)).toBe('kiosks-apart');
    lan.heal();
    await seconds(2);
    expect(await a.admit(1)).toBe('admitted');
  });

  it('one that has died leaves its share to whom persons give it', async () => {
    const { kiosks, seconds, lan } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const take = () => a.zone.kiosks.takeShare(b.device, 'Экинчи киоск өчтү', ['chair', 'member'], officer);
    expect(take()).toMatchObject({ ok: false, error: { code: 'kiosks.is-there' } });
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await a.admit(5)).toBe('other-share');
    expect(take()).toEqual({ ok: true, value: null });
    expect(await a.admit(5)).toBe('admitted');
    expect(a.zone.kiosks.view()).toMatchObject({ others: [{ takenBy: '1', shares: [] }] });
    expect(codes(a)).toEqual([]);
    expect(take()).toMatchObject({ ok: false, error: { code: 'station.nothing-to-do' } });
    // It was only cut off: what it serves now is for the other one to allow.
    lan.heal();
    await seconds(3);
    expect(await b.admit(6)).toBe('admitted');
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await b.admit(7)).toBe('other-share');
  });

  it('a promise to one that is out of service lapses at every kiosk when persons say so at one', async () => {
    const { kiosks, lan, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    const asked = await b.zone.kiosks.permission(b.voter(1), 1);
    expect(asked.serves).toEqual({ may: true });
    lan.cut('device', 'kiosk-2');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    expect(await a.admit(1)).toBe('served-elsewhere');
    expect(c.zone.kiosks.takeShare(b.device, 'Экинчи киоск өчтү', ['chair', 'member'], officer).ok).toBe(true);
    await settle();
    expect(await a.admit(1)).toBe('admitted');
  });

  it('one that does not answer is not waited for longer than a second', async () => {
    const { kiosks, lan } = await stationOf(2);
    const [a] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.hold();
    // Voter 9 is in the other one's share: it must be asked.
    expect(await a.admit(9)).toBe('other-share');
    lan.release();
  });
});

describe('the sum of the station', () => {
  const close = ({ zone }: StationKiosk) =>
    zone.kiosk.record(
      'sitting.closed',
      {
        ...{ reserved: 1, confirmed: 1, released: 0, undone: 0, firstPrints: 1, reprints: 0 },
        ...{ byModality: {}, refused: {}, approvers: ['chair', 'member'] },
      },
      officer,
    );
  const headOf = ({ zone }: StationKiosk): string => zone.kiosk.head();

  it('has every kiosk’s count and head, names the one that is missing, and is whole when its journal has come', async () => {
    const { kiosks, lan, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await Promise.all([a.admit(1), a.admit(2), b.admit(4)])).toEqual(Array(3).fill('admitted'));
    lan.cut('device', 'kiosk-3');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    expect(await c.admit(7)).toBe('admitted');
    for (const one of kiosks) close(one);
    const heads = kiosks.map(headOf);
    await seconds(1);
    expect(a.zone.kiosks.sum()).toMatchObject({
      ...{ admitted: 3, doubled: 0 },
      kiosks: [
        { place: '1', state: 'closed', admitted: 2, head: heads[0] },
        { place: '2', state: 'closed', admitted: 1, head: heads[1] },
        { place: '3', state: 'open', admitted: 0 },
      ],
    });
    const printed: string[] = [];
    a.zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    const sum = a.zone.kiosks.sum();
    expect(sum && (await a.zone.papers.sum(sum, officer))).toMatchObject({ ok: true, value: { sheet: 1, out: 'yes' } });
    expect(printed[0]).toContain(sumSlipWords.incomplete.ky);
    lan.heal();
    await seconds(3);
    const whole = a.zone.kiosks.sum();
    expect(whole?.kiosks[2]).toMatchObject({ state: 'closed', admitted: 1, head: heads[2] });
    expect(whole?.admitted).toBe(4);
    expect(whole && (await a.zone.papers.sum(whole, officer))).toMatchObject({ ok: true, value: { sheet: 2 } });
    expect(printed[1]).not.toContain(sumSlipWords.incomplete.ky);
  }, 30_000);
});

describe('a journal on a stick', () => {
  it('makes the sum whole where there is no network; one that was altered is refused by its line', async () => {
    const { kiosks, lan, seconds, station: made } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect([await a.admit(1), await b.admit(5), await b.admit(6)]).toEqual(Array(3).fill('admitted'));
    const stick = join(made.dir, 'stick');
    mkdirSync(stick);
    for (const { zone } of kiosks) Object.defineProperty(zone.configuration, 'folders', { value: [stick] });
    expect(await b.zone.station.downloadLog(stick, officer)).toMatchObject({ ok: true });
    const [file] = a.zone.kiosks.journals();
    const path = file?.path ?? '';
    const whole = readFileSync(path, 'utf8');
    const lines = whole.split('\n');
    const at = lines.findIndex((line) => line.includes('admission.reserved'));
    writeFileSync(path, lines.with(at, (lines[at] ?? '').replace('female', 'male')).join('\n'));
    expect(await a.zone.kiosks.takeJournal(path, officer)).toMatchObject({
      ok: false,
      error: { code: 'sittings.file-not-read', params: { line: at + 1 } },
    });
    writeFileSync(path, whole);
    expect(await a.zone.kiosks.takeJournal(path, officer)).toMatchObject({ ok: true });
    expect(await a.zone.kiosks.takeJournal(path, officer)).toEqual({
      ok: false,
      error: { code: 'sittings.nothing-new' },
    });
    expect(a.zone.kiosks.sum()).toMatchObject({ admitted: 3, kiosks: [{ admitted: 1 }, { admitted: 2 }] });
    expect(a.zone.reservations.standing(a.voter(5))).toMatchObject({ state: 'confirmed', device: '2' });
    expect(await a.zone.kiosks.takeJournal(join(stick, 'other'), officer)).toMatchObject({
      error: { code: 'station.target-gone' },
    });
  }, 30_000);
});

describe('a blank spare', () => {
  it('goes on with the sitting of a lost kiosk by what the others know of it, and has its share', async () => {
    const { kiosks, lan, seconds } = await stationOf(2, { spares: 1 });
    const [a, b, spare] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect([await b.admit(5), await b.admit(6), await a.admit(1)]).toEqual(['admitted', 'admitted', 'admitted']);
    await seconds(1);
    // Nobody goes on with the sitting of a kiosk that is there.
    expect(await spare.zone.continuing.files()).toEqual([]);
    lan.cut('device', 'kiosk-2');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    const serial = spare.zone.kiosk.inForce()?.devices.find(({ device }) => device === b.device)?.serial;
    const [file] = await spare.zone.continuing.files();
    expect(file).toEqual({ folder: 'network', name: b.device, device: serial });
    expect(await a.admit(7)).toBe('other-share');
    expect(await spare.zone.continuing.take(`network/${b.device}`, [...credentials], officer)).toEqual({
      ok: true,
      value: null,
    });
    await settle();
    expect(spare.zone.sitting.stage).toBe('open');
    expect([await spare.admit(7), await a.admit(8)]).toEqual(['admitted', 'admitted']);
    expect([await spare.admit(5), await spare.admit(1), await a.admit(7)]).toEqual(Array(3).fill('already-admitted'));
    expect(a.zone.kiosks.view()?.others).toContainEqual(
      expect.objectContaining({ place: '2', seen: false, takenBy: '3' }),
    );
    expect(codes(a)).toEqual([]);
    // It was not lost after all: it hears who goes on with its sitting, and stands still.
    lan.heal();
    await seconds(3);
    expect(b.zone.sitting.stage).toBe('suspended');
    expect(events(b, 'copy.superseded')).toMatchObject([{ body: { device: spare.device } }]);
    expect(journals(a)).toEqual(journals(spare));
    expect(journals(a)).toEqual(journals(b));
  }, 30_000);
});

describe('a repeat vote', () => {
  it('that is open at one kiosk serves everybody once more, also in the share of one where it is not open yet', async () => {
    const { kiosks } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    expect(await a.admit(1)).toBe('admitted');
    const registered = 9;
    b.zone.kiosk.record(
      'sitting.opened',
      { sitting: '2023-10-22-2', kind: 'repeat', round: 1, registered, carried: 0, approvers: ['chair', 'member'] },
      officer,
    );
    await settle();
    expect([await b.admit(1), await b.admit(1)]).toEqual(['admitted', 'already-admitted']);
  });
});

describe('the disk of a kiosk', () => {
  it('that refuses what the others tell stops nobody; what was refused comes when there is room', async () => {
    const { kiosks, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const { db } = a.zone.kiosk;
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    for (const n of [5, 6, 7, 8, 9]) expect(await b.admit(n)).toBe('admitted');
    await seconds(2);
    expect(journals(a)).not.toEqual(journals(b));
    db.pragma('max_page_count = 1000000');
    await seconds(8);
    expect(journals(a)).toEqual(journals(b));
  });
});

describe('a continuation', () => {
  it('comes to the same whichever journal comes first', async () => {
    const { kiosks, lan, seconds } = await stationOf(2, { spares: 1 });
    const [a, b, spare] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await b.admit(5)).toBe('admitted');
    await seconds(1);
    for (const name of ['device', 'kiosk-3']) lan.cut('kiosk-2', name);
    await seconds(5);
    expect((await spare.zone.continuing.take(`network/${b.device}`, [...credentials], officer)).ok).toBe(true);
    const approvers = ['chair', 'member'];
    spare.zone.kiosk.record(
      'admission.undone',
      { admission: 'kiosk-2-1', reason: 'Кагаз бузулду', approvers },
      officer,
    );
    await settle();
    const { db, inForce } = { db: a.zone.kiosk.db, inForce: a.zone.kiosk.inForce() };
    expect(peerAdmission(db, b.voter(5))).toBeNull();
    if (!inForce) throw new Error('no package');
    const [before, known] = [rowsOf(db), journals(a)];
    for (const table of ['peer_event', ...peerTables]) db.prepare(`delete from ${table}`).run();
    const peers = new PeerJournals(db, a.device);
    for (const { device } of [spare, b]) peers.take([...(known.get(device) ?? [])], trustOfSpeakers(inForce));
    expect(rowsOf(db)).toEqual(before);
    refoldPeers(db);
    expect(rowsOf(db)).toEqual(before);
  }, 30_000);

  it('is offered once, and makes the lost kiosk stand still also where a stop came before it had said so', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(2, { spares: 2 });
    const [, b, spare, other] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk, StationKiosk];
    expect(await b.admit(5)).toBe('admitted');
    await seconds(1);
    for (const name of ['device', 'kiosk-3', 'kiosk-4']) lan.cut('kiosk-2', name);
    await seconds(5);
    expect(await other.zone.continuing.files()).toHaveLength(1);
    expect((await spare.zone.continuing.take(`network/${b.device}`, [...credentials], officer)).ok).toBe(true);
    await settle();
    expect(await other.zone.continuing.files()).toEqual([]);
    const force = b.zone.kiosk.inForce();
    if (!force) throw new Error('no package');
    const lines = [...(journals(spare).get(spare.device) ?? [])];
    expect(new PeerJournals(b.zone.kiosk.db, b.device).take(lines, trustOfSpeakers(force)).refused).toEqual([]);
    expect((await restart(b)).zone.sitting.stage).toBe('suspended');
  }, 30_000);
});

describe('what is not of this station', () => {
  it('does not count, is told in the journal, and stands on the screen', async () => {
    const { kiosks, lan, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    await b.admit(5);
    await settle();
    const letter = lan.carried.findLast(({ from, text }) => from === 'kiosk-2' && text.includes('"events"'));
    const text = letter?.text ?? '';
    const before = journals(a);
    // Said again, altered, no letter at all.
    lan.say('device', text);
    lan.say('device', text.replace('female', 'male'));
    lan.say('device', 'hello');
    lan.say('device', text.replace('"station":"0001"', '"station":"0002"'));
    await settle();
    expect(journals(a).get(b.device)).toEqual(before.get(b.device));
    expect(events(a, 'kiosk.letter-refused').map(({ body }) => body)).toEqual([
      { cause: 'said-before', count: 1 },
      { cause: 'forged', count: 1 },
      { cause: 'not-a-letter', count: 1 },
      { cause: 'elsewhere', count: 1 },
    ]);
    await seconds(1);
    expect(await a.admit(5)).toBe('already-admitted');
  });
});

describe('a letter of before that comes once more', () => {
  const lastHere = (lan: Lan, from: string): string =>
    lan.carried.findLast((one) => one.from === from && one.text.includes('"here"'))?.text ?? '';

  it('ends no promise: whoever was promised a voter is the only one to serve her', async () => {
    const { kiosks, lan, restart } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    // Voter 1 is in the share of a. What b said last, before it asked for her, knows nothing of that.
    const before = lastHere(lan, 'kiosk-2');
    const asked = await b.zone.kiosks.permission(b.voter(1), 1);
    expect(asked.serves).toEqual({ may: true });
    lan.say('device', before);
    await settle();
    expect(await c.admit(1)).toBe('served-elsewhere');
    expect(events(a, 'kiosk.letter-refused')).toMatchObject([{ body: { cause: 'said-before' } }]);
    // Nor after a stop, when nothing was heard of b yet.
    const again = await restart(a);
    lan.say('device', before);
    await settle();
    expect(await again.admit(1)).toBe('served-elsewhere');
    asked.over();
  });

  it('is not held against a kiosk that has started anew', async () => {
    const { kiosks, restart, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    await restart(b);
    await seconds(2);
    expect(events(a, 'kiosk.letter-refused')).toEqual([]);
    expect(codes(a)).toEqual([]);
    expect(await a.admit(9)).toBe('admitted');
  });
});

describe('an event that is known, with other content under the same hash', () => {
  it('is told as changed', async () => {
    const { kiosks, lan } = await stationOf(3);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    await b.admit(5);
    await settle();
    const line = b.zone.kiosk.db
      .prepare<[], string>('select line from journal order by seq desc limit 1')
      .pluck()
      .get();
    const { election, mode, station: of } = JSON.parse(line ?? '') as JournalEvent;
    const keys = await openKeys(join(station?.station.dir ?? '', 'kiosk-3'));
    if (!keys.ok) throw new Error(keys.error.code);
    const sender = { election, mode, station: of, from: keys.value.device };
    const word: Word = { word: 'events', lines: [(line ?? '').replace('"role":"officer"', '"role":"chair"')] };
    const sign = (hash: Uint8Array) => keys.value.signing.sign(hash);
    lan.say('device', writeLetter(sender, { to: null, n: 9e12, word }, sign, nodeCrypto));
    await settle();
    expect(events(a, 'kiosk.event-refused')).toMatchObject([{ body: { device: b.device, cause: 'changed' } }]);
    expect(codes(a)).toEqual(['kiosks.refused']);
  });
});

describe('a kiosk that says what is not its own to say', () => {
  it('ends no admission of another one', async () => {
    const { kiosks } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await a.admit(1)).toBe('admitted');
    await settle();
    b.zone.kiosk.record(
      'admission.undone',
      { admission: 'device-1', reason: 'Башкасыныкы', approvers: ['chair', 'member'] },
      officer,
    );
    await settle();
    expect(peerAdmission(c.zone.kiosk.db, c.voter(1))).toMatchObject({ state: 'confirmed' });
  });

  it('fills neither memory nor journal with what is refused', async () => {
    const { kiosks } = await stationOf(1);
    const [a] = kiosks as readonly [StationKiosk];
    const refusals = new Refusals(a.zone.kiosk, () => 0);
    for (let seq = 1; seq <= 1_000; seq++) refusals.event({ device: 'b', seq, cause: 'wrong-key' }, 'b');
    expect(refusals.count).toBe(1_000);
    expect(events(a, 'kiosk.event-refused')).toHaveLength(20);
  });
});

describe('a kiosk that asks for voters without end', () => {
  it('is promised so many as no kiosk serves at once, and no more', async () => {
    const { kiosks } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    for (let n = 1; n <= 66; n++) await b.zone.kiosks.permission(n.toString(16).padStart(64, '0'), 1);
    expect(a.zone.kiosk.db.prepare('select count(*) from promised').pluck().get()).toBe(64);
  });
});

describe('two ways of one kiosk', () => {
  it('that want the same voter at the same moment: one goes on, the other is told at once', async () => {
    const { kiosks } = await stationOf(2);
    const [a] = kiosks as readonly [StationKiosk, StationKiosk];
    const said = await Promise.all([a.admit(9), a.admit(9)]);
    expect(said).toEqual(['admitted', 'served-elsewhere']);
  }, 5_000);
});

describe('clocks', () => {
  it('that are wrong stop nobody, and are named', async () => {
    const year = 365 * 86_400_000;
    const { kiosks, seconds } = await stationOf(3, { clocks: [0, 12 * year, -53 * year] });
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect([await a.admit(1), await b.admit(4), await c.admit(7), await c.admit(1)]).toEqual([
      ...['admitted', 'admitted', 'admitted', 'already-admitted'],
    ]);
    await seconds(1);
    expect(journals(a)).toEqual(journals(c));
    expect(codes(a)).toEqual(['kiosks.clock-apart', 'kiosks.clock-apart']);
    expect(events(a, 'kiosk.clock-apart')).toHaveLength(2);
  });
});
