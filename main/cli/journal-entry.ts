import { precinctOf } from '../../core/election/election.ts';
import { err, ok } from '../../core/problem/result.ts';
import { hasKeys, openKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { openRegister } from '../identification/register/register.ts';
import { stationOf } from '../identification/state/read.ts';
import { openStore } from '../identification/store.ts';
import { trustFromPackage } from '../package/trust.ts';
import { PRODUCT } from '../product.ts';
import type { CommandIo } from './io.ts';
import { journalCommand } from './journal.ts';

/** `taanuu journal …` with what it needs of packages and kiosks. */
export async function runJournal(args: readonly string[], io: CommandIo): Promise<number> {
  return journalCommand(args, {
    ...io,
    crypto: nodeCrypto,
    trustFromPackage,
    openState: async (folder) => {
      if (!hasKeys(folder)) return err({ code: 'package.no-device', params: { folder } });
      const keys = await openKeys(folder);
      if (!keys.ok) return keys;
      const now = () => new Date();
      const own = openStore({ stateDir: folder, keys: keys.value, election: null, now });
      if (!own.ok) return own;
      const { register: name } = stationOf(own.value.db);
      if (name === null) return ok({ journal: own.value.journal, facts: PRODUCT });
      own.value.db.close();
      const register = openRegister(folder, keys.value, name, null);
      if (!register.ok) return register;
      const { election, station } = register.value.package;
      const precinct = precinctOf(election, station);
      if (!precinct) return err({ code: 'station.no-register' });
      const store = openStore({ stateDir: folder, keys: keys.value, election: { election, precinct }, now });
      return store.ok ? ok({ journal: store.value.journal, facts: PRODUCT }) : store;
    },
  });
}
