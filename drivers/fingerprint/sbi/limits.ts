/** Time limits of an SBI service, in milliseconds. */
export const SBI_LIMITS = {
  /** Answer of one port to MOSIPDISC; a closed port refuses at once. */
  discover: 1_500,
  /** Answer to MOSIPDINFO. */
  info: 2_000,
  /** Wait for a finger, unless the caller says otherwise. */
  finger: 30_000,
  /** The service's answer after its own wait for the finger is over. */
  answer: 4_000,
  /** Between two questions after an idle device. */
  heartbeat: 3_000,
  /** Pause before a ladder that was climbed in vain is climbed again: doubled each time, up to the longest. */
  firstPause: 1_000,
  longestPause: 5_000,
  /** Between two tries with a device that is busy. */
  busyAgain: 400,
  /** SBI cannot say that a finger was lifted: pause before the finger after it is waited for. */
  lift: 700,
  /** A capture may carry a time so much before the question or after the answer: scanners have clocks of their own. */
  age: 60_000,
  /** Between two frames of a preview. */
  frame: 4_000,
} as const;

export type SbiLimits = { readonly [K in keyof typeof SBI_LIMITS]: number };

/** Bytes of an answer, beyond which nothing is read. An image of 12 MB is 21 MB after two rounds of base64. */
export const SBI_BYTES = { discovery: 262_144, info: 262_144, capture: 25_165_824, frame: 2_097_152 } as const;

/** Things in one answer, beyond which it is not believed. */
export const MOST_DEVICES = 32;
export const MOST_FINGERS = 16;

/** The ports on which a service may be, in the order in which it takes them (SBI 0.9.5). */
export const SBI_PORTS: readonly number[] = Array.from({ length: 100 }, (_, index) => 4501 + index);
