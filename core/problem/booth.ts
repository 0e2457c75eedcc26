import { family } from './problem.ts';

/** Problems of the panel on which a remote voter votes: her token, her papers, and what is in between. */
export const booth = family({
  /** No token was read, or one that came out damaged. */
  'booth.token-unreadable': { severity: 'notice' },
  'booth.token-other-election': { severity: 'blocking' },
  /** Issued for a training or a test, or the other way round. */
  'booth.token-other-mode': { severity: 'blocking' },
  'booth.token-other-station': { severity: 'blocking', params: ['station'] },
  /** For another panel of this station: which of them knows whether a token was used is known there alone. */
  'booth.token-other-panel': { severity: 'blocking' },
  /** Not signed by a device of this station. */
  'booth.token-forged': { severity: 'blocking' },
  /** The package has no ballot for what it names. */
  'booth.token-no-ballot': { severity: 'blocking' },
  'booth.token-spent': { severity: 'blocking' },
  /** The session of another voter has not been ended. */
  'booth.token-not-hers': { severity: 'blocking' },
  /** The ballot could not be encrypted. */
  'booth.not-encrypted': { severity: 'blocking' },
  /** The papers did not come out, or not whole. */
  'booth.not-printed': { severity: 'blocking' },
  /** What became of the session could not be written down. */
  'booth.not-kept': { severity: 'blocking' },
  /** A paper is in the box's slot while none is due. */
  'booth.not-casting': { severity: 'notice' },
});
