import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatMrz } from '../../core/document/mrz-format.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { err, ok } from '../../core/problem/result.ts';
import type { DeskView } from '../api/views.ts';
import { voter } from '../package/package.fixture.ts';
import type { DeviceClient } from './devices/client.ts';
import { atDesk, served } from './served.fixture.ts';

/** Nobody has a finger enrolled: persons decide, so that a voter is at the printer at once. */
const policy = {
  ...defaultPolicy,
  documentChip: { read: false },
  fallbacks: {
    ...defaultPolicy.fallbacks,
    override: { ...defaultPolicy.fallbacks.override, enabled: true, cap: null },
  },
};
const list = Array.from({ length: 160 }, (_, n) => voter(n + 1));
type Person = (typeof list)[number];
type Printed = Awaited<ReturnType<DeviceClient['print']>>;

const unsent: Printed = err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
const maybe: Printed = err({ sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } });

const ends = { out: ok(null), unsent, maybe } satisfies Record<string, Printed>;

let station: Awaited<ReturnType<typeof served>>;
/** The slip that is printing, until a test says how it ended. */
let paper: (how: Printed) => void;
let fresh = 0;
const someone = (): Person => {
  const person = list[fresh];
  if (person === undefined) throw new Error('the list is used up');
  fresh += 1;
  return person;
};

beforeAll(async () => {
  station = await served(policy, { listed: list });
  // A reader that is found missing would drop what waits, at a moment that no test knows.
  await station.zone.devices.close();
  station.zone.devices.print = () =>
    new Promise((resolve) => {
      paper = resolve;
    });
});
afterAll(() => station.close());

const zoneOf = ({ pin, documents }: Person): string =>
  formatMrz({
    ...{ format: 'td1', number: documents[0]?.number ?? '', pin, surname: 'TESTOVA', given: 'AIGUL' },
    ...{ sex: 'female', birthDate: '1990-01-01', expires: '2030-01-01' },
  });
const lay = (person: Person | null) => station.zone.documents.laid(person === null ? '' : zoneOf(person));
const next = () => station.zone.next.view;
const step = () => station.zone.way.step.at;

