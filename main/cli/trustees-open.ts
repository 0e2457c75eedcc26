import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BOARD_FILE, makeBoard } from '../../core/ballot/secret/board.ts';
import { writeFileOf } from '../../core/ballot/secret/file.ts';
import { resultPath, type Withheld, withheldPath } from '../../core/ballot/secret/result.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import { idSchema } from '../../core/election/common.ts';
import { fingerprintWords } from '../access/keys-words.ts';
import { loadSodiumGroup } from '../crypto/sodium-group.ts';
import { boardFolder } from '../trustees/board-folder.ts';
import {
  combineShares,
  type Decision,
  makeDecision,
  openBoard,
  readDecision,
  readShares,
  type TrusteeShares,
  type WholeBoard,
  wholeBoard,
  writeShares,
} from '../trustees/opening.ts';
import { commissionOf, type Given, need } from './frame.ts';
import { type CommandIo, EXIT, orRefuse, Refused } from './io.ts';
import { configuration } from './named-file.ts';
import { passphraseOf } from './passphrase.ts';
import { readPin } from './root.ts';

/** The board that is named, whole; and what people compare with paper is said. */
async function boardOf(given: Given, io: CommandIo): Promise<WholeBoard> {
  const pin = orRefuse(await readPin({ root: given.text.root }));
  const commission = pin?.known === 'key' ? pin.root : null;
  const board = orRefuse(await wholeBoard(await loadSodiumGroup(), boardFolder(need(given, 'board')), commission));
  const { of } = board.ground;
  io.out(`${of.election} (${of.mode}): ${board.proofs} proofs hold`);
  if (commission === null) {
    io.out('The board is signed by the key with these words. Compare them with paper:');
    io.out(`    ${fingerprintWords(Buffer.from(of.signature.key, 'hex')).join(' ')}`);
  }
  return board;
}

/** `taanuu trustees open`. */
export async function openWith(given: Given, io: CommandIo): Promise<number> {
  const [medium, out] = [need(given, 'medium'), need(given, 'out')];
  const decisions: Decision[] = [];
  for (const file of given.text.decision?.split(',') ?? []) {
    const decision = readDecision(new Uint8Array(await readFile(file)));
    if (decision === undefined) throw new Refused({ code: 'trustees.decision', params: { style: file } });
    decisions.push(decision);
  }
  const passphrase = await passphraseOf(given);
  const board = await boardOf(given, io);
  io.out('Compare number and root of each batch with the slip that its panel printed at the close:');
  for (const { file, root, ballots } of board.roots) io.out(`    ${file}  ${ballots}  ${root}`);
  const only = given.text.style;
  const set = only === undefined ? undefined : board.sets.get(only);
  const sets = only === undefined ? board.sets : new Map(set === undefined ? [] : [[only, set]]);
  const opened = await openBoard({ ...board, sets }, { folder: medium, passphrase }, decisions);
  const { shares, tooSmall } = orRefuse(opened);
  const { minimum } = board.ground;
  const [small] = tooSmall;
  if (only !== undefined && small !== undefined)
    throw new Refused({ code: 'trustees.small', params: { ...small, minimum } });
  await mkdir(out, { recursive: true });
  await writeFile(join(out, `shares-${shares.trustee}.json`), writeShares(shares));
  for (const { style, ballots } of shares.styles) io.out(`${style}: a share of ${ballots} ballots`);
  for (const { style, ballots } of tooSmall) io.out(`${style}: ${ballots} ballots, below ${minimum}: not opened`);
  return EXIT.done;
}

/** `taanuu trustees decide`. */
export async function decide(given: Given, io: CommandIo): Promise<number> {
  const [style, decision, out] = [need(given, 'style'), need(given, 'text'), need(given, 'out')];
  const commission = commissionOf(given);
  const { ground, sets } = await boardOf(given, io);
  const ballots = sets.get(style)?.ballots ?? 0;
  if (ballots === 0 || ballots >= ground.minimum) throw new Refused({ code: 'trustees.decision', params: { style } });
  const of = { manifest: toHex(ground.manifest), style, ballots, decision };
  await writeFile(out, makeDecision(of, { key: commission.trust.root, sign: commission.sign }));
  io.out(`${out}: ${style}, ${ballots} ballots`);
  return EXIT.done;
}

const withholdSchema = z.array(
  z.strictObject({ style: idSchema, road: z.enum(['home-box', 'joint']), decision: z.string().min(1).max(4_000) }),
);

/** `taanuu trustees combine`. */
export async function combine(given: Given, io: CommandIo): Promise<number> {
  const [folder, from] = [need(given, 'board'), need(given, 'shares')];
  const commission = commissionOf(given);
  const withhold = given.text.withhold;
  const reasons = withhold === undefined ? [] : await configuration(withhold, withholdSchema);
  const board = await boardOf(given, io);
  const all: TrusteeShares[] = [];
  for (const name of readdirSync(from).filter((one) => one.endsWith('.json'))) {
    const shares = readShares(new Uint8Array(await readFile(join(from, name))));
    if (shares === undefined) throw new Refused({ code: 'trustees.shares', params: { file: name } });
    all.push(shares);
  }
  const { results, wrong } = orRefuse(combineShares(board, all));
  const manifest = board.ground.manifest;
  const files = new Map<string, Uint8Array>();
  for (const result of results) files.set(resultPath(result.style), writeFileOf(result));
  for (const { style, road, decision } of reasons) {
    const ballots = board.sets.get(style)?.ballots ?? 0;
    const withheld: Withheld = {
      ...{ format: 'taanuu/withheld/1', manifest: toHex(manifest), style, ballots, road, decision },
    };
    files.set(withheldPath(style), writeFileOf(withheld));
  }
  await layOn(folder, files, manifest, commission);
  for (const name of wrong) io.out(`The shares of ${name} do not hold: they were left out.`);
  for (const { style, ballots } of results) io.out(`${style}: the result of ${ballots} ballots`);
  for (const { style, road } of reasons) io.out(`${style}: withheld (${road})`);
  return EXIT.done;
}

/** Writes files onto a board and lists it anew. */
async function layOn(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  manifest: Uint8Array,
  commission: ReturnType<typeof commissionOf>,
): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  // A list that does not fit what lies there is worse than none: until the new one stands there is none.
  if (existsSync(join(folder, BOARD_FILE))) rmSync(join(folder, BOARD_FILE));
  const { paths, read } = boardFolder(folder);
  const listed: (readonly [string, Uint8Array])[] = [];
  for (const path of paths) listed.push([path, await read(path)]);
  const list = makeBoard(manifest, listed, { key: commission.trust.root, sign: commission.sign });
  await writeFile(join(folder, BOARD_FILE), list);
}
