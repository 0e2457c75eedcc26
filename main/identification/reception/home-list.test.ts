import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaperList } from '../../../core/paper-road/list.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { paperOf } from '../../../drivers/testing/paper.ts';
import type { DeskView } from '../../api/views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { codes, credentials, election, makeStation, type Station, voter } from '../../package/package.fixture.ts';
import { phraseKey } from '../paper-road/seal.ts';
import { zoneOf } from '../zone.fixture.ts';
import { HomeList } from './home-list.ts';

const address = { ky: 'Бишкек, Пушкин көчөсү 50', ru: 'Бишкек, улица Пушкина 50', en: '50 Pushkin st., Bishkek' };
const remote = { number: '0050', names: address, address, constituency: null, kind: 'remote', zone: null } as const;
const records = [
  voter(1),
  voter(2, { remote: true, votesAt: '0050' }),
  voter(3, { remote: true }),
  voter(4, { admitted: { how: 'outside', date: '2023-10-07', station: '0001' } }),
];
let station: Station;
let stick: string;
let served: Awaited<ReturnType<typeof zoneOf>>;
let slips: string[];

beforeEach(async () => {
  station = await makeStation();
  stick = join(station.dir, 'stick');
  mkdirSync(stick);
  const { path } = await station.write('a.taanuu', {
    election: { ...election, precincts: [...election.precincts, remote] },
    records,
  });
  served = await zoneOf(station, path, { folders: [stick], now: () => new Date('2023-09-21T10:00:00+06:00') });
  slips = [];
  served.zone.devices.print = async (svg) => {
    slips.push(svg);
    return ok(null);
  };
  await served.client.access.signIn({ person: 'chair', code: codes.chair });
});
afterEach(async () => {
  await served.zone.stop();
  station.remove();
});

const home = () => (served.zone.projection.view('officer') as DeskView).list?.home ?? null;
const files = () => readdirSync(stick).filter((name) => name.startsWith('taanuu-voters-'));
const told = () =>
  served.zone.kiosk.db
    .prepare<[], string>("select line from journal where type = 'list.home-made' order by seq")
    .pluck()
    .all()
    .map((line) => JSON.parse(line).body);
/** A letter drawn on a slip stands in it twice: its outline and itself. */
const wordsOn = (slip = ''): readonly string[] =>
  [...slip.matchAll(/>\d\. ([^<]+)</g)].flatMap(([, word = ''], at) => (at % 2 === 0 ? [word] : []));
const open = () => served.client.reception.open({ approvers: [...credentials] });

/** What a browser makes of the page with these words. */
async function openedWith(words: readonly string[], name = files()[0] ?? ''): Promise<PaperList | null> {
  const html = readFileSync(join(stick, name), 'utf8');
  const data = JSON.parse(/id="data">(.*?)<\/script>/.exec(html)?.[1] ?? '') as Record<string, string>;
  const bytes = (name: string) => Buffer.from(data[name] ?? '', 'base64');
  const { key } = await phraseKey(words, bytes('salt'));
  const aad = Buffer.from(`taanuu/paper-list/1\0${data.station}\0${data.made}`);
  const plain = nodeCrypto.open(key, bytes('nonce'), bytes('sealed'), aad);
  return plain ? (JSON.parse(Buffer.from(plain).toString()) as PaperList) : null;
}

