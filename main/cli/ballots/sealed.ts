import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { toBase64url } from '../../../core/crypto/encoding.ts';
import { bytesSchema } from '../../../core/election/common.ts';
import { csvField } from '../../../core/journal/csv.ts';
import { makeAgreementKey } from '../../access/keys-seal.ts';
import { type OpenedChoices, openChoices } from '../../ballot/results/opened-choices.ts';
import { type Given, need, WrongUse } from '../frame.ts';
import { type CommandIo, EXIT, Refused } from '../io.ts';
import { configuration, refuseFolder, signedOf } from '../named-file.ts';
import { saySigner } from '../root.ts';

type Values = Given<'test' | 'json'>;

/** The secret half of the centre's key, as a JWK (RFC 7517). */
const secretSchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: bytesSchema(32),
  y: bytesSchema(32),
  d: bytesSchema(32),
});

/** `taanuu ballots seal-key`: the key of the centre to which few ballots are sealed. No file is ever written over. */
export async function makeSealKey(values: Values, io: CommandIo): Promise<number> {
  const out = need(values, 'out');
  const { secret, publicKey } = await makeAgreementKey();
  const { kty, crv, x, y, d } = secret;
  try {
    await writeFile(out, `${JSON.stringify({ kty, crv, x, y, d })}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new WrongUse(`${out} is there already: a key is never written over.`);
  }
  io.out(toBase64url(publicKey));
  return EXIT.done;
}

const COLUMNS = ['station', 'sitting', 'device', 'style', 'figure', 'part', 'option', 'number'];

/** `taanuu ballots open-sealed`: what few voters chose, at the centre. All files, or no line at all. */
export async function openSealedChoices(
  file: string,
  sealed: readonly string[],
  values: Values,
  io: CommandIo,
): Promise<number> {
  if (sealed.length === 0) throw new WrongUse('Name one sealed file, or more.');
  const key = need(values, 'key');
  const secret = await configuration(key, secretSchema);
  const { signed, signer } = await signedOf(file, values);
  await signed.close();
  for (const line of saySigner(signer)) io.complain(line);
  const { election, devices } = signed.manifest;
  const by = { election: election.id, mode: election.mode, devices, secret };
  const all: OpenedChoices[] = [];
  for (const name of sealed) {
    await refuseFolder(name);
    const opened = await openChoices(await readFile(name, 'utf8'), name, by);
    if (!opened.ok) throw new Refused(opened.error);
    all.push(opened.value);
  }
  if (values.flags.json) for (const one of all) io.out(JSON.stringify(one));
  else for (const row of [COLUMNS, ...all.flatMap(rowsOf)]) io.out(row.map(csvField).join(','));
  return EXIT.done;
}

/** Sheets and votes of each style, and how many of its ballots persons have to decide about. */
function rowsOf({ station, sitting, device, styles }: OpenedChoices): readonly (readonly string[])[] {
  return styles.flatMap(({ style, counted, ballots }) => {
    const row = (figure: string, part: string, option: string, number: number) => [
      ...[station, sitting, device, style, figure, part, option, String(number)],
    ];
    const unsure = ballots.filter(({ record }) => record.parts.some((part) => part.unsure.length > 0)).length;
    return [
      ...Object.entries(counted.sheets).map(([figure, sheets]) => row(figure, '', '', sheets)),
      row('undecided', '', '', unsure),
      ...Object.entries(counted.votes).flatMap(([part, options]) =>
        Object.entries(options).map(([option, votes]) => row('votes', part, option, votes)),
      ),
    ];
  });
}
