import type { JournalFold } from './following.ts';

/** The slip of one refusal: its number, how often it was printed, and what came of the last time. */
export interface RefusalPaper {
  readonly number: number;
  readonly copies: number;
  readonly out: 'yes' | 'no' | 'maybe' | null;
}

/** What was printed of each refusal and of the station's day, from the journal. */
export interface PapersTold {
  /** The sitting under way, or the last one: what is printed after its close is still of it. */
  readonly sitting: string | null;
  /** By sitting and attempt. */
  readonly refusals: Map<string, RefusalPaper>;
  /** Refusals by sitting, and copies of the day: the number of the next follows. */
  readonly used: Map<string, number>;
  /** Jobs of which no end was told, and the refusal that each is about. */
  readonly open: Map<string, string | null>;
}

/** Papers of a kind that were numbered in the sitting under way, or the last one. */
export const usedNumbers = ({ used, sitting }: PapersTold, paper: string): number =>
  used.get(`${sitting} ${paper}`) ?? 0;

/** The refusal slip of an attempt, if one was handed to the printer. */
export const refusalOf = ({ refusals, sitting }: PapersTold, attempt: string): RefusalPaper | null =>
  refusals.get(`${sitting} ${attempt}`) ?? null;

export const papersTold: JournalFold<PapersTold> = {
  start: () => ({ sitting: null, refusals: new Map(), used: new Map(), open: new Map() }),
  step(before, event) {
    const sitting = event.sitting ?? before.sitting;
    const told = sitting === before.sitting ? before : { ...before, sitting };
    if (event.type === 'paper.ended') {
      const { job, out } = event.body;
      const of = told.open.get(job) ?? null;
      const refusal = of === null ? undefined : told.refusals.get(of);
      if (of !== null && refusal !== undefined) told.refusals.set(of, { ...refusal, out });
      told.open.delete(job);
    }
    if (event.type !== 'paper.handed') return told;
    const { job, paper, number, copy, attempt } = event.body;
    const of = attempt === undefined ? null : `${sitting} ${attempt}`;
    told.open.set(job, of);
    const kind = `${sitting} ${paper}`;
    told.used.set(kind, Math.max(told.used.get(kind) ?? 0, number));
    if (of !== null) told.refusals.set(of, { number, copies: copy, out: null });
    return told;
  },
};
