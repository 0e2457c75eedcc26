import { openKeys } from '../../access/keys.ts';
import { Arrivals } from './arrivals.ts';
import { Together } from './together.ts';

/** A process that puts a package together and tells how far it is, so that a test can kill it at a known moment. */
const [stateDir = '', path = '', name = '', sha256 = ''] = process.argv.slice(2);
const keys = await openKeys(stateDir);
if (!keys.ok) throw new Error(keys.error.code);
const together = new Together({
  ...{ keys: keys.value, arrivals: new Arrivals(stateDir) },
  files: { stateDir, inForce: { register: { name, package: { sha256 } } } },
});
const made = await together.make(path, (done, of) => process.send?.({ done, of }));
process.send?.({ done: 0, of: made.ok ? 0 : -1 });
process.disconnect();
