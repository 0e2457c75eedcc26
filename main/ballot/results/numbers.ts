import { z } from 'zod';
import { utf8 } from '../../../core/crypto/encoding.ts';
import { signedTotalsSchema } from '../../../core/hatch/hatch.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { resultsImageSchema } from '../../../core/results/results-file.ts';
import { readSealedFile, writeSealedFile } from '../../storage/sealed-file.ts';

const number = z.int().min(0).max(100_000);
/** Words with which persons let something stand that is not as it should be, and who they are. */
const said = { words: z.string(), persons: z.array(z.string()) };

/** What a protocol is made of besides what was counted and told. */
const workedOn = {
  /** What persons typed, by line. */
  typed: z.record(z.string(), number),
  /** What they counted by hand, by line or `part/option`. */
  byHand: z.record(z.string(), number),
  /** By ratio: how far off it was when persons said why. Numbers that change afterwards are not explained by it. */
  discrepancies: z.record(z.string(), z.strictObject({ ...said, left: z.int(), right: z.int() })),
  /** The same of both counts; `differences` is how they differed. */
  counts: z.strictObject({ ...said, how: z.enum(['explained', 'recounted']), differences: z.string() }).nullable(),
};
const workedOnSchema = z.strictObject(workedOn);

const protocolNumbersSchema = z.strictObject({
  ...workedOn,
  /**
   * Every version that was signed: its canonical form, the signed code of the paper, and what it was made of, from which a
   * correction sets out. A version is signed once the journal says so.
   */
  versions: z.array(z.strictObject({ content: z.string(), code: z.string(), from: workedOnSchema })),
});
export type ProtocolNumbers = z.infer<typeof protocolNumbersSchema>;

const recountLineSchema = z.strictObject({
  line: z.enum(['sheets', 'valid', 'invalid', 'votes']),
  ...{ part: z.string().nullable(), option: z.string().nullable() },
  ...{ counted: number, least: number, most: number },
});

/** A recount by the scanner. It was made once the journal says so. */
const recountSchema = z.strictObject({
  ...{ sheets: number, counted: number, aside: number, matches: z.boolean() },
  ...{ words: z.string().nullable(), persons: z.array(z.string()) },
  /** By protocol: the numbers that differ. */
  differences: z.record(z.string(), z.array(recountLineSchema)),
});
export type RecordedRecount = z.infer<typeof recountSchema>;

const numbersSchema = z.strictObject({
  v: z.literal(1),
  /** Persons who decided about marks. */
  deciders: z.array(z.string()),
  /** Of the identification zone, the last of each device. */
  totals: z.array(signedTotalsSchema),
  /** By protocol. */
  protocols: z.record(z.string(), protocolNumbersSchema),
  /** In the order in which they were made; the journal says how many of them were. */
  recounts: z.array(recountSchema).default([]),
  /** Images of pages for the results file. */
  images: z.array(resultsImageSchema).default([]),
  /** Results files that were sealed; `of`: the hash of what they say. One has left once the journal says so. */
  files: z
    .array(z.strictObject({ number: z.int().min(1), file: z.string(), sha256: z.string(), of: z.string() }))
    .default([]),
});
export type Numbers = z.infer<typeof numbersSchema>;

const noNumbers: Numbers = { v: 1, deciders: [], totals: [], protocols: {}, recounts: [], images: [], files: [] };
const emptyProtocol: ProtocolNumbers = { typed: {}, byHand: {}, discrepancies: {}, counts: null, versions: [] };

/**
 * The numbers of a sitting that come from people and from the other zone. Votes counted by hand are among them, so they
 * stand in no journal but in one sealed file, which is replaced as a whole.
 */
export class SealedNumbers {
  readonly #path: string;
  readonly #key: Uint8Array;
  #numbers: Numbers;

  private constructor(path: string, key: Uint8Array, numbers: Numbers) {
    this.#path = path;
    this.#key = key;
    this.#numbers = numbers;
  }

  /** @returns what `readSealedFile` does; a file that is not there has no numbers yet */
  static open(path: string, key: Uint8Array): Result<SealedNumbers, Problem> {
    const read = readSealedFile(path, key);
    if (!read.ok) return read;
    // Its seal says that we have written it: another shape is a bug.
    const numbers = read.value ? numbersSchema.parse(JSON.parse(new TextDecoder().decode(read.value))) : noNumbers;
    return ok(new SealedNumbers(path, key, numbers));
  }

  get all(): Numbers {
    return this.#numbers;
  }

  of(protocol: string): ProtocolNumbers {
    return this.#numbers.protocols[protocol] ?? emptyProtocol;
  }

  /** They are others when this returns, and after a power cut the old ones or these. */
  replace(change: Partial<Numbers>): Result<null, Problem> {
    const numbers = { ...this.#numbers, ...change };
    const written = writeSealedFile(this.#path, this.#key, utf8(canonical(numbers)));
    if (written.ok) this.#numbers = numbers;
    return written;
  }

  replaceOf(protocol: string, change: Partial<ProtocolNumbers>): Result<null, Problem> {
    const { protocols } = this.#numbers;
    return this.replace({ protocols: { ...protocols, [protocol]: { ...this.of(protocol), ...change } } });
  }
}
