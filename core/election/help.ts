import { z } from 'zod';
import { wordsSchema } from './common.ts';

/** A telephone as people write it down: digits with spaces, hyphens and brackets between them. */
const telephone = z.string().regex(/^\+?\d[\d ()-]{1,23}$/, 'not a telephone number');

/**
 * Whom a voter may ask who is not admitted, and where she may complain: printed on the slip that she takes with her. Which
 * numbers and which authority, is the commission's to say; a package that was signed without them has none.
 */
export const helpSchema = z.strictObject({
  telephones: z.array(z.strictObject({ names: wordsSchema, number: telephone })).max(4),
  complaints: z.strictObject({ names: wordsSchema, address: wordsSchema, number: telephone.optional() }).optional(),
});
export type Help = z.infer<typeof helpSchema>;
