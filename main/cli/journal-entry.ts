import { existsSync, readFileSync } from 'node:fs';
import { precinctOf } from '../../core/election/election.ts';
import { err, ok } from '../../core/problem/result.ts';
import { openKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { openRegister } from '../identification/register/register.ts';
import { stationOf } from '../identification/state/read.ts';
import { PRODUCT } from '../identification/station.ts';
import { openStore } from '../identification/store.ts';
import { trustFromPackage } from '../package/trust.ts';
import { type CommandIo, EXIT } from './io.ts';
import { journalCommand } from './journal.ts';

/** Bytes of the commission's root key, from a file that holds it or from the text itself (base64url). */
function rootKey(text: string): Uint8Array | null {
  const written = existsSync(text) ? readFileSync(text, 'utf8').trim() : text;
  const bytes = Buffer.from(written, 'base64url');
  return bytes.length === 32 ? bytes : null;
}

/**
 * `taanuu journal …` with what it needs of packages and kiosks. A package is believed only with `--root`: the
 * commission's root key as it was published, never as the package itself says it.
 */
export async function runJournal(args: readonly string[], io: CommandIo): Promise<number> {
  const rest = [...args];
  const at = rest.indexOf('--root');
  const [, text] = at < 0 ? [] : rest.splice(at, 2);
  const root = text === undefined ? null : rootKey(text);
  if (at >= 0 && !root) {
    io.complain('--root takes the commission’s root key: 32 bytes of base64url, or a file that holds them');
    return EXIT.usage;
  }
  return journalCommand(rest, {
    ...io,
    crypto: nodeCrypto,
    ...(root ? { trustFromPackage: (file: string) => trustFromPackage(file, root) } : {}),
    openState: async (folder) => {
      const keys = await openKeys(folder);
      if (!keys.ok) return keys;
      const now = () => new Date();
      const own = openStore({ stateDir: folder, keys: keys.value, election: null, now });
      if (!own.ok) return own;
      const { register: name } = stationOf(own.value.db);
      if (name === null) return ok({ journal: own.value.journal, facts: PRODUCT });
      own.value.db.close();
      const register = openRegister(folder, keys.value, name);
      if (!register.ok) return register;
      const { election, station } = register.value.package;
      const precinct = precinctOf(election, station);
      if (!precinct) return err({ code: 'station.no-register' });
      const store = openStore({ stateDir: folder, keys: keys.value, election: { election, precinct }, now });
      return store.ok ? ok({ journal: store.value.journal, facts: PRODUCT }) : store;
    },
  });
}
