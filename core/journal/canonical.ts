import canonicalize from 'canonicalize';

/** The one spelling of a value: JSON Canonicalization Scheme (RFC 8785). Throws for what is not JSON. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Longest line that is read, in bytes. The longest that the catalogue can write is a few thousand. */
export const MAX_LINE_BYTES = 65_536;

// The byte order mark must be seen (and refused), not swallowed.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value of a line (without its line feed), if the line is exactly the canonical bytes of that value.
 * Any other spelling (spaces, escapes, order of keys, keys given twice, 1.0 for 1, invalid UTF-8) gives undefined.
 * @param most the longest line that is read, in bytes
 */
export function readCanonical(line: Uint8Array, most = MAX_LINE_BYTES): unknown {
  if (line.length > most) return undefined;
  try {
    // Well-formed UTF-8 has one text for the bytes and one spelling in bytes for the text: comparing texts is enough.
    const text = decoder.decode(line);
    const value: unknown = JSON.parse(text);
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
