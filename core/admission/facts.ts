/**
 * What the statechart knows of a voter and of the rules: just enough to decide, never a PIN, name or template.
 * The identification zone makes these from the register's record and the signed policy.
 */

/** ISO/IEC 19794-2 finger position: 1–5 right thumb … little, 6–10 left thumb … little. */
export type FingerPosition = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** An enrolled finger and the quality (0–100) of its enrolment. */
export interface EnrolledFinger {
  readonly finger: FingerPosition;
  readonly quality: number;
}

/** How the officer came to the record. */
export type FoundBy = 'document' | 'document-number' | 'pin' | 'name' | 'number';

/** A way of establishing who the person is, in the order the policy gives. */
export type Modality = 'finger' | 'face' | 'photo' | 'override';
