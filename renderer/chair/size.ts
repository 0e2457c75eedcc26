/** The same in all three languages of the screens: international symbols. */
const units = { large: 'MB', small: 'kB' } as const;

/** Bytes as people read them, one decimal at most, in the language of the screen. */
export function fileSize(bytes: number, language: string): string {
  const large = bytes >= 1_000_000;
  const value = large ? bytes / 1_000_000 : bytes / 1_000;
  const shown = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  return `${shown} ${large ? units.large : units.small}`;
}
