/** The rules of docs/verification.md by name; words/LANGUAGE.json says each of them. */
export const rules = [
  // Spelling of files.
  'file-unlisted',
  'file-missing',
  'file-hash',
  'file-unreadable',
  'file-strange',
  'spelling',
  'shape',
  'point',
  'scalar',
  'identity',
  'sorted',
  // Signatures, and what belongs to what.
  'signature',
  'signer',
  'manifest-other',
  // The manifest.
  'manifest-device-twice',
  'manifest-key-twice',
  'manifest-id-twice',
  'manifest-marks',
  'trustees-number',
  'trustee-proof',
  'trustee-key',
  'joint-key',
  // Batches.
  'batch-name',
  'batch-panel',
  'batch-twice',
  'batch-sessions',
  'batch-challenged',
  'batch-ballots',
  'batch-hash',
  'batch-root',
  'batch-order',
  // Ballots.
  'ballot-style',
  'ballot-parts',
  'proof-bit',
  'proof-sum',
  // What occurs twice.
  'code-twice',
  'nonce-twice',
  'a-twice',
  'cast-and-challenged',
  // Sets and results.
  'result-style',
  'result-parts',
  'set-unsaid',
  'set-said-twice',
  'set-empty',
  'set-number',
  'set-small',
  'set-reached',
  'opened-needless',
  'shares-few',
  'share-trustee',
  'proof-share',
  'count',
  'count-further',
  'count-relation',
] as const;
export type Rule = (typeof rules)[number];

/** One thing that does not hold. */
export interface Finding {
  /** Path in the board's folder. */
  readonly file: string;
  /** Where in the file: fields and numbers (from 0) by slashes, a line of a batch as `line 7`. Empty: the whole file. */
  readonly place: string;
  readonly rule: Rule;
  /** What stands there, as far as it helps: for people who compare. */
  readonly detail: string;
}

/** A value that is not what the specification wants: reading it stops there, and its finding is made of this. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
  readonly place: string;
  readonly rule: Rule;
  constructor(place: string, rule: Rule, detail: string) {
    super(detail);
    this.place = place;
    this.rule = rule;
  }
}
