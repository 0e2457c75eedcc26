import type { FoundBy } from '../../core/admission/facts.ts';
import type { AttemptRecord } from '../../core/admission/ports.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from '../storage/failure.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';

/** An attempt as the journal names it, with the officer who serves it. */
export interface Attempt {
  readonly attempt: string;
  readonly officer: Actor;
}

/** Journals that an attempt begins. A disk that takes nothing more refuses the new voter before anything has begun. */
export function recordStart(
  kiosk: Kiosk,
  { attempt, officer }: Attempt,
  { by, documentKind }: { readonly by: FoundBy; readonly documentKind: string | null },
): Result<null, Problem> {
  try {
    kiosk.record('attempt.started', { attempt, by, ...(documentKind === null ? {} : { documentKind }) }, officer);
    return ok(null);
  } catch (error) {
    const problem = storageProblem(error, 'journal');
    if (!problem) throw error;
    return err(problem);
  }
}

/** Journals what the statechart says of an attempt. */
export function recordAttempt(kiosk: Kiosk, { attempt, officer }: Attempt, what: AttemptRecord): void {
  switch (what.kind) {
    case 'biometric':
      kiosk.note(
        'attempt.biometric',
        {
          attempt,
          modality: what.modality,
          result: what.result,
          try: what.tryNumber,
          ...(what.finger === null ? {} : { finger: what.finger }),
        },
        SYSTEM,
      );
      return;
    case 'approved':
      kiosk.note(
        'attempt.approved',
        { attempt, kind: what.what, reason: what.reason, approvers: [...what.approvers] },
        officer,
      );
      return;
    case 'homecoming':
      kiosk.note(
        'attempt.homecoming',
        { attempt, station: what.station, reason: what.reason, approvers: [...what.approvers] },
        officer,
      );
      return;
    case 'finger-search':
      kiosk.note('attempt.finger-search', { attempt, found: what.found, level: what.level }, officer);
      return;
    case 'search-failed':
      kiosk.note('problem.raised', { problem: 'station.search-failed' }, SYSTEM);
      return;
    case 'candidate-chosen':
      kiosk.note(
        'attempt.candidate-chosen',
        { attempt, place: what.place, level: what.level, approvers: [...what.approvers] },
        officer,
      );
      return;
    case 'ended':
      kiosk.note('attempt.ended', { attempt, outcome: what.outcome, reason: what.reason }, officer);
      return;
  }
}
