import { z } from 'zod';
import { type BoardFiles, type ReadBoard, readBoard } from '../../core/ballot/secret/board.ts';
import {
  bytesOf,
  hex32,
  isSigned,
  readFileOf,
  type Signer,
  signatureSchema,
  signed,
  writeFileOf,
} from '../../core/ballot/secret/file.ts';
import { hash, u32 } from '../../core/ballot/secret/frame.ts';
import { type Group, readScalar } from '../../core/ballot/secret/group.ts';
import { logarithms, MOST_COUNTED } from '../../core/ballot/secret/logarithm.ts';
import type { Style } from '../../core/ballot/secret/manifest.ts';
import type { StyleResult } from '../../core/ballot/secret/result.ts';
import type { BallotSet } from '../../core/ballot/secret/sets.ts';
import {
  type CheckedShare,
  checkShare,
  makeShare,
  openSet,
  type Share,
  shareSchema,
} from '../../core/ballot/secret/share.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import { idSchema } from '../../core/election/common.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type Medium, openMedium } from './medium.ts';

const ballots = z.int().min(0).max(MOST_COUNTED);
const decision = z.string().min(1).max(4_000);

/** That a set below the minimum is opened all the same: the text of the commission and trustees, signed by the commission. */
export const decisionSchema = z.strictObject({
  format: z.literal('taanuu/opening-decision/1'),
  ...{ manifest: hex32, style: idSchema, ballots, decision },
  signature: signatureSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

const sharesSchema = z.strictObject({
  format: z.literal('taanuu/trustee-shares/1'),
  ...{ manifest: hex32, trustee: z.int().min(1).max(99) },
  styles: z
    .array(
      z.strictObject({
        ...{ style: idSchema, ballots },
        opened: z.strictObject({ decision }).nullable(),
        parts: shareSchema.shape.parts,
      }),
    )
    .max(10_000),
});
/** What one trustee says of all sets that may be opened. */
export type TrusteeShares = z.infer<typeof sharesSchema>;

/** The file of a trustee's shares. */
export const writeShares = (shares: TrusteeShares): Uint8Array => writeFileOf(shares);
export const readShares = (bytes: Uint8Array): TrusteeShares | undefined => readFileOf(bytes, sharesSchema);
export const readDecision = (bytes: Uint8Array): Decision | undefined => readFileOf(bytes, decisionSchema);

/** Puts a decision on record. */
export function makeDecision(of: Omit<Decision, 'format' | 'signature'>, signer: Signer): Uint8Array {
  return writeFileOf(signed({ format: 'taanuu/opening-decision/1' as const, ...of }, signer));
}

export type Ground = NonNullable<ReadBoard['ground']>;

/** A board on which everything holds. */
export interface WholeBoard {
  readonly ground: Ground;
  readonly sets: ReadonlyMap<string, BallotSet>;
  readonly roots: ReadBoard['roots'];
  readonly proofs: number;
}

/** Reads a board for its opening. One thing that does not hold, and nothing of it is opened. @param commission its key, 32 bytes, if known */
export async function wholeBoard(
  group: Group,
  files: BoardFiles,
  commission: Uint8Array | null,
): Promise<Result<WholeBoard, Problem>> {
  const { findings, ground, seen, roots } = await readBoard(files, {
    ...{ group, verify: nodeCrypto.ed25519Verify, commission, stage: 'opening' },
  });
  const [first] = findings;
  if (first !== undefined || ground === undefined) {
    const { file = '', place = '', rule = '' } = first ?? {};
    const where = place === '' ? file : `${file}, ${place}`;
    return err({ code: 'trustees.board', params: { count: findings.length, where, rule } });
  }
  return ok({ ground, sets: seen.sets, roots, proofs: seen.proofs });
}

/** A set that is not opened because it is too small. */
export interface TooSmall {
  readonly style: string;
  readonly ballots: number;
}

/** What a trustee's tool makes of a board. */
export interface Opened {
  readonly shares: TrusteeShares;
  readonly tooSmall: readonly TooSmall[];
}

/**
 * Makes a trustee's shares of every set that may be opened. It takes a whole board and never a ciphertext: the sums are its
 * own. A medium opens one sum of a style, ever: of two that differ in a ballot the difference would be that ballot.
 */
export async function openBoard(
  board: WholeBoard,
  medium: { readonly folder: string; readonly passphrase: string },
  decisions: readonly Decision[],
): Promise<Result<Opened, Problem>> {
  const { ground, sets } = board;
  const unlocked = await openMedium(medium.folder, medium.passphrase);
  if (!unlocked.ok) return unlocked;
  const kept = keptFor(ground, unlocked.value);
  if (!kept.ok) return kept;
  const decided = decisionsOf(board, decisions);
  if (!decided.ok) return decided;

  const styles: TrusteeShares['styles'] = [];
  const tooSmall: TooSmall[] = [];
  const opened = [...unlocked.value.secrets.opened];
  for (const [style, set] of [...sets].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const why = decided.value.get(style) ?? null;
    if (set.ballots < ground.minimum && why === null) {
      tooSmall.push({ style, ballots: set.ballots });
      continue;
    }
    const sum = toHex(nameOfSum(ground.manifest, style, set));
    const before = opened.find((one) => one.style === style);
    if (before !== undefined && before.sum !== sum) return err({ code: 'trustees.sum-differs', params: { style } });
    if (before === undefined) opened.push({ style, sum });
    const place = { manifest: ground.manifest, style, trustee: kept.value.index };
    const { parts } = makeShare(ground.group, kept.value.share, place, set);
    styles.push({ style, ballots: set.ballots, opened: why === null ? null : { decision: why }, parts });
  }
  // Before any share leaves: what was opened is remembered, whatever happens next.
  unlocked.value.save({ ...unlocked.value.secrets, opened });
  const shares: TrusteeShares = {
    ...{ format: 'taanuu/trustee-shares/1', manifest: toHex(ground.manifest), trustee: kept.value.index, styles },
  };
  return ok({ shares, tooSmall });
}

/** The secret of a medium, if it is that of a trustee of this board. */
function keptFor({ of, group, trustees }: Ground, { secrets, index }: Medium) {
  const share = secrets.kept === null ? undefined : readScalar(bytesOf(secrets.kept.share));
  const isTheirs =
    share !== undefined &&
    secrets.kept?.key === of.key &&
    toHex(group.multiplyBase(share).bytes) === toHex(trustees.shares.get(index)?.bytes ?? new Uint8Array());
  return isTheirs ? ok({ share, index }) : err<Problem>({ code: 'trustees.medium-other' });
}

/** Texts by style, of decisions that the commission has signed about exactly these sets. */
function decisionsOf(
  { ground, sets }: WholeBoard,
  decisions: readonly Decision[],
): Result<ReadonlyMap<string, string>, Problem> {
  const texts = new Map<string, string>();
  for (const one of decisions) {
    const set = sets.get(one.style);
    const isRight =
      one.manifest === toHex(ground.manifest) &&
      one.signature.key === ground.of.signature.key &&
      set?.ballots === one.ballots &&
      set.ballots < ground.minimum &&
      isSigned(one, nodeCrypto.ed25519Verify);
    if (!isRight) return err({ code: 'trustees.decision', params: { style: one.style } });
    texts.set(one.style, one.decision);
  }
  return ok(texts);
}

/** Names a sum: two sets of a style with the same name are the same ballots added up. */
function nameOfSum(manifest: Uint8Array, style: string, { ballots: count, sums }: BallotSet): Uint8Array {
  const points = sums.flatMap((part) => part.flatMap(({ a, b }) => [a.bytes, b.bytes]));
  return hash('taanuu/opened-sum/1', manifest, style, u32(count), ...points);
}

/** What shares add up to, and whose do not hold. */
export interface Combined {
  readonly results: readonly StyleResult[];
  /** Names of trustees of whom a share does not hold: they are left out, and told. */
  readonly wrong: readonly string[];
}

/** Puts the shares of trustees together to results. Any `threshold` good ones do; more are checked against them. */
export function combineShares(board: WholeBoard, all: readonly TrusteeShares[]): Result<Combined, Problem> {
  const { ground, sets } = board;
  const results: StyleResult[] = [];
  const wrong = new Set<string>();
  for (const style of [...new Set(all.flatMap(({ styles }) => styles.map((one) => one.style)))].sort()) {
    const made = combineStyle(
      ground,
      ground.of.styles.find(({ id }) => id === style),
      sets.get(style),
      all,
      wrong,
    );
    if (!made.ok) return made;
    results.push(made.value);
  }
  return ok({ results, wrong: [...wrong] });
}

function combineStyle(
  ground: Ground,
  style: Style | undefined,
  set: BallotSet | undefined,
  all: readonly TrusteeShares[],
  wrong: Set<string>,
): Result<StyleResult, Problem> {
  const good = new Map<number, Share>();
  const checked = new Map<number, CheckedShare>();
  const reasons = new Set<string | null>();
  for (const { manifest, trustee, styles } of all) {
    const own = styles.find((one) => one.style === style?.id);
    if (own === undefined || style === undefined || set === undefined) continue;
    const share = { trustee, parts: own.parts };
    const place = { manifest: ground.manifest, style: style.id };
    const read = checkShare(ground.group, ground.trustees, place, set, share);
    if (read.ok && manifest === toHex(ground.manifest) && own.ballots === set.ballots) {
      good.set(trustee, share);
      checked.set(trustee, read.value);
      reasons.add(own.opened?.decision ?? null);
    } else wrong.add(ground.of.trustees.members[trustee - 1]?.name ?? String(trustee));
  }
  const { threshold } = ground.trustees;
  if (style === undefined || set === undefined || good.size < threshold) {
    const names = [...wrong].join(', ') || '–';
    return err({ code: 'trustees.few', params: { style: style?.id ?? '–', count: good.size, threshold, names } });
  }
  const [why = null, ...others] = reasons;
  if (others.length > 0) return err({ code: 'trustees.decision', params: { style: style.id } });
  const counts = openSet(ground.group, threshold, set, checked, logarithms(ground.group, set.ballots));
  if (!counts.ok) throw new Error(`shares with proofs that hold open nothing: ${counts.error}`);
  return ok({
    ...{ format: 'taanuu/result/1', manifest: toHex(ground.manifest), style: style.id, ballots: set.ballots },
    opened: why === null ? null : { decision: why },
    parts: counts.value.map((one) => ({ counts: [...one] })),
    shares: [...good.values()].sort((left, right) => left.trustee - right.trustee),
  });
}
