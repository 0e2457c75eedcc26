import { z } from 'zod';

/**
 * The lock of a voter across the country (docs/remote-paper.md). `needed`: whose lock a kiosk takes before anything is
 * printed. `remote`: of whoever votes at another station than that of her list, also where persons admit her at home. `all`:
 * of everybody, while there is a link. Nobody votes remotely without a lock: with `none` nobody votes remotely at all, which
 * is how it was in packages signed before there was the field.
 */
export const lockPolicySchema = z
  .strictObject({
    needed: z.enum(['none', 'remote', 'all']),
    /** No voter waits longer for the hub. */
    waitSeconds: z.int().min(1).max(20),
    /** After so many in a row who waited in vain nobody waits any more, until the hub is heard again. */
    silentAfter: z.int().min(1).max(20).default(2),
  })
  .default({ needed: 'none', waitSeconds: 4, silentAfter: 2 });
export type LockPolicy = z.infer<typeof lockPolicySchema>;

/** What is done while there is no link. */
export const offlinePolicySchema = z.strictObject({
  /** A listed or foreign remote voter while there is no lock. */
  remote: z.enum(['wait', 'unconfirmed']),
  /**
   * A voter of the station's own list whose lock is needed. Where remote voting is by list the list says who votes elsewhere,
   * and the others are safe; where it is open nobody can know, and her admission is marked as unconfirmed.
   */
  home: z.enum(['admit', 'wait']).default('admit'),
});
export type OfflinePolicy = z.infer<typeof offlinePolicySchema>;
