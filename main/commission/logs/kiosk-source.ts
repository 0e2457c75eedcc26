import type { LogsOffer, OfferedJournal } from '../../../core/network/logs-offer.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type FoundJournal, type JournalSource, SourceGone } from './journals.ts';
import { callKiosk, type KioskCall, type KioskKeys } from './kiosk-call.ts';

/** Milliseconds: between two calls of a kiosk that went away, and after which it is given up. */
const AGAIN_MS = 1_000;
const GIVE_UP_MS = 60_000;
/**
 * Characters of one journal, some times those of the longest day, and what a line costs besides: it is all in memory before
 * anything of it is verified, and a kiosk in whoever's hands may say that there is more for ever.
 */
const MOST_CHARACTERS = 128 * 1024 ** 2;
const PER_LINE = 100;

/**
 * The journals that a kiosk in this network has opened: its own, with its signed head, and those of the station's other kiosks
 * as far as it knows them. Where the network is cut in the middle, what is left is taken when it is back.
 * @param wanted.devices registered or told of, and the last event that each says it has
 */
export async function kioskSource(
  offer: LogsOffer,
  wanted: {
    readonly keyOf: KioskKeys;
    readonly isIn: (station: string) => boolean;
    readonly devices: readonly { readonly station: string; readonly device: string; readonly last: number | null }[];
    readonly giveUpMs?: number;
    readonly mostCharacters?: number;
  },
): Promise<Result<JournalSource, Problem>> {
  const called = await callKiosk(offer, wanted.keyOf);
  if (!called.ok) return called;
  const { call, journals } = called.value;
  const own = journals.filter(({ station }) => wanted.isIn(station));
  const [strange] = journals;
  if (own.length === 0) {
    call.close();
    return err({ code: 'console.no-station', params: { station: strange?.station ?? '' } });
  }
  const stations = new Set(own.map(({ station }) => station));
  const has = new Set(own.map(({ device }) => device));
  const { giveUpMs = GIVE_UP_MS, mostCharacters = MOST_CHARACTERS } = wanted;
  const way = new KioskWay(offer, wanted.keyOf, call, { giveUpMs, mostCharacters });
  const told = new Map(wanted.devices.map(({ device, last }) => [device, last ?? 0]));
  return ok({
    stations: stations.size,
    missing: wanted.devices
      .filter(({ station, device }) => stations.has(station) && !has.has(device))
      .map(({ station, device }) => ({ station, device })),
    async *journals() {
      try {
        for (const journal of own) {
          const { station, device, last } = journal;
          const known = Math.max(last, told.get(device) ?? 0);
          yield { of: { station, device }, last: known, lines: () => way.lines(journal) } satisfies FoundJournal;
        }
        await way.done();
      } finally {
        way.close();
      }
    },
  });
}

/** What may be otherwise a moment later. */
const PASSING: ReadonlySet<string> = new Set(['console.no-kiosk', 'console.digits-later']);

interface KioskBounds {
  readonly giveUpMs: number;
  readonly mostCharacters: number;
}

/** The way to a kiosk, found again after a cut. */
class KioskWay {
  readonly #offer: LogsOffer;
  readonly #keyOf: KioskKeys;
  readonly #bounds: KioskBounds;
  #call: KioskCall;

  constructor(offer: LogsOffer, keyOf: KioskKeys, call: KioskCall, bounds: KioskBounds) {
    this.#offer = offer;
    this.#keyOf = keyOf;
    this.#call = call;
    this.#bounds = bounds;
  }

  /** A journal as far as it was when it was offered, its head behind it. */
  async lines({ device, last, head }: OfferedJournal): Promise<readonly string[]> {
    const lines: string[] = [];
    let characters = 0;
    while (lines.length < last && characters < this.#bounds.mostCharacters) {
      const page = await this.#kept((call) => call.lines(device, lines.length));
      // Less than it said that it has: the verifier tells what is missing.
      if (page.length === 0) break;
      lines.push(...page.slice(0, last - lines.length));
      characters += page.reduce((sum, line) => sum + line.length + PER_LINE, 0);
    }
    return head === null ? lines : [...lines, head];
  }

  /** Tells the kiosk that everything is here: it ends its offer, and says so to its people. */
  async done(): Promise<void> {
    await this.#call.done();
  }

  close(): void {
    this.#call.close();
  }

  async #kept<T>(work: (call: KioskCall) => Promise<T | null>): Promise<T> {
    const patience = performance.now() + this.#bounds.giveUpMs;
    for (;;) {
      const done = await work(this.#call);
      if (done !== null) return done;
      this.#call.close();
      if (performance.now() > patience) throw new SourceGone({ code: 'console.kiosk-gone' });
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      const again = await callKiosk(this.#offer, this.#keyOf);
      if (again.ok) this.#call = again.value.call;
      else if (!PASSING.has(again.error.code)) throw new SourceGone(again.error);
    }
  }
}
