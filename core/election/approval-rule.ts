import { z } from 'zod';
import { roleSchema } from './common.ts';
import { dutySchema } from './policy-duties.ts';

/** Who must agree to an exception: that many different persons, each of one of `roles`, `including` every role named. */
export const approvalSchema = z.strictObject({
  persons: z.int().min(1).max(3),
  roles: z.array(roleSchema).min(1),
  including: z.array(roleSchema).max(2),
  /** Whoever holds this drawn duty must be among them (core/election/duties.ts). */
  duty: dutySchema.optional(),
});
export type Approval = z.infer<typeof approvalSchema>;
