import { canonical } from '../journal/canonical.ts';
import type { Words } from './common.ts';
import type { Election } from './election.ts';
import type { HubEntry } from './hub.ts';
import type { Policy } from './policy.ts';
import type { DeviceEntry, PersonEntry } from './station.ts';

/**
 * What two packages say differently, field by field, and what a configuration says at all. It is for people: where something
 * stands is told by names of fields, and by what the commission itself calls an element of a list.
 */

/** What a package says openly, and of its people. */
export interface PackageSays {
  readonly election: Election;
  readonly policy: Policy;
  readonly devices: readonly DeviceEntry[];
  readonly people: readonly PersonEntry[];
  readonly hub: HubEntry | null;
}

/** A step on the way to a value: a field, or an element of a list by what it is called. */
export type FieldStep = { readonly field: string } | { readonly called: string | Words };

/** What stands at the end of a way: one value, several, or a text in three languages. */
export type FieldValue = string | number | boolean | null | readonly (string | number)[] | Words | typeof WHOLE;

/** Stands for what is not told in words: keys, measures of a layout, how a line of a protocol is reckoned. */
export const WHOLE = { whole: true } as const;

export interface Difference {
  /** The first step is the field of `PackageSays`. */
  readonly path: readonly FieldStep[];
  /** What stood there, and what stands there now; `undefined`: it was not there. */
  readonly before: FieldValue | undefined;
  readonly now: FieldValue | undefined;
}

/** Fields that are compared and told as one, by their names from the top. */
const wholes: readonly string[] = [
  ...['election.papers.layouts', 'policy.results.form.ratios', 'policy.results.form.lines.source'],
  ...['people.code', 'devices.key', 'devices.signing', 'devices.agreement', 'devices.certificate', 'hub.certificate'],
  'policy.results.sealingKey',
];

/** What tells the elements of a list apart, the first that they all have. */
const identities = ['number', 'id', 'device', 'code', 'kind', 'role', 'duty', 'pin'] as const;

/** Everything that stands in a configuration, and is another in another one. */
export function differencesOf(before: Partial<PackageSays>, now: Partial<PackageSays>): readonly Difference[] {
  return [...between(before, now, [])];
}

/** Everything that stands in a configuration. */
export const saidIn = (said: Partial<PackageSays>): readonly Difference[] => differencesOf({}, said);

function* between(before: unknown, now: unknown, path: readonly FieldStep[]): Generator<Difference> {
  if (same(before, now)) return;
  const names = path.flatMap((step) => ('field' in step ? [step.field] : [])).join('.');
  const some = orNothing(now) ?? before;
  if (!wholes.includes(names)) {
    if (isKeyedList(some)) return yield* betweenLists(before, now, path);
    if (isPlain(some)) return yield* betweenFields(before, now, path);
  }
  yield { path, before: toldOf(before, names), now: toldOf(now, names) };
}

function* betweenFields(before: unknown, now: unknown, path: readonly FieldStep[]): Generator<Difference> {
  const [former, own] = [fieldsOf(before), fieldsOf(now)];
  for (const field of new Set([...Object.keys(own), ...Object.keys(former)])) {
    yield* between(former[field], own[field], [...path, { field }]);
  }
}

function* betweenLists(before: unknown, now: unknown, path: readonly FieldStep[]): Generator<Difference> {
  const [former, own] = [elementsOf(before), elementsOf(now)];
  for (const key of new Set([...own.keys(), ...former.keys()])) {
    const [was, is] = [former.get(key), own.get(key)];
    const element = is ?? was ?? {};
    const { names, title, name, serial } = element;
    const called = isWords(names) ? names : isWords(title) ? title : (serial ?? name ?? key);
    yield* between(was, is, [...path, { called: called as string | Words }]);
  }
}

/** What is the same in other words: nothing at all, an empty field, and a list of nothing. */
function same(before: unknown, now: unknown): boolean {
  return canonical(orNothing(before)) === canonical(orNothing(now));
}
const orNothing = (value: unknown): unknown => (value === undefined || isEmptyList(value) ? null : value);
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

type Fields = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isWords(value);
const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && 'ky' in value && 'ru' in value && 'en' in value;
const isKeyedList = (value: unknown): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isPlain(one)) && identityOf(value) !== null;
const identityOf = (list: readonly Fields[]): string | null =>
  identities.find((name) => list.every((one) => typeof one[name] === 'string' || typeof one[name] === 'number')) ??
  null;
const fieldsOf = (value: unknown): Fields => (isPlain(value) ? value : {});

function elementsOf(value: unknown): ReadonlyMap<string, Fields> {
  if (!isKeyedList(value)) return new Map();
  const identity = identityOf(value) ?? '';
  // One that stands there twice is told apart by its place: two sittings may be of one kind.
  const seen = new Map<string, number>();
  return new Map(
    value.map((one) => {
      const key = String(one[identity]);
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      return [times === 1 ? key : `${key} (${times})`, one];
    }),
  );
}

function toldOf(value: unknown, names: string): FieldValue | undefined {
  if (value === undefined || value === null) return value;
  if (wholes.includes(names)) return WHOLE;
  if (Array.isArray(value)) return value.every((one) => !isPlain(one)) ? (value as (string | number)[]) : WHOLE;
  return isPlain(value) ? WHOLE : (value as FieldValue);
}
