import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, systemClock } from '../../clock.ts';

/** A start of Node and one look. */
const LIST_MS = 6_000;
/** Longer than the names of all readers that a computer can have. */
const TEXT_CHARACTERS = 20_000;

const said = z.union([
  z.object({ readers: z.array(z.string().max(300)).max(64) }),
  z.object({ missing: z.string().max(100) }),
  z.object({ problem: z.literal('service') }),
]);

/**
 * The chip readers that PC/SC knows, by name; asked in a process of its own, which is killed when it takes too long.
 * Never rejects.
 * @returns `chip.addon-missing` with the part that is not installed, `chip.service-missing` where pcscd does not answer
 */
export async function listReaders(
  options: {
    /** The program that looks; a test has another one. */
    readonly entry?: string;
    readonly limitMs?: number;
    readonly clock?: Clock;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Result<readonly string[], Problem>> {
  const { entry = fileURLToPath(new URL('./readers-child.ts', import.meta.url)), limitMs = LIST_MS } = options;
  const text = await lastWords(entry, limitMs, options.clock ?? systemClock, options.signal);
  const read = said.safeParse(jsonOf(text));
  if (!read.success || 'problem' in read.data) return err({ code: 'chip.service-missing' });
  if ('missing' in read.data) return err({ code: 'chip.addon-missing', params: { part: read.data.missing } });
  return ok(read.data.readers);
}

function lastWords(entry: string, limitMs: number, clock: Clock, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve('');
    const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    const kill = () => child.kill('SIGKILL');
    const cancel = clock.after(limitMs, kill);
    signal?.addEventListener('abort', kill);
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', kill);
      resolve(text);
    };
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      if (text.length > TEXT_CHARACTERS) kill();
    });
    child.on('error', end);
    child.on('close', end);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
