import { z } from 'zod';

/**
 * Duties of the station's commission that are drawn by lot at 7:00 (VOTA 41356, art. 31): who supervises the operator and
 * identifies together with her, who keeps the paper list, who handles the ballots.
 */
export const duties = ['operator', 'paper-list', 'ballots'] as const;
export const dutySchema = z.enum(duties);
export type Duty = z.infer<typeof dutySchema>;

/** Which duties this election draws, and what stands on them. */
export const dutiesPolicySchema = z
  .strictObject({
    /** In the order of the screen. `persons`: so many must hold it before the station opens, or it opens without. */
    drawn: z
      .array(z.strictObject({ duty: dutySchema, persons: z.int().min(0).max(10) }))
      .max(duties.length)
      .refine((drawn) => new Set(drawn.map(({ duty }) => duty)).size === drawn.length, 'a duty stands twice'),
    /**
     * What an approval that names a duty asks for while nobody holds it. wait: nobody can give it until somebody does;
     * roles: anybody whom the rule's roles allow.
     */
    unfilled: z.enum(['wait', 'roles']),
  })
  .default({ drawn: [], unfilled: 'roles' });
export type DutiesPolicy = z.infer<typeof dutiesPolicySchema>;
