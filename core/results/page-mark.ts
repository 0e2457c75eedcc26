import { type SlipKind, slipKinds } from './results-file.ts';

/**
 * What a paper of the ballot zone bears in a small QR code, so that its image is known for what it is, and a ballot never is:
 *
 *     TAANUU:PAGE:1:HASH:PAGE:PAGES       a page of a signed protocol; HASH: the first 16 digits of its hash
 *     TAANUU:SLIP:1:KIND:HASH             a slip of the box; HASH: those of the journal's head that stands on it
 *
 * Capitals and digits alone make the smallest code.
 */
export type PaperMark =
  | { readonly of: 'protocol'; readonly hash: string; readonly page: number; readonly pages: number }
  | { readonly of: 'slip'; readonly slip: SlipKind; readonly hash: string };

/** Digits of a hash that stand in a mark: it is looked up among the few that a zone has signed. */
export const MARK_DIGITS = 16;

const short = (hash: string): string => hash.slice(0, MARK_DIGITS).toUpperCase();

export const pageMark = (hash: string, page: number, pages: number): string =>
  `TAANUU:PAGE:1:${short(hash)}:${page}:${pages}`;

export const slipMark = (slip: SlipKind, head: string): string => `TAANUU:SLIP:1:${slip.toUpperCase()}:${short(head)}`;

/** What a code says that anybody may have printed; null where it is no mark. */
export function readPaperMark(text: string): PaperMark | null {
  const [, hash, page, pages] = /^TAANUU:PAGE:1:([0-9A-F]{16}):([1-9]\d?):([1-9]\d?)$/.exec(text) ?? [];
  if (hash !== undefined && Number(page) <= Number(pages)) {
    return { of: 'protocol', hash: hash.toLowerCase(), page: Number(page), pages: Number(pages) };
  }
  const [, kind, head] = /^TAANUU:SLIP:1:([A-Z]+):([0-9A-F]{16})$/.exec(text) ?? [];
  const slip = slipKinds.find((one) => one.toUpperCase() === kind);
  return slip && head !== undefined ? { of: 'slip', slip, hash: head.toLowerCase() } : null;
}
