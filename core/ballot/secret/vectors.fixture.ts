import { fromHex, toHex } from '../../crypto/encoding.ts';
import { nobleCrypto } from '../../crypto/noble.ts';
import { ballotContext, codeForQr, codeInWords } from './ballot.ts';
import { readBoard } from './board.ts';
import { writeChallenge } from './challenge-slip.ts';
import { writeFileOf } from './file.ts';
import { challenge, frame, hash, u32 } from './frame.ts';
import { type Group, scalarBytes } from './group.ts';
import { logarithms } from './logarithm.ts';
import { type Manifest, manifestHash } from './manifest.ts';
import { merkleRoot } from './merkle.ts';
import { bitsOf } from './positions.ts';
import { resultPath, type StyleResult, type Withheld, withheldPath } from './result.ts';
import {
  attemptOf,
  boardOf,
  cast,
  filesOf,
  manifestOf,
  SECRETS,
  sealed,
  shareOf,
  signerOf,
  styles,
} from './secret.fixture.ts';
import { checkShare, makeShare, openSet } from './share.ts';
import { ceremonyHash } from './trustees.ts';

/** What one attempt is made of, and everything that follows from it. */
function attemptVector(group: Group, manifest: Manifest, at: number) {
  const [station, , which, marks] = cast[at] ?? cast[0]!;
  const style = styles[which];
  const bits = bitsOf(style!, marks);
  const { ballot, code } = attemptOf(group, manifest, station, style!, marks, at);
  const [nonce, seed] = [hash(SECRETS, 'nonce', station, u32(at)), hash(SECRETS, 'seed', station, u32(at))];
  const place = { manifest: manifestHash(manifest), station, style: style!.id, nonce };
  const slip = {
    ...{ election: manifest.election, mode: manifest.mode, manifest: toHex(place.manifest), station, style: style!.id },
    ...{ nonce: toHex(nonce), seed: toHex(seed), marks: marks.map((ids) => [...ids]) },
  };
  return {
    ...{ station, style: style!.id, marks, nonce: toHex(nonce), seed: toHex(seed) },
    ...{ V: toHex(Uint8Array.from(bits.ok ? bits.value.flat() : [])), ctx: toHex(ballotContext(place)), ballot },
    ...{ code: toHex(code), codeForPeople: codeInWords(code), codeSlip: codeForQr(code) },
    challengeSlip: writeChallenge(slip),
  };
}

/** The result of the style that reaches the minimum, by the first, third and fourth trustee. */
async function opened(group: Group, manifest: Manifest) {
  const files = filesOf(group, manifest);
  const commission = signerOf('commission').key;
  const tools = { group, verify: nobleCrypto.ed25519Verify, commission, stage: 'opening' as const };
  const { seen, ground, roots } = await readBoard(boardOf(files), tools);
  const set = seen.sets.get('style-1');
  if (ground === undefined || set === undefined) throw new Error('no board');
  const M = ground.manifest;
  const shares = [1, 3, 4].map((trustee) =>
    makeShare(group, shareOf(trustee), { manifest: M, style: 'style-1', trustee }, set),
  );
  const checked = shares.map((share) => {
    const read = checkShare(group, ground.trustees, { manifest: M, style: 'style-1' }, set, share);
    if (!read.ok) throw new Error(read.error.rule);
    return [share.trustee, read.value] as const;
  });
  const counts = openSet(group, 3, set, new Map(checked), logarithms(group, set.ballots));
  if (!counts.ok) throw new Error(counts.error);
  const result: StyleResult = {
    ...{ format: 'taanuu/result/1', manifest: toHex(M), style: 'style-1', ballots: set.ballots, opened: null },
    ...{ parts: counts.value.map((one) => ({ counts: [...one] })), shares },
  };
  const withheld: Withheld = {
    ...{ format: 'taanuu/withheld/1', manifest: toHex(M), style: 'style-2', ballots: 1, road: 'home-box' },
    decision: 'Mixed into the box of the home station.',
  };
  const complete = sealed(
    manifest,
    new Map([...files, [resultPath('style-1'), writeFileOf(result)], [withheldPath('style-2'), writeFileOf(withheld)]]),
  );
  const sums = set.sums.map((part) => part.map(({ a, b }) => ({ A: toHex(a.bytes), B: toHex(b.bytes) })));
  return { sums, roots, complete };
}

/** Everything that docs/verification-vectors.json holds. */
export async function vectors(group: Group) {
  const manifest = manifestOf(group);
  const { sums, roots, complete } = await opened(group, manifest);
  const parts = [new Uint8Array(), fromHex('00ff') ?? new Uint8Array()];
  const leaves = ['', '00', '10', '2021', '3031', '40414243'].map((hex) => fromHex(hex) ?? new Uint8Array());
  const place = { ...manifest, threshold: manifest.trustees.threshold, count: manifest.trustees.members.length };
  return {
    about: 'Vectors of docs/verification.md. Bytes are hex; of texts in frames the UTF-8. Every secret here is public.',
    framing: {
      ...{ domain: 'taanuu/example/1', parts: parts.map(toHex), frame: toHex(frame('taanuu/example/1', ...parts)) },
      hash: toHex(hash('taanuu/example/1', ...parts)),
      challenge: toHex(scalarBytes(challenge('taanuu/example/1', ...parts))),
    },
    merkle: leaves.map((_, at) => ({
      leaves: leaves.slice(0, at + 1).map(toHex),
      root: toHex(merkleRoot(leaves.slice(0, at + 1))),
    })),
    ...{ commissionKey: toHex(signerOf('commission').key), cer: toHex(ceremonyHash(place)) },
    manifestHash: toHex(manifestHash(manifest)),
    trusteeSecrets: manifest.trustees.members.map(({ index }) => toHex(scalarBytes(shareOf(index)))),
    attempts: cast.map((_, at) => attemptVector(group, manifest, at)),
    ...{ sums, roots },
    board: Object.fromEntries([...complete].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])),
  };
}
