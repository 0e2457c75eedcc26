import { join } from 'node:path';
import type { ProcessPlan } from '../host/plan.ts';

/** No account has this number, as with the ballot zone: nobody can sign in as it, and nothing else belongs to it. */
const LINK_USER = 64_202;

/**
 * The link in the plan of a house: where the kiosk's configuration has a network.
 * @param identification the identification zone's folder
 */
export const linkPlan = (identification: string): Omit<ProcessPlan, 'env'> => ({
  ...{ name: 'link', entry: 'main/link/main.ts', args: ['/dev/shm'], user: LINK_USER },
  where: { file: join(identification, 'kiosk.json'), has: 'network' },
});