async function until(...wanted: readonly string[]): Promise<void> {
  for (let turns = 0; !wanted.includes(step()); turns += 1) {
    if (turns > 5_000) throw new Error(`the way stands at ${step()}, not at ${wanted.join(', ')}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A voter on her way from where her document was read to the printer. */
async function toPrinter(): Promise<void> {
  await until('warning', 'override');
  if (step() === 'warning') station.zone.way.send({ type: 'warning.accepted' });
  await until('override');
  station.zone.way.send({ type: 'override.approved', reason: 'worn fingers', approvers: ['officer', 'member'] });
  await until('printing');
}

const printing = async (person: Person): Promise<void> => {
  await lay(person);
  await toPrinter();
};

const signIn = () => station.client.access.signIn(atDesk[0] ?? { person: '', code: '' });

beforeEach(async () => {
  if (step() === 'printing') paper(ok(null));
  await until('idle', 'admitted', 'refused', 'warning', 'override', 'print-trouble');
  if (step() === 'print-trouble') {
    station.zone.way.send({ type: 'release', reason: 'over', approvers: ['officer', 'member'] });
    await until('idle');
  }
  await station.client.access.signOut({});
  await signIn();
  await until('idle');
});

describe('the next document while a slip prints', () => {
  it('waits with no more of it shown than tells it from another, and only at the desk', async () => {
    const [a, b] = [someone(), someone()];
    await printing(a);
    expect(next()).toEqual({ at: 'free' });
    const events = station.told('attempt.started').length;
    await lay(b);
    expect(station.told('attempt.started')).toHaveLength(events);
    const number = b.documents[0]?.number ?? '';
    expect(next()).toEqual({
      ...{ at: 'waiting', series: 'ID', end: number.slice(-2) },
      kind: { ky: '2017-ж. ID-карта', ru: 'ID-карта 2017 г.', en: 'ID card 2017' },
    });
    const { zone } = station;
    expect((zone.projection.view('officer') as DeskView).next).toEqual(next());
    const room = JSON.stringify(zone.projection.view('voter'));
    for (const secret of [number, b.pin, 'ID-карта 2017']) expect(room).not.toContain(secret);
    expect(zone.projection.view('voter')).toMatchObject({ step: { at: 'printing' }, voter: { number: a.number } });

    paper(ok(null));
    await until('admitted');
    expect(next()).toMatchObject({ at: 'waiting' });
    expect(zone.projection.view('voter')).toMatchObject({ step: { at: 'admitted' }, voter: { number: a.number } });
    await station.client.voter.finish({});
    await toPrinter();
    expect(zone.way.voter?.record).toBe(b.record);
    expect(station.told('attempt.started')).toHaveLength(events + 1);
  });

  it('is not the one of whoever is being served, left on the reader', async () => {
    const a = someone();
    await printing(a);
    await lay(a);
    expect(next()).toEqual({ at: 'free' });
    paper(ok(null));
    await until('admitted');
    await lay(a);
    await station.client.voter.finish({});
    expect(step()).toBe('idle');
  });

  it('is put aside when the slip needs the officer, and is offered when she is done with it', async () => {
    const [a, b, c] = [someone(), someone(), someone()];
    await printing(a);
    await lay(b);
    paper(maybe);
    await until('print-trouble');
    const aside = (person: Person) => ({ at: 'aside', end: person.documents[0]?.number.slice(-2) });
    expect(next()).toMatchObject(aside(b));
    // So is one that is laid down then.
    await lay(c);
    expect(next()).toMatchObject(aside(c));
    expect(await station.client.voter.beginNext({})).toEqual(err({ code: 'station.voter-in-progress' }));
    station.zone.way.send({ type: 'slip.out' });
    await until('admitted');
    await station.client.voter.finish({});
    expect(step()).toBe('idle');
    expect(next()).toMatchObject(aside(c));
    expect(await station.client.voter.beginNext({})).toEqual(ok(null));
    await toPrinter();
    expect(station.zone.way.voter?.record).toBe(c.record);
    expect(await station.client.voter.beginNext({})).toEqual(err({ code: 'station.nothing-to-do' }));
  });

  it('laid down while a voter still needs the officer is put aside until she is done, and told with nothing of it', async () => {
    const [a, b] = [someone(), someone()];
    await lay(a);
    await until('override', 'warning');
    const events = station.told('attempt.started').length;
    await lay(b);
    expect(next()).toMatchObject({ at: 'aside', end: b.documents[0]?.number.slice(-2) });
    // Her own, taken from the reader, is nobody's.
    await lay(a);
    await lay(null);
    expect(next()).toMatchObject({ at: 'aside', end: b.documents[0]?.number.slice(-2) });
    const room = JSON.stringify(station.zone.projection.view('voter'));
    for (const secret of [b.documents[0]?.number ?? '', b.pin]) expect(room).not.toContain(secret);
    await toPrinter();
    paper(ok(null));
    await until('admitted');
    await station.client.voter.finish({});
    expect([step(), next()?.at]).toEqual(['idle', 'aside']);
    expect(station.told('attempt.started')).toHaveLength(events);
  });

  it('is not offered any more when its voter has come by another way', async () => {
    const [a, b] = [someone(), someone()];
    await lay(a);
    await until('override', 'warning');
    await lay(b);
    await station.client.voter.cancel({});
    expect([step(), next()?.at]).toEqual(['idle', 'aside']);
    await station.client.voter.find({ text: b.pin });
    await until('override', 'warning');
    expect(next()).toBeNull();
  });

  it.each<readonly [string, () => Promise<unknown> | unknown]>([
    ['the officer signs out', () => station.client.access.signOut({})],
    ['another sits down', () => signIn()],
    ['the kiosk stops', () => station.zone.desk.signOut('stopped')],
    ['the officer takes it away', () => station.client.voter.removeNext({})],
    ['its reader comes off', () => station.zone.next.away('document')],
  ])('begins nothing when %s', async (_, what) => {
    await printing(someone());
    await lay(someone());
    const events = station.told('attempt.started').length;
    await what();
    expect(next()?.at).not.toBe('waiting');
    paper(ok(null));
    await until('admitted', 'idle');
    await signIn();
    await station.client.voter.finish({});
    expect(station.told('attempt.started')).toHaveLength(events);
  });

  it('stays when another device comes off, and goes with a standstill that nobody at the desk has made', async () => {
    await printing(someone());
    await lay(someone());
    station.zone.next.away('page-scanner');
    expect(next()).toMatchObject({ at: 'waiting' });
    paper(ok(null));
    await until('admitted');
    const events = station.told('attempt.started').length;
    const { kiosk } = station.zone;
    kiosk.record('sitting.suspended', { reason: 'elsewhere', approvers: ['chair', 'member'] }, { role: 'system' });
    await station.client.voter.finish({});
    expect([step(), next()]).toEqual(['idle', null]);
    expect(station.told('attempt.started')).toHaveLength(events);
    kiosk.record('sitting.resumed', { reason: 'here again', approvers: ['chair', 'member'] }, { role: 'system' });
  });

  it('that could not be read says so, and nothing begins with it', async () => {
    await printing(someone());
    await lay(null);
    expect(next()).toEqual({ at: 'gone', why: 'unreadable' });
    await station.client.voter.removeNext({});
    expect(next()).toEqual({ at: 'free' });
    expect(await station.client.voter.removeNext({})).toEqual(err({ code: 'station.nothing-to-do' }));
  });

  it('is of a voter whose refusal no second press of the hand before takes from the screen', async () => {
    const [before, a] = [someone(), someone()];
    await printing(before);
    paper(ok(null));
    await until('admitted');
    await station.client.voter.finish({});
    await printing(a);
    await lay(before);
    paper(ok(null));
    await until('admitted');
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    const { finish } = station.client.voter;
    expect(await finish({})).toEqual(ok(null));
    await until('refused');
    expect(await finish({})).toEqual(ok(null));
    expect(station.zone.way.refused).toMatchObject({ refusal: { reason: 'already-admitted' } });
    clock.mockReturnValue(performance.now() + 1_001);
    expect(await finish({})).toEqual(ok(null));
    expect(step()).toBe('idle');
    clock.mockRestore();
  });

  it('that cannot be begun with is told with the reason', async () => {
    await printing(someone());
    await lay(someone());
    paper(ok(null));
    await until('admitted');
    const orders = vi.spyOn(station.zone.power, 'orders', 'get');
    orders.mockReturnValue({ ...station.zone.power.orders, admit: false, problem: { code: 'power.low' } });
    await station.client.voter.finish({});
    orders.mockRestore();
    expect([step(), next()]).toEqual(['idle', { at: 'gone', why: { code: 'power.low' } }]);
  });
});

/** What a hand does while somebody is being served. */
const hands = ['next', 'next', 'other', 'own', 'unreadable', 'remove', 'away'] as const;
type Hand = (typeof hands)[number];
interface Script {
  readonly print: 'out' | 'unsent' | 'maybe';
  readonly trouble: 'on' | 'release';
  readonly during: readonly Hand[];
  readonly shown: readonly Hand[];
  readonly end: 'finish' | 'sign-out';
}

interface Told {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const journal = (): readonly Told[] =>
  station.zone.kiosk.db
    .prepare<[], string>('select line from journal order by seq')
    .pluck()
    .all()
    .map((line) => JSON.parse(line) as Told);

/** The attempt of each event that is about a voter: by itself, by its admission, or by its receipt. */
function attemptsOf(events: readonly Told[]): readonly { readonly attempt: string; readonly event: Told }[] {
  const byAdmission = new Map<unknown, string>();
  const byReceipt = new Map<unknown, string>();
  return events.flatMap((event) => {
    const { body } = event;
    const found = [body.attempt, byAdmission.get(body.admission), byReceipt.get(body.receipt)].filter(
      (one) => typeof one === 'string',
    );
    const own = new Set(found);
    // Exactly one, by whichever way it is named.
    if (own.size > 1) throw new Error(`${event.type} is of ${own.size} attempts`);
    const [attempt] = own;
    if (attempt === undefined) return [];
    if (body.admission !== undefined) byAdmission.set(body.admission, attempt);
    if (body.receipt !== undefined) byReceipt.set(body.receipt, attempt);
    for (const one of (body.receipts ?? []) as readonly (string | { readonly receipt: string })[]) {
      byReceipt.set(typeof one === 'string' ? one : one.receipt, attempt);
    }
    return [{ attempt, event }];
  });
}

describe('events of two voters', () => {
  const script: fc.Arbitrary<Script> = fc.record({
    print: fc.constantFrom('out', 'out', 'unsent', 'maybe'),
    trouble: fc.constantFrom('on', 'release'),
    during: fc.array(fc.constantFrom(...hands), { maxLength: 4 }),
    shown: fc.array(fc.constantFrom(...hands), { maxLength: 3 }),
    end: fc.constantFrom('finish', 'finish', 'sign-out'),
  });

  /** Serves one voter as the script says; `early`: with what hands do meanwhile. What the journal says of her is returned. */
  async function serve({ print, trouble, during, shown, end }: Script, early: boolean) {
    const a = someone();
    const [next1, next2] = early ? [someone(), someone()] : [a, a];
    const { zone, client } = station;
    const counters = zone.sitting.counters();
    const before = journal().length;
    let waits: Person | null = null;
    const act = async (hand: Hand): Promise<void> => {
      if (!early) return;
      const laid = { next: next1, other: next2, own: a, unreadable: null, remove: undefined, away: undefined }[hand];
      if (laid !== undefined) await lay(laid);
      if (hand === 'next' || hand === 'other') waits = laid ?? null;
      if (hand === 'remove') await client.voter.removeNext({});
      if (hand === 'away') zone.next.away('document');
      if (hand === 'remove' || hand === 'away') waits = null;
      expect(zone.way.voter?.record).toBe(a.record);
    };
    await printing(a);
    for (const hand of during) await act(hand);
    paper(ends[print]);
    await until('admitted', 'print-trouble');
    let released = false;
    if (step() === 'print-trouble') {
      waits = null;
      expect(zone.next.view?.at).not.toBe('waiting');
      if (trouble === 'release') {
        released = true;
        zone.way.send({ type: 'release', reason: 'over', approvers: ['officer', 'member'] });
        await until('idle');
      } else if (print === 'maybe') {
        zone.way.send({ type: 'slip.out' });
        await until('admitted');
      } else {
        zone.way.send({ type: 'print.resume' });
        await until('printing');
        await new Promise((resolve) => setImmediate(resolve));
        paper(ok(null));
        await until('admitted');
      }
    }
    if (!released) {
      for (const hand of shown) await act(hand);
      if (end === 'sign-out') {
        waits = null;
        await client.access.signOut({});
        await signIn();
      } else await client.voter.finish({});
    }
    const own = attemptsOf(journal().slice(before));
    const first = own[0]?.attempt;
    const after = zone.sitting.counters();
    const begun = waits as Person | null;
    if (begun === null) expect(step()).toBe('idle');
    else {
      await toPrinter();
      expect(zone.way.voter?.record).toBe(begun.record);
      paper(ok(null));
      await until('admitted');
      await client.voter.finish({});
    }
    expect(step()).toBe('idle');

    // One attempt after the other, each about its own voter from its beginning to its end.
    const all = attemptsOf(journal().slice(before));
    const attempts = [...new Set(all.map(({ attempt }) => attempt))];
    expect(attempts).toHaveLength(begun === null ? 1 : 2);
    expect(all.map(({ attempt }) => attempts.indexOf(attempt))).toEqual(
      all.map(({ attempt }) => attempts.indexOf(attempt)).sort((one, two) => one - two),
    );
    for (const { attempt, event } of all) {
      const person = attempt === first ? a : begun;
      const pseudonym = zone.kiosk.inForce()?.register.pseudonym(person?.pin ?? '');
      if (event.body.voter !== undefined) expect(event.body.voter).toBe(pseudonym);
    }
    return {
      events: own.filter(({ attempt }) => attempt === first).map(({ event }) => event.type),
      admitted: after.confirmed - counters.confirmed,
      released: after.released - counters.released,
      reserved: after.reserved - counters.reserved,
    };
  }

  it('never join, and the first is counted as she is without the second', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (one) => {
        const alone = await serve(one, false);
        expect(await serve(one, true)).toEqual(alone);
        expect(alone.admitted + alone.released).toBe(1);
      }),
      { numRuns: 25 },
    );
  });
});
