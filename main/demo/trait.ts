/** What is special about a voter, so that the playground can offer every road. */
export type Trait =
  | 'ordinary'
  | 'no-biometrics'
  | 'admitted-outside'
  | 'remote'
  | 'expired-document'
  | 'document-differs'
  | 'old-passport';
