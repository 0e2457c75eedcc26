import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaperList } from '../../../core/paper-road/list.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { phraseOf } from '../../access/keys-phrase.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { codes, credentials, makeStation, type Station } from '../../package/package.fixture.ts';
import { CopyClient } from '../copy/client.ts';
import { paperRoadKeyName } from '../copy/keys.ts';
import { zoneOf } from '../zone.fixture.ts';
import { phraseKey } from './seal.ts';

const officer = { role: 'officer', person: 'officer' } as const;
let station: Station;
let stick: string;
let kiosk: Awaited<ReturnType<typeof zoneOf>>;

beforeEach(async () => {
  station = await makeStation();
  stick = join(station.dir, 'stick');
  mkdirSync(stick);
  kiosk = await zoneOf(station, (await station.write('a.taanuu')).path, { folders: [stick] });
  await kiosk.client.access.signIn({ person: 'chair', code: codes.chair });
});
afterEach(async () => {
  await kiosk.zone.stop();
  station.remove();
});

async function openStation(): Promise<void> {
  const opened = { sitting: 'day-1', kind: 'day', registered: 4, carried: 0, approvers: ['chair', 'member'] };
  kiosk.zone.kiosk.record('sitting.opened', opened as never, officer);
  await kiosk.zone.unlocking.unlock(credentials, officer);
}

const page = (): string =>
  readFileSync(join(stick, readdirSync(stick).find((name) => name.endsWith('.html')) ?? ''), 'utf8');

/** What a browser makes of the page with these words. */
async function openedWith(words: readonly string[], html = page()): Promise<PaperList | null> {
  const data = JSON.parse(/id="data">(.*?)<\/script>/.exec(html)?.[1] ?? '') as Record<string, string>;
  const bytes = (name: string) => Buffer.from(data[name] ?? '', 'base64');
  const { key } = await phraseKey(words, bytes('salt'));
  const aad = Buffer.from(`taanuu/paper-list/1\0${data.station}\0${data.made}`);
  const plain = nodeCrypto.open(key, bytes('nonce'), bytes('sealed'), aad);
  return plain ? (JSON.parse(Buffer.from(plain).toString()) as PaperList) : null;
}

const words = () => phraseOf(station.keys.databaseKey(paperRoadKeyName('probe', 'laboratory')), 'day-1');

