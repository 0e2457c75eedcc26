import { z } from 'zod';

/** The next voter's document. The default is the way it was before: it is read when the one before has gone. */
export const nextDocumentPolicySchema = z
  .strictObject({
    /** So long it may wait while the one before takes her receipt; 0: it is not read before. */
    waitSeconds: z.int().min(0).max(600),
  })
  .default({ waitSeconds: 0 });
