import type { IntoLink, OutOfLink, StationNetwork } from '../../core/network/link.ts';
import type { OfferedJournal } from '../../core/network/logs-offer.ts';
import { hostPortOf } from '../network/addresses.ts';
import { LogShelf } from './log-shelf.ts';

type Offer = Extract<IntoLink, { link: 'offer-logs' }>['offer'];
type Given = Extract<IntoLink, { link: 'logs-are' | 'log-lines' }>;
type Asked = Extract<OutOfLink, { link: 'ask-logs' | 'ask-lines' }>;
type WithoutNumber<T> = T extends unknown ? Omit<T, 'number'> : never;

/** Milliseconds in which the zone answers; it may be starting anew. */
const ANSWER_MS = 10_000;

/** The station's logs on their way out: what a console asks for is asked of the zone, which holds them. */
export class LogsOut {
  readonly #tell: (message: OutOfLink) => void;
  readonly #waiting = new Map<number, (given: Given | null) => void>();
  #shelf: LogShelf | null = null;
  #number = 0;

  constructor(tell: (message: OutOfLink) => void) {
    this.#tell = tell;
  }

  /** From now on this offer and no other. @param network whose certificate stands for this kiosk */
  offer(offer: Offer, network: StationNetwork | null): void {
    this.#shelf?.close();
    this.#shelf = null;
    const at = offer && hostPortOf(offer.at);
    if (!offer || !at || !network) return;
    this.#shelf = new LogShelf({
      ...{ at, tls: network, secret: offer.secret, ms: offer.ms },
      journals: async () => journalsIn(await this.#ask({ link: 'ask-logs' })),
      lines: async (device, after) => linesIn(await this.#ask({ link: 'ask-lines', device, after })),
      stands: (state) => this.#tell({ link: 'logs-stand', state }),
      guessed: (count) => this.#tell({ link: 'logs-guessed', count }),
    });
  }

  hear(given: Given): void {
    this.#waiting.get(given.number)?.(given);
    this.#waiting.delete(given.number);
  }

  #ask(asked: WithoutNumber<Asked>): Promise<Given | null> {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#waiting.delete(number);
        resolve(null);
      }, ANSWER_MS);
      this.#waiting.set(number, (given) => {
        clearTimeout(late);
        resolve(given);
      });
      this.#tell({ ...asked, number });
    });
  }
}

const journalsIn = (given: Given | null): readonly OfferedJournal[] | null =>
  given?.link === 'logs-are' ? given.journals : null;
const linesIn = (given: Given | null): readonly string[] | null => (given?.link === 'log-lines' ? given.lines : null);
