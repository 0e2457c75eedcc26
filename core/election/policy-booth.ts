import { z } from 'zod';

/**
 * The panel of a remote station, on which a voter makes her ballot. The default is what a package signed before there were
 * panels is read with: no station had one.
 */
export const boothPolicySchema = z
  .strictObject({
    /** So long nobody touches the panel before the voter is asked whether she is still there; two to five minutes (VVSG 2.0, 7.2-O). */
    idleSeconds: z.int().min(120).max(300),
    /** So long she has to say so; then the commission is called. */
    answerSeconds: z.int().min(20).max(45),
    /** How often she may have the panel open what it has encrypted, instead of casting it. */
    challenges: z.int().min(0).max(9),
    /** A set (all ballots made on panels for one constituency) of fewer is not opened: it would tell how somebody voted. */
    minimum: z.int().min(2).max(1_000),
    /**
     * The road of a smaller set. home-box: its papers go sealed to the home station, and are mixed into its box before anybody
     * counts; joint: they are counted together with those of other stations; decision: it is opened, if commission and
     * trustees decide so on record.
     */
    small: z.enum(['home-box', 'joint', 'decision']),
  })
  .default({ idleSeconds: 180, answerSeconds: 30, challenges: 3, minimum: 30, small: 'home-box' });
export type BoothPolicy = z.infer<typeof boothPolicySchema>;
