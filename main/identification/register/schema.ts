import { z } from 'zod';
import { certificateDerSchema } from '../../../core/election/common.ts';
import { electionSchema } from '../../../core/election/election.ts';
import { hubEntrySchema } from '../../../core/election/hub.ts';
import { listChangesSchema } from '../../../core/election/list-changes.ts';
import { policySchema } from '../../../core/election/policy.ts';
import { deviceEntrySchema, personEntrySchema } from '../../../core/election/station.ts';
import { registerLockSchema } from '../../access/register-lock.ts';
import { authoritiesSchema } from '../../package/authorities.ts';
import { secretsSchema } from '../../package/format.ts';

/** One register file: one package. It is written once by an import and only read afterwards. */
export const registerTables = `
  create table package(one integer primary key check (one = 1), content text not null) strict;
  create table voter(
    id integer primary key,
    record text not null unique,
    number integer not null,
    surname text not null,
    given text not null,
    patronymic text,
    sex text not null,
    birth_date text not null,
    pin text not null unique,
    pseudonym text not null unique,
    documents text not null,
    address text not null,
    precinct text not null,
    constituency text not null,
    remote integer not null,
    admitted text,
    fingers text not null,
    votes_at text
  ) strict;
  create index voter_number on voter(number);
  create table document(number text not null, voter integer not null, primary key (number, voter)) strict, without rowid;
  create table photo(voter integer primary key, image blob not null) strict;
  create table template(
    voter integer not null, finger integer not null, quality integer not null, sealed blob not null,
    primary key (voter, finger)
  ) strict;
  -- Place in the alphabetical list, the order in which names are found.
  create table place(place integer primary key, voter integer not null) strict;
  create virtual table name using fts5(
    words, content='', detail=none, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
  );
`;

/** What the package said besides the voters. */
export const storedPackageSchema = z.strictObject({
  version: z.int(),
  created: z.string(),
  sha256: z.string(),
  station: z.string(),
  commission: z.strictObject({
    ...{ name: z.string(), demo: z.boolean() },
    certificate: certificateDerSchema.optional(),
  }),
  election: electionSchema,
  policy: policySchema,
  people: z.array(personEntrySchema),
  devices: z.array(deviceEntrySchema),
  /** The hub above the station; none in registers of before there was one. */
  hub: hubEntrySchema.optional(),
  /** Registers of before there were any have none. */
  documentAuthorities: authoritiesSchema.default([]),
  /** What this list changes since the one that was in force before it; null: it was the first, or nobody says. */
  changes: listChangesSchema.nullable().default(null),
  secrets: secretsSchema,
});
export type StoredPackage = z.infer<typeof storedPackageSchema>;

/** What the kiosk knows before the station is opened. */
export const frontSchema = z.strictObject({
  package: storedPackageSchema.omit({ secrets: true }),
  count: z.int().min(0),
  /** Voters by constituency; none in registers of before it was counted. */
  constituencies: z.record(z.string(), z.int().min(0)).default({}),
  lock: registerLockSchema,
});
export type Front = z.infer<typeof frontSchema>;
