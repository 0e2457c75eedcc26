import { z } from 'zod';
import { fromBase64url, toBase64url, toHex, utf8 } from '../../crypto/encoding.ts';
import { idSchema, modeSchema, precinctNumberSchema } from '../../election/common.ts';
import { canonical, readCanonical } from '../../journal/canonical.ts';
import { err, ok, type Result } from '../../problem/result.ts';
import { type EncryptionGround, encryptBallot } from './encrypt.ts';
import { bytesOf, hex32 } from './file.ts';
import { type Manifest, manifestHash } from './manifest.ts';

/** Before what the code of a challenged ballot says. */
const PREFIX = 'TAANUU:CHALLENGE:1:';
/** What a QR code can hold, in characters. */
const LONGEST = 4_296;

const challengedSchema = z.strictObject({
  ...{ election: idSchema, mode: modeSchema, manifest: hex32, station: precinctNumberSchema, style: idSchema },
  ...{ nonce: hex32, seed: hex32 },
  marks: z.array(z.array(idSchema).max(1_000)).max(20),
});
/** All that opens a challenged ballot. Whoever has it knows every number in the ballot: it is never cast. */
export type Challenged = z.infer<typeof challengedSchema>;

/** What stands in the QR code of the slip of a challenged ballot. */
export function writeChallenge(challenged: Challenged): string {
  return `${PREFIX}${toBase64url(utf8(canonical(challenged)))}`;
}

/** What such a code says, if it is one and in its one spelling. */
export function readChallenge(text: string): Challenged | undefined {
  if (text.length > LONGEST || !text.startsWith(PREFIX)) return undefined;
  const bytes = fromBase64url(text.slice(PREFIX.length));
  const read = challengedSchema.safeParse(bytes === undefined ? undefined : readCanonical(bytes));
  return read.success ? read.data : undefined;
}

/** Why a challenge cannot be looked at, or is lost by the panel (`code`: it had encrypted something else). */
export type ChallengeFault = 'manifest' | 'style' | 'marks' | 'code';

/**
 * Encrypts a challenged ballot again and holds its code against the one of the slip that had come out before.
 * @param code 64 hex digits of the code slip
 */
export function checkChallenge(
  { group, key }: Pick<EncryptionGround, 'group' | 'key'>,
  manifest: Manifest,
  challenged: Challenged,
  code: string,
): Result<null, ChallengeFault> {
  const hash = manifestHash(manifest);
  const isOf = challenged.election === manifest.election && challenged.mode === manifest.mode;
  if (!isOf || challenged.manifest !== toHex(hash)) return err('manifest');
  const style = manifest.styles.find(({ id }) => id === challenged.style);
  if (style === undefined) return err('style');
  const again = encryptBallot(
    { group, key, manifest: hash },
    {
      ...{ station: challenged.station, style, marks: challenged.marks },
      ...{ nonce: bytesOf(challenged.nonce), seed: bytesOf(challenged.seed) },
    },
  );
  if (!again.ok) return err('marks');
  return toHex(again.value.code) === code ? ok(null) : err('code');
}
