import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMrz } from '../../core/document/mrz.ts';
import { formatMrz } from '../../core/document/mrz-format.ts';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { makeCodeKey } from '../access/code.ts';
import type { DeskView, VoterDisplayView } from '../api/views.ts';
import { codes, credentials, makeStation, peopleOf, type Station, voter, voters } from '../package/package.fixture.ts';
import { Memory, zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** What happens at the desk of a real zone, asked for as the officer's window asks. */
let station: Station;
let zone: Zone;
let client: Awaited<ReturnType<typeof zoneOf>>['client'];
let now: Date;

const officer = { role: 'officer', person: 'officer' } as const;
const CODE = '730518';
/** Voter 3 has no biometrics, so that her way stops at once; another has the number 7 on two lists. */
const list = [...voters, voter(7, { surname: 'Сабырова' }), voter(8, { number: 7, surname: 'Токтоева' })];

async function sitDown(policy: Policy = defaultPolicy): Promise<void> {
  now = new Date('2023-10-08T08:30:00+06:00');
  station = await makeStation();
  const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
  const people = [
    ...(await peopleOf()),
    { id: 'officer', role: 'officer' as const, station: '0001', name: 'officer', code, defaultCode: false },
  ];
  const { path } = await station.write('a.taanuu', { people, policy, records: list });
  ({ zone, client } = await zoneOf(station, path, { memory: new Memory(), now: () => now }));
  const opened = { sitting: 'day-1', kind: 'day', registered: 6, carried: 0, approvers: Object.keys(codes) } as const;
  zone.kiosk.record(
    'sitting.opened',
    { ...opened, approvers: [...opened.approvers] },
    { role: 'chair', person: 'chair' },
  );
  await zone.unlocking.unlock(credentials, officer);
  expect(await client.access.signIn({ person: 'officer', code: CODE })).toEqual({ ok: true, value: null });
}
beforeEach(() => sitDown());
afterEach(async () => {
  await zone.stop();
  station.remove();
});

/** The device host and the worker threads start when they start. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const view = () => zone.projection.view('officer') as DeskView;
const types = () => zone.kiosk.db.prepare<[], string>('select type from journal order by seq').pluck().all();
const attempts = () => types().filter((type) => type.startsWith('attempt.'));
const atFinger = () => soon(() => view().step.at).toMatch(/finger|device-trouble/);

/** An admission whose first slip is out and whose second waits. */
function halfPrinted(): void {
  const receipts = ['0001-1-0001', '0001-1-0002'].map((receipt, n) => ({
    receipt,
    ballot: ['deputies', 'referendum'][n] ?? '',
  }));
  zone.kiosk.record('attempt.started', { attempt: 't1', by: 'pin' }, officer);
  zone.kiosk.record(
    'admission.reserved',
    {
      admission: 'a1',
      attempt: 't1',
      voter: zone.kiosk.inForce()?.register.pseudonym(voters[1]?.pin ?? '') ?? '',
      category: 'home',
      constituency: 'k1',
      precinct: '0001',
      sex: 'female',
      ageGroup: '19-35',
      modality: 'finger',
      receipts,
    },
    officer,
  );
  zone.kiosk.record('print.handed', { job: 'j1', receipt: '0001-1-0001', copy: 0 }, officer);
  zone.kiosk.record('receipt.printed', { admission: 'a1', receipt: '0001-1-0001' }, officer);
}

describe('who leaves the desk', () => {
  it('leaves no recording of a wire behind', async () => {
    let dropped = 0;
    zone.devices.dropRecording = async () => {
      dropped += 1;
    };
    expect(await client.access.signOut({})).toEqual({ ok: true, value: null });
    expect(dropped).toBe(1);
  });
});

describe('a release', () => {
  const ask = (approvers: typeof credentials) =>
    client.reservation.release({ admission: 'a1', reason: 'the printer broke', approvers: [...approvers] });

  it('takes two persons when one slip of several is out, though the next was not sent', async () => {
    halfPrinted();
    expect(view().openReservations).toMatchObject([{ receipt: '0001-1-0002', sent: 'nothing', mayBeOut: true }]);
    expect(await ask([])).toMatchObject({ error: { code: 'access.approvers-missing' } });
    expect(await ask([{ person: 'officer', code: CODE }, ...credentials.slice(1)])).toEqual({ ok: true, value: null });
    await soon(() => view().openReservations).toEqual([]);
  });

  it('takes two persons when a slip that may be out was voided for another', async () => {
    halfPrinted();
    const body = { admission: 'a1', ballot: 'deputies', voided: '0001-1-0001', receipt: '0001-1-0003', copy: 1 };
    zone.kiosk.record('receipt.reissued', { ...body, reason: 'torn slip', approvers: ['chair'] }, officer);
    expect(view().openReservations).toMatchObject([{ receipt: '0001-1-0003', sent: 'nothing', mayBeOut: true }]);
    expect(await ask([])).toMatchObject({ error: { code: 'access.approvers-missing' } });
  });
});

describe('what an officer types', () => {
  const find = (text: string) => client.voter.find({ text });

  it.each([
    ['a PIN with a digit too few', '1080319900000', 'station.pin-shape'],
    ['a PIN of a day that there is not', '13213199000001', 'station.pin-shape'],
    ['a number that the list does not have', '9', 'station.number-unknown'],
    ['a document that nobody has', 'ID7777777', 'station.document-unknown'],
    ['a name that nobody has', 'Жоконова', 'station.name-unknown'],
  ])('%s is told, and is no voter who was refused', async (_, text, code) => {
    expect(await find(text)).toMatchObject({ ok: false, error: { code } });
    expect([view().step.at, attempts()]).toEqual(['idle', []]);
  });

  it.each([
    ['as printed', 'ID0000001'],
    ['with a space, small and in Cyrillic letters', '\u0406d 0000001'],
  ])('a document’s number %s finds its voter', async (_, text) => {
    expect(await find(text)).toEqual({ ok: true, value: null });
    await soon(() => view().voter?.surname).toBe(voters[0]?.surname);
  });

  it('a number that two lists share leads to a choice', async () => {
    await find('7');
    await soon(() => view().step).toMatchObject({ at: 'choose', candidates: [{}, {}] });
  });
});

/** The zone of the document of the first voter, unless another number is said. */
const text = (pin: string | null, number = 'ID0000001') =>
  formatMrz({
    ...{ format: 'td1', number, pin, surname: 'TESTOVA', given: 'AIGUL' },
    ...{ sex: 'female', birthDate: '1990-01-01', expires: '2030-01-01' },
  });

describe('a document laid down while the officer chooses between namesakes', () => {
  const choosing = async (): Promise<void> => {
    await client.voter.find({ text: '7' });
    await soon(() => view().step.at).toBe('choose');
  };
  const begun = () => types().filter((type) => type === 'attempt.started');

  it('chooses its holder, and lies aside for nobody', async () => {
    await choosing();
    const [, second] = list.slice(-2);
    await zone.documents.laid(text(second?.pin ?? null, second?.documents[0]?.number));
    await soon(() => view().voter?.surname).toBe('Токтоева');
    expect([view().next, begun().length]).toEqual([null, 1]);
  });

  it('chooses her by its number where its zone has no PIN; a stranger’s of that kind is told, and a bad look changes nothing', async () => {
    await choosing();
    const [first] = list.slice(-2);
    const read = parseMrz(text(null, first?.documents[0]?.number));
    const other = parseMrz(text(null, 'ID7777777'));
    if (!read.ok || !other.ok) throw new Error('the zones do not read');
    const told = { code: 'station.document-of-none' } as const;
    for (const [nobody, problem] of [
      [null, null],
      [other.value, told],
      [null, told],
    ] as const) {
      expect(zone.way.document(nobody, officer)).toEqual({ ok: true, value: null });
      expect(view().step).toMatchObject({ at: 'choose', candidates: [{}, {}], problem });
    }
    // What the officer is told of a document is nothing for the voter's eyes.
    expect((zone.projection.view('voter') as VoterDisplayView).step).toEqual({ at: 'looking-up' });
    expect(zone.way.document(read.value, officer)).toEqual({ ok: true, value: null });
    await soon(() => view().voter?.surname).toBe('Сабырова');
    expect([view().next, begun().length]).toEqual([null, 1]);
  });

  it('finds its holder also where she is none of them', async () => {
    await choosing();
    await zone.documents.laid(text(voters[0]?.pin ?? ''));
    await soon(() => view().voter?.surname).toBe(voters[0]?.surname);
    expect([view().next, begun().length]).toEqual([null, 1]);
  });
});

describe('a document laid down again while its PIN is awaited', () => {
  it('is read, and the way goes on by itself', async () => {
    zone.way.document(null, officer);
    await soon(() => view().step.at).toBe('enter-pin');
    zone.way.document(null, officer);
    expect(view().step.at).toBe('enter-pin');
    await zone.documents.laid(text(voters[0]?.pin ?? ''));
    await soon(() => view().voter?.surname).toBe(voters[0]?.surname);
    expect(types().filter((type) => type === 'attempt.started')).toHaveLength(1);
  });
});

describe('who leaves the desk', () => {
  it('takes along what was begun, also when she only sat still for too long', async () => {
    await client.voter.find({ text: voters[0]?.pin ?? '' });
    await atFinger();
    now = new Date(now.getTime() + 31 * 60_000);
    zone.desk.expire();
    await soon(() => view().step.at).toBe('idle');
    expect(view().person).toBeNull();
    expect(types().slice(-2)).toEqual(['attempt.ended', 'person.signed-out']);
  });

  it('and whoever comes instead inherits nobody', async () => {
    await client.voter.find({ text: voters[0]?.pin ?? '' });
    await atFinger();
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect([view().person?.id, view().step.at]).toEqual(['chair', 'idle']);
  });
});

describe('the bench for the sensor', () => {
  it('is empty when whoever used it has signed out', async () => {
    zone.fingerBench.take();
    await soon(() => zone.fingerBench.view).toMatchObject({ problem: { code: 'device.fingerprint-missing' } });
    await client.access.signOut({});
    expect(zone.fingerBench.view).toMatchObject({ state: 'idle', problem: null, prints: [] });
  });

  it('is shown to technicians alone', () => {
    expect(view().fingerBench).toBeNull();
  });
});

describe('the second display', () => {
  it('does not say who was refused', async () => {
    // Voter 4 was admitted outside the room the day before.
    await client.voter.find({ text: voters[3]?.pin ?? '' });
    await soon(() => view().step.at).toBe('refused');
    expect(view().voter?.surname).toBe(voters[3]?.surname);
    expect((zone.projection.view('voter') as VoterDisplayView).voter).toBeNull();
  });
});

describe('the sensor is away', () => {
  it('and the officer can say that no print is to be had, instead of only waiting', async () => {
    await client.voter.find({ text: voters[0]?.pin ?? '' });
    await soon(() => view().step.at).toBe('device-trouble');
    await client.voter.cannotReadFinger({});
    await soon(() => view().step).toMatchObject({ at: 'refused', refusal: { reason: 'not-identified' } });
  });
});

describe('a policy that lets persons decide', () => {
  const persons = { approvers: 2, roles: ['chair', 'member'] as const, enabled: true, cap: null };
  beforeEach(async () => {
    await zone.stop();
    station.remove();
    const rule = { ...persons, roles: [...persons.roles] };
    await sitDown({ ...defaultPolicy, fallbacks: { ...defaultPolicy.fallbacks, photo: rule, override: rule } });
    await client.voter.find({ text: voters[0]?.pin ?? '' });
    await soon(() => view().step.at).toBe('device-trouble');
    await client.voter.cannotReadFinger({});
    await soon(() => view().step.at).toBe('photo');
  });
  const approvers = [...credentials];

  it('admits by the photo that two persons compared, and waits for its slip', async () => {
    expect(await client.voter.comparePhoto({ same: true, approvers: [] })).toMatchObject({ ok: false });
    expect(await client.voter.comparePhoto({ same: true, approvers })).toEqual({ ok: true, value: null });
    await soon(() => view().step.at).toBe('print-trouble');
    expect(types()).toContain('admission.reserved');
  });

  it('goes on to those who vouch, and ends in “not identified” where nobody does', async () => {
    await client.voter.comparePhoto({ same: false, approvers });
    await soon(() => view().step.at).toBe('override');
    await client.voter.cannotReadFinger({});
    await soon(() => view().step).toMatchObject({ at: 'refused', refusal: { reason: 'not-identified' } });
  });

  it('takes the word of two with a reason', async () => {
    await client.voter.comparePhoto({ same: false, approvers });
    await soon(() => view().step.at).toBe('override');
    expect(await client.voter.override({ reason: 'worn fingers', approvers })).toEqual({ ok: true, value: null });
    await soon(() => view().step.at).toBe('print-trouble');
    expect(types()).toContain('attempt.approved');
  });
});

describe('the turnout', () => {
  it('of an hour at which nobody had come yet is nought', async () => {
    now = new Date('2023-10-08T10:05:00+06:00');
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect(await client.station.recordTurnout({ time: '10:00' })).toEqual({ ok: true, value: null });
    expect(view().turnout.find(({ time }) => time === '10:00')?.total).toBe(0);
  });
});

describe('the balance of the closing list', () => {
  const balance = () => zone.sitting.closingList().find((line) => line.item === 'balance');

  it('holds the journal against the tables: a row that was changed by hand is found', async () => {
    halfPrinted();
    zone.kiosk.record('print.handed', { job: 'j2', receipt: '0001-1-0002', copy: 0 }, officer);
    zone.kiosk.record('receipt.printed', { admission: 'a1', receipt: '0001-1-0002' }, officer);
    const receipts = ['0001-1-0001', '0001-1-0002'];
    zone.kiosk.record('admission.confirmed', { admission: 'a1', receipts, evidence: 'printer' }, officer);
    expect(balance()).toMatchObject({ state: 'done', problem: null });
    zone.kiosk.db.prepare("update admission set state = 'released'").run();
    expect(balance()).toMatchObject({ state: 'blocked', problem: { code: 'station.journal-differs' } });
    zone.kiosk.db.prepare("update admission set state = 'confirmed'").run();
    zone.kiosk.db.prepare("update receipt set state = 'handed' where receipt = '0001-1-0002'").run();
    expect(balance()).toMatchObject({ state: 'blocked', problem: { params: { line: 'confirmed = printed' } } });
  });

  it('and a sitting does not open over rows of none', () => {
    zone.kiosk.db.prepare("insert into attempt(attempt, sitting, by) values ('x', null, 'pin')").run();
    expect(zone.sitting.openingList().find((line) => line.item === 'zero')).toMatchObject({
      state: 'blocked',
      problem: { code: 'station.not-zero', params: { counter: 'attempt', value: 1 } },
    });
  });
});
