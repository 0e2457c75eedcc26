import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActKind, actKinds } from '../election/policy-acts.ts';
import { actAbout, actsFold, dueOf, nextNumber, occasionOf, shownNumber } from './acts.ts';
import { actFacts } from './catalogue/acts.ts';
import { type BodyOf, type EventType, eventCatalogue } from './catalogue.ts';
import type { JournalEvent } from './event.ts';
import { folded } from './following.ts';

const every: ReadonlySet<ActKind> = new Set(actKinds);
const approvers = ['chair', 'member'];
let seq = 0;
const tell = <T extends EventType>(type: T, body: BodyOf<T>, sitting: string | null = 's1'): JournalEvent => {
  seq += 1;
  const minute = `${String(8 + (Math.floor(seq / 60) % 12)).padStart(2, '0')}:${String(seq % 60).padStart(2, '0')}`;
  const at = `2023-10-08T${minute}:00.000+06:00`;
  return { type, body, sitting, seq, at, device: 'd1', hash: String(seq).padStart(64, '0') } as unknown as JournalEvent;
};
const ended = (attempt: string, reason: string, sitting = 's1') =>
  tell('attempt.ended', { attempt, outcome: reason === 'not-identified' ? reason : 'refused', reason }, sitting);
const started = (attempt: string, documentKind?: string) =>
  tell('attempt.started', { attempt, by: 'document', ...(documentKind === undefined ? {} : { documentKind }) });
const VOTER = 'ab'.repeat(32);
const reserved = (name: string, modality: 'finger' | 'photo' | 'override', voter = VOTER) =>
  tell('admission.reserved', {
    ...{ admission: `d-${name}`, attempt: name, voter, category: 'home', constituency: 'c' },
    ...{
      precinct: '1',
      sex: 'male',
      ageGroup: '18',
      modality,
      receipts: [{ receipt: `r-${name}`, ballot: 'ballot-of-deputies' }],
    },
  });
const approved = (attempt: string, reason: string, kind: 'photo' | 'override' = 'override') =>
  tell('attempt.approved', { attempt, kind, reason, approvers });
const homecoming = (attempt: string, station: string | null) =>
  tell('attempt.homecoming', { attempt, station, reason: 'тизмеден баш тартты', approvers });
const confirmed = (name: string) =>
  tell('admission.confirmed', { admission: `d-${name}`, receipts: [`r-${name}`], evidence: 'printer' });
const released = (name: string) =>
  tell('admission.released', { admission: `d-${name}`, reason: 'кетип калды', voided: [`r-${name}`], approvers });
const undone = (name: string) => tell('admission.undone', { admission: `d-${name}`, reason: 'ката', approvers });
const learned = (voter: string, state: BodyOf<'admission.learned'>['state'], device = 'd2') =>
  tell('admission.learned', {
    ...{ device, admission: `${device}-there`, sitting: 's0', voter, round: 0, state },
    at: '2023-10-07T10:00:00.000+06:00',
  });
const onPaper = (entry: string, conflict: 'admitted' | 'elsewhere' | null, voter = 'cd'.repeat(32)) =>
  tell('admission.on-paper', {
    ...{ entry, voter, page: 3, line: 14, sex: 'female', ageGroup: '18', conflict, approvers },
  });
const takenBack = (entry: string) => tell('admission.on-paper-undone', { entry, reason: 'ката', approvers });
const stands = () => tell('sitting.suspended', { reason: 'жарык өчтү' });
const goesOn = () => tell('sitting.resumed', {});
const said = { ky: 'акт', ru: 'акт', en: 'act' };
const drawn = (number: number, kind: ActKind, of: string | null) =>
  tell('act.drawn', {
    ...{ number, shown: `0001-1/${number}`, kind, names: said, text: said, of },
    ...{ facts: { at: '2023-10-08T10:00:00.000+06:00' }, words: null },
  });
const waived = (kind: ActKind, of: string) => tell('act.waived', { kind, of, reason: 'кереги жок' });
const handed = (job: string, number: number, copy: number) =>
  tell('paper.handed', { job, paper: 'act', number, copy, on: 'slip' });
