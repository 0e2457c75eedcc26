import type { Trust } from '../../../core/journal/trust.ts';
import {
  type Letter,
  type LetterFault,
  letterNumbers,
  readLetter,
  type Sender,
  saidBefore,
  type Word,
  writeLetter,
} from '../../../core/network/words.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { Database } from '../../storage/open.ts';

interface LettersAround {
  /** This kiosk, as it signs. */
  readonly me: Sender;
  readonly db: Database;
  /** Ed25519 over 32 bytes, by the device's key. */
  readonly sign: (hash: Uint8Array) => Uint8Array;
  /** Whose letters count. */
  readonly trust: () => Trust;
  /** Sends a letter to one kiosk, or to all; it is written only where there is a way for it. */
  readonly send: (to: string | null, text: () => string) => void;
}

/** What this kiosk and the others of its station write to each other: numbered over restarts, signed, and heard once. */
export class Letters {
  readonly #around: LettersAround;
  #next: (() => number) | null = null;
  /** Number of the last letter that was heard of each kiosk. */
  readonly #last: Map<string, number>;

  constructor(around: LettersAround) {
    this.#around = around;
    this.#last = new Map(asked(around.db));
  }

  hear(text: string): { readonly letter: Letter } | { readonly fault: LetterFault } {
    const { me, trust } = this.#around;
    const read = readLetter(text, me, trust(), nodeCrypto);
    return 'letter' in read && saidBefore(this.#last, read.letter) ? { fault: 'said-before' } : read;
  }

  say(to: string | null, word: Word): void {
    const { me, sign, send } = this.#around;
    const next = this.#numbers();
    if (next !== null) send(to, () => writeLetter(me, { to, n: next(), word }, sign, nodeCrypto));
  }

  /** Null: the disk refuses the start that they count from. Then nothing is said, for nobody can be admitted here either. */
  #numbers(): (() => number) | null {
    try {
      this.#next ??= letterNumbers(started(this.#around.db));
    } catch (error) {
      if (!storageProblem(error, 'journal')) throw error;
    }
    return this.#next;
  }
}

/** One more start from which letters are numbered. @returns how many there were */
const started = (db: Database): number =>
  db.prepare<[], number>('update letter_start set starts = starts + 1 returning starts').pluck().get() ?? 1;

/** The kiosks that hold promises, and the letters that asked for them: what those said before is over. */
const asked = (db: Database): readonly (readonly [string, number])[] =>
  db
    .prepare<[], { device: string; n: number }>('select device, max(n) as n from promised group by device')
    .all()
    .map(({ device, n }) => [device, n]);
