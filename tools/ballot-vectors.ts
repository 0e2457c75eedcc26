import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nobleGroup } from '../core/ballot/secret/noble-group.ts';
import { vectors } from '../core/ballot/secret/vectors.fixture.ts';
import { root } from './say.ts';

/**
 * Writes docs/verification-vectors.json, for whoever writes another verifier. By the implementation in plain JavaScript: the
 * test that holds the file against the code does so by the other one.
 *
 *   node tools/ballot-vectors.ts
 */
writeFileSync(join(root, 'docs/verification-vectors.json'), `${JSON.stringify(await vectors(nobleGroup), null, 2)}\n`);
