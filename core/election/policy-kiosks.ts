import { z } from 'zod';

/**
 * What the kiosks of one station do while they do not see each other. `share`: each serves its part of the list by number,
 * so that nobody can be admitted twice. `all`: all serve everybody; who was admitted twice is found when they see each other
 * again, and told. `wait`: nobody is served. The law is silent: configuration. A package signed before there was the field
 * goes on as it did, when kiosks did not know of each other at all.
 */
export const kiosksPolicySchema = z.strictObject({ apart: z.enum(['share', 'all', 'wait']) }).default({ apart: 'all' });
export type KiosksPolicy = z.infer<typeof kiosksPolicySchema>;
