import { z } from 'zod';

/** The copy on the chair's stick. The default keeps packages signed before valid. */
export const copyPolicySchema = z
  .strictObject({
    /** What is not on the stick for so long stands on the officer's screen too. */
    behindSeconds: z.int().min(10).max(3600),
  })
  .default({ behindSeconds: 60 });

/** The list on the chair's stick, for when no kiosk works any more. */
export const paperRoadPolicySchema = z
  .strictObject({ everyMinutes: z.int().min(1).max(60) })
  .default({ everyMinutes: 5 });
