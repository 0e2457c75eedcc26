import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from './lock.ts';

let folder = '';
let others: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-lock-'));
});
afterEach(() => {
  for (const other of others) other.kill('SIGKILL');
  others = [];
  rmSync(folder, { recursive: true });
});

/** Another process that runs this program with the folder as its argument. */
function another(program: string) {
  const other = spawn(process.execPath, ['--input-type=module', '-e', program, folder]);
  others.push(other);
  return other;
}

describe('the lock of a folder', () => {
  it('is held by one process, and goes with it however it dies', async () => {
    const program = `const { lockFolder } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
      console.log(lockFolder(process.argv[1]).ok); setInterval(() => {}, 1000);`;
    const other = another(program);
    const [said] = (await once(other.stdout, 'data')) as [Buffer];
    expect(said.toString().trim()).toBe('true');
    expect(lockFolder(folder, 50)).toEqual({ ok: false, error: { code: 'storage.in-use' } });
    other.kill('SIGKILL');
    await once(other, 'exit');
    const taken = lockFolder(folder, 50);
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value();
  });

  it('waits for a process that is just leaving', async () => {
    const first = lockFolder(folder);
    if (!first.ok) throw new Error(first.error.code);
    const program = `const { lockFolder } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
      console.log('there'); console.log(lockFolder(process.argv[1]).ok);`;
    const other = another(program);
    let said = '';
    other.stdout.on('data', (data: Buffer) => {
      said += data.toString();
    });
    await expect.poll(() => said).toContain('there');
    first.value();
    await once(other, 'exit');
    expect(said).toBe('there\ntrue\n');
  });

  it('names a folder that is not there', () => {
    expect(lockFolder(join(folder, 'no'))).toMatchObject({ ok: false, error: { code: 'storage.missing' } });
  });
});
