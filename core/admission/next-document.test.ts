import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules, settle, start, voter } from './machine.fixture.ts';
import type { AdmissionEvent } from './machine.ts';
import { afterNext, mayWaitBeside, type NextDocument, type NextDocumentEvent } from './next-document.ts';
import type { Printed } from './ports.ts';

const WAIT = 60_000;
const none: NextDocument<string> = { at: 'nobody' };
type At = Extract<NextDocumentEvent<string>, { type: 'step' }>['at'];
const read = (document: string | null, beside: At = 'printing'): NextDocumentEvent<string> => ({
  ...{ type: 'read', document, beside, now: 0 },
});
const at = (step: At, another = false) => ({ type: 'step', at: step, another }) as const;
const after = (...events: readonly NextDocumentEvent<string>[]) =>
  events.reduce(({ next }, event) => afterNext(next, event, WAIT), afterNext(none, { type: 'left' }, WAIT));

describe("the next voter's document", () => {
  it('waits beside a receipt and its verdict, and begins once when the voter before has gone', () => {
    expect(after(read('B'), at('printing'), at('admitted'))).toMatchObject({ next: { at: 'waiting' }, begin: null });
    expect(after(read('B'), at('admitted'), at('idle'))).toEqual({ next: none, begin: 'B' });
    expect(after(read('B'), at('idle'), at('idle'))).toEqual({ next: none, begin: null });
  });

  it('is the one that was laid down last; a bad look at it loses none', () => {
    expect(after(read('B'), read('C'), at('idle')).begin).toBe('C');
    expect(after(read('B'), read(null), at('idle')).begin).toBe('B');
    expect(after(read(null))).toEqual({ next: { at: 'gone', why: 'unreadable' }, begin: null });
  });

  it.each(['finger', 'photo', 'ballots', 'print-trouble', 'looking-up'] as const)(
    'is put aside beside %s, and begins when the officer says so',
    (step) => {
      const aside = { at: 'aside', document: 'B', since: 0 } as const;
      expect(after(read('B', step))).toEqual({ next: aside, begin: null });
      expect(after(read('B', step), at('printing'), at('admitted'), at('idle'))).toEqual({ next: aside, begin: null });
      expect(after(read('B', step), at('idle'), { type: 'wanted' })).toEqual({ next: none, begin: 'B' });
      // What waited beside a receipt that then needs the officer is put aside with it.
      expect(after(read('B'), at(step), at('idle'))).toEqual({ next: aside, begin: null });
    },
  );

  it('is no bad look of a reader from which somebody takes her own', () => {
    expect(after(read(null, 'finger'))).toEqual({ next: none, begin: null });
    expect(after(read('B', 'finger'), read(null, 'finger')).next.at).toBe('aside');
  });

  it('has to be laid down again where the policy lets nothing wait', () => {
    expect(afterNext(none, read('B', 'finger'), 0)).toEqual({ next: { at: 'gone', why: 'trouble' }, begin: null });
  });

  it('begins once only, and nothing else is wanted', () => {
    expect(after(read('B', 'finger'), { type: 'wanted' }, { type: 'wanted' })).toEqual({ next: none, begin: null });
    expect(after(read('B'), { type: 'wanted' })).toMatchObject({ next: { at: 'waiting' }, begin: null });
  });

  it.each([
    ['it waits longer than the policy lets it', { type: 'tick', now: WAIT }, 'too-long'],
    ['its reader comes off', { type: 'reader-away' }, 'reader'],
  ] as const)('is dropped whole when %s, and says so', (_, event, why) => {
    for (const step of ['printing', 'finger'] as const) {
      const dropped = after(read('B', step), event);
      expect(dropped).toEqual({ next: { at: 'gone', why }, begin: null });
      for (const still of ['finger', 'printing', 'admitted', 'idle'] as const) {
        expect(afterNext(dropped.next, at(still), WAIT)).toEqual({ next: { at: 'gone', why }, begin: null });
      }
      // The next voter is there: what was told is over.
      expect(afterNext(dropped.next, at('finger', true), WAIT).next).toEqual(none);
    }
  });

  it('is taken away by the officer, and goes with her', () => {
    for (const type of ['removed', 'left'] as const) expect(after(read('B'), { type }, at('idle')).begin).toBeNull();
    expect(after(read('B'), { type: 'tick', now: WAIT - 1 }).next.at).toBe('waiting');
  });
});

/**
 * A desk of charts: one voter's statechart after the other, each begun with one document, as the zone begins them. What
 * each chart says is kept under its own attempt, with the document that the attempt was begun with.
 */
