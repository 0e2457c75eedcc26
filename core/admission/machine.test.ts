import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor, fromPromise } from 'xstate';
import type { RecordFacts } from './eligibility.ts';
import { type AdmissionEvent, type AdmissionInput, admissionMachine } from './machine.ts';
import type {
  Approved,
  AttemptRecord,
  Captured,
  FaceCompared,
  Found,
  FoundByFinger,
  OfReceipt,
  Printed,
  Renumbered,
  Reserved,
  Written,
} from './ports.ts';
import type { AdmissionRules } from './rules.ts';
import type { FingerCandidate } from './step.ts';
import { stepOf } from './view.ts';

const here = {
  precinct: '3101',
  constituency: '1',
  kind: 'home',
  remote: { basis: 'by-list', sameConstituency: 'refuse' },
} as const;
const address = { ky: 'Саруу', ru: 'Саруу', en: 'Saruu' };

const rules: AdmissionRules = {
  modalities: [{ kind: 'finger', threshold: 40, triesPerFinger: 2, maxFingers: 2, minimumQuality: 30 }],
  findByFinger: null,
  ballots: [{ ballot: 'council', mayBeDeclined: false }],
  attemptTimeoutMs: 600_000,
};

const voter: RecordFacts = {
  record: 'r1',
  voter: 'ab',
  sex: 'female',
  ageGroup: '36-45',
  precinct: { number: '3101', constituency: '1', address },
  remote: false,
  enrolled: [
    { finger: 2, quality: 60 },
    { finger: 7, quality: 80 },
  ],
  photo: true,
  admission: null,
  outside: null,
  document: null,
};

interface World {
  lookUp: () => Found;
  capture: () => Captured;
  score: () => number;
  search: () => FoundByFinger;
  reserve: () => Reserved;
  print: () => Printed;
  write: () => Written;
}

const alike = (record: string, score: number): FingerCandidate => ({
  ...{ record, score, surname: 'Тестова', given: 'Айгүл', patronymic: null },
  ...{ birthYear: 1961, number: 7, photo: null },
});

const happy: World = {
  lookUp: () => ({ kind: 'one', facts: voter }),
  capture: () => ({ ok: true, quality: 80, why: [] }),
  score: () => 60,
  search: () => ({ ok: true, candidates: [alike('r1', 61.5), alike('r2', 43)] }),
  reserve: () => ({ ok: true, admission: 'a1', receipts: [{ receipt: '0001', ballot: 'council', printed: false }] }),
  print: () => ({ ok: true }),
  write: () => ({ ok: true }),
};

function start(world: Partial<World> = {}, input: Partial<AdmissionInput> = {}) {
  const w = { ...happy, ...world };
  const calls: string[] = [];
  const records: AttemptRecord[] = [];
  const call = async <T>(name: string, answer: () => T) => {
    calls.push(name);
    return answer();
  };
  const actor = createActor(
    admissionMachine.provide({
      actors: {
        lookUp: fromPromise(() => call('lookUp', w.lookUp)),
        captureFinger: fromPromise(({ input }) => call(`capture ${input.finger}`, w.capture)),
        searchFinger: fromPromise(() => call('search', w.search)),
        compareFinger: fromPromise(() => call('compare', () => ({ score: w.score() }))),
        compareFace: fromPromise<FaceCompared>(() => call('face', () => ({ ok: false, problem: null }))),
        reserve: fromPromise(() => call('reserve', w.reserve)),
        print: fromPromise(() => call('print', w.print)),
        acceptSlip: fromPromise(() => call('accept', w.write)),
        voidAndRenumber: fromPromise<Renumbered, OfReceipt & Approved>(() =>
          call('renumber', () => ({ ok: true, receipt: '0002' })),
        ),
        release: fromPromise(() => call('release', w.write)),
        confirm: fromPromise(() => call('confirm', w.write)),
      },
      actions: { record: (_, params) => void records.push(params) },
    }),
    {
      input: { attempt: 't1', rules, here, start: { by: 'pin', text: '21502198500002' }, ...input },
    },
  );
  actor.start();
  return { actor, calls, records, step: () => stepOf(actor.getSnapshot()) };
}

