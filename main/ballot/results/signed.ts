import { protocolOf } from '../../../core/ballot/day/day.ts';
import { toHex } from '../../../core/crypto/encoding.ts';
import type { ProtocolContent } from '../../../core/results/protocol.ts';
import { protocolHash } from '../../../core/results/protocol-code.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { ResultsFrame } from './frame.ts';
import type { SittingResults } from './sitting.ts';

/** A protocol as it was signed: what was, and the code of its paper. */
export interface SignedProtocol {
  readonly content: ProtocolContent;
  readonly code: string;
  readonly sha256: string;
}

/** The protocol as it was signed; null before. What is kept is held against the hash that the journal has. */
export function signedProtocol(
  { journal }: ResultsFrame,
  results: SittingResults,
  style: string,
): SignedProtocol | null {
  const { signed } = protocolOf(journal.day, style);
  const kept = results.numbers.of(style).signed;
  if (!signed || !kept) return null;
  const content = JSON.parse(kept.content) as ProtocolContent;
  const sha256 = toHex(protocolHash(content, nodeCrypto));
  return sha256 === signed.sha256 ? { content, code: kept.code, sha256 } : null;
}
