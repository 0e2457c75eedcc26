import { randomInt } from 'node:crypto';
import type { Actor } from '../../../core/journal/event.ts';
import type { IntoLink, OutOfLink } from '../../../core/network/link.ts';
import {
  kioskDigits,
  LOG_PAGE,
  logsAt,
  logsOfferText,
  type OfferedJournal,
  SECRET_DIGITS,
} from '../../../core/network/logs-offer.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { LogsOfferView, LogsView } from '../../api/network-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { PeerJournals } from '../network/peer-journals.ts';
import type { Store } from '../store.ts';

interface LogsAround {
  readonly kiosk: Kiosk;
  readonly keys: DeviceKeys;
  readonly files: Pick<KioskFiles, 'current' | 'inForce'>;
  /** Null: this kiosk has no network. */
  readonly tell: ((message: IntoLink) => void) | null;
  /** Where this kiosk's door is reached, and where it listens. */
  readonly own: () => readonly string[];
  readonly listen: () => string;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** Milliseconds: how long the logs stand open. */
const STANDS_MS = 600_000;
/** Between two words of how far it is. */
const SHOWN_MS = 1_000;

interface Offer {
  readonly secret: string;
  readonly until: number;
  /** Whose journal it is: another election's is another matter. */
  readonly store: Store;
  readonly state: LogsOfferView['state'];
  readonly guessed: number;
  /** Whether the journal says already that a console has them. */
  readonly told: boolean;
  /** Events that were given, and those that there were when the console asked. */
  readonly given: number;
  readonly of: number;
}

/** What the link says about them. */
export type LogsAsked = Extract<OutOfLink, { link: 'ask-logs' | 'ask-lines' | 'logs-stand' | 'logs-guessed' }>;

/**
 * The journals of the station, given to a console of the commission in the same network while a person has opened them. It is
 * what the same person may write to a stick. The link serves; whether anybody may have them now is decided here.
 */
export class OfferedLogs {
  readonly #around: LogsAround;
  #offer: Offer | null = null;
  #shown = Number.NEGATIVE_INFINITY;

  constructor(around: LogsAround) {
    this.#around = around;
  }

  /** Opens them, for ten minutes. */
  open(actor: Actor): Result<null, Problem> {
    const { kiosk, files, tell, own, listen, monotonic } = this.#around;
    if (files.inForce === null) return err({ code: 'station.no-register' });
    if (tell === null || own().length === 0) return err({ code: 'network.not-joined' });
    const secret = String(randomInt(10 ** SECRET_DIGITS)).padStart(SECRET_DIGITS, '0');
    this.#offer = {
      ...{ secret, until: monotonic() + STANDS_MS, store: files.current },
      ...{ state: 'open', guessed: 0, told: false, given: 0, of: 0 },
    };
    kiosk.record('log.opened', { minutes: STANDS_MS / 60_000 }, actor);
    tell({ link: 'offer-logs', offer: { at: logsAt(listen()), secret, ms: STANDS_MS } });
    return ok(null);
  }

  /** A person ends it, or has seen how it ended. */
  shut(actor: Actor): Result<null, Problem> {
    if (this.#standing() !== null) this.#around.kiosk.record('log.shut', {}, actor);
    this.#end();
    return ok(null);
  }

  /** The link is not there, or another one: nobody listens for a console any more. */
  gone(): void {
    this.#offer = null;
  }

  /** Null: this kiosk has no network. */
  view(): LogsView | null {
    return this.#around.tell === null ? null : { offer: this.#offered() };
  }

  #offered(): LogsOfferView | null {
    const { own, keys, monotonic } = this.#around;
    const offer = this.#standing() ?? this.#ended();
    if (offer === null) return null;
    const at = own().map(logsAt);
    const kiosk = kioskDigits(keys.signing.publicKey, nodeCrypto);
    return {
      ...{ text: logsOfferText({ at, kiosk, secret: offer.secret }), at, digits: kiosk + offer.secret },
      ...{ state: offer.state, guessed: offer.guessed, given: offer.given, of: offer.of },
      minutes: Math.max(0, Math.ceil((offer.until - monotonic()) / 60_000)),
    };
  }