const out = (job: string, how: 'yes' | 'no' | 'maybe') => tell('paper.ended', { job, out: how, problem: null });

const acts = (events: readonly JournalEvent[]) => folded(actsFold, events);
const due = (events: readonly JournalEvent[]) => dueOf(acts(events), every);

describe('exceptions of a journal', () => {
  it.each([
    ['not-identified', 'not-identified'],
    ['no-biometrics', 'not-identified'],
    ['listed-remote', 'listed-remote'],
    ['already-admitted', 'already-admitted'],
    ['admitted-outside', 'already-admitted'],
    ['standing-still', 'standing-still'],
    ['not-in-list', 'refused'],
    ['document-kind-not-accepted', 'refused'],
  ] as const)('a voter who is refused as %s can have an act: %s', (reason, kind) => {
    expect(due([ended('a1', reason)])).toMatchObject([{ kind, of: 'a1', facts: { refusal: reason } }]);
  });

  it('are none where an officer stopped, time ran out, or the receipt is only not resolved yet', () => {
    expect(
      ['stopped-by-officer', 'timed-out', 'reservation-open', 'storage'].flatMap((one) => due([ended('a', one)])),
    ).toEqual([]);
  });

  it('identified but not printed: the receipt’s number and the reason', () => {
    expect(due([reserved('a', 'finger'), released('a')])).toMatchObject([
      { kind: 'not-printed', of: 'd-a', facts: { receipts: ['r-a'], reason: 'кетип калды' } },
    ]);
  });

  it('an admission by people, once it stands: by which way and why', () => {
    const begun = [approved('a', 'колу жаракат'), reserved('a', 'override')];
    expect(due(begun)).toEqual([]);
    expect(due([...begun, confirmed('a')])).toMatchObject([
      { kind: 'decision', of: 'd-a', facts: { way: 'override', reason: 'колу жаракат', receipts: ['r-a'] } },
    ]);
    // Whoever was released was not admitted by it.
    expect(due([...begun, released('a')]).map(({ kind }) => kind)).toEqual(['not-printed']);
    expect(due([reserved('b', 'finger'), confirmed('b')])).toEqual([]);
    // People who compared a photo had their reason too.
    expect(due([approved('c', 'сүрөтү окшош', 'photo'), reserved('c', 'photo'), confirmed('c')])).toMatchObject([
      { kind: 'decision', facts: { way: 'photo', reason: 'сүрөтү окшош' } },
    ]);
  });

  it('a voter of the remote list whom people let in at home, once she is admitted: from where, and why', () => {
    const begun = [started('a'), homecoming('a', '0050'), reserved('a', 'finger')];
    expect(due(begun)).toEqual([]);
    const facts = { receipts: ['r-a'], listed: '0050', reason: 'тизмеден баш тартты' };
    expect(due([...begun, confirmed('a')])).toMatchObject([{ kind: 'homecoming', of: 'd-a', facts }]);
    expect(due([...begun, released('a')]).map(({ kind }) => kind)).toEqual(['not-printed']);
    // Nobody knows where; and whoever was not identified after all was not let in.
    const unknown = [homecoming('b', null), reserved('b', 'finger'), confirmed('b')];
    expect(due(unknown)).toMatchObject([{ kind: 'homecoming', facts: { listed: null } }]);
    const again = [homecoming('c', '0050'), ended('c', 'not-identified'), reserved('c', 'finger'), confirmed('c')];
    expect(due(again).map(({ kind }) => kind)).toEqual(['not-identified']);
    // People who also said who she is have decided twice: each is an act.
    const both = [homecoming('d', '0050'), approved('d', 'колу жаракат'), reserved('d', 'override'), confirmed('d')];
    expect(due(both).map(({ kind }) => kind)).toEqual(['decision', 'homecoming']);
  });

  it('a voter whom another kiosk has admitted too, whichever is known first', () => {
    const here = [reserved('a', 'finger'), confirmed('a')];
    for (const events of [
      [...here, learned(VOTER, 'confirmed')],
      [reserved('a', 'finger'), learned(VOTER, 'confirmed'), confirmed('a')],
      [...here, learned(VOTER, 'confirmed'), learned(VOTER, 'confirmed')],
      // What became of her at a third kiosk takes nothing away from the second.
      [reserved('a', 'finger'), learned(VOTER, 'confirmed'), learned(VOTER, 'released', 'd3'), confirmed('a')],
    ]) {
      expect(due(events)).toMatchObject([{ kind: 'twice', of: 'd-a', facts: { receipts: ['r-a'] } }]);
    }
    // What is not admitted there, or no longer here, is nobody twice; nor is another voter, or another round.
    expect(due([...here, learned(VOTER, 'reserved')])).toEqual([]);
    const begun = [reserved('a', 'finger'), learned(VOTER, 'confirmed'), learned(VOTER, 'undone')];
    expect(due([...begun, confirmed('a')])).toEqual([]);
    expect(due([...here, learned('ef'.repeat(32), 'confirmed')])).toEqual([]);
    expect(due([...here, undone('a'), learned(VOTER, 'confirmed')]).map(({ kind }) => kind)).toEqual(['undone']);
    const repeat = tell('sitting.opened', {
      ...{ sitting: 's2', kind: 'repeat', registered: 4, carried: 0, round: 1, approvers },
    });
    expect(due([repeat, ...here, learned(VOTER, 'confirmed')])).toEqual([]);
  });

  it('a voter whom a kiosk that was not seen has admitted too', () => {
    const here = [reserved('a', 'finger'), confirmed('a')];
    const doubled = tell('admission.doubled', { voter: VOTER, admission: 'd-a', device: 'd2', other: 'd-z' });
    const found = { kind: 'twice', of: 'd-a', facts: { receipts: ['r-a'] } };
    expect(due([...here, doubled])).toMatchObject([found]);
    // Of two kiosks that have her too, and known from a stick as well: one act.
    expect(due([...here, doubled, doubled, learned(VOTER, 'confirmed')])).toMatchObject([found]);
    // Reserved only, and given up: she was admitted at the other one alone.
    expect(due([reserved('a', 'finger'), doubled, released('a')]).map(({ kind }) => kind)).toEqual(['not-printed']);
  });

  it('a voter of the paper list whom another kiosk turns out to have admitted', () => {
    const voter = 'cd'.repeat(32);
    const found = [onPaper('e1', null), learned(voter, 'confirmed')];
    expect(due(found)).toMatchObject([{ kind: 'on-paper', of: 'e1', facts: { page: 3, conflict: 'admitted' } }]);
    expect(due([...found, takenBack('e1')])).toEqual([]);
    expect(due([onPaper('e1', null), takenBack('e1'), learned(voter, 'confirmed')])).toEqual([]);
  });

  it('a document that was read, with what became of its holder: people see whether its address differs', () => {
    const cards = (events: readonly JournalEvent[]) => dueOf(acts(events), new Set(['address-differs']));
    expect(cards([started('a')])).toEqual([]);
    const read = [started('a', 'id-card-2004')];
    expect(cards(read)).toMatchObject([{ of: 'a', facts: { document: 'id-card-2004' } }]);
    expect(cards([...read, ended('a', 'not-in-list')])).toMatchObject([{ of: 'a', facts: { refusal: 'not-in-list' } }]);
    expect(cards([...read, reserved('a', 'finger'), confirmed('a')])).toMatchObject([
      { of: 'a', facts: { document: 'id-card-2004', receipts: ['r-a'] } },
    ]);
  });

  it('the number that counts after a reprint is told, also when it is undone', () => {
    const again = tell('receipt.reissued', {
      ...{ admission: 'd-a', ballot: 'b', voided: 'r-a', receipt: 'r-2', copy: 1, reason: 'айрылды', approvers },
    });
    expect(due([reserved('a', 'finger'), again, confirmed('a'), undone('a')])).toMatchObject([
      { kind: 'reprint', of: 'r-2', facts: { receipts: ['r-2'], voided: ['r-a'] } },
      { kind: 'undone', of: 'd-a', facts: { receipts: ['r-2'], reason: 'ката' } },
    ]);
  });

  it('a voter found twice, unless the entry itself was a mistake', () => {
    expect(due([onPaper('e1', null)])).toEqual([]);
    expect(due([onPaper('e1', 'elsewhere')])).toMatchObject([
      { kind: 'on-paper', facts: { page: 3, line: 14, conflict: 'elsewhere' } },
    ]);
    expect(due([onPaper('e1', 'admitted'), takenBack('e1')])).toEqual([]);
  });

  it('a kiosk that serves beside this one: once for each sitting, and what its people found', () => {
    const beside = (device: string, sitting: string) => tell('copy.served-beside', { device, by: 'resumed' }, sitting);
    const first = beside('d2', 's1');
    const later = [beside('d2', 's1'), beside('d2', 's2'), beside('d3', 's2')];
    const open = [first, ...later];
    expect(due(open)).toMatchObject([
      { kind: 'served-beside', sitting: 's1', facts: { at: first.at, beside: 'd2' } },
      { kind: 'served-beside', sitting: 's2', facts: { beside: 'd2' } },
      { kind: 'served-beside', sitting: 's2', facts: { beside: 'd3' } },
    ]);
    expect(due(open).some(({ facts }) => 'until' in facts)).toBe(false);
    const compared = tell('copy.reconciled', { device: 'd2', reason: 'эки жолу өткөн жок', approvers });
    const told = { until: compared.at, reason: 'эки жолу өткөн жок' };
    expect(due([...open, compared]).map(({ facts }) => [facts.until, facts.reason])).toEqual([
      [told.until, told.reason],
      [told.until, told.reason],
      [undefined, undefined],
    ]);
    // Whoever serves beside it again after that is another matter.
    expect(due([...open, compared, beside('d2', 's1')])).toHaveLength(4);
  });

  it('more sheets in the box than there may be: once for a sitting, with the first hour and the last numbers', () => {
    const sheets = (n: number, sitting: string, time: string | null = null) =>
      tell('ballot-zone.too-many-sheets', { sitting, time, sheets: n, most: 12 }, time === null ? null : sitting);
    const first = sheets(13, 's1', '10:00');
    expect(due([first, sheets(14, 's1'), sheets(20, 's2')])).toMatchObject([
      { kind: 'too-many-sheets', of: 's1', sitting: 's1', facts: { at: first.at, sheets: 14, most: 12 } },
      { kind: 'too-many-sheets', of: 's2', sitting: 's2', facts: { sheets: 20 } },
    ]);
  });

  it('a standstill when it is over, from when until when', () => {
    const [from, until] = [stands(), goesOn()];
    expect(due([from])).toEqual([]);
    expect(due([from, until])).toMatchObject([
      { kind: 'standstill', facts: { at: from.at, until: until.at, reason: 'жарык өчтү' } },
    ]);
  });

  it('a standstill that nobody decided: another kiosk has gone on with the sitting', () => {
    const other = () => tell('copy.superseded', { device: 'd2', count: 40 });
    const opened = tell('sitting.opened', { sitting: 's1', kind: 'day', registered: 4, carried: 0, approvers });
    const [from, until] = [other(), goesOn()];
    expect(due([opened, from])).toEqual([]);
    const [one, ...more] = due([opened, from, until]);
    expect(one).toMatchObject({ kind: 'standstill', of: `d1:${from.seq}`, sitting: 's1' });
    expect(one?.facts).toEqual({ at: from.at, until: until.at });
    expect(more).toEqual([]);
    // Where it stands still already, people have given the reason; where nothing is open, nothing stands still.
    expect(due([opened, stands(), other(), goesOn()])).toMatchObject([{ facts: { reason: 'жарык өчтү' } }]);
    expect(due([other(), goesOn()])).toEqual([]);
    // Late news of the sitting before stops nothing: its count lies before the close.
    const none = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
    const closed = tell('sitting.closed', { ...none, byModality: {}, refused: {}, approvers });
    const next = tell('sitting.opened', { sitting: 's2', kind: 'repeat', registered: 4, carried: 0, approvers }, 's2');
    const late = (count: number) => tell('copy.superseded', { device: 'd2', count }, 's2');
    expect(due([opened, closed, next, late(closed.seq - 1), goesOn()])).toEqual([]);
    expect(due([opened, closed, next, late(closed.seq), goesOn()])).toHaveLength(1);
  });

  it('stay to be settled when their sitting is closed, and are only those of the kinds that are asked for', () => {
    const events = [ended('a', 'not-identified'), ended('b', 'listed-remote', 's2')];
    expect(due(events).map(({ of, sitting }) => [of, sitting])).toEqual([
      ['a', 's1'],
      ['b', 's2'],
    ]);
    expect(dueOf(acts(events), new Set(['standstill']))).toEqual([]);
  });
});

