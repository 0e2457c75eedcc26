import { z } from 'zod';

/** A person's own code, typed on the spot: for signing in and for approving an exception. */
export const credential = z.object({ person: z.string().max(64), code: z.string().max(64) }).strict();

export type Credential = z.infer<typeof credential>;

/** Those who approve, each with the own code. */
export const approvers = z.array(credential).max(3);
