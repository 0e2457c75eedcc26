import { randomBytes } from 'node:crypto';
import {
  type Ceremony,
  ceremonyName,
  hiddenCommitments,
  roundName,
  shareBinding,
} from '../../core/ballot/secret/ceremony/messages.ts';
import { checkConfirms } from '../../core/ballot/secret/ceremony/rounds.ts';
import { bytesOf, signed } from '../../core/ballot/secret/file.ts';
import {
  type Group,
  littleEndian,
  modulo,
  readScalar,
  type Scalar,
  scalarBytes,
} from '../../core/ballot/secret/group.ts';
import type { Trustees } from '../../core/ballot/secret/manifest.ts';
import { commitments, type Polynomial, valueAt } from '../../core/ballot/secret/polynomial.ts';
import { ceremonyHash } from '../../core/ballot/secret/trustees.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { deriveAgreementKey, sealTo } from '../access/keys-seal.ts';
import { headWords } from '../access/keys-words.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { judged, shareFrom } from './judge.ts';
import { type Medium, makeMedium, openMedium } from './medium.ts';
import { ceremonyOn, commitsOn, lay, messagesOn, revealsOn, roundProblem } from './table.ts';

/** Eight words of a hash: what people read aloud and compare. */
export const wordsOf = (hash: Uint8Array): string => headWords(toHex(hash)).join(' ');

/** Where a trustee sits: the table of the ceremony, the trustee's own medium, and its passphrase. */
export interface Seat {
  readonly group: Group;
  readonly table: string;
  readonly medium: string;
  readonly passphrase: string;
}

const randomScalar = (): Scalar => modulo(littleEndian(randomBytes(64)));

const signerOf = ({ secrets }: Medium) => {
  const secret = bytesOf(secrets.signing);
  return {
    key: nodeCrypto.ed25519PublicKey(secret),
    sign: (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret),
  };
};

const polynomialOf = ({ secrets }: Medium): Polynomial =>
  secrets.coefficients.map((hex) => readScalar(bytesOf(hex)) ?? 0n);

const published = (group: Group, { ceremony, index }: Medium, polynomial: Polynomial) =>
  commitments(group, ceremonyHash({ ...ceremony, count: ceremony.members.length }), index, polynomial);

/** First round: draws everything this trustee will contribute, seals it onto the medium, and lays its hash on the table. */
export async function joinCeremony(
  { group, table, medium: folder, passphrase }: Seat,
  index: number,
  cost?: number,
): Promise<Result<{ readonly name: string; readonly words: string }, Problem>> {
  const ceremony = ceremonyOn(table);
  if (!ceremony.ok) return ceremony;
  const commits = messagesOn(table, 'commit', ceremony.value);
  if (!commits.ok) return commits;
  const isFree = ceremony.value.members[index - 1] !== undefined && commits.value.every((one) => one.index !== index);
  if (!isFree) return err({ code: 'trustees.seat', params: { index } });
  const secrets = {
    ...{ signing: toHex(randomBytes(32)), transport: toHex(randomBytes(32)), salt: toHex(randomBytes(32)) },
    coefficients: Array.from({ length: ceremony.value.threshold }, () => toHex(scalarBytes(randomScalar()))),
    ...{ commits: null, kept: null, opened: [] },
  };
  const medium = await makeMedium(folder, { ceremony: ceremony.value, index, secrets }, passphrase, cost);
  if (!medium.ok) return medium;
  const name = ceremonyName(ceremony.value);
  const own = published(group, medium.value, polynomialOf(medium.value));
  const { publicKey } = await deriveAgreementKey(bytesOf(secrets.transport));
  const commit = signed(
    {
      ...{ format: 'taanuu/trustees-commit/1' as const, ceremony: toHex(name), index, transport: toHex(publicKey) },
      commitment: toHex(hiddenCommitments(name, index, bytesOf(secrets.salt), own.commitments.map(bytesOf))),
    },
    signerOf(medium.value),
  );
  lay(table, 'commit', commit);
  return ok({ name: medium.value.name, words: wordsOf(roundName([commit])) });
}

/** The words of the first round, which everybody compares before anything is shown. */
export function firstRoundWords(table: string): Result<string, Problem> {
  const ceremony = ceremonyOn(table);
  if (!ceremony.ok) return ceremony;
  const commits = commitsOn(table, ceremony.value);
  return commits.ok ? ok(wordsOf(roundName(commits.value))) : commits;
}

/** A medium that sits at this table, and no other's. */
async function seated({ table, medium: folder, passphrase }: Seat): Promise<Result<Medium, Problem>> {
  const ceremony = ceremonyOn(table);
  if (!ceremony.ok) return ceremony;
  const medium = await openMedium(folder, passphrase);
  if (!medium.ok) return medium;
  const isHere = toHex(ceremonyName(medium.value.ceremony)) === toHex(ceremonyName(ceremony.value));
  return isHere ? medium : err({ code: 'trustees.medium-other' });
}

/**
 * Second round: shows what was hidden, and seals to each other trustee its share. Whoever could pass off another first round
 * would get shares sealed to keys of its own: so people have compared it, the trustee gives its words, and a medium answers one
 * first round only.
 * @param words the eight words that were read aloud
 */
