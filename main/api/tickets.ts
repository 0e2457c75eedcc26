import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * How a window proves which window it is. The house hands a one-time ticket to the window it has opened itself
 * (through the preload in Electron, through a private file or a typed code in a browser); the window exchanges it
 * for a cookie. A ticket works once, for one window, for a short time; a cookie works until the kiosk is started
 * again, and for its own window only. Neither is ever put into an address, an argument or a log.
 */
export interface Tickets<W extends string> {
  /** A new ticket for a window, as a person could type it: `XXXX-XXXX-XXXX-XXXX`, 80 random bits. */
  readonly issue: (window: W) => string;
  /** Exchanges a ticket for the value of the window's cookie; null when it is unknown, used, late or another window's. */
  readonly redeem: (window: W, ticket: string) => string | null;
  /** True when the cookie was given to this window since the kiosk was started. */
  readonly admits: (window: W, cookie: string) => boolean;
}

export interface TicketOptions {
  /** Signs the cookies. The supervisor holds it, so that a restarted zone knows its windows again. */
  readonly secret: Uint8Array;
  /** Milliseconds, from any fixed start. */
  readonly now: () => number;
  /** Milliseconds a ticket can wait to be used. */
  readonly lifetime?: number;
}

/** Long enough for a person to type a printed code, short enough that a forgotten one is worth nothing. */
export const ticketLifetime = 10 * 60_000;
/** More open tickets than this mean that something asks in a loop: the oldest are withdrawn. */
const openTicketsAtMost = 32;

/** Without I, L, O and U: nobody types a zero for an O (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ticket as it is compared: capitals, no separators, look-alike letters read as the digits they look like. */
function normalise(ticket: string): string {
  return ticket.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

function fingerprint(ticket: string): string {
  return createHash('sha256')
    .update(`taanuu/ticket/1/${normalise(ticket)}`)
    .digest('hex');
}

/** Makes the ticket office of one zone. */
export function createTickets<W extends string>(options: TicketOptions): Tickets<W> {
  const lifetime = options.lifetime ?? ticketLifetime;
  // Only fingerprints are kept: a dump of this process holds no usable ticket.
  const open = new Map<string, { readonly window: W; readonly until: number }>();

  const seal = (window: W, id: string): Buffer =>
    createHmac('sha256', options.secret).update(`taanuu/window/1/${window}/${id}`).digest();

  return {
    issue: (window) => {
      const symbols = [...randomBytes(16)].map((byte) => alphabet[byte & 31]).join('');
      const ticket = symbols.replaceAll(/(.{4})(?=.)/g, '$1-');
      open.set(fingerprint(ticket), { window, until: options.now() + lifetime });
      for (const oldest of open.keys()) {
        if (open.size <= openTicketsAtMost) break;
        open.delete(oldest);
      }
      return ticket;
    },

    redeem: (window, ticket) => {
      const key = fingerprint(ticket);
      const found = open.get(key);
      // Spent even when shown at the wrong window: whoever does that has seen what was not meant for him.
      open.delete(key);
      if (!found || found.window !== window || found.until < options.now()) return null;
      const id = randomBytes(16).toString('hex');
      return `${id}.${seal(window, id).toString('hex')}`;
    },

    admits: (window, cookie) => {
      const [, id, mark] = /^([0-9a-f]{32})\.([0-9a-f]{64})$/.exec(cookie) ?? [];
      if (id === undefined || mark === undefined) return false;
      return timingSafeEqual(Buffer.from(mark, 'hex'), seal(window, id));
    },
  };
}
