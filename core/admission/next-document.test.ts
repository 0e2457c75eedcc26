import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules, settle, start, voter } from './machine.fixture.ts';
import type { AdmissionEvent } from './machine.ts';
import { afterNext, mayWaitBeside, type NextDocument, type NextDocumentEvent } from './next-document.ts';
import type { Printed } from './ports.ts';

const WAIT = 60_000;
const none: NextDocument<string> = { at: 'nobody' };
const read = (document: string | null, now = 0): NextDocumentEvent<string> => ({ type: 'read', document, now });
const at = (step: Extract<NextDocumentEvent<string>, { type: 'step' }>['at']) => ({ type: 'step', at: step }) as const;
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

  it.each([
    ['the receipt needs the officer', at('print-trouble'), 'trouble'],
    ['somebody else is being served', at('looking-up'), 'trouble'],
    ['it waits longer than the policy lets it', { type: 'tick', now: WAIT }, 'too-long'],
    ['its reader comes off', { type: 'reader-away' }, 'reader'],
  ] as const)('is dropped whole when %s, and says so', (_, event, why) => {
    const dropped = after(read('B'), event);
    expect(dropped).toEqual({ next: { at: 'gone', why }, begin: null });
    expect(afterNext(dropped.next, at('idle'), WAIT)).toEqual({ next: { at: 'gone', why }, begin: null });
    // The next voter is there: what was told is over.
    expect(afterNext(dropped.next, at('finger'), WAIT).next).toEqual(none);
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
          }),
        print: () => tell('print', print()),
        write: () => tell('write', { ok: true }),
      },
      { attempt: `t${attempt}`, start: { by: 'document', pin: document }, rules },
    );
    running = { attempt, chart };
    chart.actor.subscribe((snapshot) => {
      if (snapshot.status !== 'active') running = null;
      take(at(step()));
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
    /** What the chart at the desk knows now. */
    facts: () => running?.chart.actor.getSnapshot().context.facts?.record ?? null,
    attempt: () => running?.attempt ?? null,
    lay(document: string): void {
      if (mayWaitBeside(step())) take(read(document));
      else if (step() === 'idle') begin(document);
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
    { weight: 1, arbitrary: fc.constant({ leave: true as const }) },
  );

  it('never join, whatever comes between', async () => {
    let held = 0;
    let followed = 0;
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
            const before = { attempt: here.attempt(), facts: here.facts(), waiting: here.waiting };
            const told = here.told.length;
            if ('lay' in one) here.lay(one.lay);
            if ('send' in one) here.send(one.send);
            if ('take' in one) here.take(one.take);
            if ('leave' in one) {
              here.take({ type: 'left' });
              here.send({ type: 'cancel' });
              here.send({ type: 'finish' });
              expect(here.waiting).toBeNull();
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
      { numRuns: 300 },
    );
    // The lots did try it.
    expect(held).toBeGreaterThan(20);
    expect(followed).toBeGreaterThan(5);
  });
});