function desk(print: () => Printed) {
  let next: NextDocument<string> = none;
  let attempts = 0;
  let running: { readonly attempt: number; readonly chart: ReturnType<typeof start> } | null = null;
  const told: { readonly attempt: number; readonly document: string; readonly what: string }[] = [];
  const begun: string[] = [];
  const take = (event: NextDocumentEvent<string>): void => {
    const result = afterNext(next, event, WAIT);
    next = result.next;
    if (result.begin !== null) begin(result.begin);
  };
  const step = () => running?.chart.step().at ?? 'idle';
  let seen = 0;
  /** The attempt has come to a step, as the zone tells it. */
  const moved = (): void => {
    const another = running !== null && running.attempt !== seen;
    if (running !== null) seen = running.attempt;
    take(at(step(), another));
  };
  function begin(document: string): void {
    if (running !== null) throw new Error(`${document} was begun beside another`);
    attempts += 1;
    const attempt = attempts;
    begun.push(document);
    const tell = <T>(what: string, answer: T): T => {
      told.push({ attempt, document, what });
      return answer;
    };
    const chart = start(
      {
        lookUp: () => tell('lookUp', { kind: 'one', facts: { ...voter, record: document } }),
        reserve: () =>
          tell('reserve', {
            ok: true,
            admission: `a${attempt}`,
            receipts: [{ receipt: `r${attempt}`, ballot: 'council', printed: false }],
            sheets: [],
          }),
        print: () => tell('print', print()),
        write: () => tell('write', { ok: true }),
      },
      { attempt: `t${attempt}`, start: { by: 'document', pin: document }, rules },
    );
    running = { attempt, chart };
    chart.actor.subscribe((snapshot) => {
      if (snapshot.status !== 'active') running = null;
      moved();
    });
  }
  return {
    told,
    begun,
    step,
    take,
    get waiting() {
      return next.at === 'waiting' ? next.document : null;
    },
    get aside() {
      return next.at === 'aside' ? next.document : null;
    },
    /** What the chart at the desk knows now. */
    facts: () => running?.chart.actor.getSnapshot().context.facts?.record ?? null,
    attempt: () => running?.attempt ?? null,
    lay(document: string): void {
      if (step() === 'idle') begin(document);
      else take(read(document, step()));
    },
    send: (event: AdmissionEvent) => running?.chart.actor.send(event),
  };
}

describe('two voters at one desk', () => {
  const officers = fc.constantFrom<AdmissionEvent>(
    { type: 'finish' },
    { type: 'finish' },
    { type: 'cancel' },
    { type: 'print.resume' },
    { type: 'slip.out' },
    { type: 'warning.accepted' },
    { type: 'slip.reprint', reason: 'why', approvers: ['a'] },
    { type: 'release', reason: 'why', approvers: ['a', 'b'] },
    { type: 'finger.next' },
  );
  const happens = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('A', 'B', 'C').map((document) => ({ lay: document })) },
    { weight: 4, arbitrary: officers.map((send) => ({ send })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom<NextDocumentEvent<string>>(
          { type: 'tick', now: WAIT },
          { type: 'reader-away' },
          { type: 'removed' },
          read(null),
        )
        .map((take) => ({ take })),
    },
    { weight: 1, arbitrary: fc.constant({ want: true as const }) },
    { weight: 1, arbitrary: fc.constant({ leave: true as const }) },
  );

  it('never join, whatever comes between', async () => {
    let held = 0;
    let followed = 0;
    let wanted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(happens, { maxLength: 30 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
        async (events, luck) => {
          const roll = () => luck.next().value as number;
          const here = desk(() =>
            roll() < 4
              ? { ok: true }
              : { ok: false, sent: roll() < 3 ? 'nothing' : 'maybe', problem: { code: 'device.printer-missing' } },
          );
          for (const one of events) {
            // Between two events the chart goes on by some of its own steps, not always to where it rests.
            for (let turns = roll() * 4; turns > 0; turns -= 1) await Promise.resolve();
            const before = { attempt: here.attempt(), facts: here.facts(), waiting: here.waiting, aside: here.aside };
            const told = here.told.length;
            if ('lay' in one) here.lay(one.lay);
            if ('send' in one) here.send(one.send);
            if ('take' in one) here.take(one.take);
            if ('want' in one) {
              // Whoever is at the desk is finished first, whatever it takes.
              here.send({ type: 'cancel' });
              here.send({ type: 'release', reason: 'why', approvers: ['a', 'b'] });
              await settle();
              here.send({ type: 'finish' });
            }
            // The key is offered between voters.
            if ('want' in one && here.step() === 'idle') {
              const begun = here.begun.length;
              const { aside } = here;
              here.take({ type: 'wanted' });
              expect(here.begun.slice(begun)).toEqual(aside === null ? [] : [aside]);
              wanted += here.begun.length - begun;
            }
            if ('leave' in one) {
              here.take({ type: 'left' });
              here.send({ type: 'cancel' });
              here.send({ type: 'finish' });
              expect(here.waiting).toBeNull();
            }
            if (here.aside !== null && before.aside === null) {
              expect({ attempt: here.attempt(), begun: here.told.length }).toEqual({
                attempt: before.attempt,
                begun: told,
              });
            }
            if (here.waiting !== null && before.waiting === null) {
              held += 1;
              // It was laid down, and nothing of whoever is served has changed or was told.
              expect({ attempt: here.attempt(), facts: here.facts() }).toEqual({
                attempt: before.attempt,
                facts: before.facts,
              });
              expect(here.told.length).toBe(told);
              expect(mayWaitBeside(here.step())).toBe(true);
            }
            if (before.waiting !== null && here.attempt() !== null && here.attempt() !== before.attempt) {
              followed += 1;
              expect(here.begun.at(-1)).toBe(before.waiting);
            }
            if (here.facts() !== null) expect(here.facts()).toBe(here.begun.at(-1));
          }
          await settle();
          // Each thing that was told has one attempt and its document; one attempt is over before the next is told of.
          for (const { attempt, document } of here.told) expect(document).toBe(here.begun[attempt - 1]);
          const order = here.told.map(({ attempt }) => attempt);
          expect(order).toEqual([...order].sort((a, b) => a - b));
          for (let attempt = 1; attempt <= here.begun.length; attempt += 1) {
            const own = here.told.filter((one) => one.attempt === attempt && one.what === 'reserve');
            expect(own.length).toBeLessThanOrEqual(1);
          }
        },
      ),
      // The same lots each time: what they must have tried is counted below.
      { numRuns: 500, seed: 20231008 },
    );
    expect(held).toBeGreaterThan(20);
    expect(followed).toBeGreaterThan(5);
    expect(wanted).toBeGreaterThan(5);
  });
});
