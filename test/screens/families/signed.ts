import { z } from 'zod';
import { electionSchema } from '../../../core/election/election.ts';
import { hubEntrySchema } from '../../../core/election/hub.ts';
import { policySchema } from '../../../core/election/policy.ts';
import { deviceEntrySchema, personEntrySchema } from '../../../core/election/station.ts';
import type { Families } from './values.ts';

/**
 * What a commission signs is told in words: every field of a package that has one, and every value that is chosen from
 * several. What is told as one (core/election/differences.ts) needs no words for what is in it.
 */
const schemas = {
  election: electionSchema,
  policy: policySchema,
  devices: deviceEntrySchema,
  people: personEntrySchema,
  hub: hubEntrySchema,
};
const wholes = ['layouts', 'ratios', 'lines.source', 'people.code'];

interface Json {
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const fields = new Set<string>();
const values = new Set<string>();

function look(schema: Json, path: string): void {
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) look(one, path);
  if (schema.items) look(schema.items, path);
  for (const value of [...(schema.enum ?? []), schema.const]) if (typeof value === 'string') values.add(value);
  if (!schema.properties || 'ky' in schema.properties) return;
  for (const [name, one] of Object.entries(schema.properties)) {
    fields.add(name);
    if (!wholes.some((whole) => `${path}.${name}`.endsWith(whole))) look(one, `${path}.${name}`);
  }
}
for (const [name, schema] of Object.entries(schemas)) look(z.toJSONSchema(schema) as Json, name);

export const signedFamilies: Families = {
  'signed/what.': Object.keys(schemas),
  'signed/field.': [...fields],
  'signed/value.': [...values, 'true', 'false', 'nothing', 'whole'],
};
