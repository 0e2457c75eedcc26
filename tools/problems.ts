import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANUAL, problemPages } from './problem-pages.ts';
import { root, say } from './say.ts';

/** `npm run problems`: writes the manual of problems anew; a page whose family is gone goes too. */
const folder = join(root, MANUAL);
mkdirSync(folder, { recursive: true });
const pages = problemPages();
for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
for (const [file, text] of pages) writeFileSync(join(folder, file), text);
say(`${pages.size} pages in ${MANUAL}`);
