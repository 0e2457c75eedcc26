/** Where the paper of the ballots is that this kiosk prints in a sitting: numbers of sheets. */
export interface BallotPaperView {
  readonly loaded: number;
  readonly delivered: number;
  readonly cancelled: number;
  /** In the tray, or perhaps there: until people have said so. */
  readonly open: number;
  /** What is left in the printer by this account. */
  readonly blank: number;
}

/** The ballot that an open reservation waits for, behind its receipts. none: no sheet of it is anywhere. */
export interface OwedBallotView {
  readonly ballot: string;
  readonly sheet: 'none' | 'maybe' | 'out';
}
