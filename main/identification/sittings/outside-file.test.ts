import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { migrate } from '../../storage/migrate.ts';
import { type Database, openDatabase } from '../../storage/open.ts';
import { fold } from '../state/fold.ts';
import { stateRoom, stateSteps } from '../state/schema.ts';
import { knownOf, learnedAdmission } from '../state/sittings.ts';
import { learnFrom, type OutsideFile } from './outside-file.ts';

const SITTING = '2023-10-07-1';
const voterOf = (n: number): string => String(n).padStart(64, '0');
const hashOf = (device: string, seq: number): string => `${device}-${seq}`.padEnd(64, '0');

function tables(): Database {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  migrate(opened.value, 'journal', ['create table journal(seq integer primary key, type text, line text, hash blob)']);
  migrate(opened.value, stateRoom, stateSteps);
  return opened.value;
}

const at = '2023-10-07T10:00:00.000+06:00';
type Deed = { readonly voter: number; readonly ends: 'confirmed' | 'released' | 'undone' };

/** A kiosk's file as it stood after so many of its deeds: reserved by one event, ended by the next. */
function version(device: string, deeds: readonly Deed[], steps: number): OutsideFile {
  const admissions = deeds.slice(0, Math.ceil(steps / 2)).map(({ voter, ends }, n) => {
    const state = 2 * n + 1 < steps ? ends : 'reserved';
    return { admission: `${device}-a${n}`, voter: voterOf(voter), state, at } as const;
  });
  const hashes = new Map(Array.from({ length: steps + 1 }, (_, n) => [10 + n, hashOf(device, 10 + n)] as const));
  const place = { device, sitting: SITTING, round: 0, from: 10, to: 10 + steps };
  return { ...place, hashes, closed: steps === deeds.length * 2, admissions };
}

/** What `Arrivals` writes for a file, folded. */
function take(db: Database, file: OutsideFile): boolean {
  const { device, sitting, round, from, to, closed } = file;
  const learned = learnFrom(file, knownOf(db, device, sitting));
  if (!learned.ok) throw new Error(learned.error.code);
  const write = (type: 'admission.learned' | 'admissions.taken', body: unknown): void =>
    fold(db, { type, body, at, sitting: null } as never);
  for (const one of learned.value.admissions) write('admission.learned', { device, sitting, round, ...one });
  if (!learned.value.taken) return false;
  const body: BodyOf<'admissions.taken'> = {
    ...{ device, sitting, from, to, closed, last: file.hashes.get(to) ?? '', admissions: file.admissions.length },
  };
  write('admissions.taken', body);
  return true;
}

const reserve = (db: Database, voter: string): unknown =>
  db
    .prepare(
      `insert into admission(admission, attempt, sitting, voter, state, category, constituency, precinct, sex, age_group,
         modality, reserved_at) values ('own', 't', '2023-10-08-2', ?, 'reserved', 'home', 'k', '1', 'female', '18', 'finger', '')`,
    )
    .run(voter);

const deeds = fc.array(
  fc.record({
    voter: fc.integer({ min: 1, max: 6 }),
    ends: fc.constantFrom<Deed['ends']>('confirmed', 'released', 'undone'),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('files of sittings outside the room', () => {
  it('come twice, in any order, old and new, of two kiosks: nothing is lost and nobody is admitted twice', () => {
    fc.assert(
      fc.property(
        fc.tuple(deeds, deeds),
        fc.array(fc.tuple(fc.nat(1), fc.nat(10)), { minLength: 1, maxLength: 12 }),
        (both, arrivals) => {
          const db = tables();
          const newest = new Map<number, number>();
          for (const [kiosk, step] of arrivals) {
            const own = both[kiosk] ?? [];
            const steps = Math.min(step, own.length * 2);
            const isNew = take(db, version(`d${kiosk}`, own, steps));
            expect(isNew).toBe(!newest.has(kiosk) || steps > (newest.get(kiosk) ?? 0));
            newest.set(kiosk, Math.max(steps, newest.get(kiosk) ?? 0));
          }
          const expected = [...newest].flatMap(
            ([kiosk, steps]) => version(`d${kiosk}`, both[kiosk] ?? [], steps).admissions,
          );
          const rows = db.prepare<[], { admission: string; state: string }>('select * from learned').all();
          expect(Object.fromEntries(rows.map((row) => [row.admission, row.state]))).toEqual(
            Object.fromEntries(expected.map((one) => [one.admission, one.state])),
          );
          for (let n = 1; n <= 6; n += 1) {
            const stands = expected.some(({ voter, state }) => {
              return voter === voterOf(n) && (state === 'reserved' || state === 'confirmed');
            });
            expect(learnedAdmission(db, voterOf(n)) !== null).toBe(stands);
            if (stands) expect(() => reserve(db, voterOf(n))).toThrow(/admitted at another kiosk/);
            else {
              reserve(db, voterOf(n));
              db.exec('delete from admission');
            }
          }
          db.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of a journal that was set back are refused, newer and older: people must look', () => {
    const db = tables();
    const one: Deed = { voter: 1, ends: 'confirmed' };
    take(db, version('d1', [one, one], 3));
    const other = version('d1', [one, one], 4);
    const forked = { ...other, hashes: new Map([...other.hashes].map(([seq]) => [seq, hashOf('x', seq)])) };
    const known = knownOf(db, 'd1', SITTING);
    expect(learnFrom(forked, known)).toMatchObject({
      error: { code: 'sittings.other-history', params: { device: 'd1' } },
    });
    const [admission] = version('d1', [one], 1).admissions;
    const stranger = {
      ...version('d1', [one], 1),
      admissions: admission ? [{ ...admission, admission: 'other' }] : [],
    };
    expect(learnFrom(stranger, known)).toMatchObject({ error: { code: 'sittings.other-history' } });
    expect(learnFrom({ ...other, from: 9 }, known)).toMatchObject({ error: { code: 'sittings.other-history' } });
  });
});