describe('acts', () => {
  it('settle their exception, and know their copies and what came of the last one', () => {
    const events = [ended('a', 'not-identified'), drawn(1, 'not-identified', 'a'), handed('j', 1, 1), out('j', 'yes')];
    expect(due(events)).toEqual([]);
    expect(acts(events).drawn.get(1)).toMatchObject({ copies: 1, out: 'yes' });
    expect(actAbout(acts(events), 'not-identified', 'a')).toBe(1);
    const again = [...events, handed('k', 1, 2)];
    expect(acts(again).drawn.get(1)).toMatchObject({ copies: 2, out: null });
    expect(acts([...again, out('k', 'maybe')]).drawn.get(1)).toMatchObject({ copies: 2, out: 'maybe' });
  });

  it('that are given up are no longer due; one that was drawn stays drawn', () => {
    const events = [ended('a', 'not-identified'), waived('not-identified', 'a')];
    expect(due(events)).toEqual([]);
    expect(actAbout(acts(events), 'not-identified', 'a')).toBeNull();
    const both = [ended('a', 'not-identified'), drawn(1, 'not-identified', 'a'), waived('not-identified', 'a')];
    expect(actAbout(acts(both), 'not-identified', 'a')).toBe(1);
  });

  it('carry no name: their facts have no field that could hold one', () => {
    const facts = { at: '2023-10-08T10:00:00.000+06:00', name: 'Тестова' };
    const whole = {
      ...{ number: 1, shown: '0001-1/1', kind: 'other', names: said, text: said, of: null },
      ...{ facts: { at: facts.at }, words: null },
    };
    const { body } = eventCatalogue['act.drawn'];
    expect(body.safeParse(whole).success).toBe(true);
    const pin = 'ПИН 2 0101 1999 00999';
    for (const change of [{ facts }, { words: pin }, { text: { ...said, ru: pin } }, { shown: 'Асан/1' }]) {
      expect(body.safeParse({ ...whole, ...change }).success, JSON.stringify(change)).toBe(false);
    }
  });
});

