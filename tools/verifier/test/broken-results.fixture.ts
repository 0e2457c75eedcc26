import { type Broken, R1, rewritten, W2 } from './broken.fixture.ts';
import { type Loose, resultOf, STYLES, withheldOf } from './prover.fixture.ts';

const result = (change: (result: Loose) => void) => rewritten(R1, change);

export const results: readonly Broken[] = [
  {
    rule: 'result-style',
    what: 'a result of a style that there is not',
    at: ['results/dep-9.json', 'style'],
    board: ({ results }) => {
      results['dep-9'] = { ...results['dep-1'], style: 'dep-9' };
    },
  },
  {
    rule: 'result-style',
    what: 'a result under the name of another style',
    at: ['results/dep-0.json', 'style'],
    files: (all) => {
      all['results/dep-0.json'] = all[R1]!;
      delete all[R1];
    },
  },
  {
    rule: 'result-parts',
    what: 'a count too few',
    at: [R1, 'parts'],
    files: result(({ parts }) => parts[0].counts.pop()),
  },
  {
    rule: 'result-parts',
    what: 'a share of one position too few',
    at: [R1, 'shares/1/parts'],
    files: result(({ shares }) => shares[1].parts[0].pop()),
  },
  {
    rule: 'set-unsaid',
    what: 'a set of which nothing is said',
    at: ['results/dep-2.json', ''],
    board: ({ withheld }) => {
      delete withheld['dep-2'];
    },
  },
  {
    rule: 'set-said-twice',
    what: 'a set that is opened and withheld',
    at: [W2, ''],
    board: (board) => {
      board.results['dep-2'] = { ...resultOf(board, 'dep-2', [1, 2]), opened: { decision: 'act 5' } };
    },
  },
  {
    rule: 'set-empty',
    what: 'a set without a ballot',
    at: ['withheld/dep-3.json', ''],
    manifest: ({ styles }) => styles.push({ ...structuredClone(STYLES[0]), id: 'dep-3' }),
    board: (board) => {
      board.withheld['dep-3'] = withheldOf(board, 'dep-3', 1);
    },
  },
  {
    rule: 'set-number',
    what: 'a set of another number',
    at: [W2, 'ballots'],
    manifest: (manifest) => {
      manifest.minimum = 3;
    },
    files: rewritten(W2, (withheld) => {
      withheld.ballots = 2;
    }),
  },
  {
    rule: 'set-small',
    what: 'a small set that was opened without a decision',
    at: ['results/dep-2.json', 'opened'],
    board: (board) => {
      board.results['dep-2'] = resultOf(board, 'dep-2', [1, 2]);
      delete board.withheld['dep-2'];
    },
  },
  {
    rule: 'set-reached',
    what: 'a set that reaches the minimum and is withheld',
    at: ['withheld/dep-1.json', 'ballots'],
    board: (board) => {
      board.withheld['dep-1'] = withheldOf(board, 'dep-1', 3);
      delete board.results['dep-1'];
    },
  },
  {
    rule: 'opened-needless',
    what: 'a decision that a set of this size does not need',
    at: [R1, 'opened'],
    files: result((one) => {
      one.opened = { decision: 'act 6' };
    }),
  },
  {
    rule: 'shares-few',
    what: 'fewer shares than the threshold',
    at: [R1, 'shares'],
    files: result(({ shares }) => shares.splice(1)),
  },
  {
    rule: 'share-trustee',
    what: 'a share of nobody',
    at: [R1, 'shares/3'],
    files: result(({ shares }) => shares.push({ ...shares[2], trustee: 9 })),
  },
  {
    rule: 'proof-share',
    what: 'a share whose proof is of another number',
    at: [R1, 'shares/0/parts/0/1'],
    files: result(({ shares }) => {
      shares[0].parts[0][1].z = shares[0].parts[0][0].z;
    }),
  },
  {
    rule: 'count',
    what: 'a vote moved from one candidate to the other',
    at: [R1, 'parts/0/counts/1'],
    files: result(({ parts }) => {
      parts[0].counts = [1, 1, 1];
    }),
  },
  {
    rule: 'count-further',
    what: 'a further share that leads elsewhere',
    // A share that leads elsewhere cannot be proved.
    also: ['proof-share'],
    at: [R1, 'parts/0/counts/0'],
    files: result(({ shares }) => {
      shares[2].parts[0][0].d = shares[2].parts[0][1].d;
    }),
  },
  {
    rule: 'count-relation',
    what: 'more votes than voters',
    // From sound proofs the relation follows.
    also: ['count'],
    at: [R1, 'parts/0/counts'],
    files: result(({ parts }) => {
      parts[0].counts = [2, 1, 1];
    }),
  },
];
