import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openKeys } from '../../../access/keys.ts';
import type { DemoVoter } from '../../../demo/voters.ts';
import { openStore } from '../../../identification/store.ts';
import { openDatabase } from '../../../storage/open.ts';
import { asWord, filesBelow, found, foundIn, personal } from '../canaries.ts';

/** A kiosk's disk as somebody copied it before it was emptied, but for its keys. */
export interface Imaged {
  readonly folder: string;
  /** The databases of it that a key of the device opened then. */
  readonly opened: readonly string[];
}

/** The device's own journal outlives every election. */
const OWN = 'journal-none';

/** Copies everything that lies on the disk of a kiosk that is off, but for its keys: what a medium may hold for long. */
export function image(kiosk: string, folder: string): Imaged {
  rmSync(folder, { recursive: true, force: true });
  for (const path of filesBelow(kiosk, ['keys'])) {
    const copy = join(folder, path.slice(kiosk.length + 1));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(path, copy);
  }
  return { folder, opened: openedNow(kiosk, folder) };
}

/**
 * What of an election can still be had from a device that was emptied of it and is off: its files and keys, its people in any
 * file or in what the device can still decipher, and files of before that its keys still open.
 * @param told texts of its journal that must be gone with it: pseudonyms and receipts' numbers
 */
export async function leftBehind(of: {
  readonly kiosk: string;
  readonly election: string;
  /** Files of its keys before it had its first package. */
  readonly keys: readonly string[];
  readonly imaged: Imaged;
  readonly voters: readonly DemoVoter[];
  readonly told: readonly string[];
  /** What lies in the kiosk's folder and is not the kiosk's (paths relative to it). */
  readonly except?: readonly string[];
}): Promise<readonly string[]> {
  const { kiosk, election, imaged, voters, told, except = [] } = of;
  const canaries = [...personal(voters), ...told.map(asWord)];
  const files = readdirSync(kiosk).filter((name) => name.includes(election));
  const registers = readdirSync(join(kiosk, 'register'));
  const keys = readdirSync(join(kiosk, 'keys')).filter((name) => !of.keys.includes(name));
  return [
    ...[...files, ...registers].map((name) => `${name} is still there`),
    ...keys.map((name) => `the key ${name} is still there`),
    ...found(filesBelow(kiosk, except), canaries),
    ...foundIn(await ownJournal(kiosk), canaries).map((name) => `the device's own journal tells ${name}`),
    // A copy that nothing opened even then proves nothing now.
    ...(imaged.opened.some((name) => name.includes(election)) ? [] : ['the journal of before was never opened']),
    ...openedNow(kiosk, imaged.folder).map((name) => `${name} of before is opened by a key that is still there`),
  ];
}

/** Databases of an election in this folder that one of the device's keys opens. */
function openedNow(kiosk: string, folder: string): readonly string[] {
  const keys = readdirSync(join(kiosk, 'keys'))
    .filter((name) => name.endsWith('.key'))
    .map((name) => readFileSync(join(kiosk, 'keys', name)));
  const databases = filesBelow(folder, []).filter((path) => path.endsWith('.db') && !path.includes(OWN));
  return databases
    .filter((path) =>
      keys.some((key) => {
        const opened = openDatabase(path, { key, readonly: true });
        if (opened.ok) opened.value.close();
        return opened.ok;
      }),
    )
    .map((path) => path.slice(folder.length + 1));
}

/** Everything that the device's own journal says, as text. */
async function ownJournal(kiosk: string): Promise<Buffer> {
  const keys = await openKeys(kiosk);
  if (!keys.ok) throw new Error(keys.error.code);
  const own = openStore({ stateDir: kiosk, keys: keys.value, election: null, now: () => new Date() });
  if (!own.ok) throw new Error(own.error.code);
  const lines = [...own.value.journal.events()].map((event) => JSON.stringify(event));
  own.value.db.close();
  return Buffer.from(lines.join('\n'));
}
