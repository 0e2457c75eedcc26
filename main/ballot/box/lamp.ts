import type { BoxScreen } from '../../../core/ballot/path/screen.ts';
import type { BoxSignal } from '../../../drivers/ballot/messages.ts';

/** What lamp and sound at the slot say of what the screen shows. */
export function signalOf(screen: BoxScreen): BoxSignal {
  switch (screen.at) {
    case 'closed':
    case 'starting':
      return 'off';
    case 'ready':
      return 'ready';
    case 'reading':
    case 'asking':
    case 'accepting':
      return 'busy';
    case 'accepted':
      return 'accepted';
    case 'returning':
    case 'take-back':
    case 'one-at-a-time':
      return 'take-back';
    case 'call':
      return 'call';
  }
}

/** Lamp and sound follow the screen. What they are to show waits for nothing, and what is out of date is never sent. */
export class Lamp {
  readonly #send: (signal: BoxSignal) => Promise<{ readonly ok: boolean }>;
  #wanted: BoxSignal = 'off';
  /** What the box was told last, as far as it is known to have heard it. */
  #told: BoxSignal | null = null;
  #sending = false;

  constructor(send: (signal: BoxSignal) => Promise<{ readonly ok: boolean }>) {
    this.#send = send;
  }

  show(signal: BoxSignal): void {
    this.#wanted = signal;
    if (!this.#sending) void this.#follow();
  }

  /** The box may have forgotten: it is told anew. */
  again(): void {
    this.#told = null;
    this.show(this.#wanted);
  }

  async #follow(): Promise<void> {
    this.#sending = true;
    while (this.#told !== this.#wanted) {
      const signal = this.#wanted;
      const { ok } = await this.#send(signal);
      // Where nobody hears it, it is said when the box is back.
      if (!ok) break;
      this.#told = signal;
    }
    this.#sending = false;
  }
}
