import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble.ts';
import type { BodyOf, EventType } from './catalogue.ts';
import type { JournalEvent } from './event.ts';
import { folded } from './following.ts';
import { identifiedFold, identifiedOf } from './identified.ts';
import { sampleJournal } from './sample.ts';

type Draft = { [T in EventType]: { readonly type: T; readonly body: BodyOf<T> } }[EventType];

const answer = (drafts: readonly Draft[]) =>
  identifiedOf(
    folded(
      identifiedFold,
      drafts.map((draft, i) => ({ ...draft, seq: i + 1 }) as JournalEvent),
    ),
  );

type Modality = BodyOf<'admission.reserved'>['modality'];
interface Voter {
  readonly modality: Modality;
  readonly misses: number;
  readonly ballots: number;
  /** What becomes of the paper. */
  readonly end: 'printed' | 'officer' | 'reprint' | 'released';
}
const voters = fc.array(
  fc.record<Voter>({
    modality: fc.constantFrom<Modality>('finger', 'face', 'photo', 'override'),
    misses: fc.nat({ max: 2 }),
    ballots: fc.integer({ min: 1, max: 2 }),
    end: fc.constantFrom('printed', 'officer', 'reprint', 'released'),
  }),
  { minLength: 1, maxLength: 5 },
);

/** The identification of a voter: the one event on which her receipts rest. */
function identification(attempt: string, modality: Modality): Draft {
  return modality === 'photo' || modality === 'override'
    ? { type: 'attempt.approved', body: { attempt, kind: modality, reason: 'себеп', approvers: ['chair', 'member'] } }
    : { type: 'attempt.biometric', body: { attempt, modality, result: 'match', try: 1 } };
}

/** A whole way of a voter as a kiosk writes it. */
function way({ modality, misses, ballots, end }: Voter, n: number): readonly Draft[] {
  const [attempt, admission] = [`a-${n}`, `d-${n}`];
  const receipts = Array.from({ length: ballots }, (_, i) => ({ receipt: `r-${n}-${i}`, ballot: `b-${i}` }));
  const missed = (): Draft => ({
    type: 'attempt.biometric',
    body: { attempt, modality: 'finger', finger: 2, result: 'no-match', try: 1 },
  });
  const begun: Draft[] = [
    { type: 'attempt.started', body: { attempt, by: 'document' } },
    ...Array.from({ length: misses }, missed),
    identification(attempt, modality),
    {
      type: 'admission.reserved',
      body: {
        ...{ admission, attempt, voter: 'ab'.repeat(32), category: 'home', constituency: 'c', precinct: '1' },
        ...{ sex: 'female', ageGroup: '19-35', modality, receipts },
      },
    },
  ];
  const printed = receipts.flatMap(({ receipt, ballot }, i): Draft[] => {
    const handed: Draft = { type: 'print.handed', body: { job: `p-${n}-${i}`, receipt, copy: 0 } };
    if (end === 'released') return [handed];
    if (end !== 'reprint') return [handed, { type: 'receipt.printed', body: { admission, receipt } }];
    const again = `${receipt}-new`;
    const reissued = { admission, ballot, voided: receipt, receipt: again, copy: 1, reason: 'себеп', approvers: ['x'] };
    return [
      handed,
      { type: 'receipt.reissued', body: reissued },
      { type: 'print.handed', body: { job: `q-${n}-${i}`, receipt: again, copy: 1 } },
      { type: 'receipt.printed', body: { admission, receipt: again } },
    ];
  });
  const numbers = receipts.map(({ receipt }) => (end === 'reprint' ? `${receipt}-new` : receipt));
  const evidence = end === 'officer' ? 'officer' : 'printer';
  const last: Draft =
    end === 'released'
      ? { type: 'admission.released', body: { admission, reason: 'себеп', voided: [], approvers: [] } }
      : { type: 'admission.confirmed', body: { admission, receipts: numbers, evidence } };
  return [...begun, ...printed, last];
}

const isIdentification = ({ type, body }: Draft): boolean =>
  type === 'attempt.approved' || (type === 'attempt.biometric' && 'result' in body && body.result === 'match');

/** A good journal, and the places of its identifications. */
const journals = voters.map((all) => {
  const drafts = all.flatMap(way);
  return { drafts, places: drafts.flatMap((draft, i) => (isIdentification(draft) ? [i] : [])) };
});
const journalAndPlace = journals.chain(({ drafts, places }) =>
  fc.record({ drafts: fc.constant(drafts), place: fc.constantFrom(...places) }),
);

