import { type ClosingQuestion, paperQuestions } from '../../core/election/policy-day.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { ClosingQuestionView } from '../api/day-views.ts';
import type { ChecklistLine } from '../api/views.ts';
import type { Kiosk } from './kiosk.ts';
import { printsHere } from './prints-here.ts';
import { ballotPaperOf, byHand } from './state/ballot-sheets.ts';
import { admittedAfterDoors, closingAnswersOf, insideOf } from './state/closing.ts';
import { countersOf, stationOf } from './state/read.ts';

/**
 * What only people can count at the close, each beside the device's own number. An answer holds for the number that it was
 * given beside: who is admitted afterwards makes it be asked again.
 */
export class ClosingQuestions {
  readonly #kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  /** Whether it is asked how many are inside when the doors are closed. */
  get asksInside(): boolean {
    return this.#asked().includes('inside');
  }

  /** The questions of the policy as they stand; that about those inside only once the doors were closed. */
  view(): readonly ClosingQuestionView[] {
    const { db } = this.#kiosk;
    const { sitting } = stationOf(db);
    const answers = closingAnswersOf(db, sitting);
    const inside = insideOf(db, sitting);
    return this.#asked().flatMap((question) => {
      if (question === 'inside' && inside === null) return [];
      const own = this.#own(question, sitting);
      const answer = answers.find((one) => one.question === question) ?? null;
      const people = question === 'inside' ? (inside?.counted ?? null) : (answer?.people ?? null);
      const holds = answer !== null && answer.own === own && answer.people === people;
      const reason = holds ? answer.reason : null;
      return [{ question, own, people, reason, settled: people === own || (holds && reason !== null) }];
    });
  }

  /** @param blocks whether what is not answered stands in the way of the close */
  lines(blocks: boolean): readonly ChecklistLine[] {
    return this.view().map(({ question, own, people, settled }) => {
      const differs: Problem = {
        code: settled ? 'day.difference-told' : 'day.difference',
        params: { people: people ?? 0, own },
      };
      return {
        item: `question-${question}`,
        state: settled ? 'done' : blocks ? 'blocked' : 'to-do',
        problem: people === null ? { code: 'day.question-open' } : people === own ? null : differs,
        detail: people === null ? String(own) : `${people} · ${own}`,
      };
    });
  }

  answer(question: ClosingQuestion, people: number, reason: string | null, actor: Actor): Result<null, Problem> {
    const found = this.view().find((one) => one.question === question);
    if (!found) return err({ code: 'day.not-asked' });
    const { own } = found;
    const counted = question === 'inside' ? (found.people ?? people) : people;
    if (counted !== own && reason === null) {
      return err({ code: 'day.difference-reason', params: { people: counted, own } });
    }
    this.#kiosk.record(
      'closing.answered',
      { question, people: counted, own, reason: counted === own ? null : reason },
      actor,
    );
    return ok(null);
  }

  #asked(): readonly ClosingQuestion[] {
    const force = this.#kiosk.inForce();
    if (!force) return [];
    const { questions } = force.policy.closing;
    return printsHere(this.#kiosk, stationOf(this.#kiosk.db).sitting) ? [...questions, ...paperQuestions] : questions;
  }

  /** What the device counts of the same. */
  #own(question: ClosingQuestion, sitting: string | null): number {
    const { db } = this.#kiosk;
    if (question === 'inside') return admittedAfterDoors(db, sitting);
    const counters = countersOf(db, sitting, 0);
    switch (question) {
      case 'signatures':
        return counters.confirmed - counters.undone;
      // A slip for each ballot taken, and a ballot from the table for each that is not printed here.
      case 'receipts':
        return counters.firstPrints;
      case 'by-hand':
        return byHand(db, sitting);
      case 'ballots-blank':
        return Math.max(0, ballotPaperOf(db, sitting).blank);
      case 'ballots-cancelled':
        return ballotPaperOf(db, sitting).cancelled;
    }
  }
}
