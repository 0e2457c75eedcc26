/** Something on a board that does not hold: which file, where in it, and which rule. */
export interface Finding {
  /** Path of the file on the board. */
  readonly file: string;
  /** Where in it, as far as that can be said: `line 3/parts/0/positions/2`. */
  readonly place: string;
  readonly rule: Rule;
}

/** The rules of docs/verification.md, in its order. */
export type Rule =
  | 'unlisted'
  | 'missing'
  | 'hash'
  | 'spelling'
  | 'signature'
  | 'signer'
  | 'manifest'
  | `manifest-${'order' | 'twice' | 'max' | 'threshold'}`
  | `trustee-${'count' | 'point' | 'identity' | 'scalar' | 'proof' | 'key'}`
  | 'path'
  | 'station'
  | 'panel'
  | 'style'
  | 'order'
  | 'sessions'
  | 'challenged'
  | 'sha256'
  | 'root'
  | `ballot-${'parts' | 'positions' | 'point' | 'scalar' | 'identity' | 'bit-proof' | 'sum-proof'}`
  | `twice-${'batch' | 'code' | 'nonce' | 'a' | 'challenged'}`
  | 'cast-and-challenged'
  | 'ballots'
  | 'minimum'
  | 'opened'
  | 'shape'
  | `share-${'trustee' | 'point' | 'scalar' | 'proof' | 'order' | 'few'}`
  | 'count'
  | 'sum-of-counts'
  | 'both'
  | 'neither'
  | 'empty';
