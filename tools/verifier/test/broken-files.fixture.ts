import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../bytes.ts';
import { fastGroup as group } from '../fast-group.ts';
import { modulo, scalarBytes } from '../frame.ts';
import { B1, B2, type Broken, R1, resealed, rewritten, W2 } from './broken.fixture.ts';
import { filesOfBoard, type Loose, OVERLONG, proveTrustees, signed, writeBoard, writeFiles } from './prover.fixture.ts';

const other = toHex(group.base(77n));

export const files: readonly Broken[] = [
  {
    rule: 'file-unlisted',
    what: 'a file that board.json does not name',
    at: ['note.txt', ''],
    written: (to) => writeFiles(to, { 'note.txt': 'x' }),
  },
  {
    rule: 'file-strange',
    what: 'a file that no board has',
    at: ['note.txt', ''],
    files: (all) => Object.assign(all, { 'note.txt': 'x' }),
  },
  {
    rule: 'file-missing',
    what: 'a file that is not there',
    at: ['withheld/dep-3.json', ''],
    written: (to, board) => {
      writeBoard(to, { ...filesOfBoard(board), 'withheld/dep-3.json': '' }, board);
      rmSync(join(to, 'withheld/dep-3.json'));
    },
  },
  {
    rule: 'file-hash',
    what: 'a file changed after the list was signed',
    at: [W2, ''],
    written: (to, board) => writeFiles(to, { [W2]: filesOfBoard(board)[W2]!.replace('act 4', 'act 5') }),
  },
  {
    rule: 'file-unreadable',
    what: 'a file that cannot be read',
    at: ['withheld/dep-1.json', ''],
    written: (to, board) => {
      writeBoard(to, { ...filesOfBoard(board), 'withheld/dep-1.json': '' }, board);
      // A link that leads nowhere stands where the file should.
      rmSync(join(to, 'withheld/dep-1.json'));
      symlinkSync(join(to, 'nowhere'), join(to, 'withheld/dep-1.json'));
    },
  },
  {
    rule: 'spelling',
    what: 'a space in a file',
    at: [W2, ''],
    files: (all) => Object.assign(all, { [W2]: all[W2]!.replace(',', ', ') }),
  },
  {
    rule: 'spelling',
    what: 'a file without a line feed at its end',
    at: [W2, ''],
    files: (all) => Object.assign(all, { [W2]: all[W2]!.trimEnd() }),
  },
  {
    rule: 'shape',
    what: 'a field that is not named',
    at: [R1, ''],
    files: rewritten(R1, (r) => Object.assign(r, { x: 1 })),
  },
  { rule: 'shape', what: 'a field that is missing', at: [R1, ''], files: rewritten(R1, (r) => delete r.opened) },
  {
    rule: 'shape',
    what: 'upper-case hex',
    at: [R1, 'manifest'],
    files: rewritten(R1, (r) => (r.manifest = 'AB'.repeat(32))),
  },
  {
    rule: 'shape',
    what: 'a text without letters',
    at: [W2, 'decision'],
    files: rewritten(W2, (w) => (w.decision = '')),
  },
  {
    rule: 'point',
    what: 'bytes that are no point',
    at: [R1, 'shares/0/parts/0/0/d'],
    files: rewritten(R1, (r) => (r.shares[0].parts[0][0].d = '01'.padEnd(64, '0'))),
  },
  {
    rule: 'scalar',
    what: 'a scalar above the order',
    at: [R1, 'shares/0/parts/0/0/z'],
    files: rewritten(R1, (r) => (r.shares[0].parts[0][0].z = OVERLONG)),
  },
  {
    rule: 'sorted',
    what: 'shares out of order',
    at: [R1, 'shares/1'],
    files: rewritten(R1, (r) => r.shares.reverse()),
  },
  {
    rule: 'sorted',
    what: 'a challenged code that stands twice',
    // Of a batch whose head cannot be read no ballot is counted, so that its sets come out smaller.
    also: ['set-number', 'set-empty', 'proof-share', 'count'],
    at: [B1, 'line 1/challenged/1'],
    board: resealed((head) => head.challenged.push(head.challenged[0])),
  },
  {
    rule: 'signature',
    what: 'a head that was changed after it was signed',
    at: [B1, 'signature'],
    board: ({ batches }) => batches[0]!.head.sessions.abandoned++,
  },
  {
    rule: 'signer',
    what: "a batch signed by another station's panel",
    at: [B2, 'signature'],
    board: ({ batches, keys }) => signed(batches[1]!.head, keys.panels.p1!),
  },
  {
    rule: 'signer',
    what: 'a list of files signed by a panel',
    at: ['board.json', 'signature'],
    written: (to, board) =>
      writeBoard(to, filesOfBoard(board), { ...board, keys: { ...board.keys, commission: board.keys.panels.p1! } }),
  },
  {
    rule: 'manifest-other',
    what: 'a result of another manifest',
    at: [W2, 'manifest'],
    files: rewritten(W2, (w) => (w.manifest = 'cd'.repeat(32))),
  },
];

