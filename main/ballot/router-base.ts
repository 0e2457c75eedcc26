import { implement } from '@orpc/server';
import { err } from '../../core/problem/result.ts';
import type { BallotWindow } from '../access/ballot-table.ts';
import { ballotContract } from '../api/ballot.ts';
import type { ZoneContext } from '../api/server.ts';
import { storageProblem } from '../storage/failure.ts';

/** What every procedure of the ballot zone stands on. */
export function ballotImplementer() {
  return (
    implement(ballotContract)
      .$context<ZoneContext<BallotWindow>>()
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
