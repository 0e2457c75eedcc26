import { z } from 'zod';
import { identitySchema, type JournalIdentity } from '../journal/event.ts';
import { fileName } from '../media/file-name.ts';

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);
const person = z.string().min(1).max(64);

/** The first line of a copy: whose journal it is, and for whom its key is locked. Nothing in it is secret. */
export const copyHeadSchema = z.strictObject({
  copy: z.literal(1),
  /** Of this file: 32 random bytes, from which the device derives the file's key. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  identity: identitySchema,
  /** The file's key, sealed for every set of persons who may open the station together (`main/access/register-lock.ts`). */
  lock: z.strictObject({
    shares: z.array(z.strictObject({ person, enc: base64url, sealed: base64url })),
    sets: z.array(z.strictObject({ persons: z.array(person).min(1).max(3), nonce: base64url, sealed: base64url })),
  }),
});
export type CopyHead = z.infer<typeof copyHeadSchema>;

/** Name of a journal's copy on a stick: one of each kiosk. */
export function copyName({ election, mode, station, device }: JournalIdentity): string {
  return fileName(['taanuu', election, mode, station, device], COPY_ENDING);
}

/** How the names of copies end. */
export const COPY_ENDING = '.taanuu-copy';

/** Whether a copy is of this journal. */
export function isCopyOf(head: CopyHead, identity: JournalIdentity): boolean {
  return (['election', 'mode', 'station', 'device', 'key'] as const).every(
    (name) => head.identity[name] === identity[name],
  );
}
