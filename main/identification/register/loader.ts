import type { RegisterRecord } from '../../../core/election/register-record.ts';
import { compareNames, latinWords, searchWords, tidyName } from '../../../core/person/names.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { type Database, openDatabase } from '../../storage/open.ts';
import { registerTables, type StoredPackage } from './schema.ts';
import { pseudonymOf, sealTemplate } from './seal.ts';

export interface LoaderOptions {
  readonly package: StoredPackage;
  readonly databaseKey: Uint8Array;
  readonly templateKey: Uint8Array;
}

interface Listed {
  readonly voter: number;
  readonly name: string;
  readonly words: string;
}

/** Fills a new register file. It counts for nothing until it is finished, synced and renamed by the import. */
export class RegisterLoader {
  readonly #db: Database;
  readonly #options: LoaderOptions;
  readonly #pseudonymKey: Uint8Array;
  readonly #pins = new Set<string>();
  readonly #records = new Set<string>();
  readonly #listed: Listed[] = [];
  readonly #insert: ReturnType<typeof statements>;

  static create(path: string, options: LoaderOptions): Result<RegisterLoader, Problem> {
    const db = openDatabase(path, { key: options.databaseKey });
    return db.ok ? ok(new RegisterLoader(db.value, options)) : db;
  }

  private constructor(db: Database, options: LoaderOptions) {
    this.#db = db;
    this.#options = options;
    this.#pseudonymKey = Buffer.from(options.package.secrets.pseudonyms, 'base64url');
    // A file that is thrown away when anything stops needs no rollback journal; the import syncs it once at the end.
    db.pragma('journal_mode=DELETE');
    db.pragma('journal_mode=OFF');
    db.pragma('synchronous=OFF');
    db.exec(registerTables);
    db.exec('begin');
    db.prepare('insert into package values (1, ?)').run(JSON.stringify(options.package));
    this.#insert = statements(db);
  }

  /** @returns the field in which the record repeats an earlier one, or null when it was taken */
  add(record: RegisterRecord): 'record' | 'pin' | 'fingers' | null {
    if (this.#records.has(record.record)) return 'record';
    if (this.#pins.has(record.pin)) return 'pin';
    if (new Set(record.fingers.map((f) => f.finger)).size !== record.fingers.length) return 'fingers';
    this.#records.add(record.record);
    this.#pins.add(record.pin);
    const voter = this.#listed.length + 1;
    const surname = tidyName(record.surname);
    const given = tidyName(record.given);
    const patronymic = record.patronymic === null ? null : tidyName(record.patronymic);
    const { voter: row, document, photo, template } = this.#insert;
    row.run(
      voter,
      record.record,
      record.number,
      surname,
      given,
      patronymic,
      record.sex,
      record.birthDate,
      record.pin,
      pseudonymOf(this.#pseudonymKey, record.pin),
      JSON.stringify(record.documents),
      record.address,
      record.precinct,
      record.constituency,
      record.remote ? 1 : 0,
      record.admitted && JSON.stringify(record.admitted),
      JSON.stringify(record.fingers.map(({ finger, quality }) => ({ finger, quality }))),
      record.votesAt,
    );
    for (const { number } of record.documents) document.run(number, voter);
    if (record.photo !== null) photo.run(voter, Buffer.from(record.photo, 'base64'));
    const { id: election } = this.#options.package.election;
    for (const { finger, quality, template: encoded } of record.fingers) {
      const owner = { election, record: record.record, finger };
      template.run(
        voter,
        finger,
        quality,
        sealTemplate(this.#options.templateKey, owner, Buffer.from(encoded, 'base64')),
      );
    }
    const full = [surname, given, patronymic ?? ''].join(' ');
    const words = [...new Set([...searchWords(full), ...latinWords(full)])].join(' ');
    this.#listed.push({ voter, name: `${surname} ${given} ${patronymic ?? ''}`, words });
    return null;
  }

  /** Puts the names in alphabetical order and commits. */
  finish(): void {
    const name = this.#db.prepare('insert into name(rowid, words) values (?, ?)');
    const place = this.#db.prepare('insert into place values (?, ?)');
    this.#listed.sort((a, b) => compareNames(a.name, b.name));
    for (const [i, { voter, words }] of this.#listed.entries()) {
      name.run(i + 1, words);
      place.run(i + 1, voter);
    }
    this.#db.exec(`insert into name(name) values ('optimize')`);
    this.#db.exec('commit');
    this.#db.pragma('journal_mode=DELETE');
  }

  close(): void {
    this.#db.close();
  }
}

function statements(db: Database) {
  return {
    voter: db.prepare(`insert into voter values (${Array(18).fill('?').join(', ')})`),
    document: db.prepare('insert or ignore into document values (?, ?)'),
    photo: db.prepare('insert into photo values (?, ?)'),
    template: db.prepare('insert into template values (?, ?, ?, ?)'),
  };
}
