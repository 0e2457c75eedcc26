import { readAnswer } from '../../../core/hub/answers.ts';
import { type Ask, writeAsk } from '../../../core/hub/asks.ts';
import { isSameJournal } from '../../../core/hub/names.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { HubWay } from '../network/room.ts';
import type { PackageSource } from './fetching.ts';

/** Milliseconds in which a piece comes over a slow mobile link; nobody waits for it. */
const PIECE_MS = 45_000;
const ANSWER_MS = 10_000;
/** A kiosk that serves voters takes no more than this of its link, in bytes a second; one without a package waits for it. */
const BESIDE_VOTERS = 131_072;
const ALONE = 4 * 1024 ** 2;

/** What asks are signed with, and numbered by. */
interface HubAsker {
  /** Ed25519 over 32 bytes, by the device's key. */
  readonly sign: (hash: Uint8Array) => Uint8Array;
  readonly number: () => number;
}

/** The commission's hub, from which packages are had. @param alone nobody is served here yet */
export function hubSource(way: HubWay, { sign, number }: HubAsker, alone: boolean): PackageSource {
  const { name, key, ask } = way;
  const asked = (what: Ask): string => writeAsk(name, { number: number(), ask: what }, sign, nodeCrypto);
  return {
    name: 'hub',
    bytesPerSecond: alone ? ALONE : BESIDE_VOTERS,
    isFree: () => way.isFree,
    async offers() {
      const text = await ask('asks', asked({ ask: 'packages' }), ANSWER_MS);
      const answer = text === null ? null : readAnswer(text, [key], nodeCrypto);
      return answer?.answer === 'packages' && isSameJournal(answer, name) ? answer.packages : null;
    },
    async piece(sha256, n) {
      const text = await ask('pieces', asked({ ask: 'piece', package: sha256, n }), PIECE_MS);
      return text === null ? null : Buffer.from(text, 'base64');
    },
  };
}
