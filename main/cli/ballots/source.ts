import { open } from 'node:fs/promises';
import { type Sheets, sheetsOf } from '../../../core/ballot/sheet.ts';
import { type Election, electionSchema } from '../../../core/election/election.ts';
import type { Policy } from '../../../core/election/policy.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { MAGIC } from '../../package/format.ts';
import type { Given } from '../frame.ts';
import { type CommandIo, Refused } from '../io.ts';
import { configuration, refuseFolder, signedOf } from '../named-file.ts';
import { saySigner } from '../root.ts';

/** What a file that a command names says of ballots. */
export interface Ballots {
  readonly election: Election;
  /** Of a package; the JSON of an election has none. */
  readonly policy: Policy | null;
  readonly sheets: Sheets;
}

/** The ballots of a package or of an election's JSON. Says whose word a package is where nobody has compared its key. */
export async function ballotsIn(file: string, values: Pick<Given, 'text'>, io: CommandIo): Promise<Ballots> {
  const { election, policy } = (await isPackage(file))
    ? await packaged(file, values, io)
    : { election: await configuration(file, electionSchema), policy: null };
  const sheets = sheetsOf(election, nodeCrypto);
  if (!sheets.ok) throw new Refused(sheets.error);
  return { election, policy, sheets: sheets.value };
}

async function packaged(file: string, values: Pick<Given, 'text'>, io: CommandIo) {
  const { signed, signer } = await signedOf(file, values);
  await signed.close();
  for (const line of saySigner(signer)) io.complain(line);
  return signed.manifest;
}

async function isPackage(file: string): Promise<boolean> {
  await refuseFolder(file);
  const opened = await open(file);
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return bytesRead === MAGIC.length && buffer.equals(MAGIC);
  } finally {
    await opened.close();
  }
}
