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
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';

/** Bytes of a field's keyed hash: two values are taken for the same by chance once in 2⁶⁴. */
const HASH_BYTES = 8;

const rememberedSchema = z.strictObject({
  format: z.literal('taanuu/list/1'),
  identity: listChangesSchema.shape.since.omit({ voters: true }),
  entries: z.array(
    z.strictObject({
      record: idSchema,
      number: z.int(),
      fields: z.record(z.enum(changedFields), z.string().regex(/^[\w-]{11}$/)),
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
  readonly #entries: ListEntry[] = [];
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
    this.#entries.push({ record: record.record, number: record.number, fields: fields as ListEntry['fields'] });
  }

  /** What the list that was noted changes, since each version that is remembered; the newest first. */
  changes(): readonly ListChanges[] {
    return allChangesSchema.parse(this.#former.map((former) => compareLists(former, this.#entries)));
  }

  /** Remembers the list that was noted. The package that carries it stands. */
  remember(): void {
    rememberList(this.#commission, this.remembered());
  }

  /** What `rememberList` keeps of the list that was noted, for whoever cannot say yet whether its package will stand. */
  remembered(): RememberedList {
    const text = JSON.stringify({ format: 'taanuu/list/1', identity: this.#identity, entries: this.#entries });
    return { name: `${this.#prefix}${this.#identity.version}.json`, text };
  }

  #hash(field: ChangedField, value: unknown): string {
    const message = Buffer.from(`taanuu/list/1\n${field}\n${canonical(value)}`, 'utf8');
    return Buffer.from(nodeCrypto.hmacSha256(this.#key, message).subarray(0, HASH_BYTES)).toString('base64url');
  }
}
