import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { type Word, writeLetter } from '../../../core/network/words.ts';
import { openKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { peerAdmission } from '../state/elsewhere.ts';
import { Refusals } from './refusals.ts';
import { type Lan, officer, type StationKiosk, settle } from './station.fixture.ts';
import { codes, events, journals, stations } from './told.fixture.ts';

const stationOf = stations();

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
    const { kiosks, lan, station: made } = await stationOf(3);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    await b.admit(5);
    await settle();
    const line = b.zone.kiosk.db
      .prepare<[], string>('select line from journal order by seq desc limit 1')
      .pluck()
      .get();
    const { election, mode, station: of } = JSON.parse(line ?? '') as JournalEvent;
    const keys = await openKeys(join(made.dir, 'kiosk-3'));
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
