import type { SeenReader } from './pcsc.ts';

/** Asked of the process that holds the PC/SC library; each question is answered once under its id. */
export type PcscQuestion =
  | { readonly ask: 'service' | 'drop' | 'readers' }
  | { readonly ask: 'connect' | 'rouse'; readonly reader: string }
  | { readonly ask: 'transmit'; readonly card: number; readonly apdu: Uint8Array }
  | { readonly ask: 'release'; readonly card: number };
export type PcscAsked = PcscQuestion & { readonly id: number };

export type PcscSaid =
  /** Said first, and once: whether the library could be loaded. */
  | { readonly say: 'loaded'; readonly missing: 'smartcard' | 'libpcsclite1' | null }
  | { readonly say: 'answer'; readonly id: number; readonly value: PcscValue }
  | { readonly say: 'failed'; readonly id: number; readonly message: string };

/** Readers, the number of a card that was connected, what a card answered, or nothing. */
export type PcscValue = readonly SeenReader[] | number | Uint8Array | null;