const members = (manifest: Loose): Loose[] => manifest.trustees.members;

export const manifests: readonly Broken[] = [
  {
    rule: 'manifest-device-twice',
    what: 'a device of two stations',
    at: ['manifest.json', 'stations'],
    manifest: (m) => (m.stations[1].panels[0].device = 'p1'),
  },
  {
    rule: 'manifest-key-twice',
    what: 'two panels with one key',
    at: ['manifest.json', 'stations'],
    manifest: (m) => (m.stations[1].panels[0].key = m.stations[0].panels[0].key),
  },
  {
    rule: 'manifest-id-twice',
    what: 'two options of one id',
    at: ['manifest.json', 'styles/1/parts/0'],
    manifest: (m) => (m.styles[1].parts[0].options[2].id = 'x'),
  },
  {
    rule: 'manifest-marks',
    what: 'more marks than options',
    at: ['manifest.json', 'styles/0/parts/0'],
    manifest: (m) => (m.styles[0].parts[0].max = 3),
  },
  {
    rule: 'trustees-number',
    what: 'a trustee with a commitment too few',
    at: ['manifest.json', 'trustees/members/1'],
    manifest: (m) => members(m)[1]!.commitments.pop(),
  },
  {
    rule: 'trustees-number',
    what: 'a threshold above the number of trustees',
    at: ['manifest.json', 'trustees'],
    manifest: (m) => members(m).splice(1),
  },
  {
    rule: 'identity',
    what: 'a trustee who commits herself to nothing',
    at: ['manifest.json', 'trustees/members/0/commitments/0'],
    manifest: (m) => (members(m)[0]!.commitments[0] = '00'.repeat(32)),
  },
  {
    rule: 'trustee-proof',
    what: 'a proof of another coefficient',
    at: ['manifest.json', 'trustees/members/2/proofs/1'],
    manifest: (m) => (members(m)[2]!.proofs[1] = members(m)[2]!.proofs[0]),
  },
  {
    rule: 'joint-key',
    what: 'a key that is not the sum of what trustees committed to',
    at: ['manifest.json', 'key'],
    // Nothing is opened, so that no result can disagree as well.
    manifest: (m) => Object.assign(m, { key: other, minimum: 9 }),
  },
  {
    rule: 'trustee-key',
    what: 'a share that opens nothing',
    at: ['manifest.json', 'trustees/members/0'],
    manifest: (m, { polynomials }) => {
      // The joint polynomial is made to be 0 at 1: the last coefficient takes away the rest.
      const last = polynomials.at(-1) as bigint[];
      last[1] = modulo(last[1]! - polynomials.flat().reduce((sum, one) => sum + one));
      proveTrustees(m, { commission: scalarBytes(1n), panels: {}, polynomials });
      m.minimum = 9;
    },
  },
];
