import { implement } from '@orpc/server';
import { err } from '../../core/problem/result.ts';
import type { WindowName } from '../access/table.ts';
import { identificationContract } from '../api/identification.ts';
import type { ZoneContext } from '../api/server.ts';
import { storageProblem } from '../storage/failure.ts';

/** What every procedure of the zone stands on. */
export function implementer() {
  return (
    implement(identificationContract)
      .$context<ZoneContext<WindowName>>()
      // A disk that takes nothing more refuses whatever was asked, in words that say what to do.
      .use(async ({ next }, _input, output) => {
        try {
          return await next();
        } catch (error) {
          const problem = storageProblem(error, 'journal');
          if (!problem) throw error;
          return output(err(problem));
        }
      })
  );
}

export type Implementer = ReturnType<typeof implementer>;
