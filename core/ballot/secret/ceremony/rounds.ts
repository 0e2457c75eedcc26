import { toHex } from '../../../crypto/encoding.ts';
import { err, ok, type Result } from '../../../problem/result.ts';
import { bytesOf, isSigned, type VerifySignature } from '../file.ts';
import type { Group, Point } from '../group.ts';
import type { Trustees } from '../manifest.ts';
import { ceremonyHash, jointKey, publicShare, readCommitments } from '../trustees.ts';
import {
  type Ceremony,
  type Commit,
  type Confirm,
  ceremonyName,
  hiddenCommitments,
  type Reveal,
  roundName,
} from './messages.ts';

/** Whose message of a round does not hold (its index), or who has laid none. */
export interface RoundFault {
  readonly fault: 'missing' | 'message';
  readonly trustees: readonly number[];
}

const indices = ({ members }: Ceremony): readonly number[] => members.map((_, at) => at + 1);

/** One message of each trustee in order of index, or who has laid none. */
function whole<T extends { readonly index: number }>(
  ceremony: Ceremony,
  messages: readonly T[],
): Result<readonly T[], RoundFault> {
  const sorted = indices(ceremony).map((index) => messages.find((message) => message.index === index));
  const there = sorted.filter((message) => message !== undefined);
  if (there.length === ceremony.members.length) return ok(there);
  const trustees = indices(ceremony).filter((_, at) => sorted[at] === undefined);
  return err({ fault: 'missing', trustees });
}

const wrong = (trustees: readonly number[]): Result<never, RoundFault> => err({ fault: 'message', trustees });

/** The first round: all are there, each signed by the key that it brings, and no two share one. */
export function checkCommits(
  ceremony: Ceremony,
  messages: readonly Commit[],
  verify: VerifySignature,
): Result<readonly Commit[], RoundFault> {
  const all = whole(ceremony, messages);
  if (!all.ok) return all;
  const name = toHex(ceremonyName(ceremony));
  const bad = all.value.filter((commit) => {
    const others = all.value.filter((other) => other.index !== commit.index);
    const isOwn = others.every(
      (other) => other.signature.key !== commit.signature.key && other.transport !== commit.transport,
    );
    return commit.ceremony !== name || !isOwn || !isSigned(commit, verify);
  });
  return bad.length === 0 ? all : wrong(bad.map(({ index }) => index));
}

/** What the second round adds up to. */
export interface Revealed {
  readonly reveals: readonly Reveal[];
  /** Commitments of each trustee, in order of index. */
  readonly committed: readonly (readonly Point[])[];
  /** K. */
  readonly key: Point;
}

/** The second round: each shows what it had hidden, proves that it knows it, and has sealed something to each other trustee. */
export function checkReveals(
  group: Group,
  ceremony: Ceremony,
  commits: readonly Commit[],
  messages: readonly Reveal[],
  verify: VerifySignature,
): Result<Revealed, RoundFault> {
  const all = whole(ceremony, messages);
  if (!all.ok) return all;
  const [name, round] = [ceremonyName(ceremony), toHex(roundName(commits))];
  const cer = ceremonyHash({ ...ceremony, count: ceremony.members.length });
  const committed: (readonly Point[])[] = [];
  const bad: number[] = [];
  for (const reveal of all.value) {
    const { index } = reveal;
    const commit = commits.find((one) => one.index === index);
    const points = readCommitments(group, cer, ceremony.threshold, reveal);
    const hidden = hiddenCommitments(name, index, bytesOf(reveal.salt), reveal.commitments.map(bytesOf));
    const others = indices(ceremony).filter((other) => other !== index);
    const isWhole =
      reveal.ceremony === toHex(name) &&
      reveal.commits === round &&
      reveal.signature.key === commit?.signature.key &&
      commit.commitment === toHex(hidden) &&
      reveal.shares.length === others.length &&
      reveal.shares.every(({ to }, at) => to === others[at]) &&
      isSigned(reveal, verify);
    if (isWhole && points.ok) committed.push(points.value);
    else bad.push(index);
  }
  if (bad.length > 0) return wrong(bad);
  return ok({ reveals: all.value, committed, key: jointKey(group, committed) });
}

/** The last round: all have the same key, and each the share that it must have. Gives what goes into the manifest. */
export function checkConfirms(
  group: Group,
  ceremony: Ceremony,
  commits: readonly Commit[],
  { reveals, committed, key }: Revealed,
  messages: readonly Confirm[],
  verify: VerifySignature,
): Result<{ readonly trustees: Trustees; readonly key: string }, RoundFault> {
  const all = whole(ceremony, messages);
  if (!all.ok) return all;
  const [name, round] = [toHex(ceremonyName(ceremony)), toHex(roundName(reveals))];
  const bad = all.value.filter(
    (confirm) =>
      confirm.ceremony !== name ||
      confirm.reveals !== round ||
      confirm.key !== toHex(key.bytes) ||
      confirm.share !== toHex(publicShare(group, committed, confirm.index).bytes) ||
      confirm.signature.key !== commits.find(({ index }) => index === confirm.index)?.signature.key ||
      !isSigned(confirm, verify),
  );
  if (bad.length > 0) return wrong(bad.map(({ index }) => index));
  const members = reveals.map(({ index, commitments, proofs }) => {
    return { index, name: ceremony.members[index - 1] ?? '', commitments, proofs };
  });
  return ok({ trustees: { threshold: ceremony.threshold, members }, key: toHex(key.bytes) });
}
