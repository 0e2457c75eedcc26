import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type Database, openDatabase } from '../storage/open.ts';
import { openJournal } from './journal.ts';

const secret = new Uint8Array(32).fill(7);
const identity = { election: 'test-2023', mode: 'laboratory', station: '7001', device: 'KG-MFU-1', key: 'k1' } as const;
const chair = { role: 'chair', person: 'chair-1' } as const;
const system = { role: 'system' } as const;

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function setting(now = () => 1_696_730_400_000) {
  const db = value(openDatabase(':memory:'));
  const options = {
    db,
    identity,
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (hash: Uint8Array) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto,
    now,
    zone: 'Asia/Bishkek',
  };
  return { db, options, journal: value(openJournal(options)) };
}

/** What somebody with the database's key, but not the device's, could do. */
function tamper(db: Database, sql: string) {
  db.exec(`drop trigger journal_no_update; drop trigger journal_no_delete; ${sql}`);
}

describe('append', () => {
  it('writes event and state change together, or neither', () => {
    const { db, journal } = setting();
    db.exec('create table state(voter text)');
    const before = journal.head();
    expect(() =>
      journal.append('sitting.resumed', {}, chair, (inside) => {
        inside.exec(`insert into state values ('x')`);
        throw new Error('the change failed');
      }),
    ).toThrow('the change failed');
    expect(journal.head()).toEqual(before);
    expect([...journal.events()]).toEqual([]);
    expect(db.prepare('select count(*) from state').pluck().get()).toBe(0);
    journal.append('sitting.resumed', {}, chair, (inside, event) => {
      inside.prepare('insert into state values (?)').run(event.hash);
    });
    expect(db.prepare('select voter from state').pluck().get()).toBe(journal.head().hash);
  });

  it('takes back all events of a transaction that fails, and the chain goes on without them', () => {
    const { options, journal } = setting();
    journal.append('sitting.resumed', {}, chair);
    const before = journal.head();
    expect(() =>
      journal.transaction(() => {
        journal.append('sitting.resumed', {}, chair);
        journal.append('sitting.resumed', {}, chair);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(journal.head()).toEqual(before);
    journal.append('sitting.finishing', {}, chair);
    expect(value(openJournal(options)).head()).toEqual(journal.head());
  });

  it('refuses what the catalogue does not have, before anything is written', () => {
    const { journal } = setting();
    expect(() => journal.append('voter.named' as 'sitting.resumed', {}, chair)).toThrow(/catalogue/);
    expect(() => journal.append('checkpoint.made', { count: -1 }, system)).toThrow(/catalogue/);
    expect(() => journal.append('sitting.resumed', { name: 'Асан' } as never, chair)).toThrow(/catalogue/);
    expect(() => journal.append('sitting.suspended', { reason: 'ПИН 20101 1990 12345' }, chair)).toThrow(
      /personal number/,
    );
    expect(journal.head().seq).toBe(0);
  });

  it('cannot be changed or shortened through SQL', () => {
    const { db, journal } = setting();
    journal.checkpoint();
    expect(() => db.exec(`update journal set line = ''`)).toThrow(/append-only/);
    expect(() => db.exec('delete from journal')).toThrow(/append-only/);
  });

  it('carries the sitting from its opening to its closing, over a restart too', () => {
    const { options, journal } = setting();
    const opened = { sitting: 'day', kind: 'day' as const, registered: 10, carried: 0, approvers: ['chair-1'] };
    const closed = {
      ...{ reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 },
      ...{ byModality: {}, refused: {}, approvers: [] },
    };
    expect(journal.append('device.started', { version: '0.1.0', previous: 'first' }, system).sitting).toBeNull();
    expect(journal.append('sitting.opened', opened, chair).sitting).toBe('day');
    const again = value(openJournal(options));
    expect(again.sitting()).toBe('day');
    expect(again.append('sitting.closed', closed, chair).sitting).toBe('day');
    expect(again.checkpoint().sitting).toBeNull();
  });

  it('writes local time with its offset and a clock that never goes back', () => {
    const times = [1_696_730_400_000, 1_696_730_300_000, 1_696_730_300_000];
    let at = 0;
    const { options, journal } = setting(() => times[Math.min(at, 2)] ?? 0);
    at = 0;
    const first = journal.append('sitting.resumed', {}, chair);
    at = 1;
    const second = journal.append('sitting.resumed', {}, chair);
    expect(first.at).toBe('2023-10-08T08:00:00.000+06:00');
    expect(second.at).toBe('2023-10-08T07:58:20.000+06:00');
    expect(second.hlc > first.hlc).toBe(true);
    expect(value(openJournal(options)).warnings).toEqual([{ code: 'journal.clock-behind', params: { seconds: 100 } }]);
  });
});

describe('openJournal', () => {
  it('goes on where it stood, whatever was written and how often it was reopened', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('event', 'checkpoint', 'reopen'), { maxLength: 12 }), (steps) => {
        const { options, journal: first } = setting();
        let journal = first;
        let written = 0;
        for (const step of steps) {
          if (step === 'reopen') journal = value(openJournal(options));
          else {
            written += 1;
            if (step === 'event') journal.append('sitting.resumed', {}, chair);
            else expect(journal.checkpoint().body.count).toBe(written - 1);
          }
        }
        const events = [...journal.events()];
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
        expect(events.length).toBe(written);
        expect(journal.head()).toEqual(value(openJournal(options)).head());
        options.db.close();
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [
      'a changed line',
      `update journal set line = replace(line, 'sitting.resumed', 'sitting.finishing') where seq = 4`,
      4,
    ],
    ['a missing line', 'delete from journal where seq = 4', 4],
    [
      'two lines exchanged',
      'update journal set seq = -seq; update journal set seq = case seq when -3 then 4 when -4 then 3 else -seq end',
      3,
    ],
  ])('refuses to write after %s', (_, sql, seq) => {
    const { db, options, journal } = setting();
    journal.checkpoint();
    for (let i = 0; i < 5; i++) journal.append('sitting.resumed', {}, chair);
    tamper(db, sql);
    expect(openJournal(options)).toEqual({ ok: false, error: { code: 'journal.broken', params: { seq } } });
  });

  it('refuses a journal signed by another key, and one of another election or device', () => {
    const { options, journal } = setting();
    journal.append('sitting.resumed', {}, chair);
    const other = nodeCrypto.ed25519PublicKey(new Uint8Array(32).fill(8));
    expect(openJournal({ ...options, publicKey: other })).toMatchObject({ error: { code: 'journal.broken' } });
    for (const change of [
      { election: 'other' },
      { mode: 'official' as const },
      { device: 'other' },
      { station: '7002' },
    ]) {
      expect(openJournal({ ...options, identity: { ...identity, ...change } })).toEqual({
        ok: false,
        error: { code: 'journal.identity-differs' },
      });
    }
  });

  it('reads pages while the journal grows', () => {
    const { journal } = setting();
    journal.transaction(() => {
      for (let i = 0; i < 1200; i++) journal.append('sitting.resumed', {}, chair);
    });
    let seen = 0;
    for (const event of journal.events(101)) {
      expect(event.seq).toBe(101 + seen);
      seen += 1;
      if (seen === 50) journal.append('sitting.finishing', {}, chair);
    }
    expect(seen).toBe(1101);
    expect([...journal.lines(3, 5)].length).toBe(3);
  });
});
