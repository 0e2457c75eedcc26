import { codeOf, contextOf } from './ballot.ts';
import { type Bytes, fromBase64url, same, u32 } from './bytes.ts';
import { challenge } from './frame.ts';
import type { Group } from './group.ts';
import { readJson } from './json.ts';
import { type Manifest, modes, type Part, positionsOf, type Style } from './manifest.ts';
import { Wrong } from './rules.ts';
import * as is from './shape.ts';

/** What a panel has printed of an attempt that it was made to open. */
export interface Challenge {
  readonly election: string;
  readonly mode: string;
  readonly manifest: Bytes;
  readonly station: string;
  readonly style: string;
  readonly nonce: Bytes;
  readonly seed: Bytes;
  /** Per part the ids of the options marked, in the order of the ballot. */
  readonly marks: readonly (readonly string[])[];
}

const CHALLENGE = 'TAANUU:CHALLENGE:1:';
const CODE = 'TAANUU:CODE:1:';

const shape = is.object({
  election: is.id,
  mode: is.oneOf(...modes),
  manifest: is.hex(32),
  station: is.stationNumber,
  style: is.id,
  nonce: is.hex(32),
  seed: is.hex(32),
  marks: is.list(is.list(is.id)),
});

/** @returns what a challenge's QR code says; null where it is no such code, or not whole */
export function readChallenge(text: string): Challenge | null {
  const clean = text.replace(/\s/g, '');
  if (!clean.startsWith(CHALLENGE)) return null;
  const bytes = fromBase64url(clean.slice(CHALLENGE.length));
  const json = bytes && readJson(bytes);
  if (json === null || 'why' in json) return null;
  try {
    return shape(json.value, '');
  } catch (error) {
    if (error instanceof Wrong) return null;
    throw error;
  }
}

/** Letters that are taken for one another on paper; base32 has the left ones only. */
const meant: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' };

/**
 * @param text a code's QR code, or what people type of its 26 characters: case, groups and hyphens do not matter
 * @returns 64 hex digits in lower case, or 26 characters of base32; null for anything else
 */
export function readCode(text: string): string | null {
  const clean = text.replace(/[\s-]/g, '');
  const digits = clean.toUpperCase().startsWith(CODE) ? clean.slice(CODE.length) : clean;
  if (/^[0-9a-f]{64}$/i.test(digits)) return digits.toLowerCase();
  const letters = digits.toUpperCase().replace(/[018]/g, (letter) => meant[letter]!);
  return /^[A-Z2-7]{26}$/.test(letters) ? letters : null;
}

/** What does not belong together: then nothing was computed. */
export type Mismatch = 'manifest' | 'station' | 'style' | 'marks';

/** What an attempt comes out as. */
export interface Opened {
  readonly style: Style;
  /** Options marked, per part. */
  readonly marks: readonly (readonly string[])[];
  /** The code that the panel must have printed beforehand. */
  readonly code: Bytes;
}

/** Encrypts an attempt again, from its seed: what comes out depends on nothing but what is given. */
export function openChallenge(
  manifest: Manifest,
  of: Challenge,
  group: Group,
): Opened | { readonly mismatch: Mismatch } {
  if (!same(manifest.hash, of.manifest) || manifest.election !== of.election || manifest.mode !== of.mode)
    return { mismatch: 'manifest' };
  if (!manifest.stations.has(of.station)) return { mismatch: 'station' };
  const style = manifest.styles.get(of.style);
  if (style === undefined) return { mismatch: 'style' };
  if (of.marks.length !== style.parts.length) return { mismatch: 'marks' };
  const context = contextOf(manifest, of.station, style.id, of.nonce);
  const ciphertexts: { a: Bytes; b: Bytes }[] = [];
  const g = group.base(1n);
  for (const [p, part] of style.parts.entries()) {
    const values = valuesOf(part, of.marks[p]!);
    if (values === null) return { mismatch: 'marks' };
    for (const [i, value] of values.entries()) {
      const r = challenge('taanuu/randomness/1', of.seed, context, u32(p), u32(i));
      const hidden = group.times(r, manifest.key);
      ciphertexts.push({ a: group.base(r), b: value === 1 ? group.plus(hidden, g) : hidden });
    }
  }
  return { style, marks: of.marks, code: codeOf(context, ciphertexts) };
}

/**
 * @param marks ids of options, in the order of the ballot
 * @returns 0 or 1 for each position; null where these are no marks of the part
 */
export function valuesOf(part: Part, marks: readonly string[]): readonly (0 | 1)[] | null {
  const { options, max } = part;
  const at = marks.map((mark) => options.findIndex(({ id }) => id === mark));
  if (at.some((place, k) => place === -1 || (k > 0 && place <= at[k - 1]!)) || marks.length > max) return null;
  const empties = marks.length === 0 ? 0 : max - marks.length;
  return Array.from({ length: positionsOf(part) }, (_, i) => {
    if (i < options.length) return at.includes(i) ? 1 : 0;
    if (i === options.length) return marks.length === 0 ? 1 : 0;
    return i - options.length <= empties ? 1 : 0;
  });
}
