/** Bytes that a line of a terminal shows. */
const SHOWN = 24;

/** Milliseconds of a recording as seconds, one under the other. */
export const shownTime = (t: number): string => (t / 1000).toFixed(3).padStart(9);

/** The first bytes of hexadecimal digits, apart; how many there are, where they are more. */
export function shownHex(hex: string, bytes = hex.length / 2): string {
  const more = bytes > SHOWN ? ` … (${bytes})` : '';
  return `${(hex.slice(0, 2 * SHOWN).match(/../g) ?? []).join(' ')}${more}`;
}
