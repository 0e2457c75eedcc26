import { codeForPeople } from '../ballot.ts';
import { toHex } from '../bytes.ts';
import { openChallenge, readChallenge, readCode } from '../challenged.ts';
import { slowGroup } from '../group.ts';
import { readJson } from '../json.ts';
import { type Manifest, readManifest, type Words } from '../manifest.ts';
import { Wrong } from '../rules.ts';

/** What the page says: everything of it that is no picture and no button. */
export type Verdict =
  | { readonly kind: 'mismatch'; readonly why: 'manifest' | 'station' | 'style' | 'marks' }
  | {
      readonly kind: 'good' | 'bad';
      readonly station: string;
      readonly title: Words;
      /** Per part the options that were marked; none: blank. */
      readonly parts: readonly (readonly Words[])[];
    };

/** @returns the manifest of a file, with or without its line feed; null where it is none */
export function manifestOf(bytes: Uint8Array): Manifest | null {
  const json = readJson(bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes);
  if ('why' in json) return null;
  try {
    return readManifest(json.value, slowGroup);
  } catch (error) {
    if (error instanceof Wrong) return null;
    throw error;
  }
}

/**
 * @param challenge text of the slip's QR code
 * @param code the other slip's, its QR code or 26 characters
 * @returns null where either is not whole yet
 */
export function verdictOf(manifest: Manifest, challenge: string, code: string): Verdict | null {
  const of = readChallenge(challenge);
  const given = readCode(code);
  if (of === null || given === null) return null;
  const opened = openChallenge(manifest, of, slowGroup);
  if ('mismatch' in opened) return { kind: 'mismatch', why: opened.mismatch };
  const fits = given === toHex(opened.code) || given === codeForPeople(opened.code);
  return {
    kind: fits ? 'good' : 'bad',
    station: of.station,
    title: opened.style.titles,
    parts: opened.style.parts.map(({ options }, p) =>
      options.filter(({ id }) => opened.marks[p]!.includes(id)).map(({ names }) => names),
    ),
  };
}
