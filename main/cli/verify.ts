import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandIo } from './io.ts';

/** A program of its own, which shares nothing with this one: it is started, and never imported. */
const VERIFIER = join(import.meta.dirname, '../../tools/verifier/verify.ts');

/**
 * `taanuu verify …`: the independent verifier of a board of electronic ballots (docs/verification.md).
 * @param args what follows `verify` on the command line
 * @returns its exit code: 0 the board holds, 1 it does not, 2 wrong use
 */
export async function verifyCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const child = spawn(process.execPath, [VERIFIER, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const said = (async () => {
    for await (const line of createInterface({ input: child.stdout })) io.out(line);
  })();
  // What it complains of is said at once, as its progress; but how it is used is one answer, as that of every command.
  const usage: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    if (usage.length > 0 || line.startsWith('taanuu verify ')) usage.push(line);
    else io.complain(line);
  }
  if (usage.length > 0) io.complain(usage.join('\n'));
  await said;
  return await ended;
}
