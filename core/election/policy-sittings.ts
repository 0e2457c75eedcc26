import { z } from 'zod';

/** What varies about voting outside the room. The default keeps packages signed before valid. */
export const outsidePolicySchema = z
  .strictObject({
    /** Whether only those are admitted there who have applied for it; others are told why not. */
    onlyApplicants: z.boolean(),
    /** Mobile boxes that one sitting may take along, each with its seal's number. */
    boxesMax: z.int().min(1).max(10),
    /** Kiosks of the station that go out: the admissions of so many are awaited before the day opens. */
    kiosks: z.int().min(1).max(5),
    /** What their absence does to the opening of the day: block, until they are taken in or persons decide; warn. */
    arrival: z.enum(['block', 'warn']),
  })
  .default({ onlyApplicants: true, boxesMax: 3, kiosks: 1, arrival: 'block' });
export type OutsidePolicy = z.infer<typeof outsidePolicySchema>;
