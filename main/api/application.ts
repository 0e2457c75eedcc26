import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { askedSchema } from '../../core/application/application.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { DecisionsTaken } from './application-views.ts';

const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();

/** Applications before the day: part of the identification zone's contract. */
export const applicationContract = {
  application: {
    /** Somebody who was looked up applies: her finger is awaited. */
    begin: oc.input(nothing).output(done),
    /** This finger cannot be read. */
    nextFinger: oc.input(nothing).output(done),
    /** What she asks for, once she is identified; prints her slip. */
    file: oc.input(z.object({ asked: askedSchema }).strict()).output(done),
    /** The slip once more. */
    print: oc.input(nothing).output(done),
    leave: oc.input(nothing).output(done),
    /** What waits for a decision, to one of `station.logTargets`. */
    export: oc
      .input(z.object({ target: z.string().max(500) }).strict())
      .output(type<Result<{ readonly file: string; readonly count: number }, Problem>>()),
    /** Files of decisions that lie on sticks. */
    files: oc.input(nothing).output(type<readonly { readonly path: string; readonly name: string }[]>()),
    /** Takes in one of them. */
    take: oc.input(z.object({ path: z.string().max(500) }).strict()).output(type<Result<DecisionsTaken, Problem>>()),
  },
};
