import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ceremony, complaintSchema, revealSchema } from '../../core/ballot/secret/ceremony/messages.ts';
import { bytesOf, readFileOf, signed, writeFileOf } from '../../core/ballot/secret/file.ts';
import { boardOf, filesOf, manifestOf, sealed, signerOf } from '../../core/ballot/secret/secret.fixture.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { loadSodiumGroup } from '../crypto/sodium-group.ts';
import {
  confirmCeremony,
  type Finished,
  finishCeremony,
  firstRoundWords,
  joinCeremony,
  revealCeremony,
} from './ceremony.ts';
import { openMedium } from './medium.ts';
import {
  combineShares,
  makeDecision,
  openBoard,
  readDecision,
  type TrusteeShares,
  type WholeBoard,
  wholeBoard,
} from './opening.ts';
import { ceremonySheet } from './sheet.ts';
import { layCeremony } from './table.ts';

const group = await loadSodiumGroup();
const dir = mkdtempSync(join(tmpdir(), 'taanuu-trustees-'));
afterAll(() => rmSync(dir, { recursive: true }));
const members = ['Асан', 'Бермет', 'Гүлнара', 'Данияр', 'Эмил'];
const passphrase = 'бул бир купуя сөз';
/** Cheap: what a guess costs is measured elsewhere. */
const COST = 1_024;

const ceremony = (nonce: string): Ceremony => ({
  ...{ format: 'taanuu/trustees-ceremony/1', election: 'vectors', mode: 'laboratory', threshold: 3, members },
  nonce: toHex(nodeCrypto.sha256(Buffer.from(nonce))),
});
const seat = (table: string, index: number) => ({ group, table, medium: join(table, `medium-${index}`), passphrase });
const code = (result: Result<unknown, Problem>): string => (result.ok ? 'ok' : result.error.code);
const params = (result: Result<unknown, Problem>) => (result.ok ? null : result.error.params);

function tableOf(name: string): string {
  const table = mkdtempSync(join(dir, name));
  expect(code(layCeremony(table, ceremony(name)))).toBe('ok');
  return table;
}

async function joined(name: string, who: readonly number[] = [1, 2, 3, 4, 5]): Promise<string> {
  const table = tableOf(name);
  for (const index of who) expect(code(await joinCeremony(seat(table, index), index, COST))).toBe('ok');
  return table;
}

async function revealed(name: string): Promise<string> {
  const table = await joined(name);
  const words = firstRoundWords(table);
  for (const index of [1, 2, 3, 4, 5]) {
    expect(code(await revealCeremony(seat(table, index), words.ok ? words.value : ''))).toBe('ok');
  }
  return table;
}

let table = '';
let done: Finished;
beforeAll(async () => {
  table = await revealed('good');
  for (const index of [1, 2, 3, 4, 5]) expect(code(await confirmCeremony(seat(table, index)))).toBe('ok');
  const finished = await finishCeremony(group, table);
  if (!finished.ok) throw new Error(finished.error.code);
  done = finished.value;
});