export async function revealCeremony(seat: Seat, words: string): Promise<Result<{ readonly name: string }, Problem>> {
  const opened = await seated(seat);
  if (!opened.ok) return opened;
  const medium = opened.value;
  const commits = commitsOn(seat.table, medium.ceremony);
  if (!commits.ok) return commits;
  const round = roundName(commits.value);
  if (words.trim().toLowerCase().split(/\s+/).join(' ') !== wordsOf(round)) return err({ code: 'trustees.words' });
  const own = commits.value.find(({ index }) => index === medium.index);
  if (own?.signature.key !== toHex(signerOf(medium).key)) {
    return err({ code: 'trustees.message', params: { names: medium.name } });
  }
  const { secrets } = medium;
  if (secrets.kept !== null || (secrets.commits !== null && secrets.commits !== toHex(round))) {
    return err({ code: 'trustees.again' });
  }
  // Before anything is sealed: a second first round finds this written.
  medium.save({ ...secrets, commits: toHex(round) });
  const polynomial = polynomialOf(medium);
  const name = ceremonyName(medium.ceremony);
  const shares: { to: number; enc: string; sealed: string }[] = [];
  for (const { index: to, transport } of commits.value) {
    if (to === medium.index) continue;
    const binding = shareBinding(name, round, medium.index, to);
    const { enc, sealed } = await sealTo(bytesOf(transport), scalarBytes(valueAt(polynomial, to)), binding);
    shares.push({ to, enc: toHex(enc), sealed: toHex(sealed) });
  }
  const { commitments: committed, proofs } = published(seat.group, medium, polynomial);
  const reveal = {
    ...{ format: 'taanuu/trustees-reveal/1' as const, ceremony: toHex(name), commits: toHex(round) },
    ...{ index: medium.index, salt: secrets.salt, commitments: [...committed], proofs: [...proofs], shares },
  };
  lay(seat.table, 'reveal', signed(reveal, signerOf(medium)));
  return ok({ name: medium.name });
}

/** What a trustee knows when every share has fitted. */
export interface Confirmed {
  readonly name: string;
  /** Of the joint key. */
  readonly words: string;
}

/**
 * Third round: opens what the others have sealed and holds it against what they have committed to. A share that does not fit
 * ends the ceremony: a complaint is laid with which anybody can see who is at fault, and the problem names the cheater.
 */
export async function confirmCeremony(seat: Seat): Promise<Result<Confirmed, Problem>> {
  const opened = await seated(seat);
  if (!opened.ok) return opened;
  const medium = opened.value;
  const { ceremony, index, secrets } = medium;
  const commits = commitsOn(seat.table, ceremony);
  if (!commits.ok) return commits;
  // The first round that this medium has answered, not one that lies there now.
  if (secrets.commits !== toHex(roundName(commits.value)) || secrets.kept !== null)
    return err({ code: 'trustees.again' });
  const revealed = revealsOn(seat.table, seat.group, ceremony, commits.value);
  if (!revealed.ok) return revealed;
  const fault = await judged(seat.group, seat.table, ceremony, commits.value, revealed.value);
  if (fault !== null) return err(fault);

  const about = {
    ceremony: toHex(ceremonyName(ceremony)),
    ...{ reveals: toHex(roundName(revealed.value.reveals)), index },
  };
  let share = valueAt(polynomialOf(medium), index);
  for (const { index: from } of revealed.value.reveals) {
    if (from === index) continue;
    const seed = bytesOf(secrets.transport);
    const value = await shareFrom(seat.group, revealed.value, { ceremony, from, to: index }, seed);
    if (value === null) {
      const complaint = { format: 'taanuu/trustees-complaint/1' as const, ...about, against: from, seed: toHex(seed) };
      lay(seat.table, 'complaint', signed(complaint, signerOf(medium)));
      const name = ceremony.members[from - 1] ?? String(from);
      return err({ code: 'trustees.cheater', params: { name, by: medium.name } });
    }
    share = modulo(share + value);
  }
  const key = toHex(revealed.value.key.bytes);
  const own = toHex(seat.group.multiplyBase(share).bytes);
  const confirm = { format: 'taanuu/trustees-confirm/1' as const, ...about, key, share: own };
  lay(seat.table, 'confirm', signed(confirm, signerOf(medium)));
  medium.save({ ...secrets, coefficients: [], kept: { share: toHex(scalarBytes(share)), key } });
  return ok({ name: medium.name, words: wordsOf(revealed.value.key.bytes) });
}

/** What a ceremony has given. */
export interface Finished {
  readonly ceremony: Ceremony;
  readonly trustees: Trustees;
  /** K, hex. */
  readonly key: string;
  readonly words: string;
}

/** Looks at everything on the table again, as anybody may, and gives what goes into the manifest. */
export async function finishCeremony(group: Group, table: string): Promise<Result<Finished, Problem>> {
  const read = ceremonyOn(table);
  if (!read.ok) return read;
  const ceremony = read.value;
  const commits = commitsOn(table, ceremony);
  if (!commits.ok) return commits;
  const revealed = revealsOn(table, group, ceremony, commits.value);
  if (!revealed.ok) return revealed;
  const fault = await judged(group, table, ceremony, commits.value, revealed.value);
  if (fault !== null) return err(fault);
  const confirms = messagesOn(table, 'confirm', ceremony);
  if (!confirms.ok) return confirms;
  const { ed25519Verify } = nodeCrypto;
  const checked = checkConfirms(group, ceremony, commits.value, revealed.value, confirms.value, ed25519Verify);
  if (!checked.ok) return err(roundProblem(ceremony, checked.error));
  return ok({ ceremony, ...checked.value, words: wordsOf(revealed.value.key.bytes) });
}
