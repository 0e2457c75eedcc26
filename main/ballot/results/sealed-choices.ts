import { toBase64url, utf8 } from '../../../core/crypto/encoding.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Counted } from '../../../core/results/figures.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { sealTo } from '../../access/keys-seal.ts';
import type { KeptBallot } from '../ballot-store.ts';

/** Ballots of constituencies that have too few of them here, for whoever may open them. */
export interface SealedStyle {
  readonly style: string;
  /** As far as the reader could tell; of ballots with unsure marks, sheets only. */
  readonly counted: Counted;
  /** In an order drawn by lot. */
  readonly ballots: readonly KeptBallot[];
}

/** Whose they are. */
export interface SealedOf {
  readonly election: string;
  readonly mode: string;
  readonly station: string;
  readonly sitting: string;
}

/** Goes before what is signed. */
export const SEALED_DOMAIN = 'taanuu/sealed-choices/1';
/** Stands for any number when the room of the longest text is reckoned. */
const LONGEST_NUMBER = 100_000;
/** What JSON has around a ballot besides its own bytes. */
const BESIDE_BALLOT = 64;

/**
 * Seals them by HPKE to one key and signs the whole by the device's. The file is canonical JSON:
 * `{v, kind, election, mode, station, sitting, device, key, enc, sealed, signature}`; what is sealed is JSON
 * `{v, styles: [{style, counted, ballots: [{record, image}]}]}`, images base64, bound to the file's first eight fields.
 *
 * A sealed text is as long as what is in it, and the ids of options are not all of one length: so it is filled up to a
 * length that follows from the styles and the number of ballots alone.
 * @param slotBytes room of one ballot in the store
 * @returns `package.field` where the package's key is none
 */
export async function sealChoices(
  styles: readonly SealedStyle[],
  of: SealedOf,
  to: { readonly publicKey: Uint8Array; readonly keys: DeviceKeys; readonly slotBytes: number },
): Promise<Result<string, Problem>> {
  const { keys, publicKey, slotBytes } = to;
  const head = {
    ...{ v: 1, kind: 'sealed-choices', ...of, device: keys.device, key: keys.signing.key },
  };
  const aad = utf8(`${SEALED_DOMAIN}\n${canonical(head)}`);
  try {
    const { enc, sealed } = await sealTo(publicKey, utf8(filledUp(styles, slotBytes)), aad);
    const file = { ...head, enc: toBase64url(enc), sealed: toBase64url(sealed) };
    const signature = keys.signing.sign(utf8(`${SEALED_DOMAIN}\n${canonical(file)}`));
    return ok(`${canonical({ ...file, signature: toBase64url(signature) })}\n`);
  } catch (error) {
    // The point that the commission signed lies on no curve.
    if (error instanceof Error && error.name === 'DeserializeError') {
      return err({ code: 'package.field', params: { field: 'policy.results.sealingKey' } });
    }
    throw error;
  }
}

function filledUp(styles: readonly SealedStyle[], slotBytes: number): string {
  const text = canonical({
    v: 1,
    styles: styles.map(({ style, counted, ballots }) => ({
      ...{ style, counted },
      ballots: ballots.map(({ record, image }) => ({
        ...{ record, image: image && Buffer.from(image).toString('base64') },
      })),
    })),
  });
  const longest = {
    v: 1,
    styles: styles.map(({ style, counted }) => ({ style, counted: widest(counted), ballots: [] })),
  };
  const ballots = styles.reduce((sum, one) => sum + one.ballots.length, 0);
  const length = canonical(longest).length + ballots * (Math.ceil(slotBytes / 3) * 4 + BESIDE_BALLOT);
  // A ballot fits into its slot: what is longer than all of them together is a bug.
  if (text.length > length) throw new RangeError(`${text.length} characters of at most ${length}`);
  return text.padEnd(length);
}

const widest = ({ sheets, votes }: Counted) => ({
  sheets: Object.fromEntries(Object.keys(sheets).map((name) => [name, LONGEST_NUMBER])),
  votes: Object.fromEntries(
    Object.entries(votes).map(([part, options]) => [
      part,
      Object.fromEntries(Object.keys(options).map((option) => [option, LONGEST_NUMBER])),
    ]),
  ),
});
