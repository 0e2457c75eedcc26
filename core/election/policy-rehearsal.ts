import { z } from 'zod';

/**
 * The roads of a polling day that an operator can rehearse in training, each counted from the journal alone
 * (core/journal/rehearsal.ts). docs/rehearsal.md says what on record each comes from.
 */
export const knownCases = [
  'document',
  'typed',
  'another-finger',
  'no-finger',
  'not-in-list',
  'other-precinct',
  'already-admitted',
  'paper-out',
  'torn-slip',
  'undone',
  'standing-still',
  'shift-change',
  'help',
] as const;
export const rehearsalCaseSchema = z.enum(knownCases);
export type RehearsalCase = (typeof knownCases)[number];

/** As many as stand on one screen. */
export const CASES_MOST = 12;

/** The twelve that ship. */
export const shippedCases: readonly RehearsalCase[] = knownCases.filter((one) => one !== 'help');

/** Which cases an operator rehearses, in this order. A package that was signed without it rehearses those that ship. */
export const rehearsalPolicySchema = z
  .strictObject({
    cases: z
      .array(rehearsalCaseSchema)
      .min(1)
      .max(CASES_MOST)
      .refine((cases) => new Set(cases).size === cases.length, 'a case stands twice'),
  })
  .default({ cases: [...shippedCases] });
