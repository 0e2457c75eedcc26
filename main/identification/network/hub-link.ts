import type { LinkKind } from '../../../core/hub/asks.ts';
import type { IntoLink, OutOfLink } from '../../../core/network/link.ts';
import { HubClock } from './hub-clock.ts';
import type { UpstreamAsk } from './upstream.ts';

/** A link that answers nothing at all is given up after so many milliseconds more than it was to wait. */
const LATE_MS = 5_000;

/** How this kiosk is joined with the hub. */
export interface HubStands {
  readonly connected: boolean;
  readonly over: LinkKind;
}

/** Questions to the hub through the link, and their answers. */
export class HubLink {
  readonly clock = new HubClock();
  readonly #tell: (message: IntoLink) => void;
  readonly #waiting = new Map<number, (text: string | null) => void>();
  #stands: HubStands = { connected: false, over: 'unknown' };
  #number = 0;

  constructor(tell: (message: IntoLink) => void) {
    this.#tell = tell;
  }

  get stands(): HubStands {
    return this.#stands;
  }

  readonly ask: UpstreamAsk = (verb, text, wait) => {
    this.#number += 1;
    const number = this.#number;
    this.#tell({ link: 'to-hub', number, verb, text, wait });
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#answer(number, null), wait + LATE_MS);
      this.#waiting.set(number, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
    });
  };

  hear(said: Extract<OutOfLink, { link: 'hub' | 'from-hub' }>): void {
    if (said.link === 'hub') this.#stands = { connected: said.connected, over: said.over };
    else this.#answer(said.number, said.text);
  }

  /** The link is not there: nothing that was asked is answered any more. */
  gone(): void {
    this.#stands = { connected: false, over: 'unknown' };
    for (const number of [...this.#waiting.keys()]) this.#answer(number, null);
  }

  #answer(number: number, text: string | null): void {
    this.#waiting.get(number)?.(text);
    this.#waiting.delete(number);
  }
}
