import type { BallotStyle } from '../../ballot/definition.ts';
import type { BoxScreen } from '../../ballot/path/screen.ts';
import type { BoothPolicy } from '../../election/policy-booth.ts';
import type { Problem } from '../../problem/catalogue.ts';
import type { Choices } from '../choices.ts';

/** How a voter has the panel: on its first screen and always reachable. */
export interface PanelSettings {
  readonly language: 'ky' | 'ru' | 'en';
  readonly text: 'large' | 'larger' | 'largest';
  readonly contrast: 'standard' | 'high';
  readonly audio: boolean;
}
/** How it is between voters. */
export const STANDARD_SETTINGS: PanelSettings = { language: 'ky', text: 'large', contrast: 'standard', audio: false };

/**
 * Why papers that are out count for nothing. challenged: the voter had them opened; rejected: she did not agree with them;
 * printer: they came out badly; interrupted: the panel stopped.
 */
export type VoidReason = 'challenged' | 'rejected' | 'printer' | 'interrupted';

/** Milliseconds. */
export const BOOTH_DELAYS = {
  /** How long it is shown why a token is not taken. */
  refused: 12_000,
  /** How long "your ballot lies in the box" is shown: time to take the code slip. */
  accepted: 12_000,
  /** After something failed at a start, before it is tried again. */
  retry: 1_000,
} as const;

export interface BoothInput {
  readonly policy: BoothPolicy;
  /** Whether sessions begin now. */
  readonly open: boolean;
}

/** What belongs to one voter's session, and is gone with it. */
interface Session {
  /** Null between sessions, and until the token of an interrupted one was read. */
  readonly style: BallotStyle | null;
  readonly choices: Choices;
  /** Number of the part that is on the screen, from 0. */
  readonly part: number;
  /** How often she has challenged. */
  readonly challenged: number;
  readonly settings: PanelSettings;
  /** A token that was read; gone as soon as it was verified. */
  readonly text: string | null;
  readonly papers: VoidReason | null;
  readonly problem: Problem | null;
}

export interface BoothContext extends Session {
  readonly policy: BoothPolicy;
  readonly open: boolean;
  /** What the box's paper path shows; null before it has said anything. No choice is in it. */
  readonly box: BoxScreen | null;
}

/** Nobody is there. */
export const noSession: Session = {
  ...{ style: null, choices: [], part: 0, challenged: 0, settings: STANDARD_SETTINGS },
  ...{ text: null, papers: null, problem: null },
};

export const contextOf = ({ policy, open }: BoothInput): BoothContext => ({ policy, open, box: null, ...noSession });
