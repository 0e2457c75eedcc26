/** Digits of a personal number. */
const pinLength = 14;

/** Digits as they are written on the card, `2 12031961 00023`, so that they can be compared by eye; names as typed. */
export function groupedPin(text: string): string {
  if (!/^\d{5,}$/.test(text)) return text;
  return [text.slice(0, 1), text.slice(1, 9), text.slice(9)].filter((part) => part !== '').join(' ');
}

/** What was typed without the spaces that `groupedPin` put in; names keep theirs. */
export function withoutSpaces(text: string): string {
  return /^[\d\s]+$/.test(text) ? text.replaceAll(/\s/g, '') : text;
}

/** True once all digits of a personal number are there. */
export function isWholePin(text: string): boolean {
  return new RegExp(`^\\d{${pinLength}}$`).test(text);
}
