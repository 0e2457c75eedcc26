import { type Ballot, ballotReader, checkBallot } from './ballot.ts';
import type { Bytes } from './bytes.ts';
import { splitLines } from './files.ts';
import { type Group, IDENTITY } from './group.ts';
import { type Json, readJson } from './json.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { SetOf } from './result.ts';
import { type Finding, Wrong } from './rules.ts';

/** Some lines of a batch: whose they are, and where they stand. */
export interface Lines {
  readonly file: string;
  readonly station: string;
  /** Number of the first of these lines in its file; the head is line 1. */
  readonly first: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What was found in them. */
export interface LinesChecked {
  readonly findings: readonly Finding[];
  /** 32 bytes per line; zeros where a line is no ballot. */
  readonly codes: Bytes;
  /** The first eight bytes of each nonce and each `a`: see doubles.ts. */
  readonly nonces: BigUint64Array;
  readonly as: BigUint64Array;
  readonly lines: number;
  readonly ballots: number;
  readonly proofs: number;
}

/** @returns the first eight bytes as a number: what doubles.ts keeps of a value */
export const shortOf = (bytes: Uint8Array): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);

/** Checks lines of batches and adds their ballots up; each worker has one. */
export class LinesChecker {
  readonly #manifest: Manifest;
  readonly #group: Group;
  readonly #read: (value: Json, manifest: Manifest, station: string) => Ballot;
  readonly #sums = new Map<string, { ballots: number; parts: { a: Bytes; b: Bytes }[][] }>();

  constructor(manifest: Json, group: Group) {
    this.#manifest = readManifest(manifest, group);
    this.#group = group;
    this.#read = ballotReader(group);
  }

  check({ file, station, first, bytes }: Lines): LinesChecked {
    const { lines, ended } = splitLines(bytes);
    const findings: Finding[] = [];
    const codes = new Uint8Array(32 * lines.length);
    const nonces: bigint[] = [];
    const as: bigint[] = [];
    let proofs = 0;
    for (const [at, line] of lines.entries()) {
      const place = `line ${first + at}`;
      const find = (inside: string, rule: Finding['rule'], detail: string): void =>
        void findings.push({ file, place: inside === '' ? place : `${place}/${inside}`, rule, detail });
      if (at === lines.length - 1 && !ended) find('', 'spelling', 'no line feed at the end');
      const ballot = this.ballotOf(line, station, find);
      if (ballot === null) continue;
      for (const { place: inside, rule } of checkBallot(ballot, this.#manifest.key, this.#group))
        find(inside, rule, '');
      codes.set(ballot.code, 32 * at);
      nonces.push(shortOf(ballot.nonce));
      for (const { positions } of ballot.parts) {
        proofs += positions.length + 1;
        for (const { a } of positions) as.push(shortOf(a));
      }
      this.#add(ballot);
    }
    return {
      findings,
      codes,
      nonces: BigUint64Array.from(nonces),
      as: BigUint64Array.from(as),
      lines: lines.length,
      ballots: nonces.length,
      proofs,
    };
  }

  /** @returns the ballot of a line; null where it is none, which `find` is told */
  ballotOf(
    line: Uint8Array,
    station: string,
    find: (place: string, rule: Finding['rule'], detail: string) => void,
  ): Ballot | null {
    const json = readJson(line);
    if ('why' in json) {
      find('', 'spelling', json.why);
      return null;
    }
    try {
      return this.#read(json.value, this.#manifest, station);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      find(error.place, error.rule, error.message);
      return null;
    }
  }

  #add({ style, parts }: Ballot): void {
    let sum = this.#sums.get(style.id);
    if (sum === undefined) {
      sum = {
        ballots: 0,
        parts: style.parts.map(({ options }) =>
          Array.from({ length: options.length + 1 }, () => ({ a: IDENTITY, b: IDENTITY })),
        ),
      };
      this.#sums.set(style.id, sum);
    }
    sum.ballots++;
    for (const [p, positions] of sum.parts.entries()) {
      for (const [i, position] of positions.entries()) {
        const { a, b } = parts[p]!.positions[i]!;
        position.a = this.#group.plus(position.a, a);
        position.b = this.#group.plus(position.b, b);
      }
    }
  }

  /** The sets, by style, of all that this one has checked. */
  sums(): ReadonlyMap<string, SetOf> {
    return this.#sums;
  }
}

/** Adds sets of several workers. */
export function added(all: readonly ReadonlyMap<string, SetOf>[], group: Group): ReadonlyMap<string, SetOf> {
  const sums = new Map<string, SetOf>();
  for (const sets of all) {
    for (const [style, set] of sets) {
      const before = sums.get(style);
      sums.set(
        style,
        before === undefined
          ? set
          : {
              ballots: before.ballots + set.ballots,
              parts: before.parts.map((positions, p) =>
                positions.map(({ a, b }, i) => ({
                  a: group.plus(a, set.parts[p]![i]!.a),
                  b: group.plus(b, set.parts[p]![i]!.b),
                })),
              ),
            },
      );
    }
  }
  return sums;
}
