import { existsSync, readFileSync } from 'node:fs';
import type { EnrolledFinger, FingerPosition } from '../../../core/admission/facts.ts';
import { NONCE_BYTES } from '../../../core/crypto/crypto.ts';
import { isLatin, latinKey, searchWords } from '../../../core/person/names.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { RegisterLock } from '../../access/register-lock.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type CountryIndex, openCountryIndex } from '../../package/country-index.ts';
import { type Database, openDatabase } from '../../storage/open.ts';
import { databaseFile, indexFile } from './files.ts';
import { readFront } from './front.ts';
import { registerKeys } from './keys.ts';
import { LockedRegister } from './locked.ts';
import { type StoredPackage, storedPackageSchema } from './schema.ts';
import { openTemplate, pseudonymOf } from './seal.ts';
import type { EnrolledTemplate, ListedVoter, Register, VoterRecord } from './shape.ts';

export type { EnrolledTemplate, Register, VoterRecord } from './shape.ts';

interface VoterRow {
  readonly record: string;
  readonly number: number;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly sex: 'female' | 'male';
  readonly birth_date: string;
  readonly pin: string;
  readonly documents: string;
  readonly address: string;
  readonly precinct: string;
  readonly constituency: string;
  readonly remote: number;
  readonly admitted: string | null;
  readonly fingers: string;
  /** Registers that an earlier version imported have no such column. */
  readonly votes_at?: string | null;
  readonly has_photo: number;
}

/** What names here are written with; anything else is found nowhere, and never reaches the search syntax. */
const SEARCHABLE = /^[\p{Script=Cyrillic}a-z0-9]+$/u;

const VOTER = `select v.*, exists(select 1 from photo p where p.voter = v.id) as has_photo from voter v`;

/**
 * Opens a register that an import made.
 * @param register its name, as `package.imported` says it
 * @param registerKey the key that `unlockRegister` gave; null: only what may be known before opening (`locked`)
 * @returns `register.missing`, or `register.damaged` when the key does not open it or it is not whole
 */
export function openRegister(
  stateDir: string,
  keys: DeviceKeys,
  register: string,
  registerKey: Uint8Array | null,
): Result<Register, Problem> {
  const path = databaseFile(stateDir, register);
  if (!existsSync(path)) return err({ code: 'register.missing' });
  const front = readFront(stateDir, keys, register);
  if (!front) return err({ code: 'register.damaged' });
  if (!registerKey) return ok(new LockedRegister(register, front));
  const { database, templates, index: indexKey } = registerKeys(keys, register, registerKey);
  const opened = openDatabase(path, { key: database, readonly: true });
  if (!opened.ok) return err({ code: 'register.damaged' });
  const db = opened.value;
  const stored = readPackage(db);
  if (!stored) {
    db.close();
    return err({ code: 'register.damaged' });
  }
  const index = readIndex(indexFile(stateDir, register), indexKey, stored);
  const problems = index.ok ? [] : [index.error];
  return ok(new OpenRegister(register, front.lock, db, stored, templates, index.ok ? index.value : null, problems));
}

function readPackage(db: Database): StoredPackage | null {
  try {
    const content = db.prepare<[], string>('select content from package').pluck().get();
    return storedPackageSchema.parse(JSON.parse(content ?? ''));
  } catch {
    // Not a register, or one that a stopped import left: both are the same to the person who must act.
    return null;
  }
}

function readIndex(path: string, key: Uint8Array, stored: StoredPackage): Result<CountryIndex | null, Problem> {
  if (!existsSync(path)) return ok(null);
  const file = readFileSync(path);
  if (file.length < NONCE_BYTES) return err({ code: 'register.index-damaged' });
  const nonce = file.subarray(0, NONCE_BYTES);
  const plain = nodeCrypto.open(key, nonce, file.subarray(NONCE_BYTES), Buffer.from('taanuu/country-index/1'));
  const index = plain && openCountryIndex(plain, Buffer.from(stored.secrets.index, 'base64url'));
  return index ? ok(index) : err({ code: 'register.index-damaged' });
}

class OpenRegister implements Register {
  readonly locked = false;
  readonly name: string;
  readonly lock: RegisterLock;
  readonly package: StoredPackage;
  readonly problems: readonly Problem[];
  readonly #db: Database;
  readonly #templateKey: Uint8Array;
  readonly #pseudonymKey: Uint8Array;
  readonly #index: CountryIndex | null;
  readonly #ask: ReturnType<typeof questions>;
  readonly #count: number;

  constructor(
    name: string,
    lock: RegisterLock,
    db: Database,
    stored: StoredPackage,
    templateKey: Uint8Array,
    index: CountryIndex | null,
    problems: readonly Problem[],
  ) {
    this.name = name;
    this.lock = lock;
    this.#db = db;
    this.package = stored;
    this.problems = problems;
    this.#templateKey = templateKey;
    this.#pseudonymKey = Buffer.from(stored.secrets.pseudonyms, 'base64url');
    this.#index = index;
    this.#ask = questions(db);
    this.#count = db.prepare<[], number>('select count(*) from voter').pluck().get() ?? 0;
  }