  hear(said: LogsAsked): void {
    const { tell } = this.#around;
    switch (said.link) {
      case 'ask-logs':
        tell?.({ link: 'logs-are', number: said.number, journals: this.#journals() });
        return;
      case 'ask-lines':
        tell?.({ link: 'log-lines', number: said.number, lines: this.#lines(said.device, said.after) });
        return;
      case 'logs-stand':
        this.#stands(said.state);
        return;
      case 'logs-guessed':
        this.#guessed(said.count);
    }
  }

  /** What was opened and is open still. */
  #standing(): Offer | null {
    const { files, monotonic } = this.#around;
    const offer = this.#offer;
    if (offer === null || offer.state === 'done' || offer.state === 'port-taken') return null;
    return monotonic() > offer.until || files.current !== offer.store ? null : offer;
  }

  /** Nobody gets anything; people are told how it ended until they have seen it, or open the logs anew. */
  #ended(): Offer | null {
    const state = this.#offer?.state;
    return state === 'done' || state === 'port-taken' ? this.#offer : null;
  }

  /** The journals of the station as they are now, each with its last event. */
  #journals(): OfferedJournal[] | null {
    const offer = this.#standing();
    const force = this.#around.files.inForce;
    if (offer === null || force === null) return null;
    const { kiosk, keys } = this.#around;
    const station = force.precinct.number;
    const others = [...new PeerJournals(kiosk.db, keys.device).heads()];
    // Told before anything is given, and once: a console that calls again after a cut goes on.
    if (!offer.told) kiosk.record('log.given', { journals: others.length + 1 }, SYSTEM);
    const { state, line } = offer.store.journal.signedHead();
    const all = [
      { station, device: keys.device, last: state.seq, head: line },
      ...others.map(([device, last]) => ({ station, device, last, head: null })),
    ];
    const of = all.reduce((sum, { last }) => sum + last, 0);
    const given = offer.state === 'reading' ? offer.given : 0;
    this.#become({ ...offer, state: 'reading', told: true, given, of });
    return all;
  }

  #lines(device: string, after: number): string[] | null {
    const offer = this.#standing();
    if (offer === null || !offer.told) return null;
    const { keys, kiosk } = this.#around;
    const { lines: most } = LOG_PAGE;
    const lines =
      device === keys.device
        ? [...offer.store.journal.lines(after + 1, after + most)]
        : new PeerJournals(kiosk.db, keys.device).after(device, after, most);
    const page = few(lines);
    this.#become({ ...offer, given: Math.min(offer.of, offer.given + page.length) });
    return page;
  }

  #stands(state: Extract<LogsAsked, { link: 'logs-stand' }>['state']): void {
    const offer = this.#standing();
    if (offer === null) return;
    if (state === 'done') this.#around.kiosk.record('log.taken', { events: offer.of }, SYSTEM);
    this.#become({ ...offer, state });
  }

  #guessed(count: number): void {
    const offer = this.#standing();
    if (offer === null) return;
    this.#around.kiosk.record('log.guessed', { count }, SYSTEM);
    this.#become({ ...offer, guessed: count });
  }

  #become(offer: Offer): void {
    const [now, before] = [this.#around.monotonic(), this.#offer];
    const isNew = offer.state !== before?.state || offer.guessed !== before.guessed;
    this.#offer = offer;
    // The screens are not made anew for every page.
    if (!isNew && now - this.#shown < SHOWN_MS) return;
    this.#shown = now;
    this.#around.kiosk.changed();
  }

  #end(): void {
    this.#offer = null;
    this.#around.tell?.({ link: 'offer-logs', offer: null });
    this.#around.kiosk.changed();
  }
}

/** As many of them as a page holds; one at least. */
function few(lines: readonly string[]): string[] {
  let characters = 0;
  const end = lines.findIndex((line) => {
    characters += line.length;
    return characters > LOG_PAGE.characters;
  });
  return end < 0 ? [...lines] : lines.slice(0, Math.max(1, end));
}
