import { z } from 'zod';
import { idSchema } from '../../core/election/common.ts';
import { hostPort } from '../../core/network/address.ts';

/**
 * What links of a station say to each other every few seconds: here I am, there I am reached, and there are the others that I
 * am joined with. So a kiosk that was told of one of the others alone finds all of them. It came by the station's own
 * servers, and is no more than a hint all the same: who answers at an address is decided by certificates.
 */
const at = z.array(hostPort).max(8);
const greetingSchema = z.strictObject({
  device: idSchema,
  at,
  others: z.record(idSchema, at).refine((all) => Object.keys(all).length <= 64),
});
export type Greeting = z.infer<typeof greetingSchema>;

const GREETING_MAX = 65_536;

export const writeGreeting = (greeting: Greeting): string => JSON.stringify(greeting);

/** @returns null for what is no greeting */
export function readGreeting(text: string): Greeting | null {
  if (text.length > GREETING_MAX) return null;
  try {
    const read = greetingSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
