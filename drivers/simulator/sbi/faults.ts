/** What goes wrong with a simulated SBI service, as data; all of it can go wrong at once. */
export interface SbiFault {
  /** Verbs that the faults of the connection are about; left out: all. */
  readonly verbs?: readonly string[];
  /** Milliseconds before each answer. */
  readonly slow?: number;
  /** Takes the question and never answers. */
  readonly silent?: boolean;
  /** The connection ends in the middle of the answer. */
  readonly cut?: boolean;
  /** Bytes that are no HTTP, or an answer that is no JSON. */
  readonly garbage?: 'http' | 'json';
  /** The answer arrives in pieces of so many bytes. */
  readonly pieces?: number;

  readonly status?: 'Busy' | 'Not Ready' | 'Not Registered' | 'On fire';
  /** Captures end with this code. */
  readonly code?: string;
  /** Only so many of them; then the fault is over. */
  readonly times?: number;
  /** Somebody else signed. */
  readonly certificate?: 'stranger' | 'expired';
  /** A bit of what was signed is another, in the info or in what is captured. */
  readonly signature?: 'info' | 'capture';
  /** The info is not signed at all. */
  readonly unsigned?: boolean;
  readonly hash?: boolean;
  readonly transaction?: boolean;
  /** Milliseconds by which the scanner's clock is off. */
  readonly clockOff?: number;
  readonly score?: boolean;
  /** What is captured for authentication is encrypted for somebody else. */
  readonly otherKey?: boolean;
  /** The scanner inside is another one. */
  readonly serial?: string;
  /** No finger scanner is connected to the service. */
  readonly noScanner?: boolean;
}
