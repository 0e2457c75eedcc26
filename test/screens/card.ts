/** A printable card as docs/cards holds it: Markdown with one picture and a few steps under each heading. */
export interface Card {
  readonly title: string;
  readonly intro: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  /** Path of the picture, from the card's folder. */
  readonly picture: string;
  /** Sentences; what a screen says stands in back quotes. */
  readonly steps: readonly string[];
}

/**
 * Reads a card.
 * @throws with the line, when something stands where a card has no place for it
 */
export function parseCard(markdown: string): Card {
  let title = '';
  let intro = '';
  const sections: { title: string; picture: string; steps: string[] }[] = [];
  for (const line of markdown.split('\n')) {
    const last = sections.at(-1);
    const [, picture] = /^!\[[^\]]*\]\(([^)]+)\)$/.exec(line) ?? [];
    if (line === '') continue;
    if (line.startsWith('# ')) title = line.slice(2);
    else if (line.startsWith('## ')) sections.push({ title: line.slice(3), picture: '', steps: [] });
    else if (last === undefined) intro = line;
    else if (picture !== undefined) last.picture = picture;
    else if (line.startsWith('- ')) last.steps.push(line.slice(2));
    else throw new Error(`a card has no place for: ${line}`);
  }
  return { title, intro, sections };
}
