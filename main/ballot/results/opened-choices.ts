import { z } from 'zod';
import { ballotRecordSchema } from '../../../core/ballot/record.ts';
import { fromBase64url, utf8 } from '../../../core/crypto/encoding.ts';
import { idSchema, modeSchema, precinctNumberSchema } from '../../../core/election/common.ts';
import type { DeviceEntry } from '../../../core/election/station.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type AgreementJwk, openSealed } from '../../access/keys-seal.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { SEALED_DOMAIN } from './sealed-choices.ts';

/** The file as `sealChoices` writes it. */
const fileSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('sealed-choices'),
  election: idSchema,
  mode: modeSchema,
  station: precinctNumberSchema,
  sitting: z.string(),
  device: idSchema,
  key: idSchema,
  enc: z.base64url(),
  sealed: z.base64url(),
  signature: z.base64url(),
});

const number = z.int().nonnegative();
const insideSchema = z.strictObject({
  v: z.literal(1),
  styles: z.array(
    z.strictObject({
      style: idSchema,
      counted: z.strictObject({
        sheets: z.strictObject({ box: number, mobile: number, valid: number, invalid: number }),
        votes: z.record(z.string(), z.record(z.string(), number)),
      }),
      ballots: z.array(z.strictObject({ record: ballotRecordSchema, image: z.base64().nullable() })),
    }),
  ),
});

/** What was sealed, with whose it is. Pictures are base64. */
export type OpenedChoices = Omit<z.infer<typeof fileSchema>, 'v' | 'kind' | 'enc' | 'sealed' | 'signature'> &
  Pick<z.infer<typeof insideSchema>, 'styles'>;

/**
 * Opens what `sealChoices` sealed: at the centre, which alone has the key.
 * @param file its name, for problems
 * @param by the election whose choices they are to be, its devices as the commission signed them, and the centre's key
 * @returns `command.file-wrong-kind`, `ballot.sealed-election`, `ballot.sealed-signature`, `ballot.sealed-key`
 */
export async function openChoices(
  text: string,
  file: string,
  by: {
    readonly election: string;
    readonly mode: string;
    readonly devices: readonly DeviceEntry[];
    readonly secret: AgreementJwk;
  },
): Promise<Result<OpenedChoices, Problem>> {
  const read = fileSchema.safeParse(parsed(text));
  if (!read.success) return err({ code: 'command.file-wrong-kind', params: { file } });
  const { signature, ...whole } = read.data;
  const { enc, sealed, ...head } = whole;
  const { v: _v, kind: _kind, ...of } = head;
  if (of.election !== by.election || of.mode !== by.mode) {
    return err({ code: 'ballot.sealed-election', params: { file, election: `${of.election} (${of.mode})` } });
  }
  const device = by.devices.find((one) => one.device === of.device && one.key === of.key);
  const publicKey = device && bytes(device.signing);
  const said = utf8(`${SEALED_DOMAIN}\n${canonical(whole)}`);
  if (!publicKey || !nodeCrypto.ed25519Verify(bytes(signature), said, publicKey)) {
    return err({ code: 'ballot.sealed-signature', params: { file, device: of.device } });
  }
  const aad = utf8(`${SEALED_DOMAIN}\n${canonical(head)}`);
  const opened = await openSealed(by.secret, { enc: bytes(enc), sealed: bytes(sealed) }, aad);
  if (opened === null) return err({ code: 'ballot.sealed-key', params: { file } });
  // A device of the commission has sealed and signed it: another form is a bug.
  const { styles } = insideSchema.parse(JSON.parse(new TextDecoder().decode(opened)));
  return ok({ ...of, styles });
}

const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
