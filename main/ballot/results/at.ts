import type { BallotPhase } from '../../../core/ballot/day/day.ts';
import type { BallotApproval } from '../../../core/election/policy-results.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Credential } from '../../api/credential.ts';
import type { ResultsFrame } from './frame.ts';
import { SittingResults } from './sitting.ts';

export type Done = Result<null, Problem>;
/** Those who approve, each with her own code. */
export type Approvers = readonly Credential[];

export const notNow = err({ code: 'ballot-zone.not-now' } as const);

/** The results of the sitting in which the station is, and who decides about them. */
export class AtResults {
  readonly frame: ResultsFrame;
  #results: SittingResults | null = null;

  constructor(frame: ResultsFrame) {
    this.frame = frame;
  }

  get phase(): BallotPhase {
    return this.frame.journal.day.phase;
  }

  /** Those results, opened when they are first asked for. */
  with<T>(use: (results: SittingResults) => Result<T, Problem>): Result<T, Problem> {
    const { taken, journal } = this.frame;
    const now = this.#results;
    if (now && now.force.sha256 === taken()?.sha256 && now.sitting === journal.day.station.sitting) return use(now);
    const opened = SittingResults.open(this.frame);
    if (!opened.ok) return opened;
    this.#results = opened.value;
    return use(opened.value);
  }

  /** Looks whether it can be done, asks for the codes, and looks again: they take their time. */
  async approved<T>(
    kind: BallotApproval,
    credentials: Approvers,
    look: (results: SittingResults) => Result<T, Problem>,
  ): Promise<Result<T & { readonly persons: readonly string[] }, Problem>> {
    const before = this.with(look);
    const rule = this.frame.taken()?.policy.results.approvals[kind];
    if (!before.ok || !rule) return before.ok ? notNow : before;
    const persons = await this.frame.desk.approve(rule, credentials);
    if (!persons.ok) return persons;
    const after = this.with(look);
    return after.ok ? ok({ ...after.value, persons: persons.value }) : after;
  }

  /** What is known is other than it was. */
  forget(): void {
    this.#results = null;
  }
}
