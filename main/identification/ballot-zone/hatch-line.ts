import type { House } from '../../host/child.ts';

/** How a zone speaks through the hatch: what the supervisor gives every process. */
export type HatchLine = Pick<House, 'throughHatch' | 'onHatch'>;