  byRecord(record: string): VoterRecord | null {
    return one(this.#ask.record.all(record));
  }

  byPin(pin: string): VoterRecord | null {
    return one(this.#ask.pin.all(pin));
  }

  byDocument(number: string): VoterRecord | null {
    return one(this.#ask.document.all(number.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')));
  }

  byNumber(number: number): readonly VoterRecord[] {
    return this.#ask.number.all(number).map(voterOf);
  }

  byPseudonym(voter: string): VoterRecord | null {
    return one(this.#ask.pseudonym.all(voter));
  }

  search(text: string, limit: number): readonly VoterRecord[] {
    const words = searchWords(text).map((word) => (isLatin(word) ? latinKey(word) : word));
    if (words.length === 0 || !words.every((word) => SEARCHABLE.test(word))) return [];
    const match = words.map((word) => `"${word}"*`).join(' ');
    return this.#ask.name.all(match, limit).map(voterOf);
  }

  photo(record: string): { readonly type: string; readonly bytes: Uint8Array } | null {
    const image = this.#ask.photo.get(record);
    return image ? { type: imageType(image), bytes: image } : null;
  }

  withFingers(): readonly string[] {
    return this.#ask.withFingers.all();
  }

  templates(record: string): readonly EnrolledTemplate[] {
    const election = this.package.election.id;
    return this.#ask.templates.all(record).map(({ finger, quality, sealed }) => {
      const template = openTemplate(this.#templateKey, { election, record, finger }, sealed);
      // SQLCipher has authenticated the page already: this is a wrong key in our own hands.
      if (!template) throw new Error('a template does not open with the key of this register');
      return { finger, quality, template };
    });
  }

  precinctOf(pin: string): string | null {
    const own = this.byPin(pin);
    if (own) return own.precinct;
    const place = this.#index?.find(pin) ?? null;
    return place === null ? null : (this.package.election.precincts[place]?.number ?? null);
  }

  pseudonym(pin: string): string {
    return pseudonymOf(this.#pseudonymKey, pin);
  }

  listed(precinct: string): readonly ListedVoter[] {
    return this.#ask.listed
      .all(precinct)
      .map(({ votes_at: votesAt, ...voter }) => ({ ...voter, votesAt: votesAt || null }));
  }

  count(): number {
    return this.#count;
  }

  byConstituency(): Readonly<Record<string, number>> {
    const rows = this.#db
      .prepare<[], { constituency: string; n: number }>('select constituency, count(*) as n from voter group by 1')
      .all();
    return Object.fromEntries(rows.map(({ constituency, n }) => [constituency, n]));
  }

  lastNumber(precinct: string): number | null {
    return (
      this.#db
        .prepare<[string], number | null>('select max(number) from voter where precinct = ?')
        .pluck()
        .get(precinct) ?? null
    );
  }

  close(): void {
    this.#db.close();
    this.#templateKey.fill(0);
    this.#pseudonymKey.fill(0);
  }
}

const hasColumn = (db: Database, column: string): boolean =>
  db.prepare("select 1 from pragma_table_info('voter') where name = ?").get(column) !== undefined;

function questions(db: Database) {
  return {
    record: db.prepare<[string], VoterRow>(`${VOTER} where record = ?`),
    pin: db.prepare<[string], VoterRow>(`${VOTER} where pin = ?`),
    pseudonym: db.prepare<[string], VoterRow>(`${VOTER} where pseudonym = ?`),
    number: db.prepare<[number], VoterRow>(`${VOTER} where number = ? limit 2`),
    document: db.prepare<[string], VoterRow>(
      `${VOTER} where id in (select voter from document where number = ?) limit 2`,
    ),
    // The row number of `name` is the place in the alphabet: full-text search gives them in this order by itself.
    name: db.prepare<[string, number], VoterRow>(
      `${VOTER.replace('from voter v', 'from name n cross join place l on l.place = n.rowid cross join voter v on v.id = l.voter')}
       where name match ? order by n.rowid limit ?`,
    ),
    photo: db
      .prepare<[string], Buffer>('select image from photo where voter = (select id from voter where record = ?)')
      .pluck(),
    listed: db.prepare<[string], Omit<ListedVoter, 'votesAt'> & Pick<VoterRow, 'votes_at'>>(
      `select pseudonym as voter, number, surname, given, patronymic, birth_date as birthDate, pin,
           json_extract(admitted, '$.date') as admittedOn, remote, ${hasColumn(db, 'votes_at') ? 'votes_at' : 'null as votes_at'}
         from voter order by precinct <> ?, precinct, number, id`,
    ),
    withFingers: db
      .prepare<[], string>('select record from voter where id in (select voter from template) order by id')
      .pluck(),
    templates: db.prepare<[string], { finger: FingerPosition; quality: number; sealed: Buffer }>(
      'select finger, quality, sealed from template where voter = (select id from voter where record = ?)',
    ),
  };
}

/** The only row, or null when there is none or more than one: which of two was meant is for a person to say. */
function one(rows: readonly VoterRow[]): VoterRecord | null {
  const [row] = rows;
  return row && rows.length === 1 ? voterOf(row) : null;
}

function voterOf(row: VoterRow): VoterRecord {
  const {
    birth_date: birthDate,
    has_photo: photo,
    documents,
    admitted,
    fingers,
    remote,
    votes_at: votesAt,
    ...same
  } = row;
  return {
    record: same.record,
    number: same.number,
    surname: same.surname,
    given: same.given,
    patronymic: same.patronymic,
    sex: same.sex,
    pin: same.pin,
    address: same.address,
    precinct: same.precinct,
    constituency: same.constituency,
    birthDate,
    documents: JSON.parse(documents) as VoterRecord['documents'],
    remote: remote === 1,
    votesAt: votesAt ?? null,
    admitted: admitted === null ? null : (JSON.parse(admitted) as VoterRecord['admitted']),
    fingers: JSON.parse(fingers) as EnrolledFinger[],
    hasPhoto: photo === 1,
  };
}

/** Media type by the image's first bytes; the package's schema allows these three kinds. */
function imageType(image: Uint8Array): string {
  if (image[0] === 0x89) return 'image/png';
  return image[0] === 0xff ? 'image/jpeg' : 'image/webp';
}
