import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { KitMapView } from './kit-map-views.ts';
import type { PrintedPageView } from './views.ts';

const nothing = z.object({}).strict();

/** The map of the kit: what stands where, with serial numbers. Part of the identification zone's contract. */
export const kitMapContract = {
  look: oc.input(nothing).output(type<KitMapView>()),
  /** Writes it as a sheet of A4 to one of `station.logTargets`. */
  save: oc
    .input(z.object({ target: z.string().max(500) }).strict())
    .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
  printPage: oc.input(nothing).output(type<Result<PrintedPageView, Problem>>()),
  printSlip: oc.input(nothing).output(type<Result<null, Problem>>()),
};
