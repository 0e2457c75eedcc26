/**
 * Where the paper of the ballots is that this kiosk prints in a sitting: numbers of sheets.
 * `carried + loaded + corrected = delivered + cancelled + open + blank` always.
 */
export interface BallotPaperView {
  /** Blank in the printer from the sitting before. */
  readonly carried: number;
  readonly loaded: number;
  /** By how many people's count of the blank ones differed from the account; below zero: fewer were there. */
  readonly corrected: number;
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