/** Lets every promise that is ready run. */
async function settle() {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

describe("one voter's way", () => {
  it('goes from the record over the finger and one receipt to admitted', async () => {
    const { calls, step, records } = start();
    await settle();
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
    expect(calls).toEqual(['lookUp', 'capture 7', 'compare', 'reserve', 'print', 'confirm']);
    expect(records).toEqual([{ kind: 'biometric', modality: 'finger', finger: 7, result: 'match', tryNumber: 1 }]);
  });

  it('uses up tries finger by finger, then ends in "not identified" when policy has nothing else', async () => {
    const { calls, step, records } = start({ score: () => 5 });
    await settle();
    expect(calls.filter((one) => one.startsWith('capture'))).toEqual([
      'capture 7',
      'capture 7',
      'capture 2',
      'capture 2',
    ]);
    expect(step()).toEqual({ at: 'refused', refusal: { reason: 'not-identified' } });
    expect(records.at(-1)).toEqual({ kind: 'ended', outcome: 'not-identified', reason: 'not-identified' });
  });

  it('gives guidance for a poor capture without using up a try', async () => {
    const captures: Captured[] = [
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 90, why: [] },
    ];
    const { step, records } = start({ capture: () => captures.shift()! });
    await settle();
    expect(step().at).toBe('admitted');
    expect(records.filter((one) => one.kind === 'biometric').map((one) => one.result)).toEqual([
      'low-quality',
      'low-quality',
      'low-quality',
      'match',
    ]);
    expect(records.at(-1)).toMatchObject({ tryNumber: 1 });
  });

  it('never compares a touch of which nothing was taken, whatever the policy lets be compared', async () => {
    const captures: Captured[] = [
      { ok: true, quality: 0, why: ['no-finger'] },
      { ok: true, quality: 1, why: ['smeared'] },
    ];
    const lax: AdmissionRules = {
      ...rules,
      modalities: [{ kind: 'finger', threshold: 40, triesPerFinger: 2, maxFingers: 2, minimumQuality: 0 }],
    };
    const { step, records } = start({ capture: () => captures.shift()! }, { rules: lax });
    await settle();
    expect(step().at).toBe('admitted');
    expect(records.flatMap((one) => (one.kind === 'biometric' ? [one.result] : []))).toEqual(['low-quality', 'match']);
  });

  it('waits for a lost sensor and goes on when it is back', async () => {
    const captures: Captured[] = [
      { ok: false, problem: { code: 'device.printer-missing' } },
      { ok: true, quality: 90, why: [] },
    ];
    const { actor, step } = start({ capture: () => captures.shift()! });
    await settle();
    expect(step()).toEqual({ at: 'device-trouble', problem: { code: 'device.printer-missing' } });
    actor.send({ type: 'device.up' });
    await settle();
    expect(step().at).toBe('admitted');
  });

  it('keeps the reservation when the printer fails before a byte, and prints the same receipt later', async () => {
    const prints: Printed[] = [
      { ok: false, sent: 'nothing', problem: { code: 'device.printer-missing' } },
      { ok: true },
    ];
    const { actor, calls, step } = start({ print: () => prints.shift()! });
    await settle();
    expect(step()).toMatchObject({ at: 'print-trouble', sent: 'nothing', receipt: '0001' });
    actor.send({ type: 'cancel' });
    await settle();
    expect(step().at).toBe('print-trouble');
    actor.send({ type: 'print.resume' });
    await settle();
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
    expect(calls.filter((one) => one === 'reserve')).toHaveLength(1);
  });

  it('prints nothing again when every slip is out and only the confirmation was refused by the disk', async () => {
    const writes: Written[] = [{ ok: false, problem: { code: 'storage.full' } }, { ok: true }];
    const { actor, calls, step } = start({ write: () => writes.shift()! });
    await settle();
    expect(step()).toMatchObject({ at: 'print-trouble', problem: { code: 'storage.full' }, sent: 'nothing' });
    actor.send({ type: 'print.resume' });
    await settle();
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
    expect(calls.filter((one) => one === 'print')).toHaveLength(1);
  });

  it('never prints again by itself when a slip may be out: the officer confirms it or voids its number', async () => {
    const failing: Printed = { ok: false, sent: 'maybe', problem: { code: 'device.printer-missing' } };
    const out = start({ print: () => failing });
    await settle();
    out.actor.send({ type: 'print.resume' });
    await settle();
    expect(out.calls.filter((one) => one === 'print')).toHaveLength(1);
    out.actor.send({ type: 'slip.out' });
    await settle();
    expect(out.step()).toEqual({ at: 'admitted', receipts: ['0001'] });

    const prints: Printed[] = [failing, { ok: true }];
    const torn = start({ print: () => prints.shift()! });
    await settle();
    torn.actor.send({ type: 'slip.reprint', reason: 'torn', approvers: ['m1'] });
    await settle();
    expect(torn.step()).toEqual({ at: 'admitted', receipts: ['0002'] });
  });

  it.each([
    [{ ...voter, precinct: { ...voter.precinct, number: '3102' } }, 'other-precinct'],
    [{ ...voter, precinct: { ...voter.precinct, number: '3201', constituency: '2' } }, 'remote-needs-link'],
    [{ ...voter, remote: true }, 'listed-remote'],
    [{ ...voter, admission: { state: 'open' as const } }, 'reservation-open'],
    [{ ...voter, outside: { date: '2023-10-07' } }, 'admitted-outside'],
    [
      { ...voter, admission: { state: 'confirmed' as const, at: null, station: null, device: null } },
      'already-admitted',
    ],
    [{ ...voter, enrolled: [], photo: false }, 'no-biometrics'],
  ])('refuses with the reason that holds: %#', async (facts, reason) => {
    const { step, calls } = start({ lookUp: () => ({ kind: 'one', facts }) });
    await settle();
    expect(step()).toMatchObject({ at: 'refused', refusal: { reason } });
    expect(calls).not.toContain('reserve');
  });

  it('offers photo and override only where the policy has them, and in its order', async () => {
    const { actor, step, records } = start(
      { score: () => 0 },
      {
        rules: {
          ...rules,
          modalities: [...rules.modalities, { kind: 'photo', approvers: 2 }, { kind: 'override', approvers: 2 }],
        },
      },
    );
    await settle();
    expect(step()).toEqual({ at: 'photo', approvers: 2 });
    actor.send({ type: 'photo.compared', same: false, approvers: ['o', 'm'] });
    await settle();
    expect(step()).toEqual({ at: 'override', approvers: 2 });
    actor.send({ type: 'override.approved', reason: 'burnt fingers', approvers: ['o', 'm'] });
    await settle();
    expect(step().at).toBe('admitted');
    expect(records).toContainEqual({
      kind: 'approved',
      what: 'override',
      reason: 'burnt fingers',
      approvers: ['o', 'm'],
    });
  });

  it('starts a reservation found after a restart at the printer', async () => {
    const { actor, step, calls } = start(
      {},
      {
        start: {
          admission: 'a9',
          receipts: [{ receipt: '0009', ballot: 'council', printed: false }],
          sent: 'maybe',
          problem: { code: 'device.printer-missing' },
        },
      },
    );
    expect(step()).toMatchObject({ at: 'print-trouble', receipt: '0009', sent: 'maybe' });
    actor.send({ type: 'release', reason: 'voter left', approvers: ['o', 'm'] });
    await settle();
    expect(calls).toEqual(['release']);
    expect(step()).toEqual({ at: 'idle' });
  });
});

