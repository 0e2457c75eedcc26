import { type Bytes, fromHex, order, utf8 } from './bytes.ts';
import { readScalar } from './frame.ts';
import { type Group, IDENTITY } from './group.ts';
import type { Json } from './json.ts';
import { Wrong } from './rules.ts';

/**
 * Readers: each takes a value of JSON and the place where it stands, and gives what it means.
 * @throws {Wrong} for anything else; a reader never fills in and never leaves out
 */
export type Reader<T> = (value: Json, place: string) => T;
type Read<R> = R extends Reader<infer T> ? T : never;

const at = (place: string, step: string | number): string => (place === '' ? String(step) : `${place}/${step}`);

/** An object with just these fields. */
export function object<F extends Readonly<Record<string, Reader<unknown>>>>(
  fields: F,
): Reader<{ readonly [K in keyof F]: Read<F[K]> }> {
  return (value, place) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      throw new Wrong(place, 'shape', 'no object');
    const given = value as Readonly<Record<string, Json>>;
    const strange = Object.keys(given).find((field) => !Object.hasOwn(fields, field));
    if (strange !== undefined) throw new Wrong(place, 'shape', `a field “${strange}”`);
    const read = Object.entries(fields).map(([field, reader]) => {
      if (!Object.hasOwn(given, field)) throw new Wrong(place, 'shape', `no field “${field}”`);
      return [field, reader(given[field]!, at(place, field))];
    });
    return Object.fromEntries(read) as { readonly [K in keyof F]: Read<F[K]> };
  };
}

/** A list of at least so many. */
export function list<T>(reader: Reader<T>, least = 0): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw new Wrong(place, 'shape', 'no list');
    if (value.length < least) throw new Wrong(place, 'shape', `${value.length}, fewer than ${least}`);
    return value.map((one: Json, index) => reader(one, at(place, index)));
  };
}

/** A list sorted by the bytes of a text of each, none twice. */
export function sorted<T>(reader: Reader<T>, textOf: (one: T) => string): Reader<readonly T[]> {
  return (value, place) => {
    const read = list(reader)(value, place);
    for (const [index, one] of read.entries()) {
      const before = read[index - 1];
      if (before !== undefined && order(utf8(textOf(before)), utf8(textOf(one))) >= 0)
        throw new Wrong(at(place, index), 'sorted', textOf(one));
    }
    return read;
  };
}

/** Null, or something. */
export const nullable =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value, place) =>
    value === null ? null : reader(value, place);

function matching(pattern: RegExp, what: string): Reader<string> {
  return (value, place) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new Wrong(place, 'shape', `not ${what}`);
    return value;
  };
}

export const id = matching(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id');
export const stationNumber = matching(/^[0-9]{1,6}$/, 'a number of a station');
/** What people read: not empty. */
export const prose = matching(/./su, 'a text');
export const proseInThree = object({ ky: prose, ru: prose, en: prose });

/** One of some texts. */
export const oneOf =
  <T extends string>(...texts: readonly T[]): Reader<T> =>
  (value, place) => {
    const found = texts.find((text) => text === value);
    if (found === undefined) throw new Wrong(place, 'shape', `not ${texts.join(' or ')}`);
    return found;
  };

/** A whole number from least to most. */
export const whole =
  (least = 0, most = 0xffffffff): Reader<number> =>
  (value, place) => {
    if (typeof value !== 'number' || value < least || value > most)
      throw new Wrong(place, 'shape', `not ${least} … ${most}`);
    return value;
  };

/** So many bytes as lower-case hex. */
export const hex =
  (length: number): Reader<Bytes> =>
  (value, place) => {
    const bytes = typeof value === 'string' ? fromHex(value, length) : null;
    if (bytes === null) throw new Wrong(place, 'shape', `not ${length} bytes in lower-case hex`);
    return bytes;
  };

export const scalar: Reader<bigint> = (value, place) => {
  const number = readScalar(hex(32)(value, place));
  if (number === null) throw new Wrong(place, 'scalar', String(value));
  return number;
};

/** A point, the identity among them. */
export const point =
  (group: Group): Reader<Bytes> =>
  (value, place) => {
    const bytes = hex(32)(value, place);
    if (!group.accepts(bytes)) throw new Wrong(place, 'point', String(value));
    return bytes;
  };

/** A point that is not the identity. */
export const properPoint =
  (group: Group): Reader<Bytes> =>
  (value, place) => {
    const bytes = point(group)(value, place);
    if (order(bytes, IDENTITY) === 0) throw new Wrong(place, 'identity', String(value));
    return bytes;
  };

export const signature = object({ key: hex(32), value: hex(64) });
