/** So many of the guest's other lines are kept, for the case that it does not come to its end. */
const KEPT_LINES = 60;

/** What the guest has said so far, line by line, over its serial console. */
export class Verdict {
  passed = 0;
  failed = 0;
  private end: string | null = null;
  private readonly rest: string[] = [];

  /** @returns the line where it is a result, otherwise null */
  take(line: string): string | null {
    const text = line.trimEnd();
    const [, word] = /^(passed|FAILED): /.exec(text) ?? [];
    if (word === undefined) {
      if (text.startsWith('end: ')) this.end = text;
      else this.rest.push(text);
      if (this.rest.length > KEPT_LINES) this.rest.shift();
      return null;
    }
    if (word === 'passed') this.passed += 1;
    else this.failed += 1;
    return text;
  }

  /** Why this guest cannot be believed; null when it came to its end and every result of which it tells was heard. */
  get trouble(): string | null {
    const heard = `end: ${this.passed} passed, ${this.failed} failed`;
    if (this.end === heard) return null;
    return `the guest said ${this.end ?? 'nothing of its end'}, heard was ${heard}`;
  }

  get good(): boolean {
    return this.trouble === null && this.failed === 0 && this.passed > 0;
  }

  /** The last that it said beside its results. */
  get console(): string {
    return this.rest.join('\n');
  }
}
