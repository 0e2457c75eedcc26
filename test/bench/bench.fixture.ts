import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tools/say.ts';

/**
 * Runs a measure at its small counts.
 * @param args after the program's own name, without where the figures go
 * @returns the figures that it wrote; a measure that fails is an error with all that it has said
 */
export async function figuresOf<Figures>(measure: string, args: readonly string[]): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
  const out = join(folder, 'figures.json');
  try {
    await new Promise<void>((resolve, reject) => {
      execFile(process.execPath, [measure, ...args, '--out', out], { cwd: root }, (error, stdout, stderr) => {
        if (error === null) resolve();
        else reject(new Error(`${measure} ended with ${error.signal ?? error.code}:\n${stdout}\n${stderr}`));
      });
    });
    return JSON.parse(readFileSync(out, 'utf8')) as Figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
