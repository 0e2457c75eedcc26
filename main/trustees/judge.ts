import {
  type Ceremony,
  type Commit,
  type Complaint,
  ceremonyName,
  type Reveal,
  roundName,
  shareBinding,
} from '../../core/ballot/secret/ceremony/messages.ts';
import type { Revealed } from '../../core/ballot/secret/ceremony/rounds.ts';
import { bytesOf, isSigned } from '../../core/ballot/secret/file.ts';
import { type Group, readScalar, type Scalar } from '../../core/ballot/secret/group.ts';
import { isValueAt } from '../../core/ballot/secret/polynomial.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { deriveAgreementKey, openSealed } from '../access/keys-seal.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { messagesOn } from './table.ts';

/** The share that one trustee has sealed to another; null where nothing opens, or what opens is no value of the polynomial. */
export async function shareFrom(
  group: Group,
  { reveals, committed }: Revealed,
  place: { readonly ceremony: Ceremony; readonly from: number; readonly to: number },
  seed: Uint8Array,
): Promise<Scalar | null> {
  const { ceremony, from, to } = place;
  const reveal: Reveal | undefined = reveals.find(({ index }) => index === from);
  const sealed = reveal?.shares.find((share) => share.to === to);
  if (reveal === undefined || sealed === undefined) return null;
  const { secret } = await deriveAgreementKey(seed);
  const binding = shareBinding(ceremonyName(ceremony), bytesOf(reveal.commits), from, to);
  const bytes = await openSealed(secret, { enc: bytesOf(sealed.enc), sealed: bytesOf(sealed.sealed) }, binding);
  const value = bytes === null ? undefined : readScalar(bytes);
  return value !== undefined && isValueAt(group, committed[from - 1] ?? [], to, value) ? value : null;
}

/**
 * Who is at fault where a complaint lies on the table: the seed in it opens what was sealed, so that anybody can look. Null:
 * there is no complaint that its trustee has signed.
 */
export async function judged(
  group: Group,
  table: string,
  ceremony: Ceremony,
  commits: readonly Commit[],
  revealed: Revealed,
): Promise<Problem | null> {
  const complaints = messagesOn(table, 'complaint', ceremony);
  if (!complaints.ok) return complaints.error;
  for (const complaint of complaints.value) {
    const fault = await faultOf(group, ceremony, commits, revealed, complaint);
    if (fault !== null) return fault;
  }
  return null;
}

async function faultOf(
  group: Group,
  ceremony: Ceremony,
  commits: readonly Commit[],
  revealed: Revealed,
  complaint: Complaint,
): Promise<Problem | null> {
  const name = (index: number): string => ceremony.members[index - 1] ?? String(index);
  const { index, against } = complaint;
  const commit = commits.find((one) => one.index === index);
  const isTheirs =
    complaint.signature.key === commit?.signature.key &&
    complaint.ceremony === toHex(ceremonyName(ceremony)) &&
    complaint.reveals === toHex(roundName(revealed.reveals)) &&
    isSigned(complaint, nodeCrypto.ed25519Verify);
  // Whoever can write on the table could lay anything there in another's name.
  if (!isTheirs) return null;
  const seed = bytesOf(complaint.seed);
  const { publicKey } = await deriveAgreementKey(seed);
  const isOwnKey = toHex(publicKey) === commit.transport;
  const fits = await shareFrom(group, revealed, { ceremony, from: against, to: index }, seed);
  return isOwnKey && fits === null
    ? { code: 'trustees.cheater', params: { name: name(against), by: name(index) } }
    : { code: 'trustees.complaint-false', params: { name: name(index), against: name(against) } };
}
