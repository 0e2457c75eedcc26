import type { EnrolledFinger } from '../../../core/admission/facts.ts';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { RegisterLock } from '../../access/register-lock.ts';
import type { StoredPackage } from './schema.ts';

/** A voter as the zone sees her: the package's record without photo and templates, which are fetched when needed. */
export interface VoterRecord extends Omit<RegisterRecord, 'photo' | 'fingers'> {
  readonly fingers: readonly EnrolledFinger[];
  readonly hasPhoto: boolean;
}

export interface EnrolledTemplate extends EnrolledFinger {
  /** ISO/IEC 19794-2 bytes; the caller wipes them after use. */
  readonly template: Uint8Array;
}

/** What the paper list says of a voter. */
export interface ListedVoter {
  readonly voter: string;
  readonly number: number;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly birthDate: string;
  readonly pin: string;
  /** Date on which she was admitted before this list was made; null for nearly everybody. */
  readonly admittedOn: string | null;
  /** 1: listed to vote at a remote station. */
  readonly remote: number;
  /** That station, if the list says it. */
  readonly votesAt: string | null;
}

/** The register in force, read-only. Nothing here changes, so every answer is one look-up. */
export interface Register {
  readonly name: string;
  /** Nobody has given its key yet: nobody is found in it. */
  readonly locked: boolean;
  /** Who opens it with which codes. */
  readonly lock: RegisterLock;
  /** What came with the list: election, policy, people, devices. */
  readonly package: Omit<StoredPackage, 'secrets'>;
  /** What works but not wholly, for example a damaged country index. */
  readonly problems: readonly Problem[];
  byRecord(record: string): VoterRecord | null;
  byPin(pin: string): VoterRecord | null;
  /** By document number, without spaces, as the document prints it. */
  byDocument(number: string): VoterRecord | null;
  /** By number in the list: several where several precincts' lists meet (a remote station). */
  byNumber(number: number): readonly VoterRecord[];
  byPseudonym(voter: string): VoterRecord | null;
  /** Names beginning with every typed word, in any order, Kyrgyz-folded or Latin; in alphabetical order. */
  search(text: string, limit: number): readonly VoterRecord[];
  photo(record: string): { readonly type: string; readonly bytes: Uint8Array } | null;
  /** Records of everybody who has a finger enrolled, always in the same order. */
  withFingers(): readonly string[];
  templates(record: string): readonly EnrolledTemplate[];
  /** Number of the precinct on whose list this PIN stands anywhere in the country, or null. */
  precinctOf(pin: string): string | null;
  /** The voter's pseudonym in this election and mode, hex. */
  pseudonym(pin: string): string;
  /** Everybody, in the order of the paper list: this precinct's own first. */
  listed(precinct: string): readonly ListedVoter[];
  count(): number;
  /** Voters of the list by constituency; while locked, none where an earlier version has imported it. */
  byConstituency(): Readonly<Record<string, number>>;
  /** Highest number on this precinct's list; null while the register is locked. */
  lastNumber(precinct: string): number | null;
  close(): void;
}
