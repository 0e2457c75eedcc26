import type { Stage } from '../../main/api/views.ts';

/** Stages in which the technician may use printer and sensor: while voters are served they are the voters'. */
export const mayTry = (stage: Stage): boolean => stage === 'ready' || stage === 'suspended';

/** Stages in which nobody waits for a receipt: what a technician wants on paper may be printed. */
export const printerIsFree = (stage: Stage): boolean => mayTry(stage) || stage === 'closed' || stage === 'handed-over';
