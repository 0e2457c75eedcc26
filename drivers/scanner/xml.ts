/** An element by its local name: scanners of different makers choose different prefixes. */
export interface XmlElement {
  readonly name: string;
  /** Its own text, without the space around it. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Longer or deeper than any scanner's answer. */
export const XML_LIMITS = { characters: 262_144, depth: 32, elements: 10_000 } as const;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

interface Open {
  readonly name: string;
  readonly qualified: string;
  readonly children: XmlElement[];
  text: string;
}

/** Where the tag that begins at `from` ends: a > inside quotes is none. -1 if it does not. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at]!;
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
    else if (letter === '<') return -1;
  }
  return -1;
}

/**
 * Reads the elements and texts of a small XML document; attributes are passed over. No document type, so no entities of
 * the sender's making; sizes are bounded by `XML_LIMITS`, time is linear.
 * @returns the root, or null for what is no such document
 */
export function readXml(text: string): XmlElement | null {
  if (text.length > XML_LIMITS.characters) return null;
  const open: Open[] = [{ name: '', qualified: '', children: [], text: '' }];
  let elements = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const top = open.at(-1)!;
    const next = text.indexOf('<', at);
    if (next < 0) {
      top.text += text.slice(at);
      break;
    }
    top.text += decoded(text.slice(at, next));
    const passed = passOver(text, next, top);
    if (passed !== null) {
      if (passed < 0) return null;
      at = passed;
      continue;
    }
    const end = tagEnd(text, next + 1);
    if (end < 0) return null;
    const tag = text.slice(next + 1, end);
    at = end + 1;
    if (tag.startsWith('/')) {
      if (open.length === 1 || tag.slice(1).trim() !== top.qualified) return null;
      close(open);
      continue;
    }
    const alone = tag.endsWith('/');
    const qualified = (alone ? tag.slice(0, -1) : tag).split(/\s/, 1)[0]!;
    elements += 1;
    if (!NAME.test(qualified) || elements > XML_LIMITS.elements || open.length > XML_LIMITS.depth) return null;
    open.push({ name: qualified.slice(qualified.indexOf(':') + 1), qualified, children: [], text: '' });
    if (alone) close(open);
  }
  const [root] = open;
  if (open.length !== 1 || root!.children.length !== 1 || root!.text.trim() !== '') return null;
  return root!.children[0]!;
}

/** Comments, instructions and raw text: where to go on; -1 for what is refused, null for a tag. */
function passOver(text: string, at: number, top: Open): number | null {
  const after = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from);
    return found < 0 ? -1 : found + mark.length;
  };
  if (text.startsWith('<!--', at)) return after('-->', at + 4);
  if (text.startsWith('<?', at)) return after('?>', at + 2);
  if (text.startsWith('<![CDATA[', at)) {
    const end = after(']]>', at + 9);
    if (end > 0) top.text += text.slice(at + 9, end - 3);
    return end;
  }
  return text.startsWith('<!', at) ? -1 : null;
}

function close(open: Open[]): void {
  const { name, children, text } = open.pop()!;
  open.at(-1)!.children.push({ name, children, text: text.trim() });
}

/** All elements of that name below, in their order. */
export function allNamed(root: XmlElement, name: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const look = (element: XmlElement): void => {
    for (const child of element.children) {
      if (child.name === name) found.push(child);
      look(child);
    }
  };
  look(root);
  return found;
}

/** The first element of that name below. */
export const firstNamed = (root: XmlElement, name: string): XmlElement | undefined => allNamed(root, name)[0];
