import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { demoPeople } from '../../demo/people.ts';
import type { DemoVoter } from '../../demo/voters.ts';

/** Something that must never lie in a file that is not encrypted: its name for the report, and its bytes. */
export interface Canary {
  readonly name: string;
  readonly bytes: Buffer;
  /** Six digits stand by chance within a hash about once in thirty journals: such a text is sought as a word. */
  readonly word: boolean;
}

/** Names, PINs and document numbers of these voters; names and codes of the station's people. */
export function personal(voters: readonly DemoVoter[]): readonly Canary[] {
  const texts = [
    ...voters.flatMap(({ record, papers }) => [record.pin, record.surname, ...papers.map((paper) => paper.number)]),
    ...demoPeople.flatMap(({ code, name }) => [code, name]),
  ];
  return texts.map(asWord);
}

/** A text that is sought as a word. */
export function asWord(text: string): Canary {
  return { name: text, bytes: Buffer.from(text, 'utf8'), word: true };
}

/** How a fingerprint template begins (ISO/IEC 19794-2: "FMR", NUL), as it lies in memory and in two texts. */
export const template: readonly Canary[] = written('a template', Buffer.from('FMR\0 20\0', 'latin1'));

/** The secret keys in a key folder, as bytes and as texts. */
export function secretKeys(folder: string): readonly Canary[] {
  return readdirSync(folder).flatMap((file) => {
    const bytes = readFileSync(join(folder, file));
    if (file.endsWith('.key')) return written(file, bytes);
    const secrets = [...bytes.toString('utf8').matchAll(/"(?:signing|d)":\s*"([\w-]{40,})"/g)].map(
      (found) => found[1] ?? '',
    );
    return secrets.flatMap((secret) => written(file, Buffer.from(secret, 'base64url')));
  });
}

function written(name: string, bytes: Buffer): readonly Canary[] {
  const texts = [bytes.toString('hex'), bytes.toString('base64url'), bytes.toString('base64').replace(/=+$/, '')];
  // The last letter of a base64 text depends on what follows.
  const forms = [bytes, ...texts.map((text) => Buffer.from(text.slice(0, -1), 'latin1'))];
  return forms.map((form) => ({ name, bytes: form, word: false }));
}

/** Files below a folder, but for those below `except` (paths relative to it). */
export function filesBelow(folder: string, except: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !except.some((one) => `${relative(folder, path)}/`.startsWith(`${one}/`)));
}

/** @returns "file: name" for every canary that sings */
export function found(files: readonly string[], canaries: readonly Canary[]): readonly string[] {
  return files.flatMap((file) => foundIn(readFileSync(file), canaries).map((name) => `${file}: ${name}`));
}

/** @returns the name of every canary that sings in these bytes */
export function foundIn(bytes: Buffer, canaries: readonly Canary[]): readonly string[] {
  return canaries.filter((canary) => holds(bytes, canary)).map(({ name }) => name);
}

function holds(bytes: Buffer, { bytes: sought, word }: Canary): boolean {
  const inWord = (byte: number | undefined) => byte !== undefined && /[0-9a-zA-Z]/.test(String.fromCharCode(byte));
  for (let at = bytes.indexOf(sought); at >= 0; at = bytes.indexOf(sought, at + 1)) {
    if (!word || (!inWord(bytes[at - 1]) && !inWord(bytes[at + sought.length]))) return true;
  }
  return false;
}
