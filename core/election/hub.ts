import { z } from 'zod';
import { hostPort } from '../network/address.ts';
import { certificateDerSchema } from './common.ts';

/** The hub above the stations (docs/hub.md): by which key it answers, and where its servers are. */
export const hubEntrySchema = z.strictObject({
  /** Of the hub's key, by the commission's. */
  certificate: certificateDerSchema,
  servers: z.array(hostPort).min(1).max(16),
});
export type HubEntry = z.infer<typeof hubEntrySchema>;
