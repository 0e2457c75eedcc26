import { createActor, fromPromise } from 'xstate';
import type { OfSheet } from './context.ts';
import type { RecordFacts } from './eligibility.ts';
import { type AdmissionInput, admissionMachine } from './machine.ts';
import type {
  Approved,
  AttemptRecord,
  Captured,
  FaceCompared,
  Found,
  FoundByFinger,
  Locked,
  OfReceipt,
  Printed,
  Renumbered,
  Reserved,
  Written,
} from './ports.ts';
import type { AdmissionRules } from './rules.ts';
import type { FingerCandidate } from './step.ts';
import { stepOf } from './view.ts';

/** A chart whose world answers as a test says: `start` gives the actor, what it asked, and what it would have journalled. */
export const here = {
  precinct: '3101',
  constituency: '1',
  kind: 'home',
  remote: { basis: 'by-list', sameConstituency: 'refuse' },
  homecoming: { listedRemote: 'refuse' },
  lock: { needed: 'all', waitSeconds: 4, home: 'admit', hub: 'there', outside: false },
} as const;
const address = { ky: 'Саруу', ru: 'Саруу', en: 'Saruu' };

export const rules: AdmissionRules = {
  modalities: [{ kind: 'finger', threshold: 40, triesPerFinger: 2, maxFingers: 2, minimumQuality: 30 }],
  findByFinger: null,
  ballots: [{ ballot: 'council', mayBeDeclined: false, constituencies: ['1'] }],
  attemptTimeoutMs: 600_000,
};

export const voter: RecordFacts = {
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
  lock: () => Locked;
  reserve: () => Reserved;
  print: () => Printed;
  printBallot: (ballot: string) => Printed;
  aboutSheet: (what: 'accept' | 'deliver' | 'cancel', ballot: string, found?: OfSheet['found']) => Written;
  write: () => Written;
}

export const alike = (record: string, score: number): FingerCandidate => ({
  ...{ record, score, surname: 'Тестова', given: 'Айгүл', patronymic: null },
  ...{ birthYear: 1961, number: 7, photo: null },
});

/** What stands reserved where nothing is printed but the receipt. */
export const reserved = { admission: 'a1', receipts: [{ receipt: '0001', ballot: 'council', printed: false }] };

const happy: World = {
  lookUp: () => ({ kind: 'one', facts: voter }),
  capture: () => ({ ok: true, quality: 80, why: [] }),
  score: () => 60,
  search: () => ({ ok: true, candidates: [alike('r1', 61.5), alike('r2', 43)] }),
  lock: () => ({ ok: true, lock: 'held' }),
  reserve: () => ({ ok: true, ...reserved, sheets: [] }),
  print: () => ({ ok: true }),
  printBallot: () => ({ ok: true }),
  aboutSheet: () => ({ ok: true }),
  write: () => ({ ok: true }),
};

export function start(world: Partial<World> = {}, input: Partial<AdmissionInput> = {}) {
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
        takeLock: fromPromise(() => call('lock', w.lock)),
        reserve: fromPromise(() => call('reserve', w.reserve)),
        print: fromPromise(() => call('print', w.print)),
        acceptSlip: fromPromise(() => call('accept', w.write)),
        voidAndRenumber: fromPromise<Renumbered, OfReceipt & Approved>(() =>
          call('renumber', () => ({ ok: true, receipt: '0002' })),
        ),
        printBallot: fromPromise(({ input: { ballot } }) =>
          call(`print-ballot ${ballot}`, () => w.printBallot(ballot)),
        ),
        acceptBallot: fromPromise(({ input: { ballot } }) =>
          call(`accept-ballot ${ballot}`, () => w.aboutSheet('accept', ballot)),
        ),
        deliverBallot: fromPromise(({ input: { ballot } }) =>
          call(`deliver ${ballot}`, () => w.aboutSheet('deliver', ballot)),
        ),
        cancelSheet: fromPromise(({ input: { ballot, found } }) =>
          call(`cancel ${ballot} ${found}`, () => w.aboutSheet('cancel', ballot, found)),
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
export async function settle() {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
