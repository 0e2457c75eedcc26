import { type Bytes, utf8 } from './bytes.ts';

/** Canonical JSON (RFC 8785) as the specification has it: text, whole numbers from 0 to 2³² − 1, null, lists, objects. */
export type Json = string | number | null | readonly Json[] | { readonly [field: string]: Json };

/** Deeper than any file of a board; beyond it a text is refused before it exhausts the stack. */
const DEPTH = 32;

/**
 * @returns the one spelling of a value; object keys sorted by UTF-16 units, as RFC 8785 wants
 * @throws for what the specification's JSON does not have: booleans, fractions, lone surrogates
 */
export function canonical(value: Json, depth = 0): string {
  if (depth > DEPTH) throw new Error('too deep');
  if (value === null) return 'null';
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new Error('half a character');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
      throw new Error(`${value} is no number of a board`);
    return String(value);
  }
  if (typeof value !== 'object') throw new Error(`a ${typeof value}`);
  if (isList(value)) return `[${value.map((one) => canonical(one, depth + 1)).join(',')}]`;
  const fields = Object.keys(value).sort((one, other) => (one < other ? -1 : 1));
  return `{${fields.map((field) => `${canonical(field)}:${canonical(value[field]!, depth + 1)}`).join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

/**
 * Reads one canonical value.
 * @param bytes UTF-8, without the line feed at its end
 * @returns the value; a text that says why not, if it is any other spelling than the canonical one
 */
export function readJson(bytes: Uint8Array): { readonly value: Json } | { readonly why: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { why: 'not UTF-8' };
  }
  try {
    const value: Json = JSON.parse(text);
    if (canonical(value) === text) return { value };
    return { why: 'not the canonical spelling' };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns the canonical bytes of an object without one of its fields: what a signature and a hash are of */
export function withoutField(value: Readonly<Record<string, Json>>, field: string): Bytes {
  const { [field]: _, ...rest } = value;
  return utf8(canonical(rest));
}
