import { z } from 'zod';
import { dateSchema } from './common.ts';

/**
 * What a version of the list says of the one before it: who was added, who was removed, what was changed of whom. By
 * number in the list and by name of the field; no value and nobody's name is in it.
 */

/** Fields of a record that may change, as the list of changes names them. Photo and fingers are one: biometrics. */
export const changedFields = [
  'name',
  'sex',
  'birthDate',
  'pin',
  'documents',
  'address',
  'precinct',
  'remote',
  'admitted',
  'biometrics',
] as const;
export type ChangedField = (typeof changedFields)[number];

/** A record as it is remembered: without meaning but for whoever compares it with another version's. */
export interface ListEntry {
  readonly record: string;
  readonly number: number;
  /** A keyed hash of each field. */
  readonly fields: Readonly<Record<ChangedField, string>>;
}

const number = z.int().min(1).max(100_000);
const numbers = z.array(number).max(100_000);

const listIdentity = z.strictObject({
  /** Version of the package that carried it. */
  version: z.int().min(1),
  list: z.strictObject({
    stage: z.enum(['preliminary', 'control', 'final']),
    version: z.int().min(1),
    date: dateSchema,
  }),
  voters: z.int().min(0),
});

export const listChangesSchema = z
  .strictObject({
    since: listIdentity,
    voters: z.int().min(0),
    /** Numbers in the new list. */
    added: numbers,
    /** Numbers in the former list. */
    removed: numbers,
    changed: z
      .array(z.strictObject({ number, former: number, fields: z.array(z.enum(changedFields)).min(1) }))
      .max(100_000),
    /** How many have another number in the list; whose number alone changed is in no other count. */
    renumbered: z.int().min(0),
  })
  .refine(
    ({ since, voters, added, removed }) => since.voters + added.length - removed.length === voters,
    'totals do not balance',
  );
export type ListChanges = z.infer<typeof listChangesSchema>;

/** Changes since each of the versions before, at most as many as a device may have missed. */
export const CHANGES_KEPT = 30;
export const allChangesSchema = z.array(listChangesSchema).max(CHANGES_KEPT);

/** Compares two versions, by the id of the record. Numbers come in rising order. */
export function compareLists(
  former: { readonly identity: Omit<ListChanges['since'], 'voters'>; readonly entries: readonly ListEntry[] },
  now: readonly ListEntry[],
): ListChanges {
  const before = new Map(former.entries.map((entry) => [entry.record, entry]));
  const added: number[] = [];
  const changed: ListChanges['changed'] = [];
  let renumbered = 0;
  for (const entry of now) {
    const old = before.get(entry.record);
    before.delete(entry.record);
    if (old === undefined) {
      added.push(entry.number);
      continue;
    }
    if (old.number !== entry.number) renumbered += 1;
    const fields = changedFields.filter((field) => old.fields[field] !== entry.fields[field]);
    if (fields.length > 0) changed.push({ number: entry.number, former: old.number, fields });
  }
  return {
    since: { ...former.identity, voters: former.entries.length },
    voters: now.length,
    added: rising(added),
    removed: rising([...before.values()].map((entry) => entry.number)),
    changed: changed.sort((a, b) => a.number - b.number),
    renumbered,
  };
}

/** A list of voters as versions tell it; a later stage is newer than any version of an earlier one. */
type Versioned = { readonly stage: ListChanges['since']['list']['stage']; readonly version: number };
const stages = ['preliminary', 'control', 'final'] as const;

/** Whether the first list is older than the second. */
export function isOlderList(list: Versioned, than: Versioned): boolean {
  const [a, b] = [stages.indexOf(list.stage), stages.indexOf(than.stage)];
  return a < b || (a === b && list.version < than.version);
}

/**
 * Numbers as people read them: `3, 7–9, 120`. They must be rising.
 * @param most characters; what does not fit is left out whole, and counted
 */
export function numberRanges(list: readonly number[], most: number): { readonly text: string; readonly left: number } {
  const ranges: { from: number; to: number }[] = [];
  for (const one of list) {
    const last = ranges.at(-1);
    if (last && one === last.to + 1) last.to = one;
    else ranges.push({ from: one, to: one });
  }
  let text = '';
  let left = list.length;
  for (const { from, to } of ranges) {
    const range = from === to ? `${from}` : `${from}–${to}`;
    const longer = text === '' ? range : `${text}, ${range}`;
    if (longer.length > most) break;
    text = longer;
    left -= to - from + 1;
  }
  return { text, left };
}

const rising = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);
