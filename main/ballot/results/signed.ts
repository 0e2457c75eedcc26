import { protocolOf } from '../../../core/ballot/day/day.ts';
import { toHex } from '../../../core/crypto/encoding.ts';
import type { ProtocolContent } from '../../../core/results/protocol.ts';
import { protocolHash } from '../../../core/results/protocol-code.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { ResultsFrame } from './frame.ts';
import type { SittingResults } from './sitting.ts';

/** A version of a protocol as it was signed: what was, and the code of its paper. */
export interface SignedProtocol {
  readonly content: ProtocolContent;
  readonly code: string;
  readonly sha256: string;
}

/**
 * Every version of a protocol that was signed, the first one first. What is kept is held against the hashes that the journal
 * has; from the first that is another one on nothing is told.
 */
export function signedVersions(
  { journal }: Pick<ResultsFrame, 'journal'>,
  { numbers }: Pick<SittingResults, 'numbers'>,
  style: string,
): readonly SignedProtocol[] {
  const kept = numbers.of(style).versions;
  const versions: SignedProtocol[] = [];
  for (const [at, { sha256 }] of protocolOf(journal.day, style).versions.entries()) {
    const one = kept[at];
    if (one === undefined) break;
    const content = JSON.parse(one.content) as ProtocolContent;
    if (toHex(protocolHash(content, nodeCrypto)) !== sha256) break;
    versions.push({ content, code: one.code, sha256 });
  }
  return versions;
}

/** The version in force; null before the first, and while a correction of it is being made. */
export function signedProtocol(
  frame: Pick<ResultsFrame, 'journal'>,
  results: Pick<SittingResults, 'numbers'>,
  style: string,
): SignedProtocol | null {
  const { signed } = protocolOf(frame.journal.day, style);
  const last = signedVersions(frame, results, style).at(-1);
  return signed && last?.sha256 === signed.sha256 ? last : null;
}