describe('an act’s number', () => {
  it('follows the last one, also of before the device was emptied', () => {
    const told = actsFold.start();
    expect([nextNumber(told, 0), nextNumber(told, 7)]).toEqual([1, 8]);
  });

  it('is no other’s: of no other station, kiosk, round or running number', () => {
    const one = fc.record({
      station: fc.stringMatching(/^[0-9]{1,4}$/),
      ...{ place: fc.integer({ min: 0, max: 40 }), round: fc.nat(3), number: fc.integer({ min: 1, max: 400 }) },
    });
    const { shown } = eventCatalogue['act.drawn'].body.shape;
    fc.assert(
      fc.property(one, one, (a, b) => {
        const same = Object.keys(a).every((field) => a[field as 'round'] === b[field as 'round']);
        expect(shownNumber(a) === shownNumber(b)).toBe(same);
        expect(shown.safeParse(shownNumber(a)).success).toBe(true);
      }),
    );
    const first = { station: '0001', place: 1, round: 0, number: 1 };
    // One that goes on from a copy may not know the last of the other.
    expect(shownNumber({ ...first, round: 1 })).toBe('0001-1-1/1');
    expect(shownNumber({ ...first, place: 2 })).toBe('0001-2/1');
  });
});

describe('any day', () => {
  /** What can happen, by a small number that names whom it happens to. */
  const happenings = [
    (n: number) => [ended(`a${n}`, 'not-identified')],
    (n: number) => [ended(`b${n}`, 'timed-out')],
    (n: number) => [reserved(`f${n}`, 'finger'), confirmed(`f${n}`)],
    (n: number) => [reserved(`g${n}`, 'finger'), released(`g${n}`)],
    (n: number) => [reserved(`h${n}`, 'finger'), confirmed(`h${n}`), undone(`h${n}`)],
    (n: number) => [approved(`o${n}`, 'колу жаракат'), reserved(`o${n}`, 'override'), confirmed(`o${n}`)],
    (n: number) => [onPaper(`e${n}`, 'admitted')],
    (n: number) => [onPaper(`x${n}`, 'admitted'), takenBack(`x${n}`)],
    () => [stands(), goesOn()],
    (n: number) => [ended(`s${n}`, 'standing-still')],
    (n: number) => [reserved(`t${n}`, 'finger', hex(n)), confirmed(`t${n}`), learned(hex(n), 'confirmed')],
    (n: number) => [onPaper(`l${n}`, null, hex(n)), learned(hex(n), 'confirmed')],
    (n: number) => [homecoming(`m${n}`, '0050'), reserved(`m${n}`, 'finger'), confirmed(`m${n}`)],
  ] as const;
  const hex = (n: number) => n.toString(16).padStart(64, '0');
  /** Acts that each of them makes. */
  const made = [1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1] as const;
  const day = fc.array(fc.nat(happenings.length - 1), { maxLength: 30 });
  const told = (which: readonly number[]) => which.flatMap((one, n) => happenings[one]?.(n) ?? []);
  const expected = (which: readonly number[]) => which.reduce((sum, one) => sum + (made[one] ?? 0), 0);

  it('has one exception for each that happened, and drawing or giving up takes exactly that one away', () => {
    fc.assert(
      fc.property(day, fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 12 }), (which, choices) => {
        const events = told(which);
        let left = due(events).length;
        expect(left).toBe(expected(which));
        for (const [pick, draws] of choices) {
          const state = acts(events);
          const open = dueOf(state, every);
          const one = open[pick % Math.max(1, open.length)];
          if (one === undefined) break;
          events.push(draws ? drawn(nextNumber(state, 0), one.kind, one.of) : waived(one.kind, one.of));
          left -= 1;
          expect(due(events)).toEqual(open.filter((other) => other !== one));
          expect(due(events)).toHaveLength(left);
        }
        const numbers = [...acts(events).drawn.keys()];
        expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      }),
    );
  });

  it('ties nobody to a ballot: no act has a ballot, a pseudonym or a person in it', () => {
    fc.assert(
      fc.property(day, (which) => {
        for (const { facts, of } of due(told(which))) {
          expect(JSON.stringify({ facts, of })).not.toMatch(/ballot-of-deputies|[0-9a-f]{64}|chair|member/);
          expect(actFacts.safeParse(facts).success).toBe(true);
        }
      }),
    );
  });

  it('keeps its order: what is still due stands in the order in which it stood before', () => {
    fc.assert(
      fc.property(day, fc.nat(60), (which, at) => {
        const events = told(which);
        const names = (some: readonly JournalEvent[]) => due(some).map(({ kind, of }) => `${kind} ${of}`);
        const [before, after] = [names(events.slice(0, at)), names(events)];
        expect(after.filter((one) => before.includes(one))).toEqual(before.filter((one) => after.includes(one)));
      }),
    );
  });

  it('is the same whether it is read at once or event by event, and every exception is found by its name', () => {
    fc.assert(
      fc.property(day, (which) => {
        const events = told(which);
        let state = actsFold.start();
        for (const event of events) {
          // Asked between the events, and read from the text of a log, it is the same.
          state = actsFold.step(state, JSON.parse(JSON.stringify(event)));
          dueOf(state, every);
        }
        expect(state).toEqual(acts(events));
        expect(dueOf(state, every)).toEqual(due(events));
        for (const one of dueOf(state, every)) expect(occasionOf(state, one.kind, one.of)).toBe(one);
      }),
    );
  });
});
