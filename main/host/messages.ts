import { z } from 'zod';
import { passageNames } from './passages.ts';

/**
 * What the supervisor and its processes say to each other over the pipe between parent and child. The pipe has no
 * name that another program could open, so secrets may travel here: never in arguments, environment or files.
 */

const name = z.string().min(1).max(100);
const passage = z.enum(passageNames);

/** A display as the shell sees it. */
const seenScreen = z.object({
  /** What it calls itself; may be empty. */
  label: z.string().max(100),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
});
export type SeenScreen = z.infer<typeof seenScreen>;

/** All displays, the primary one first, and the windows that stand on one. */
const screensSeen = z.object({ screens: z.array(seenScreen).max(16), windows: z.array(name).max(16) });
export type ScreensSeen = z.infer<typeof screensSeen>;

/** From a process to its supervisor. */
export const fromChild = z.discriminatedUnion('say', [
  /** It serves its windows at these addresses. */
  z.object({ say: z.literal('ready'), windows: z.record(name, z.url()) }),
  /** What it is about to do, so that its death there has a name; null when it is done. */
  z.object({ say: z.literal('step'), step: name.nullable() }),
  /** Something to keep in memory for the process that comes after it; null forgets it. */
  z.object({ say: z.literal('hold'), name, value: z.string().max(65_536).nullable() }),
  /** A one-time ticket that was asked for; null when there is no such window. */
  z.object({ say: z.literal('ticket'), request: z.number(), ticket: z.string().max(100).nullable() }),
  /** It is alive: the answer to `are-you-there`. */
  z.object({ say: z.literal('here') }),
  /** The battery is at its end: the whole house is to stop in order, and not to come back by itself. */
  z.object({ say: z.literal('power-down') }),
  /** For another process, on one of the passages; the supervisor holds it against the passage's list. */
  z.object({ say: z.literal('through'), passage, message: z.unknown() }),
]);

/** From the supervisor to a process. */
export const toChild = z.discriminatedUnion('say', [
  /** First message: what earlier runs left in memory, and the steps that must not be tried again by themselves. */
  z.object({ say: z.literal('start'), held: z.record(name, z.string()), setAside: z.array(name) }),
  /** The value is kept. */
  z.object({ say: z.literal('held'), name }),
  z.object({ say: z.literal('ticket-for'), request: z.number(), window: name }),
  /** What the shell sees of displays; again whenever it has changed. A house without a shell never says it. */
  z.object({ say: z.literal('screens'), seen: screensSeen }),
  /** Asked again and again: a process that does not answer is stuck, and is killed. */
  z.object({ say: z.literal('are-you-there') }),
  /** From another process, on one of the passages; it was held against the passage's list. */
  z.object({ say: z.literal('from'), passage, message: z.unknown() }),
  /** Finish what is under way and go. */
  z.object({ say: z.literal('stop') }),
]);
export type ToChild = z.infer<typeof toChild>;

/** From the house to the shell that shows its windows. */
export const toShell = z.discriminatedUnion('say', [
  /** The addresses of all windows; again whenever one has changed. */
  z.object({ say: z.literal('windows'), windows: z.record(name, z.url()) }),
  z.object({ say: z.literal('ticket'), request: z.number(), ticket: z.string().max(100).nullable() }),
  z.object({ say: z.literal('stop') }),
]);
export type ToShell = z.infer<typeof toShell>;

/** From the shell to the house. */
export const fromShell = z.discriminatedUnion('say', [
  z.object({ say: z.literal('ticket-for'), request: z.number(), window: name }),
  /** What displays there are now. */
  z.object({ say: z.literal('screens'), seen: screensSeen }),
  /** A page died and was put back to neutral. */
  z.object({ say: z.literal('page-died'), window: name, reason: z.string().max(100) }),
]);
export type FromShell = z.infer<typeof fromShell>;
