import { toHex } from '../bytes.ts';
import { canonical } from '../json.ts';
import { B1, B2, type Broken, resealed } from './broken.fixture.ts';
import { ballotOf, batchOf, type Loose, sealAll, sealBatch, type TestBoard, testCodeOf } from './prover.fixture.ts';

/** Nothing is opened, so that no result can disagree as well. */
const closed = (manifest: Loose): void => {
  manifest.minimum = 9;
};
/** Puts another ballot in the place of the first one of the second batch, and seals everything again. */
const replaced =
  (make: (board: TestBoard, before: Loose) => Loose) =>
  (board: TestBoard): void => {
    const { ballots } = board.batches[1]!;
    ballots[0] = make(board, structuredClone(ballots[0]));
    sealAll(board);
  };
/** Votes of these values, with sound proofs of everything that can be proved of them. */
const voting = (style: string, values: number[][]) =>
  replaced(({ manifest }) => ballotOf(manifest, '7002', style, [], { values }));
const drawnAs = (options: (before: Loose) => { nonce?: string; r?: bigint }) =>
  replaced((board) => {
    const kept = board.batches[1]!.ballots[1];
    return ballotOf(board.manifest, '7002', 'dep-1', [['bek']], options(kept));
  });

export const batches: readonly Broken[] = [
  {
    rule: 'batch-name',
    what: 'a batch under another name',
    at: ['batches/7001-p1-s2.ndjson', ''],
    files: (all) => {
      all['batches/7001-p1-s2.ndjson'] = all[B1]!;
      delete all[B1];
    },
  },
  {
    rule: 'batch-panel',
    what: 'a panel that its station does not have',
    at: ['batches/7001-p9-s1.ndjson', 'device'],
    board: resealed((head) => {
      head.device = 'p9';
    }),
  },
  {
    rule: 'batch-twice',
    what: 'a second batch of one device and sitting',
    // It cannot have the one name that it may have.
    also: ['batch-name'],
    at: ['batches/7001-p1-s9.ndjson', ''],
    files: (all, board) => {
      const again = batchOf('7001', 'p1', []);
      sealBatch(board, again);
      all['batches/7001-p1-s9.ndjson'] = `${canonical(again.head)}\n`;
    },
  },
  {
    rule: 'batch-sessions',
    what: 'more sessions than ballots',
    at: [B1, 'sessions'],
    board: resealed(({ sessions }) => {
      sessions.cast++;
    }),
  },
  {
    rule: 'batch-challenged',
    what: 'a session cast after a challenge of which there is no code',
    at: [B1, 'challenged'],
    board: resealed(({ sessions, challenged }) => {
      Object.assign(sessions, { cast: sessions.cast - 1, castAfterChallenge: 1 });
      challenged.pop();
    }),
  },
  {
    rule: 'batch-challenged',
    what: 'a challenge that came of no session',
    at: [B1, 'challenged'],
    board: resealed(({ sessions }) => {
      sessions.abandoned = 0;
    }),
  },
  {
    rule: 'batch-ballots',
    what: 'a number that is not that of the lines',
    at: [B1, 'ballots'],
    board: resealed((head) => {
      head.ballots++;
      head.sessions.cast++;
    }),
  },
  {
    rule: 'batch-hash',
    what: 'a hash of other lines',
    at: [B1, 'sha256'],
    board: resealed((head) => {
      head.sha256 = head.root;
    }),
  },
  {
    rule: 'batch-root',
    what: 'a root of other codes',
    at: [B1, 'root'],
    board: resealed((head) => {
      head.root = head.sha256;
    }),
  },
  {
    rule: 'batch-order',
    what: 'ballots that are not sorted',
    at: [B2, 'line 3'],
    board: (board) => sealBatch(board, board.batches[1]!, (ballots) => ballots.reverse()),
  },
];

/** What is no ballot is in no set: `also` says so. */
export const ballots: readonly Broken[] = [
  {
    rule: 'ballot-style',
    what: 'a ballot of a style that there is not',
    at: [B2, /^line \d\/style$/],
    board: replaced((_, ballot) => ({ ...ballot, style: 'dep-9' })),
  },
  {
    rule: 'ballot-parts',
    what: 'a position too many',
    also: ['set-number'],
    at: [B2, /^line \d\/parts$/],
    board: (board) => {
      const { ballots } = board.batches[1]!;
      const { positions } = ballots[0].parts[0];
      positions.push(positions[0]);
      sealBatch(board, board.batches[1]!);
    },
    manifest: closed,
  },
  {
    rule: 'identity',
    what: 'an encryption without randomness',
    also: ['set-number'],
    at: [B2, /^line \d\/parts\/0\/positions\/0\/a$/],
    manifest: closed,
    board: replaced((_, ballot) => {
      ballot.parts[0].positions[0].a = '00'.repeat(32);
      return ballot;
    }),
  },
  {
    rule: 'proof-bit',
    what: 'two votes in one position',
    at: [B2, /^line \d\/parts\/0\/positions\/0$/],
    manifest: closed,
    board: voting('dep-2', [
      [2, 0, 0, 0, 0],
      [0, 0, 1],
    ]),
  },
  {
    rule: 'proof-bit',
    what: 'a vote taken away from another, so that the sum is right',
    at: [B2, /^line \d\/parts\/0\/positions\/1$/],
    manifest: closed,
    board: voting('dep-2', [
      [1, -1, 1, 0, 1],
      [0, 0, 1],
    ]),
  },
  {
    rule: 'proof-sum',
    what: 'two votes where one is allowed',
    at: [B2, /^line \d\/parts\/0\/sum$/],
    manifest: closed,
    board: voting('dep-1', [[1, 1, 0]]),
  },
  {
    rule: 'proof-sum',
    what: 'a vote and blank',
    at: [B2, /^line \d\/parts\/0\/sum$/],
    manifest: closed,
    board: voting('dep-1', [[1, 0, 1]]),
  },
  {
    rule: 'proof-sum',
    what: 'nothing at all, not even blank',
    at: [B2, /^line \d\/parts\/1\/sum$/],
    manifest: closed,
    board: voting('dep-2', [
      [0, 0, 0, 1, 0],
      [0, 0, 0],
    ]),
  },
];

export const doubles: readonly Broken[] = [
  {
    rule: 'code-twice',
    what: 'one code challenged at two panels',
    at: [B2, 'line 1/challenged/0'],
    board: (board) => {
      const { head } = board.batches[1]!;
      head.challenged = board.batches[0]!.head.challenged;
      head.sessions.abandoned = 1;
      sealAll(board);
    },
  },
  {
    rule: 'nonce-twice',
    what: 'two ballots of one attempt',
    at: [B2, 'line 3'],
    manifest: closed,
    board: drawnAs(({ nonce }) => ({ nonce })),
  },
  {
    rule: 'a-twice',
    what: 'one random number in two ballots',
    at: [B2, 'line 3/parts/0/positions/0'],
    manifest: closed,
    board: (board) => {
      const { manifest } = board;
      board.batches[1]!.ballots = [['anna'], ['bek']].map((marks) =>
        ballotOf(manifest, '7002', 'dep-1', [marks], { r: 5n }),
      );
      sealAll(board);
    },
  },
  {
    rule: 'cast-and-challenged',
    what: 'a ballot that was cast though it had been opened',
    at: [B1, 'line 1/challenged/0'],
    board: (board) => {
      const [first, second] = board.batches;
      first!.head.challenged = [toHex(testCodeOf(board.manifest, '7002', second!.ballots[0]))];
      sealAll(board);
    },
  },
];