describe('the paper road', () => {
  it('has the list with who was admitted on the stick, for the six words alone; the words are printed once', async () => {
    const slips: string[] = [];
    kiosk.zone.devices.print = async (svg) => {
      slips.push(svg);
      return ok(null);
    };
    await openStation();
    const { zone, client } = kiosk;
    const voter = zone.kiosk.inForce()?.register.pseudonym('') ?? '';
    expect(voter).toHaveLength(64);
    expect(await client.copy.begin({ target: stick })).toEqual(ok(null));
    expect(slips).toHaveLength(1);
    for (const word of words()) expect(slips[0]).toContain(word);
    await zone.paperRoad.work();
    expect(page()).not.toContain('Тестова');
    expect(await openedWith([...words()].reverse())).toBeNull();
    const list = await openedWith(words());
    expect(list?.voters.map(([number, name, , , at]) => [number, name, at])).toEqual([
      [1, 'Тестова Айгүл', ''],
      [2, 'Өмүрбекова Жумагүл Асан кызы', ''],
      [3, 'Бакыт уулу Нурлан', ''],
      // Admitted outside the room the day before, as the register says.
      [4, 'Оморова Жамал', '07.10.2023'],
    ]);
    // Nothing of the words is written anywhere.
    const journal = zone.kiosk.db.prepare<[], string>('select line from journal').pluck().all().join();
    // Two that follow each other: a single one may be a word of ours ("finger").
    const said = words();
    for (const [at, word] of said.slice(1).entries()) {
      expect(journal).not.toMatch(new RegExp(`${said[at]}\\W+${word}`));
    }
    expect(await client.copy.begin({ target: stick })).toEqual(ok(null));
    expect(slips).toHaveLength(1);
    // Once more: with a reason, and by two persons.
    const [one] = credentials;
    const again = { reason: 'конверт жоголду', approvers: [...credentials] };
    expect(await client.copy.printPhrase({})).toEqual(err({ code: 'station.reason' }));
    expect(await client.copy.printPhrase({ ...again, approvers: one ? [one] : [] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    expect(slips).toHaveLength(1);
    expect(await client.copy.printPhrase(again)).toEqual(ok(null));
    expect(slips).toHaveLength(2);
    const told = zone.kiosk.db
      .prepare<[], string>("select line from journal where type = 'paper-list.phrase-printed' order by seq")
      .pluck()
      .all();
    expect(told.map((event) => JSON.parse(event).body)).toEqual([
      {},
      { reason: again.reason, approvers: ['chair', 'member'] },
    ]);
    expect(zone.projection.view('officer')).toMatchObject({ copy: { list: { phrase: true, written: '08:30' } } });
  });

  it('shows who was admitted since when it is written again, at the minutes of the policy', async () => {
    kiosk.zone.devices.print = async () => ok(null);
    await openStation();
    const { zone, client } = kiosk;
    await client.copy.begin({ target: stick });
    await zone.paperRoad.work();
    const before = page();
    const voter = zone.kiosk.inForce()?.register.byNumber(3)[0];
    const admission = { admission: 'a1', attempt: 't1' };
    const receipts = [{ receipt: '0001-1-0001', ballot: 'deputies' }];
    zone.kiosk.record('attempt.started', { attempt: 't1', by: 'pin' }, officer);
    zone.kiosk.record(
      'admission.reserved',
      {
        ...{ ...admission, voter: zone.kiosk.inForce()?.register.pseudonym(voter?.pin ?? '') ?? '', category: 'home' },
        ...{ constituency: 'k1', precinct: '0001', sex: 'male', ageGroup: '26-35', modality: 'finger', receipts },
      },
      officer,
    );
    zone.kiosk.record(
      'admission.confirmed',
      { admission: 'a1', receipts: ['0001-1-0001'], evidence: 'printer' },
      officer,
    );
    // One with a slip that nobody has finished, and one whom another kiosk has admitted outside the room.
    const register = zone.kiosk.inForce()?.register;
    const [first = '', second = ''] = [1, 2].map((n) => register?.pseudonym(register.byNumber(n)[0]?.pin ?? '') ?? '');
    zone.kiosk.record('attempt.started', { attempt: 't2', by: 'pin' }, officer);
    zone.kiosk.record(
      'admission.reserved',
      {
        ...{ admission: 'a2', attempt: 't2', voter: first, category: 'home', constituency: 'k1', precinct: '0001' },
        ...{ sex: 'female', ageGroup: '26-35', modality: 'finger' },
        receipts: [{ receipt: '0001-1-0002', ballot: 'deputies' }],
      },
      officer,
    );
    const elsewhere = { device: 'd-9', admission: 'a9', sitting: 'outside-1', round: 0, voter: second } as const;
    zone.kiosk.record(
      'admission.learned',
      { ...elsewhere, state: 'confirmed', at: '2023-10-07T10:00:00.000+06:00' },
      officer,
    );
    expect(await client.copy.paperVoter({ page: 1, line: 2 })).toMatchObject({ value: { already: 'admitted' } });
    expect(await client.copy.paperVoter({ page: 1, line: 4 })).toMatchObject({ value: { already: 'admitted' } });
    await zone.paperRoad.work();
    // Not yet: the stick is not written to for every voter.
    expect(page()).toBe(before);
    const other = join(station.dir, 'other');
    mkdirSync(other);
    (zone.configuration.folders as string[]).push(other);
    await client.copy.begin({ target: other });
    await zone.paperRoad.work();
    const name = readdirSync(other).find((one) => one.endsWith('.html')) ?? '';
    expect(name).toContain('-laboratory-');
    const list = await openedWith(words(), readFileSync(join(other, name), 'utf8'));
    expect(list?.voters[2]).toEqual([3, 'Бакыт уулу Нурлан', '01.01.1990', '•••• •••• •••• 03', '08:30']);
    expect(list?.voters.map(([, , , , mark]) => mark)).toEqual(['08:30 ?', '07.10.2023', '08:30', '07.10.2023']);
  });

  it('keeps the old list whole whenever the process that writes the new one is killed', async () => {
    const path = join(stick, 'list.html');
    const [old, next] = [Buffer.alloc(3_000_000, 'a'), Buffer.alloc(3_000_000, 'b')];
    writeFileSync(path, old);
    for (const after of [0, 1, 3, 6, 12, 40]) {
      const client = new CopyClient();
      await client.ask({ ask: 'leave' });
      const asked = client.ask({ ask: 'replace', folder: stick, name: 'list.html', bytes: next });
      setTimeout(() => client.close(), after);
      await asked;
      const found = readFileSync(path);
      expect(found.equals(old) || found.equals(next)).toBe(true);
    }
  });

  it('says when the words do not come out', async () => {
    kiosk.zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    await openStation();
    expect(await kiosk.client.copy.begin({ target: stick })).toEqual(err({ code: 'device.paper-out' }));
    expect(kiosk.zone.copy.view()).toMatchObject({ stick: 'stick' });
  });
});