describe('a record that is looked for by finger', () => {
  const unreadable = { start: { by: 'document', pin: null }, unreadable: 'unreadable-document' } as const;
  const may: AdmissionRules = { ...rules, findByFinger: { minimumQuality: 30 } };
  const approvers = ['chair', 'member'];

  it('is not to be had where the policy does not have it, nor before a document could not be read', () => {
    const { actor, step } = start({}, unreadable);
    expect(step()).toEqual({ at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: false, problem: null });
    expect(actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
    expect(start({}, { rules: may }).actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
  });

  it('is not to be had where the document could be read, and only has no PIN that is relied on', () => {
    const { actor, step } = start({}, { ...unreadable, unreadable: 'no-pin-in-document', rules: may });
    expect(step()).toMatchObject({ at: 'enter-pin', why: 'no-pin-in-document', mayFindByFinger: false });
    expect(actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
  });

  it('is looked for three times in one attempt, whatever comes of it, and then the PIN is typed', async () => {
    const { actor, step, calls, records } = start(
      { search: () => ({ ok: true, candidates: [] }) },
      { ...unreadable, rules: may },
    );
    actor.send({ type: 'search.began' });
    await settle();
    const over = { code: 'station.search-used-up', params: { looks: 3 } };
    expect(step()).toMatchObject({ at: 'enter-pin', mayFindByFinger: false, problem: over });
    expect(calls.filter((one) => one === 'search')).toHaveLength(3);
    expect(records).toHaveLength(3);
    expect(actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
    actor.send({ type: 'pin.entered', pin: '21502198500002' });
    await settle();
    expect(step().at).toBe('admitted');

    // The same where somebody was found each time.
    const found = start({}, { ...unreadable, rules: may });
    found.actor.send({ type: 'search.began' });
    for (const more of [true, true, false]) {
      await settle();
      expect(found.step()).toMatchObject({ at: 'finger-candidates', mayLookAgain: more });
      found.actor.send({ type: 'search.again' });
    }
    await settle();
    // Those of the last look may still be chosen from; leaving them is no way round.
    expect(found.step().at).toBe('finger-candidates');
    found.actor.send({ type: 'search.left' });
    expect(found.step()).toMatchObject({ at: 'enter-pin', mayFindByFinger: false, problem: over });
  });

  it.each([
    ['broke off', (): FoundByFinger => ({ ok: false })],
    [
      'threw',
      (): FoundByFinger => {
        throw new Error('a template does not open');
      },
    ],
  ])('leads back to the PIN with the problem when the search %s, and may be begun again', async (_, search) => {
    const { actor, step, records } = start({ search }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    const problem = { code: 'station.search-failed' };
    expect(step()).toEqual({ at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: true, problem });
    expect(records).toEqual([{ kind: 'search-failed' }]);
    actor.send({ type: 'pin.entered', pin: '21502198500002' });
    await settle();
    expect(step().at).toBe('admitted');
    expect(actor.getSnapshot().context.problem).toBeNull();
  });

  it('is chosen by persons among candidates, and the finger is then captured and compared as ever', async () => {
    const { actor, step, calls, records } = start({}, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    expect(step()).toMatchObject({ at: 'finger-search', state: 'waiting' });
    await settle();
    expect(step()).toMatchObject({ at: 'finger-candidates', candidates: [{ record: 'r1' }, { record: 'r2' }] });
    expect(actor.getSnapshot().can({ type: 'candidate.confirmed', record: 'r3', approvers })).toBe(false);
    expect(actor.getSnapshot().can({ type: 'candidate.chosen', record: 'r1' })).toBe(false);
    actor.send({ type: 'candidate.confirmed', record: 'r2', approvers });
    await settle();
    expect(calls.slice(0, 5)).toEqual(['capture null', 'search', 'lookUp', 'capture 7', 'compare']);
    expect(step().at).toBe('admitted');
    expect(actor.getSnapshot().context).toMatchObject({ alike: [], query: { by: 'record', record: 'r2' } });
    expect(records.slice(0, 2)).toEqual([
      { kind: 'finger-search', found: 2, level: 60 },
      { kind: 'candidate-chosen', place: 2, level: 40, approvers },
    ]);
  });

  it('is refused like any other when the finger that is compared then does not match', async () => {
    const { actor, step, calls } = start({ score: () => 10 }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    actor.send({ type: 'candidate.confirmed', record: 'r1', approvers });
    await settle();
    expect(step()).toEqual({ at: 'refused', refusal: { reason: 'not-identified' } });
    expect(calls).not.toContain('reserve');
  });

  it('asks for another finger when nobody is like it, and leads back to the PIN', async () => {
    let looks = 0;
    const search = (): FoundByFinger => ({ ok: true, candidates: ++looks > 2 ? [alike('r1', 50)] : [] });
    const captures: Captured[] = [
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 80, why: [] },
      { ok: true, quality: 80, why: [] },
      { ok: false, problem: { code: 'device.fingerprint-missing' } },
    ];
    const { actor, step, records } = start({ search, capture: () => captures.shift()! }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    expect(step()).toMatchObject({ at: 'finger-search', problem: { code: 'device.fingerprint-missing' } });
    expect(records).toEqual([
      { kind: 'biometric', modality: 'finger', finger: null, result: 'low-quality', tryNumber: 0 },
      { kind: 'finger-search', found: 0, level: 0 },
      { kind: 'finger-search', found: 0, level: 0 },
    ]);
    actor.send({ type: 'search.left' });
    expect(step().at).toBe('enter-pin');
    // Nothing of the search is left for the finger that is asked for later.
    expect(actor.getSnapshot().context).toMatchObject({ alike: [], hint: [], missed: false, problem: null });
  });

  it('gives way to a document that could be read after all', async () => {
    const capture = () => ({ ok: false, problem: { code: 'device.fingerprint-missing' } }) as const;
    const { actor, step, calls } = start({ capture }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    actor.send({ type: 'document.read', pin: '21502198500002' });
    await settle();
    expect(calls).toContain('lookUp');
    expect(step().at).toBe('device-trouble');
  });
});

describe('any event in any state', () => {
  const event: fc.Arbitrary<AdmissionEvent> = fc.oneof(
    fc.constant<AdmissionEvent>({ type: 'pin.entered', pin: '21502198500002' }),
    fc.constant<AdmissionEvent>({ type: 'candidate.chosen', record: 'r1' }),
    fc.constantFrom<AdmissionEvent>(
      { type: 'search.began' },
      { type: 'search.began' },
      { type: 'search.again' },
      { type: 'search.left' },
      { type: 'candidate.confirmed', record: 'r1', approvers: ['a', 'b'] },
      { type: 'document.read', pin: '21502198500002' },
      { type: 'warning.accepted' },
      { type: 'finger.next' },
      { type: 'finger.unreadable' },
      { type: 'device.up' },
      { type: 'print.resume' },
      { type: 'slip.out' },
      { type: 'cancel' },
      { type: 'capture.progress', progress: 0.5 },
      { type: 'photo.compared', same: true, approvers: ['a', 'b'] },
      { type: 'override.approved', reason: 'why', approvers: ['a', 'b'] },
      { type: 'slip.reprint', reason: 'why', approvers: ['a'] },
      { type: 'release', reason: 'why', approvers: ['a', 'b'] },
      { type: 'ballots.taken', ballots: ['council'] },
      { type: 'finish' },
    ),
  );

  it('reserves at most once, prints only after the reservation, and always leaves a next step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 25 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
        async (events, luck) => {
          const roll = () => luck.next().value as number;
          const { actor, calls, step } = start(
            {
              lookUp: () =>
                roll() < 4
                  ? { kind: 'one', facts: voter }
                  : { kind: 'many', candidates: [{ record: 'r1' } as never], more: false },
              capture: (): Captured =>
                roll() < 4
                  ? { ok: true, quality: roll() < 2 ? 10 : 80, why: [] }
                  : { ok: false, problem: { code: 'device.printer-missing' } },
              score: () => (roll() < 3 ? 60 : 0),
              search: () => {
                const luck = roll();
                if (luck === 5) throw new Error('the search died');
                return luck === 4 ? { ok: false } : { ok: true, candidates: luck < 3 ? [alike('r1', 50)] : [] };
              },
              print: (): Printed =>
                roll() < 3
                  ? { ok: true }
                  : { ok: false, sent: roll() < 3 ? 'nothing' : 'maybe', problem: { code: 'device.printer-missing' } },
              write: (): Written =>
                roll() < 4 ? { ok: true } : { ok: false, problem: { code: 'device.printer-missing' } },
            },
            {
              rules: {
                ...rules,
                modalities: [...rules.modalities, { kind: 'override', approvers: 2 }],
                findByFinger: { minimumQuality: 30 },
              },
              ...(roll() < 3 ? {} : { start: { by: 'document', pin: null } }),
            },
          );
          for (const one of events) {
            await settle();
            if (actor.getSnapshot().status !== 'active') break;
            actor.send(one);
          }
          await settle();
          const reserved = calls.indexOf('reserve');
          expect(calls.filter((one) => one === 'reserve').length).toBeLessThanOrEqual(1);
          expect(calls.filter((one) => one === 'search').length).toBeLessThanOrEqual(3);
          // However the record was found: a finger admits by a comparison of its own.
          if (reserved >= 0 && actor.getSnapshot().context.established === 'finger') {
            const compared = calls.slice(0, reserved).lastIndexOf('compare');
            expect(compared).toBeGreaterThan(calls.lastIndexOf('search'));
            expect(compared).toBeGreaterThan(calls.lastIndexOf('lookUp'));
          }
          for (const name of ['print', 'confirm', 'release']) {
            const first = calls.indexOf(name);
            if (first >= 0) expect(first).toBeGreaterThan(reserved);
          }
          if (actor.getSnapshot().status === 'active') expect(step().at).not.toBe('idle');
          // Whatever happened, a patient officer can always bring it to an end.
          for (let turn = 0; turn < 30 && actor.getSnapshot().status === 'active'; turn += 1) {
            const patient: readonly AdmissionEvent[] = [
              { type: 'cancel' },
              { type: 'slip.out' },
              { type: 'print.resume' },
              { type: 'finish' },
              { type: 'release', reason: 'patience', approvers: ['a', 'b'] },
            ];
            actor.send(patient[turn % patient.length] as AdmissionEvent);
            await settle();
          }
          expect(actor.getSnapshot().status).toBe('done');
          if (reserved >= 0) expect(calls.some((one) => one === 'confirm' || one === 'release')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
