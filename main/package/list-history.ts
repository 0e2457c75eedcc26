import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { idSchema } from '../../core/election/common.ts';
import type { Election } from '../../core/election/election.ts';
import {
  allChangesSchema,
  CHANGES_KEPT,
  type ChangedField,
  changedFields,
  compareLists,
  type ListChanges,
  type ListEntry,
  listChangesSchema,
} from '../../core/election/list-changes.ts';
import { scriptOf } from '../../core/election/list-script.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { hex32 } from '../../core/journal/catalogue/fields.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';
import type { DifferenceWish } from './difference/write.ts';
import { lineOf, type PartName } from './format.ts';

const hashSchema = (bytes: number) =>
  z
    .string()
    .length(Math.ceil((bytes * 4) / 3))
    .regex(/^[\w-]+$/);

/** Bytes of a field's keyed hash: two values are taken for the same by chance once in 2⁶⁴. */
const HASH_BYTES = 8;

/** Bytes of a whole record's keyed hash: what a difference leaves as it is must be the same. */
const LINE_BYTES = 16;
/** Differences are made from so many versions before, at most: a kiosk that has missed more of them takes the package. */
const DIFFERENCES_FROM = 5;

const rememberedSchema = z.strictObject({
  format: z.literal('taanuu/list/1'),
  identity: listChangesSchema.shape.since.omit({ voters: true }),
  /** SHA-256 of the manifest of the package that carried it, and a keyed hash of its country index, if it had one. */
  package: z.strictObject({ sha256: hex32, index: hashSchema(LINE_BYTES).nullable() }).optional(),
  entries: z.array(
    z.strictObject({
      record: idSchema,
      number: z.int(),
      fields: z.record(z.enum(changedFields), hashSchema(HASH_BYTES)),
      /** Of the whole record. Versions of before have none, and no difference is made from them. */
      line: hashSchema(LINE_BYTES).optional(),
    }),
  ),
});

/** A version of a list as it is remembered: the name of its file, and what stands in it. */
export interface RememberedList {
  readonly name: string;
  readonly text: string;
}

const listsIn = (commission: string): string => join(commission, 'lists');

/** Remembers a version of a list, in the commission's folder. */
export function rememberList(commission: string, { name, text }: RememberedList): void {
  makePrivateFolder(listsIn(commission));
  replaceText(join(listsIn(commission), name), text);
}

/**
 * The versions of a station's list as the commission remembers them, to say what a new one changes. A file of a version
 * holds ids of records, numbers and keyed hashes: no name, PIN or address.
 */
export class ListHistory {
  readonly #commission: string;
  readonly #prefix: string;
  readonly #key: Uint8Array;
  readonly #identity: Omit<ListChanges['since'], 'voters'>;
  readonly #entries: (ListEntry & { readonly line: string })[] = [];
  #index: string | null = null;
  readonly #former: z.infer<typeof rememberedSchema>[];

  private constructor(
    commission: string,
    prefix: string,
    key: Uint8Array,
    identity: Omit<ListChanges['since'], 'voters'>,
    former: z.infer<typeof rememberedSchema>[],
  ) {
    this.#commission = commission;
    this.#prefix = prefix;
    this.#key = key;
    this.#identity = identity;
    this.#former = former;
  }

  /**
   * @param commission the commission's folder
   * @param key of the pseudonyms of this election
   */
  static async open(
    commission: string,
    key: Uint8Array,
    of: { readonly election: Election; readonly station: string; readonly version: number },
  ): Promise<ListHistory> {
    const folder = listsIn(commission);
    makePrivateFolder(folder);
    const { id, mode, list } = of.election;
    const prefix = `${id}-${mode}-${of.station}-v`;
    const versions = (await readdir(folder))
      .flatMap((file) => {
        const version = file.startsWith(prefix) && /^(\d+)\.json$/.exec(file.slice(prefix.length))?.[1];
        return version ? [Number(version)] : [];
      })
      .filter((version) => version < of.version)
      .sort((a, b) => b - a)
      .slice(0, CHANGES_KEPT);
    const former = await Promise.all(
      versions.map(async (version) =>
        rememberedSchema.parse(JSON.parse(await readFile(join(folder, `${prefix}${version}.json`), 'utf8'))),
      ),
    );
    return new ListHistory(commission, prefix, key, { version: of.version, list }, former);
  }

