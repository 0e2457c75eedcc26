import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';

/** Operators' turns at this kiosk. */
export const shiftContract = {
  /** Prints the slip of a shift that is over: again, or because it did not come out. */
  print: oc.input(z.object({ shift: z.int().min(1) }).strict()).output(type<Result<null, Problem>>()),
};
