import { z } from 'zod';

/** How long the station's records are kept, and on how many media before the device may be emptied. */
export const retentionSchema = z
  .strictObject({
    /** Months from the day of the election. */
    months: z.int().min(1).max(600),
    /** Different media with a verified copy, before the station is handed over and before the device is wiped. */
    media: z.int().min(1).max(5),
  })
  .default({ months: 22, media: 2 });
