import type { HubSigner, Saying } from '../../core/hub/answers.ts';
import { type AskLetter, readAsk } from '../../core/hub/asks.ts';
import { type ElsewhereLog, elsewhereSince } from '../../core/hub/elsewhere.ts';
import { staleFrom } from '../../core/hub/fresh.ts';
import { elsewhereKey, isSameJournal, type JournalName, journalKey } from '../../core/hub/names.ts';
import { type Buckets, standing } from './buckets.ts';
import type { Fleet } from './fleet.ts';
import { lockSaying, type NationalLock } from './lock.ts';
import { pieceFor, toldFor } from './packages.ts';
import type { JournalStream } from './stream.ts';

export interface AskAround {
  readonly stream: Pick<JournalStream, 'epoch'>;
  readonly buckets: Pick<Buckets, 'health' | 'elsewhere' | 'package'>;
  readonly lock: NationalLock;
  readonly fleet: () => Fleet;
  readonly signer: HubSigner;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers what devices ask for beside sending their events. */
export class AskDesk {
  readonly #around: AskAround;
  readonly #counts: { asks: number };

  constructor(around: AskAround, counts: { asks: number }) {
    this.#around = around;
    this.#counts = counts;
  }

  async hear(sender: JournalName, text: string): Promise<Saying | null> {
    const { lock, buckets, stream, now } = this.#around;
    const letter = this.#ask(sender, text);
    if (!letter) return null;
    const { election, mode, station, device, nonce, asked, ask } = letter;
    const of = { election, mode, station, device };
    const from = staleFrom(asked, now());
    if (from !== null) return { ...of, answer: 'stale', nonce, from };
    switch (ask.ask) {
      case 'health':
        await buckets.health.put(journalKey(of), JSON.stringify({ ...ask.health, received: now() }));
        return { ...of, answer: 'heard', nonce };
      case 'elsewhere': {
        const none: ElsewhereLog = { epoch: stream.epoch, entries: [] };
        const { value } = await standing(buckets.elsewhere, elsewhereKey(of, station), none);
        return { ...of, answer: 'elsewhere', nonce, ...elsewhereSince(value, ask) };
      }
      case 'packages':
        return { ...of, answer: 'packages', nonce, ...(await toldFor(buckets.package, of)) };
      case 'piece':
        // By a subject of its own.
        return null;
      default:
        return lockSaying(lock, of, ask, { nonce, asked, now: now() });
    }
  }

  /** A piece of a package for the station of whoever asks. */
  async piece(sender: JournalName, text: string): Promise<Uint8Array | null> {
    const { buckets } = this.#around;
    const letter = this.#ask(sender, text);
    if (letter === null || staleFrom(letter.asked, this.#around.now()) !== null) return null;
    return letter.ask.ask === 'piece' ? pieceFor(buckets.package, letter, letter.ask) : null;
  }

  #ask(sender: JournalName, text: string): AskLetter | null {
    const { fleet, signer } = this.#around;
    const letter = readAsk(text, fleet().trustOf, signer.crypto);
    // A kiosk may carry the asks of others of its station.
    if (!letter || !isSameJournal({ ...letter, device: sender.device }, sender)) return null;
    this.#counts.asks += 1;
    return letter;
  }
}
