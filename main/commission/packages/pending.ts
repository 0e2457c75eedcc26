import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListChanges } from '../../../core/election/list-changes.ts';
import type { Remembered } from '../../package/build.ts';
import { filesOf } from './protocol.ts';

/** What is remembered of a package as soon as it is signed. */
export type PendingMemory = Remembered & { readonly listChanges: ListChanges | null };

/** As the thread that made it has written it down. */
export const readMemory = (folder: string, station: string): PendingMemory =>
  JSON.parse(readFileSync(join(folder, filesOf(station).memory), 'utf8')) as PendingMemory;
