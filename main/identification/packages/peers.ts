import type { Word } from '../../../core/network/words.ts';
import type { PackageSource } from './source.ts';

type Answer = Extract<Word, { readonly word: 'packages-are' | 'piece-is' }>;

/** Milliseconds for which an answer of another kiosk is awaited. */
const ANSWER_MS = 5_000;
/** Bytes a second that are asked of a kiosk that serves voters: by one that does too, and by one that waits for its package. */
const BESIDE_VOTERS = 1024 ** 2;
const ALONE = 16 * 1024 ** 2;

/** The other kiosks of the station, from which packages are had: questions to them, and their answers. */
export class PackagePeers {
  readonly #say: (to: string | null, word: Word) => void;
  readonly #waiting = new Map<string, (answer: Answer | null) => void>();
  /** Kiosks that have said what they have. */
  readonly #heard = new Set<string>();

  constructor(say: (to: string | null, word: Word) => void) {
    this.#say = say;
  }

  /** Kiosks that have answered since the start. */
  get heard(): readonly string[] {
    return [...this.#heard];
  }

  /** Asks all who are there. */
  call(): void {
    this.#say(null, { word: 'packages' });
  }

  source(device: string, alone: boolean): PackageSource {
    return {
      ...{ name: device, isFree: () => true, bytesPerSecond: alone ? ALONE : BESIDE_VOTERS },
      offers: async () => {
        const answer = await this.#ask(device, 'packages', { word: 'packages' });
        return answer?.word === 'packages-are' ? { packages: answer.offers, differences: [] } : null;
      },
      piece: async (sha256, n) => {
        const answer = await this.#ask(device, `${sha256} ${n}`, { word: 'piece', package: sha256, n });
        return answer?.word !== 'piece-is' || answer.bytes === null ? null : Buffer.from(answer.bytes, 'base64');
      },
    };
  }

  hear(from: string, answer: Answer): void {
    if (answer.word === 'packages-are') this.#heard.add(from);
    const what = answer.word === 'packages-are' ? 'packages' : `${answer.package} ${answer.n}`;
    this.#waiting.get(`${from} ${what}`)?.(answer);
  }

  #ask(device: string, what: string, word: Word): Promise<Answer | null> {
    const name = `${device} ${what}`;
    return new Promise((resolve) => {
      const over = (answer: Answer | null): void => {
        clearTimeout(late);
        this.#waiting.delete(name);
        resolve(answer);
      };
      const late = setTimeout(() => over(null), ANSWER_MS);
      late.unref();
      this.#waiting.set(name, over);
      this.#say(device, word);
    });
  }
}
