/** Time limits of a page printer, in milliseconds. */
export const CUPS_LIMITS = {
  /** One question to the print service. */
  answer: 3_000,
  /** Handing over a document: the service only stores it. */
  upload: 20_000,
  /** From then to the last page, warming up included. */
  job: 180_000,
  /** How long CUPS may try to reach the printer before somebody is told. */
  connect: 10_000,
  /** How often a job is asked after. */
  look: 500,
  /** How long a job that was cancelled may take to end. */
  cancel: 5_000,
  heartbeat: 5_000,
} as const;
export type CupsLimits = { readonly [K in keyof typeof CUPS_LIMITS]: number };