describe('every receipt had an identification before it', () => {
  it('is said of every journal that a kiosk writes, and counts each receipt once', () => {
    fc.assert(
      fc.property(journals, ({ drafts }) => {
        const numbers = drafts.flatMap((one) => (one.type === 'print.handed' ? [one.body.receipt] : []));
        expect(answer(drafts)).toEqual({ receipts: new Set(numbers).size, without: [], elsewhere: 0 });
      }),
    );
  });

  it('is denied where any one identification is gone, and of no other receipt', () => {
    fc.assert(
      fc.property(journalAndPlace, ({ drafts, place }) => {
        const removed = drafts[place];
        const { without } = answer(drafts.filter((_, i) => i !== place));
        const attempt = removed && 'attempt' in removed.body ? removed.body.attempt : '';
        expect(without.length).toBeGreaterThan(0);
        for (const { receipt } of without) expect(receipt).toMatch(new RegExp(`^r-${attempt?.slice(2)}-`));
      }),
    );
  });

  it('is denied where the identification comes after the reservation, however late', () => {
    fc.assert(
      fc.property(journalAndPlace, fc.nat(), ({ drafts, place }, later) => {
        const moved = drafts[place] as Draft;
        const rest = drafts.filter((_, i) => i !== place);
        // At the removed event's place the reservation stands now: anywhere behind it is too late.
        const at = place + 1 + (later % (rest.length - place));
        expect(answer([...rest.slice(0, at), moved, ...rest.slice(at)]).without).not.toEqual([]);
      }),
    );
  });

  it('is denied where it was another attempt’s, did not match, was approved by nobody, or was of another kind', () => {
    const spoilt = (draft: Draft): readonly Draft[] => {
      if (draft.type === 'attempt.approved') {
        const { body } = draft;
        const kind = body.kind === 'photo' ? 'override' : 'photo';
        return [
          { ...draft, body: { ...body, attempt: 'a-99' } },
          { ...draft, body: { ...body, approvers: [] } },
          { ...draft, body: { ...body, kind } },
        ];
      }
      if (draft.type !== 'attempt.biometric') return [];
      const { body } = draft;
      const modality = body.modality === 'finger' ? 'face' : 'finger';
      return [
        { ...draft, body: { ...body, attempt: 'a-99' } },
        { ...draft, body: { ...body, modality } },
        ...(['no-match', 'low-quality', 'failed'] as const).map((result) => ({ ...draft, body: { ...body, result } })),
      ];
    };
    fc.assert(
      fc.property(journalAndPlace, ({ drafts, place }) => {
        for (const one of spoilt(drafts[place] as Draft))
          expect(answer(drafts.with(place, one)).without).not.toEqual([]);
      }),
    );
  });

  it('is denied of a receipt that nobody reserved, of another’s number, and of a second reservation on one attempt', () => {
    const good = way({ modality: 'finger', misses: 0, ballots: 1, end: 'printed' }, 1);
    const stray: Draft = { type: 'receipt.printed', body: { admission: 'd-1', receipt: 'r-9-0' } };
    expect(answer([...good, stray])).toEqual({
      receipts: 2,
      without: [{ receipt: 'r-9-0', seq: good.length + 1 }],
      elsewhere: 0,
    });

    const other = way({ modality: 'finger', misses: 0, ballots: 1, end: 'printed' }, 2);
    const taken = other.map(
      (one): Draft => (one.type === 'receipt.printed' ? { ...one, body: { ...one.body, receipt: 'r-1-0' } } : one),
    );
    expect(answer([...good, ...taken]).without.map(({ receipt }) => receipt)).toEqual(['r-1-0']);

    const again = way({ modality: 'finger', misses: 0, ballots: 1, end: 'printed' }, 3)
      .slice(2)
      .map(
        (one): Draft => (one.type === 'admission.reserved' ? { ...one, body: { ...one.body, attempt: 'a-1' } } : one),
      );
    expect(answer([...good, ...again]).without.map(({ receipt }) => receipt)).toEqual(['r-3-0']);
  });

  it('is denied of an attempt that had ended before', () => {
    const drafts = way({ modality: 'finger', misses: 0, ballots: 1, end: 'printed' }, 1);
    const at = drafts.findIndex(({ type }) => type === 'admission.reserved');
    const ended: Draft = {
      type: 'attempt.ended',
      body: { attempt: 'a-1', outcome: 'cancelled', reason: 'stopped-by-officer' },
    };
    expect(answer([...drafts.slice(0, at), ended, ...drafts.slice(at)]).without).toHaveLength(1);
  });

  it('leaves to the journal before what was reserved there, and to no journal that goes on from none', () => {
    const continued: Draft = {
      type: 'copy.continued',
      body: { device: 'KG-2', head: 'ab'.repeat(32), count: 40, sitting: 's', approvers: ['chair', 'member'] },
    };
    const open: Draft = { type: 'receipt.printed', body: { admission: 'd-before', receipt: 'r-before' } };
    expect(answer([continued, open])).toEqual({ receipts: 1, without: [], elsewhere: 1 });
    expect(answer([open]).without).toHaveLength(1);
    const own = way({ modality: 'finger', misses: 0, ballots: 1, end: 'printed' }, 1).filter(
      (one) => !isIdentification(one),
    );
    expect(answer([continued, ...own]).without).toHaveLength(1);
  });

  it('is said of the sample journal', () => {
    const events = sampleJournal(200, nobleCrypto)
      .lines.slice(0, -1)
      .map((line) => JSON.parse(line) as JournalEvent);
    const { receipts, without } = identifiedOf(folded(identifiedFold, events));
    expect(without).toEqual([]);
    expect(receipts).toBeGreaterThan(30);
  });
});