describe('the list of voters on paper before the day', () => {
  it('is to be had only while its key was given', async () => {
    expect(home()).toBeNull();
    expect(await served.client.list.saveHome({ target: stick })).toEqual(err({ code: 'station.locked' }));
    expect(await served.client.list.printHome({ part: 0 })).toEqual(err({ code: 'station.locked' }));
    await open();
    expect(home()).toEqual({ elsewhere: 2, parts: [[1, 1]] });
    await served.client.reception.close({});
    expect(home()).toBeNull();
    expect(files()).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('lies on the stick sealed, opens with the six words of its slip alone, and says who votes where', async () => {
    await open();
    const saved = await served.client.list.saveHome({ target: stick });
    expect(saved).toMatchObject({ ok: true });
    const [name = ''] = files();
    const text = readFileSync(join(stick, name), 'utf8');
    for (const { surname, pin } of records) {
      expect(text).not.toContain(surname);
      expect(text).not.toContain(pin);
    }
    expect(slips).toHaveLength(1);
    const words = wordsOn(slips[0]);
    expect(words).toHaveLength(6);
    expect(await openedWith([...words].reverse())).toBeNull();
    const list = await openedWith(words);
    expect(list).toMatchObject({ home: true, places: [{ number: '0050', ky: address.ky, ru: address.ru }] });
    expect(list?.voters.map(([number, , born, , mark]) => [number, born, mark])).toEqual([
      [1, records[0]?.birthDate.slice(0, 4), ''],
      [2, records[1]?.birthDate.slice(0, 4), '→ № 0050'],
      [3, records[2]?.birthDate.slice(0, 4), '→'],
      [4, records[3]?.birthDate.slice(0, 4), '07.10.2023'],
    ]);
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(told()).toEqual([{ on: 'stick', sha256, voters: 4, elsewhere: 2 }]);
    expect(saved.ok && saved.value.sha256).toBe(sha256);
    const journal = served.zone.kiosk.db.prepare<[], string>('select line from journal').pluck().all().join();
    for (const [at, word] of words.slice(1).entries()) {
      expect(journal).not.toMatch(new RegExp(`${words[at]}\\W+${word}`));
    }
    // Another file has other words.
    await served.client.list.saveHome({ target: stick });
    expect(wordsOn(slips[1])).not.toEqual(words);
    // And leaves the first one to its own.
    expect(files()).toHaveLength(2);
    expect(await openedWith(words, name)).not.toBeNull();
  });

  it('is not written where its words did not come out', async () => {
    await open();
    served.zone.devices.print = async () =>
      err({ problem: { code: 'device.printer-missing' }, sent: 'nothing' } as never);
    expect(await served.client.list.saveHome({ target: stick })).toEqual(err({ code: 'device.printer-missing' }));
    expect(files()).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('is printed by sheets: number, name, year of birth, and where who is not here votes', async () => {
    await open();
    const sheets: Uint8Array[] = [];
    const { zone } = served;
    const room = new HomeList({
      ...{ kiosk: zone.kiosk, devices: zone.devices, media: () => [] },
      slips: { homeListWords: () => '' },
      page: async (draw) => {
        sheets.push(draw());
        return ok({ sheet: 1, out: 'yes', problem: null });
      },
    });
    const chair = { role: 'chair', person: 'chair' } as const;
    expect(await room.print(1, chair)).toEqual(err({ code: 'station.nothing-to-do' }));
    expect(await room.print(0, chair)).toMatchObject({ ok: true });
    const [pdf = new Uint8Array()] = sheets;
    writeFileSync(join(station.dir, 'list.pdf'), pdf);
    const { text, sheets: out } = await paperOf(Buffer.from(pdf));
    expect(out).toHaveLength(1);
    for (const { surname, number, birthDate } of records) {
      expect(text).toContain(surname);
      expect(text).toContain(String(number));
      expect(text).toContain(birthDate.slice(0, 4));
    }
    expect(text).toContain('№ 0050');
    expect(text).toContain('Пушкин');
    expect(told()).toMatchObject([{ on: 'page', voters: 4, elsewhere: 2, sheets: [1, 1] }]);
  });

  it('is told of only when a printer has it', async () => {
    await open();
    expect(await served.client.list.printHome({ part: 0 })).toEqual(err({ code: 'page-printer.not-set-up' }));
    expect(told()).toEqual([]);
  });

  it('is not another role’s', async () => {
    await open();
    expect(served.zone.list.view('technician')?.home).toBeNull();
    expect(served.zone.list.view('officer')?.home).toBeNull();
  });
});
