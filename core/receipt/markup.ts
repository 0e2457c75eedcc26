const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as text of an SVG. Names come from configuration: markup stays text, and characters that XML forbids become spaces. */
export function escaped(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, ' ').replaceAll(/[&<>"]/g, (c) => MARKUP[c] ?? c);
}
