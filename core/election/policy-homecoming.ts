import { z } from 'zod';

/**
 * What becomes of a voter who is listed to vote at a remote station and comes to her home station instead. The stations
 * cannot see each other: whoever admits her takes on that she may have voted there, or still may. Such an admission is
 * marked and names the remote station, so that two of them are found when the journals are laid side by side. The default
 * keeps packages signed before valid, and is the way it was.
 */
export const homecomingSchema = z
  .strictObject({ listedRemote: z.enum(['refuse', 'admit-by-two-persons']) })
  .default({ listedRemote: 'refuse' });
export type HomecomingPolicy = z.infer<typeof homecomingSchema>;