describe('a ceremony', () => {
  it('gives a key that all have seen, on a sheet to be signed, and leaves each a share alone', async () => {
    const media = await Promise.all([1, 2, 3, 4, 5].map((index) => openMedium(seat(table, index).medium, passphrase)));
    for (const medium of media) {
      expect(medium.ok && medium.value.secrets.coefficients).toEqual([]);
      expect(medium.ok && medium.value.secrets.kept?.key).toBe(done.key);
    }
    const shares = media.map((medium) => (medium.ok ? medium.value.secrets.kept?.share : null));
    expect(new Set(shares).size).toBe(5);
    // The sheet is of all of them, and has the words that stood on every screen.
    const text = JSON.stringify(ceremonySheet(done, 'ky'));
    for (const word of [...members, ...done.words.split(' ')]) expect(text).toContain(word);
  });

  it('does not go on without somebody, and says who', async () => {
    const some = await joined('absent', [1, 2, 4]);
    const words = firstRoundWords(some);
    expect([code(words), params(words)]).toEqual(['trustees.missing', { names: 'Гүлнара, Эмил' }]);
    expect(code(await revealCeremony(seat(some, 1), 'any words'))).toBe('trustees.missing');
    expect(code(await joinCeremony(seat(some, 1), 1, COST))).toBe('trustees.seat');
    expect(code(await joinCeremony(seat(some, 6), 6, COST))).toBe('trustees.seat');
  });

  it('shows nothing for words that are not those of the table, nor to a second first round', async () => {
    const [one, two] = [await joined('one'), await joined('two')];
    const [words, others] = [firstRoundWords(one), firstRoundWords(two)];
    if (!words.ok || !others.ok) throw new Error('no words');
    expect(code(await revealCeremony(seat(one, 1), others.value))).toBe('trustees.words');
    expect(code(await revealCeremony(seat(one, 1), words.value))).toBe('ok');
    // Somebody puts a first round of their own on the table: keys to which the shares would be sealed.
    rmSync(seat(one, 2).medium, { recursive: true });
    rmSync(join(one, 'commit-2.json'));
    expect(code(await joinCeremony(seat(one, 2), 2, COST))).toBe('ok');
    const changed = firstRoundWords(one);
    expect(changed.ok && changed.value).not.toBe(words.value);
    expect(code(await revealCeremony(seat(one, 1), changed.ok ? changed.value : ''))).toBe('trustees.again');
    expect(code(await revealCeremony({ ...seat(two, 1), table: one }, others.value))).toBe('trustees.medium-other');
  });

  /** Lays another second round of a trustee, signed by it: whoever cheats has all keys of the own medium. */
  async function cheat(at: string, index: number, change: (reveal: ReturnType<typeof read>) => object): Promise<void> {
    const medium = await openMedium(seat(at, index).medium, passphrase);
    if (!medium.ok) throw new Error(medium.error.code);
    const secret = bytesOf(medium.value.secrets.signing);
    const { signature: _, ...content } = { ...read(at, index), ...change(read(at, index)) };
    const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret);
    const again = signed(content, { key: nodeCrypto.ed25519PublicKey(secret), sign });
    writeFileSync(join(at, `reveal-${index}.json`), writeFileOf(again));
  }
  const read = (at: string, index: number) => {
    const reveal = readFileOf(readFileSync(join(at, `reveal-${index}.json`)), revealSchema);
    if (reveal === undefined) throw new Error('no reveal');
    return reveal;
  };

  it('names the maker of a share that does not fit, with evidence that anybody can look at', async () => {
    const at = await revealed('cheater');
    // The fourth gives the second what it has sealed to the third.
    await cheat(at, 4, ({ shares }) => ({
      shares: shares.map((share) =>
        share.to === 2 ? { ...(shares.find(({ to }) => to === 3) ?? share), to: 2 } : share,
      ),
    }));
    expect(code(await confirmCeremony(seat(at, 1)))).toBe('ok');
    const found = await confirmCeremony(seat(at, 2));
    expect([code(found), params(found)]).toEqual(['trustees.cheater', { name: 'Данияр', by: 'Бермет' }]);
    const judged = await finishCeremony(group, at);
    expect([code(judged), params(judged)]).toEqual(['trustees.cheater', { name: 'Данияр', by: 'Бермет' }]);
    expect(code(await confirmCeremony(seat(at, 3)))).toBe('trustees.cheater');
  });

  it('names whoever complains of a share that fits', async () => {
    const at = await revealed('liar');
    const first = await confirmCeremony(seat(at, 1));
    expect(code(first)).toBe('ok');
    const medium = await openMedium(seat(at, 5).medium, passphrase);
    const confirm = JSON.parse(readFileSync(join(at, 'confirm-1.json'), 'utf8')) as {
      ceremony: string;
      reveals: string;
    };
    if (!medium.ok) throw new Error(medium.error.code);
    const { signing, transport } = medium.value.secrets;
    const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, bytesOf(signing));
    const complaint = complaintSchema.parse(
      signed(
        {
          ...{ format: 'taanuu/trustees-complaint/1', ceremony: confirm.ceremony, reveals: confirm.reveals },
          ...{ index: 5, against: 1, seed: transport },
        },
        { key: nodeCrypto.ed25519PublicKey(bytesOf(signing)), sign },
      ),
    );
    const lay = (value: object) => writeFileSync(join(at, 'complaint-5.json'), writeFileOf(value));
    // In another's name it is nothing.
    lay({ ...complaint, signature: { ...complaint.signature, value: '0'.repeat(128) } });
    expect(code(await confirmCeremony(seat(at, 2)))).toBe('ok');
    lay(complaint);
    const judged = await confirmCeremony(seat(at, 3));
    expect([code(judged), params(judged)]).toEqual(['trustees.complaint-false', { name: 'Эмил', against: 'Асан' }]);
  });

  it.each<[string, (reveal: ReturnType<typeof read>, other: ReturnType<typeof read>) => object]>([
    ['shows something else than it had hidden', (_, { commitments, proofs }) => ({ commitments, proofs })],
    ['has no proof that it knows what it shows', ({ proofs }) => ({ proofs: [...proofs].reverse() })],
    ['has sealed nothing to somebody', ({ shares }) => ({ shares: shares.slice(1) })],
  ])('names a trustee who %s', async (_, change) => {
    const at = mkdtempSync(join(dir, 'copy-'));
    cpSync(table, at, { recursive: true });
    await cheat(at, 3, (reveal) => change(reveal, read(at, 1)));
    const found = await finishCeremony(group, at);
    expect([code(found), params(found)]).toEqual(['trustees.message', { names: 'Гүлнара' }]);
  });

  it('names a trustee who was shown another round', async () => {
    const at = mkdtempSync(join(dir, 'copy-'));
    cpSync(table, at, { recursive: true });
    rmSync(join(at, 'confirm-2.json'));
    const missing = await finishCeremony(group, at);
    expect([code(missing), params(missing)]).toEqual(['trustees.missing', { names: 'Бермет' }]);
    const confirm = JSON.parse(readFileSync(join(table, 'confirm-2.json'), 'utf8')) as object;
    writeFileSync(join(at, 'confirm-2.json'), writeFileOf({ ...confirm, reveals: '0'.repeat(64) }));
    const other = await finishCeremony(group, at);
    expect([code(other), params(other)]).toEqual(['trustees.message', { names: 'Бермет' }]);
  });
});

