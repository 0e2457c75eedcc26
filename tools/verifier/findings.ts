import type { Finding, Rule } from './rules.ts';
import { Wrong } from './rules.ts';

/** So many findings are kept; of a board of lies the rest is counted only. */
export const KEPT = 1_000;

/** What does not hold, as it is found. */
export class Findings {
  readonly kept: Finding[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(finding: Finding): void {
    this.#count++;
    if (this.kept.length < KEPT) this.kept.push(finding);
  }

  find(file: string, place: string, rule: Rule, detail = ''): void {
    this.add({ file, place, rule, detail });
  }

  /** @returns what a reader gives; null where it refuses, which is a finding then */
  read<T>(file: string, place: string, reader: () => T): T | null {
    try {
      return reader();
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      this.find(file, [place, error.place].filter((part) => part !== '').join('/'), error.rule, error.message);
      return null;
    }
  }
}
