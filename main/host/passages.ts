import { passHatch, tellOfGone } from '../../core/hatch/hatch.ts';
import { passLink, tellOfLinkGone } from '../../core/network/link.ts';

/** The ways on which two processes of the house speak with each other, each with its own list of what may be said there. */
export const passageNames = ['hatch', 'link'] as const;
export type PassageName = (typeof passageNames)[number];

interface ForProcess {
  /** Name of the process it is for. */
  readonly to: string;
  readonly message: object;
}

interface Passage {
  /** What a process says, held against the list; null where it may not be said. */
  readonly pass: (from: string, message: unknown) => ForProcess | null;
  /** What is told of a process that is not there; null where nobody on this passage waits for it. */
  readonly gone: (name: string) => ForProcess | null;
}

export const passages: Readonly<Record<PassageName, Passage>> = {
  hatch: { pass: passHatch, gone: tellOfGone },
  link: { pass: passLink, gone: tellOfLinkGone },
};
