import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterTest } from './clean-up.ts';

/** Says which Debian package a test lacks: such a test fails, it is not skipped. */
export function need(program: string, debianPackage: string): void {
  if (!existsSync(program)) throw new Error(`this test needs ${program}: apt-get install ${debianPackage}`);
}

/** Characters. */
const LAST_WORDS = 10_000;

/** A program that runs until the test is over or stops it. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has said so far, for a test that fails. */
  readonly said: () => string;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

export function running(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(program, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      text = (text + bytes.toString('utf8')).slice(-LAST_WORDS);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(kill);
  };
  afterTest(() => stop());
  return { child, said: () => text, stop };
}

/** Runs a program to its end; `output` is what it said on both streams. */
export function runOnce(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(program, [...args], { env: { ...process.env, ...env }, timeout: 20_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: stdout + stderr });
    });
  });
}

/**
 * Passes on what a program said last on stderr when it ends and nobody told it to: else whoever waits for it would wait in
 * vain, and not know why.
 */
export function overheard<Child extends ChildProcess>(child: Child, name: string): Child {
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(-LAST_WORDS);
  });
  child.once('error', (error) => console.error(`${name} could not be run: ${error.message}`));
  child.once('close', (code, signal) => {
    if (!child.killed && signal === null && code !== 0) console.error(`${name} ended with ${code}:\n${said}`);
  });
  return child;
}