describe('a medium', () => {
  it('opens with its passphrase only, and not once a byte is changed', async () => {
    const { medium } = seat(table, 1);
    expect(code(await openMedium(medium, `${passphrase}!`))).toBe('trustees.passphrase');
    expect(code(await openMedium(dir, passphrase))).toBe('trustees.medium');
    const copy = mkdtempSync(join(dir, 'medium-'));
    const text = readFileSync(join(medium, 'trustee.json'), 'utf8');
    writeFileSync(join(copy, 'trustee.json'), text.replace('"index":1', '"index":2'));
    expect(code(await openMedium(copy, passphrase))).toBe('trustees.passphrase');
    expect(text).not.toContain(done.key);
  });

  it('is made with a passphrase that is no short one, and over no other', async () => {
    const at = tableOf('short');
    expect(code(await joinCeremony({ ...seat(at, 1), passphrase: 'кыска' }, 1, COST))).toBe(
      'trustees.passphrase-short',
    );
    expect(existsSync(join(at, 'commit-1.json'))).toBe(false);
    expect(code(await joinCeremony({ ...seat(at, 1), medium: seat(table, 1).medium }, 1, COST))).toBe(
      'trustees.medium-taken',
    );
  });
});

describe('an opening', () => {
  const commission = signerOf('commission');
  const boardWith = async (edit: (files: Map<string, Uint8Array>) => void = () => {}): Promise<WholeBoard> => {
    const manifest = manifestOf(group, { trustees: done.trustees, key: done.key });
    const files = filesOf(group, manifest);
    edit(files);
    const board = await wholeBoard(group, boardOf(sealed(manifest, files)), commission.key);
    if (!board.ok) throw new Error(JSON.stringify(board.error));
    return board.value;
  };
  /** A copy, so that what it remembers is no other test's. */
  const mediumOf = (index: number) => {
    const folder = mkdtempSync(join(dir, 'open-'));
    cpSync(seat(table, index).medium, folder, { recursive: true });
    return { folder, passphrase };
  };
  const sharesOf = async (board: WholeBoard, index: number): Promise<TrusteeShares> => {
    const opened = await openBoard(board, mediumOf(index), []);
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value.shares;
  };
  const counts = [
    [2, 0, 1, 1],
    [1, 1, 2, 1, 1],
  ].map((one) => ({ counts: one }));

  it('by any three gives what was cast, and by two nothing', async () => {
    const board = await boardWith();
    const all: TrusteeShares[] = [];
    for (const index of [1, 2, 3, 4, 5]) all.push(await sharesOf(board, index));
    for (const these of [
      [0, 1, 2],
      [4, 2, 0],
      [1, 3, 4],
      [0, 1, 2, 3, 4],
    ]) {
      const combined = combineShares(
        board,
        these.flatMap((at) => all[at] ?? []),
      );
      expect(combined.ok && combined.value.results.map(({ style, parts }) => [style, parts])).toEqual([
        ['style-1', counts],
      ]);
    }
    const few = combineShares(board, all.slice(0, 2));
    expect([code(few), params(few)]).toEqual([
      'trustees.few',
      { style: 'style-1', count: 2, threshold: 3, names: '–' },
    ]);
    // The second passes the first's share off as its own.
    const [first, second, ...rest] = all;
    if (first === undefined || second === undefined) throw new Error('no shares');
    const told = combineShares(board, [first, { ...first, trustee: 2 }, ...rest]);
    expect(told.ok && [told.value.wrong, told.value.results.length]).toEqual([['Бермет'], 1]);
  });

  it('leaves a set below the minimum closed, unless a decision about exactly that set is on record', async () => {
    const board = await boardWith();
    const closed = await openBoard(board, mediumOf(1), []);
    expect(closed.ok && closed.value.tooSmall).toEqual([{ style: 'style-2', ballots: 1 }]);
    expect(closed.ok && closed.value.shares.styles.map(({ style }) => style)).toEqual(['style-1']);
    const decide = (change: object, by = commission) => {
      const of = { manifest: toHex(board.ground.manifest), style: 'style-2', ballots: 1, decision: 'Чечим № 7' };
      return readDecision(makeDecision({ ...of, ...change }, by)) ?? [];
    };
    const opened = await openBoard(board, mediumOf(1), [decide({})].flat());
    expect(opened.ok && opened.value.shares.styles.map(({ style, opened: why }) => [style, why])).toEqual([
      ['style-1', null],
      ['style-2', { decision: 'Чечим № 7' }],
    ]);
    const others = [decide({ ballots: 2 }), decide({ style: 'style-1', ballots: 4 }), decide({}, signerOf('stranger'))];
    for (const other of others) {
      expect(code(await openBoard(board, mediumOf(1), [other].flat()))).toBe('trustees.decision');
    }
  });

  it('opens one sum of a style, ever: of two the difference would be a ballot', async () => {
    const board = await boardWith();
    const medium = mediumOf(1);
    expect(code(await openBoard(board, medium, []))).toBe('ok');
    expect(code(await openBoard(board, medium, []))).toBe('ok');
    // The commission signs the board again without the batch of one panel.
    const less = await boardWith((files) => files.delete('batches/0002-panel-3-day.ndjson'));
    const small = less.sets.get('style-1');
    expect(small?.ballots).toBe(2);
    const forced = { ...less, ground: { ...less.ground, minimum: 2 } };
    const refused = await openBoard(forced, medium, []);
    expect([code(refused), params(refused)]).toEqual(['trustees.sum-differs', { style: 'style-1' }]);
  });

  it('looks at the whole board first, and is for its own trustees', async () => {
    const manifest = manifestOf(group, { trustees: done.trustees, key: done.key });
    const files = filesOf(group, manifest);
    const path = 'batches/0002-panel-3-day.ndjson';
    const bytes = Buffer.from(files.get(path) ?? [])
      .toString()
      .replace(/"z0":"../, '"z0":"00');
    const spoiled = sealed(manifest, new Map([...files, [path, Buffer.from(bytes)]]));
    expect(code(await wholeBoard(group, boardOf(spoiled), commission.key))).toBe('trustees.board');
    expect(code(await wholeBoard(group, boardOf(files), signerOf('stranger').key))).toBe('trustees.board');
    const others = await wholeBoard(group, boardOf(filesOf(group, manifestOf(group))), commission.key);
    expect(others.ok && code(await openBoard(others.value, mediumOf(1), []))).toBe('trustees.medium-other');
  });
});
