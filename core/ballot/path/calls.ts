import type { Problem } from '../../problem/catalogue.ts';
import type { PathContext } from './context.ts';
import { obstacleOf } from './obstacle.ts';

/** States in which a person of the commission is called. */
export const callStates = [
  'coverOpen',
  'jammed',
  'paperLeft',
  'binTrouble',
  'trouble',
  'storeTrouble',
  'disconnected',
  'unclear',
  'otherBox',
] as const;
export type CallState = (typeof callStates)[number];

const NOT_KEPT: Problem = { code: 'ballot-reader.not-kept' };

/** What she is called for. */
export function problemOfCall(state: CallState, { box, lost, trouble }: PathContext): Problem {
  switch (state) {
    case 'coverOpen':
    case 'jammed':
    case 'binTrouble':
      return (box && obstacleOf(box)) ?? { code: 'ballot-reader.paper-left' };
    case 'paperLeft':
      return { code: 'ballot-reader.paper-left' };
    case 'trouble':
    case 'storeTrouble':
      return trouble ?? NOT_KEPT;
    case 'disconnected':
      return lost ?? { code: 'ballot-reader.missing' };
    case 'unclear':
      return { code: 'ballot-reader.sheet-unclear' };
    case 'otherBox':
      return { code: 'ballot-reader.other-box' };
  }
}
