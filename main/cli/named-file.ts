import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import { openSigned, openSignedDifference, type RootPin } from '../package/trust.ts';
import { readJsonFile } from '../storage/json-file.ts';
import { type Given, WrongUse } from './frame.ts';
import { Refused } from './io.ts';
import { readPin } from './root.ts';

/** Refuses a folder where a person had to name a file: reading one says only that something is a folder, not what. */
export async function refuseFolder(file: string): Promise<void> {
  if ((await stat(file)).isDirectory()) throw new Refused({ code: 'command.file-wrong-kind', params: { file } });
}

/** What a JSON file that a person named says. Refuses by the name of the field what the schema does not take. */
export async function configuration<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S>> {
  const read = await readJsonFile(file, schema);
  if (!read.ok) throw new Refused(read.error);
  return read.value;
}

type Pins = Pick<Given, 'text'>;

/** The package that a command names, with whose word it is; close it afterwards. */
export async function signedOf(file: string, given: Pins) {
  const opened = await openSigned(file, await pinOf(given));
  if (!opened.ok) throw new Refused(opened.error);
  return opened.value;
}

/** The difference that a command names, with whose word the package is that it leads to; close it afterwards. */
export async function differenceOf(file: string, given: Pins) {
  const opened = await openSignedDifference(file, await pinOf(given));
  if (!opened.ok) throw new Refused(opened.error);
  return opened.value;
}

async function pinOf({ text: { root, words, state } }: Pins): Promise<RootPin | null> {
  if ([root, words, state].filter((pin) => pin !== undefined).length > 1) {
    throw new WrongUse('Only one of --root, --words and --state says which root key is the commission’s.');
  }
  const pin = await readPin({ root, words, state });
  if (!pin.ok) throw new Refused(pin.error);
  return pin.value;
}
