import type { Problem } from '../problem/catalogue.ts';

/** What can be wrong with a line. */
export type Cause =
  /** Its content is not what was hashed. */
  | 'changed'
  /** Events that belong before it are nowhere in the file. */
  | 'dropped'
  /** It is not in its place: the event that belongs here comes later, or this one came already. */
  | 'moved'
  /** The file ends without its signed head. */
  | 'truncated'
  /** The signature is not by the key that the line names. */
  | 'forged'
  /** Not the canonical bytes of an event. */
  | 'not-canonical'
  /** A type that the catalogue does not have, or a body that is not as the catalogue says. */
  | 'unknown-type'
  /** The key is not in the trust list. */
  | 'wrong-key'
  | 'wrong-election'
  /** Another device or station than the lines before, or than the trust list says. */
  | 'wrong-device'
  /** Signed by the right key, yet not what the chain or a known checkpoint has here: a second history. */
  | 'rewritten'
  /** The journal ends before a checkpoint that is known from elsewhere. */
  | 'rolled-back'
  /** Something follows the signed head. */
  | 'after-head';

/** The first thing wrong: which line (from 1), which event belongs there, and why. */
export interface Finding {
  readonly cause: Cause;
  readonly line: number;
  readonly seq: number;
}

const codes = {
  changed: 'journal.line-changed',
  dropped: 'journal.line-dropped',
  moved: 'journal.line-moved',
  truncated: 'journal.truncated',
  forged: 'journal.line-forged',
  'not-canonical': 'journal.line-not-canonical',
  'unknown-type': 'journal.line-unknown-type',
  'wrong-key': 'journal.line-wrong-key',
  'wrong-election': 'journal.line-wrong-election',
  'wrong-device': 'journal.line-wrong-device',
  rewritten: 'journal.line-rewritten',
  'rolled-back': 'journal.rolled-back',
  'after-head': 'journal.line-after-head',
} as const satisfies Record<Cause, Problem['code']>;

/** All of them. */
export const causes = Object.keys(codes) as [Cause, ...Cause[]];

/** The problem that tells people about a finding. */
export function findingProblem({ cause, line, seq }: Finding): Problem {
  return { code: codes[cause], params: { line, seq } };
}
