import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

/** One process of the house, as data. */
const processPlan = z
  .object({
    name: z.string().min(1).max(50),
    /** The .ts file that the process runs. */
    entry: z.string(),
    /** Seen by everybody on the machine: never a secret. */
    args: z.array(z.string()).default([]),
    env: z.record(z.string(), z.string()).default({}),
    /** Number of the OS user and group it runs as, where the supervisor may choose (it is root); else the supervisor's own. */
    user: z.int().min(1).optional(),
    /**
     * It belongs to a kiosk on which this file is, or this JSON file with this entry: what a kiosk of another kind does not
     * have is not started there.
     */
    where: z.union([z.string().min(1), z.strictObject({ file: z.string().min(1), has: z.string().min(1) })]).optional(),
  })
  .strict();
export type ProcessPlan = z.infer<typeof processPlan>;
type Where = NonNullable<ProcessPlan['where']>;

/** Of the processes of a plan, those that belong on this machine, each as whom it can run here. */
export function plansHere(
  plans: readonly ProcessPlan[],
  { isThere, isRoot }: { readonly isThere: (where: Where) => boolean; readonly isRoot: boolean },
): readonly ProcessPlan[] {
  return plans
    .filter(({ where }) => where === undefined || isThere(where))
    .map(({ user, ...plan }) => (user !== undefined && isRoot ? { ...plan, user } : plan));
}

/** Reads a plan, whose files may be named from where it lies, for this machine. Throws where it is none. */
export function readPlan(file: string): readonly ProcessPlan[] {
  const here = (path: string): string => resolve(dirname(file), path);
  const plans = z.array(processPlan).parse(JSON.parse(readFileSync(file, 'utf8')));
  const isThere = (where: Where): boolean =>
    typeof where === 'string' ? existsSync(here(where)) : hasEntry(here(where.file), where.has);
  return plansHere(plans, { isThere, isRoot: process.getuid?.() === 0 }).map((plan) => ({
    ...plan,
    entry: here(plan.entry),
  }));
}

/** What is wrong with such a file is told by the process whose it is. */
function hasEntry(file: string, name: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null && Object.hasOwn(content, name);
  } catch {
    return false;
  }
}
