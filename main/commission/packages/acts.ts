import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** What is done about packages, and is remembered with who did it. */
export const packageActs = ['began', 'made', 'failed', 'stopped', 'proof', 'signed', 'took', 'out'] as const;
export type PackageAct = (typeof packageActs)[number];

const actSchema = z.strictObject({
  n: z.int().min(1),
  /** ISO instant. */
  at: z.string(),
  /** Ids of those who did it. */
  who: z.array(z.string()).min(1),
  act: z.enum(packageActs),
  /** The station, the folder, the number of packages: what it was about. */
  about: z.string().max(300),
  /** Name of the package, hex; null: it was about none, or about several. */
  sha256: z.string().nullable(),
  /** SHA-256 of the line before, hex: a line that is taken away is missed by the next one. */
  before: z.string(),
});
export type KeptAct = z.infer<typeof actSchema>;

const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex');

/**
 * Who did what about packages at this console, in a file that only grows. Each line holds the hash of the one before: it is no
 * proof against whoever owns the machine, but nothing is changed or taken away by accident and not seen.
 */
export class ActsLog {
  readonly #file: string;
  #last: string;
  #acts: readonly KeptAct[];

  constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    this.#acts = lines.map((line) => actSchema.parse(JSON.parse(line)));
    this.#last = hashOf(lines.at(-1) ?? '');
  }

  /** All of them, the latest first. */
  get acts(): readonly KeptAct[] {
    return this.#acts.toReversed();
  }

  note(act: Pick<KeptAct, 'at' | 'who' | 'act' | 'about' | 'sha256'>): void {
    const kept: KeptAct = { n: this.#acts.length + 1, ...act, about: act.about.slice(0, 300), before: this.#last };
    const line = JSON.stringify(kept);
    appendFileSync(this.#file, `${line}\n`, { mode: 0o600 });
    this.#last = hashOf(line);
    this.#acts = [...this.#acts, kept];
  }
}