  /** What a remembered version changes since another one; null where one of them is not remembered. */
  static async between(
    commission: string,
    of: { readonly election: Pick<Election, 'id' | 'mode'>; readonly station: string },
    before: number,
    now: number,
  ): Promise<ListChanges | null> {
    const read = async (version: number) => {
      const file = join(listsIn(commission), `${of.election.id}-${of.election.mode}-${of.station}-v${version}.json`);
      return existsSync(file) ? rememberedSchema.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
    };
    const [former, own] = [await read(before), await read(now)];
    return former && own ? compareLists(former, own.entries) : null;
  }

  /** Takes in one record of the list that is being made. */
  note(record: RegisterRecord): void {
    const { surname, given, patronymic, remote, votesAt, photo, fingers, precinct, constituency } = record;
    const values: Readonly<Record<ChangedField, unknown>> = {
      name: [surname, given, patronymic],
      sex: record.sex,
      birthDate: record.birthDate,
      pin: record.pin,
      documents: record.documents,
      address: record.address,
      precinct: [precinct, constituency],
      remote: [remote, votesAt],
      admitted: record.admitted,
      biometrics: [photo, fingers],
    };
    const fields = Object.fromEntries(changedFields.map((field) => [field, this.#hash(field, values[field])]));
    const line = this.#keyed(LINE_BYTES, 'line', Buffer.from(lineOf(record), 'utf8'));
    this.#entries.push({ record: record.record, number: record.number, fields: fields as ListEntry['fields'], line });
  }

  /** Takes in the country index of the package that is being made. */
  noteIndex(bytes: Uint8Array): void {
    this.#index = this.#keyed(LINE_BYTES, 'index', bytes);
  }

  /** What the list that was noted changes, since each version that is remembered; the newest first. */
  changes(): readonly ListChanges[] {
    return allChangesSchema.parse(this.#former.map((former) => compareLists(former, this.#entries)));
  }

  /** What leads to the list that was noted from the versions before; the newest first. `path` says where each is written. */
  differences(path: (since: number) => string): readonly DifferenceWish[] {
    const list = this.#entries.map(({ line }) => line);
    return this.#former.slice(0, DIFFERENCES_FROM).flatMap(({ identity: { version }, entries, package: of }) => {
      const base = entries.flatMap(({ line }) => (line === undefined ? [] : [line]));
      if (of === undefined || base.length < entries.length) return [];
      const same: readonly PartName[] = of.index !== null && of.index === this.#index ? ['index'] : [];
      return [{ path: path(version), base: { package: of.sha256, version }, steps: scriptOf(base, list), same }];
    });
  }

  /** Remembers the list that was noted. The package that carries it stands: `sha256` is of its manifest. */
  remember(sha256: string): void {
    rememberList(this.#commission, this.remembered(sha256));
  }

  /** What `rememberList` keeps of the list that was noted, for whoever cannot say yet whether its package will stand. */
  remembered(sha256: string): RememberedList {
    const remembered: z.infer<typeof rememberedSchema> = {
      ...{ format: 'taanuu/list/1', identity: this.#identity, entries: this.#entries },
      package: { sha256, index: this.#index },
    };
    return { name: `${this.#prefix}${this.#identity.version}.json`, text: JSON.stringify(remembered) };
  }

  #hash(field: ChangedField, value: unknown): string {
    return this.#keyed(HASH_BYTES, field, Buffer.from(canonical(value), 'utf8'));
  }

  #keyed(bytes: number, of: ChangedField | 'line' | 'index', what: Uint8Array): string {
    const message = Buffer.concat([Buffer.from(`taanuu/list/1\n${of}\n`, 'utf8'), what]);
    return Buffer.from(nodeCrypto.hmacSha256(this.#key, message).subarray(0, bytes)).toString('base64url');
  }
}
