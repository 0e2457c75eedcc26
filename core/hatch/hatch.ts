import { z } from 'zod';
import { bytesSchema, idSchema, precinctNumberSchema, timeSchema } from '../election/common.ts';
import type { Problem } from '../problem/catalogue.ts';
import { identificationFigures } from '../results/form.ts';

/**
 * The one list of what may cross between the zone that knows people and the zone that sees choices. The supervisor, which
 * belongs to neither, holds every message against it, and what is not on it goes nowhere. Nothing here speaks of one
 * voter, one ballot or one moment between opening and closing but the turnout times. An anonymous token on paper is no
 * message: a person carries it.
 *
 * Every message tells a state as it now is, so that one that was lost with a dead process is simply told again; each side
 * tells all of its own whenever the other has said that it is there.
 */

/** Stages of a station (design §2); `wiped` is told once, and the ballot zone then destroys what it holds. */
export const hatchStages = [
  'unprovisioned',
  'ready',
  'open',
  'suspended',
  'finishing',
  'closed',
  'handed-over',
  'wiped',
] as const;
export type HatchStage = (typeof hatchStages)[number];

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** A file in the hatch's own folder, by its name there. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);
const sheets = z.int().min(0).max(100_000);

/** Totals of the identification zone at its close, of one ballot and constituency. */
const identificationTotals = z.strictObject({
  ballot: idSchema,
  constituency: idSchema,
  figures: z.strictObject(
    Object.fromEntries(identificationFigures.map((figure) => [figure, sheets])) as Record<
      (typeof identificationFigures)[number],
      typeof sheets
    >,
  ),
});
export type IdentificationTotals = z.infer<typeof identificationTotals>;

/** What one journal of the identification zone came to when a sitting was closed. */
export const signedTotalsSchema = z.strictObject({
  election: idSchema,
  station: precinctNumberSchema,
  sitting: z.string().min(1).max(64),
  /** The device whose key signed. */
  device: idSchema,
  ballots: z.array(identificationTotals).min(1).max(4_000),
});
export type SignedTotals = z.infer<typeof signedTotalsSchema>;
/** Goes before the canonical form of the totals in what is signed. */
export const TOTALS_DOMAIN = 'taanuu/hatch-totals/1';

/** From the identification zone into the ballot zone. */
export const intoBallotZone = z.discriminatedUnion('hatch', [
  /** It is there: tell me all of yours. */
  z.strictObject({ hatch: z.literal('here') }),
  /**
   * The signed election package. Its list of voters stays encrypted: what crosses of its keys opens the commission's own
   * people (who approve with their codes), and nothing else. `root` is believed once, at the first package.
   */
  z.strictObject({
    hatch: z.literal('package'),
    file: fileName,
    sha256: hash,
    root: bytesSchema(32),
    /** Key of the part `people`. */
    people: bytesSchema(32),
  }),
  /** How the station stands; `sitting` while there is one. */
  z.strictObject({
    hatch: z.literal('stage'),
    stage: z.enum(hatchStages),
    sitting: z.string().min(1).max(64).nullable(),
  }),
  /** Asks for the number of sheets at a turnout time. */
  z.strictObject({ hatch: z.literal('turnout'), time: timeSchema }),
  /** Signed by the device's key (Ed25519 over `TOTALS_DOMAIN` and the canonical form). */
  z.strictObject({ hatch: z.literal('totals'), totals: signedTotalsSchema, signature: bytesSchema(64) }),
]);
export type IntoBallotZone = z.infer<typeof intoBallotZone>;

/**
 * What a file is that leaves the ballot zone sealed or signed, and is carried unread. results: the one that goes to the
 * commission above (core/results/results-file.ts).
 */
export const hatchFiles = ['results', 'totals', 'protocol', 'export', 'sealed-choices', 'journal'] as const;
export type HatchFile = (typeof hatchFiles)[number];

/** Out of the ballot zone. */
export const outOfBallotZone = z.discriminatedUnion('hatch', [
  /** It is there, and by which key it signs: tell me all of yours. */
  z.strictObject({ hatch: z.literal('here'), device: idSchema, key: idSchema, signing: bytesSchema(32) }),
  /** Ready for the stage that was told, or what the human must do first. */
  z.strictObject({
    hatch: z.literal('state'),
    stage: z.enum(hatchStages),
    needs: z
      .custom<Problem['code']>((code) => typeof code === 'string' && /^[a-z-]+\.[a-z0-9-]{1,60}$/.test(code))
      .nullable(),
  }),
  /** Sheets in the box at a turnout time, and since the close (null): then those of mobile boxes too, and how many they are. */
  z.strictObject({
    ...{ hatch: z.literal('sheets'), time: timeSchema.nullable(), sheets },
    mobile: sheets.min(1).optional(),
  }),
  z.strictObject({ hatch: z.literal('file'), kind: z.enum(hatchFiles), file: fileName, sha256: hash }),
]);
export type OutOfBallotZone = z.infer<typeof outOfBallotZone>;

/** The supervisor's own word, which no zone can say: the process of the zone that sees choices is not there. */
export const ballotZoneGone = z.strictObject({ hatch: z.literal('gone') });
type BallotZoneGone = z.infer<typeof ballotZoneGone>;

/** Both zones by the names of their processes, and what each may say to the other. */
const sides = {
  identification: { to: 'ballot', says: intoBallotZone },
  ballot: { to: 'identification', says: outOfBallotZone },
} as const;

/**
 * What is told of a process that is not there.
 * @returns the word and the process it is for; null where nobody waits for that process
 */
export const tellOfGone = (name: string): { readonly to: string; readonly message: BallotZoneGone } | null =>
  name === 'ballot' ? { to: sides.ballot.to, message: { hatch: 'gone' } } : null;

/**
 * The hatch itself.
 * @param from name of the process that speaks
 * @returns the message and the process it is for; null where that process is no side of the hatch, or says what may not cross
 */
export function passHatch(
  from: string,
  message: unknown,
): { readonly to: string; readonly message: IntoBallotZone | OutOfBallotZone } | null {
  if (from !== 'identification' && from !== 'ballot') return null;
  const { to, says } = sides[from];
  const read = says.safeParse(message);
  return read.success ? { to, message: read.data } : null;
}
