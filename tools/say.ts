import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Tells the person at the terminal what is going on: one line, on stderr. */
export function say(text: string): void {
  process.stderr.write(`▸ ${text}\n`);
}

/** Says how far a long step is, about every two seconds. */
export function progress(step: string): (done: number, of: number) => void {
  let last = performance.now();
  return (done, of) => {
    if (performance.now() - last < 2_000) return;
    last = performance.now();
    say(`${step}: ${done} of ${of}`);
  };
}

/** What a program that was run has left. */
export interface Ran {
  /** Exit code; 1 when a signal ended it. */
  readonly code: number;
  /** What it printed, both channels, as it came. */
  readonly output: string;
}

/**
 * Runs a program in the checkout.
 * @param show true passes its output on while it runs
 * @param cwd another folder to run it in
 */
export function run(
  program: string,
  args: readonly string[],
  {
    show = false,
    env = {},
    cwd = root,
  }: { readonly show?: boolean; readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (show) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
