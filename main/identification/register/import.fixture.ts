import { openKeys } from '../../access/keys.ts';
import { importPackage } from './import.ts';

/** A process that imports a package and tells how far it is, so that a test can kill it at a known moment. */
const [stateDir = '', path = ''] = process.argv.slice(2);
const keys = await openKeys(stateDir);
if (!keys.ok) throw new Error(keys.error.code);
await importPackage({
  path,
  stateDir,
  keys: keys.value,
  current: null,
  onProgress: (step, done) => process.send?.({ step, done }),
});
process.send?.({ step: 'done', done: 0 });
process.disconnect();
