import { type ChildProcess, spawn } from 'node:child_process';

/** A screen that nobody sees. */
export interface Display {
  /** For the environment variable DISPLAY. */
  readonly name: string;
  readonly close: () => void;
}

/** Starts an Xvfb of its own on a free number, so that a test never meets the windows of another. */
export async function openDisplay(width = 1920, height = 1080): Promise<Display> {
  const server: ChildProcess = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  return { name: `:${number}`, close: () => server.kill() };
}
