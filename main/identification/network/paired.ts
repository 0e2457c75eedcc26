import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hostPort } from '../../../core/network/address.ts';

/** More addresses that people have given are not kept; the oldest go. */
const KEPT = 8;
const pairedSchema = z.array(hostPort).max(KEPT);

const fileOf = (stateDir: string): string => join(stateDir, 'paired.json');

/** Addresses of other kiosks that a technician has given by an invitation, besides those of the configuration. */
export function paired(stateDir: string): readonly string[] {
  try {
    return pairedSchema.parse(JSON.parse(readFileSync(fileOf(stateDir), 'utf8')));
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // Cut by a stop: people invite once more.
    if (!gone && !(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    return [];
  }
}

/** Keeps them, the newest first. */
export function pair(stateDir: string, at: readonly string[]): void {
  const all = [...at, ...paired(stateDir).filter((one) => !at.includes(one))].slice(0, KEPT);
  const file = fileOf(stateDir);
  writeFileSync(`${file}.new`, JSON.stringify(all), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
