import { createRequire } from 'node:module';

/** A reader as the service sees it now. */
export interface SeenReader {
  readonly name: string;
  readonly present: boolean;
  /** A card lies there but does not answer to power. */
  readonly mute: boolean;
  /** Counts cards that came and went: a swap between two looks shows here. */
  readonly events: number;
}

/** A card that is connected, alone. */
export interface PcscCard {
  /** Rejects when card, reader or service go away. Cannot be cancelled. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  /** Resets the card and lets it go; must not be called while `transmit` runs: the library would wait for it. */
  release(): Promise<void>;
}

/** Said at once by the library itself, and later by a process that holds it. */
type Soon<T> = T | Promise<T>;

/** One connection to the service. Throws, or rejects, when the service is gone. */
export interface PcscService {
  readers(): Soon<readonly SeenReader[]>;
  close(): void;
}

/** The PC/SC library. */
export interface Pcsc {
  /** Throws, or rejects, when the service is not running. */
  service(): Soon<PcscService>;
  /** Connects with a connection of its own, so that nobody waits for this card's answers. */
  connect(reader: string): Promise<PcscCard>;
  /**
   * Resets whatever lies on a reader that the service takes for empty. A card that is swapped while it is being reset
   * leaves pcscd (1.9.9) so, with the next card lying there unseen until it is taken off.
   */
  rouse(reader: string): Promise<void>;
  /** Ends the process that holds the library, where it has one of its own. What is still open there rejects. */
  end?(): Promise<void>;
}

/** What must be installed before cards can be read, by its name. */
export interface MissingPart {
  readonly missing: 'smartcard' | 'libpcsclite1';
}

/** The library in this very process: what it says is said at once, and a service that hangs stops all of it. */
export type LoadedPcsc = ReturnType<typeof wrap>;

type Library = typeof import('smartcard');

/** Longest answer of extended length with its status word. */
const MAX_ANSWER = 65_538;
/** The event counter is the upper half of a reader's state word (pcsc-lite). */
const EVENT_SHIFT = 16;

/**
 * Loads the compiled addon. A kiosk without it starts all the same.
 * By `require`, because a failed `import` is remembered for the life of the process and a failed `require` is not:
 * the addon may be built while the kiosk runs.
 */
export function loadPcsc(): LoadedPcsc | MissingPart {
  try {
    return wrap(createRequire(import.meta.url)('smartcard') as Library);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { missing: text.includes('libpcsclite') ? 'libpcsclite1' : 'smartcard' };
  }
}

function wrap(library: Library) {
  return {
    service() {
      const context = new library.Context();
      return {
        readers: (): readonly SeenReader[] =>
          context.listReaders().map(({ name, state }) => ({
            name,
            present: (state & library.SCARD_STATE_PRESENT) !== 0,
            mute: (state & library.SCARD_STATE_MUTE) !== 0,
            events: state >>> EVENT_SHIFT,
          })),
        close: () => context.close(),
      };
    },

    async rouse(name: string): Promise<void> {
      const context = new library.Context();
      try {
        const reader = context.listReaders().find((one) => one.name === name);
        // Only a direct connection is given without a card.
        const card = await reader?.connect(library.SCARD_SHARE_DIRECT, 0);
        try {
          const protocols = library.SCARD_PROTOCOL_T0 | library.SCARD_PROTOCOL_T1;
          await card?.reconnect(library.SCARD_SHARE_SHARED, protocols, library.SCARD_RESET_CARD);
        } finally {
          card?.disconnect(library.SCARD_LEAVE_CARD);
        }
      } finally {
        context.close();
      }
    },

    async connect(name: string): Promise<PcscCard> {
      const context = new library.Context();
      try {
        const reader = context.listReaders().find((one) => one.name === name);
        if (reader === undefined) throw new Error('Unknown reader');
        const protocols = library.SCARD_PROTOCOL_T0 | library.SCARD_PROTOCOL_T1;
        const card = await reader.connect(library.SCARD_SHARE_EXCLUSIVE, protocols);
        return {
          transmit: (apdu) => card.transmit(Buffer.from(apdu), { maxRecvLength: MAX_ANSWER }),
          async release() {
            try {
              // Left as it is, the card would hold the old session's keys and refuse the next one with 6982. A reset
              // takes a while, and only `reconnect` lets this process go on meanwhile: `disconnect` would stop it.
              await card.reconnect(library.SCARD_SHARE_EXCLUSIVE, protocols, library.SCARD_RESET_CARD);
            } finally {
              try {
                card.disconnect(library.SCARD_LEAVE_CARD);
              } finally {
                context.close();
              }
            }
          },
        };
      } catch (error) {
        context.close();
        throw error;
      }
    },
  } satisfies Pcsc;
}
