import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { type Answer, type HubKeys, readAnswer } from '../../../core/hub/answers.ts';
import { type Ask, writeAsk } from '../../../core/hub/asks.ts';
import { isSameJournal, type JournalName } from '../../../core/hub/names.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { HubClock } from './hub-clock.ts';
import type { UpstreamAsk } from './upstream.ts';

/** Who asks the hub for more than to store events, and what with. */
export interface HubAsker {
  readonly name: JournalName;
  readonly keys: HubKeys;
  /** Ed25519 over 32 bytes, by the device's key. */
  readonly sign: (hash: Uint8Array) => Uint8Array;
  readonly ask: UpstreamAsk;
  readonly clock: HubClock;
}

/** An ask as it is sent, and by what its answer names it. */
export function writtenAsk(
  { name, sign, clock }: Pick<HubAsker, 'name' | 'sign' | 'clock'>,
  ask: Ask,
): { readonly nonce: string; readonly text: string } {
  const nonce = randomBytes(8).toString('hex');
  return { nonce, text: writeAsk(name, { nonce, asked: clock.now, ask }, sign, nodeCrypto) };
}

/**
 * Asks the hub once; and once more where it says that the ask is one of before, as of a kiosk that has just been started.
 * @param wait milliseconds, for both together
 * @returns its answer to this very ask, or that it is busy; null: none came that is one
 */
export async function askedHub(asker: HubAsker, ask: Ask, wait: number): Promise<Answer | null> {
  const began = performance.now();
  for (const isLast of [false, true]) {
    const left = Math.ceil(began + wait - performance.now());
    if (left < 1) return null;
    const { nonce, text } = writtenAsk(asker, ask);
    const reply = await asker.ask('asks', text, left);
    const answer = reply === null ? null : readAnswer(reply, asker.keys, nodeCrypto);
    if (answer === null || !isSameJournal(answer, asker.name)) return null;
    asker.clock.heard(answer);
    if (answer.answer === 'busy') return answer;
    if (!('nonce' in answer) || answer.nonce !== nonce) return null;
    if (answer.answer !== 'stale') return answer;
    asker.clock.corrected(answer);
    if (isLast) return answer;
  }
  return null;
}
