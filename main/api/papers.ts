import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { TodayView } from './papers-views.ts';
import type { PrintedPageView } from './views.ts';

const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();

/** Papers that people take with them and that are no receipts. */
export const papersContract = {
  /** For the voter who is not admitted: why, where to go, whom to ask. */
  refusal: oc.input(nothing).output(done),
  /** The station's day so far; null before the opening. */
  today: oc.input(nothing).output(type<TodayView | null>()),
  /** The next copy of it, on the receipt printer or on A4. */
  printToday: oc
    .input(z.object({ on: z.enum(['slip', 'page']) }).strict())
    .output(type<Result<PrintedPageView, Problem>>()),
  /** What the commission has said of the station's results file. */
  printResults: oc.input(nothing).output(type<Result<PrintedPageView, Problem>>()),
  /** Name and sums of the log that was written to a medium last. */
  printLog: oc.input(nothing).output(type<Result<PrintedPageView, Problem>>()),
};
