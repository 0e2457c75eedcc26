import type { Stage } from '../../main/api/views.ts';

/** Stages in which the technician may use printer and sensor: while voters are served they are the voters'. */
export const mayTry = (stage: Stage): boolean => stage === 'ready' || stage === 'suspended';
