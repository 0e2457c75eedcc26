import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { electronProgram } from '../../tools/electron-runtime.ts';
import { root } from '../../tools/say.ts';
import { type ElectronKiosk, electronKiosk, harmlessPlan, sandboxPossible } from './kit/kiosk.ts';

/** Chromium's sandbox around the pages, as Linux itself reports it (EL-04). It needs user namespaces. */
let kiosk: ElectronKiosk | undefined;
const possible = sandboxPossible();
beforeAll(async () => {
  if (!possible) return;
  kiosk = await electronKiosk(harmlessPlan, { executablePath: electronProgram, args: [root], sandboxed: true });
});
afterAll(() => kiosk?.close());

const title = 'every page runs in the sandbox: no root, filtered system calls, namespaces of its own';
it.skipIf(!possible)(title, async () => {
  if (!kiosk) throw new Error('not started');
  for (const window of ['officer', 'voter']) await (await kiosk.page(window)).getByText('Сыноо участогу').waitFor();
  const pids = await kiosk.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  expect(pids).toHaveLength(2);
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): string[] =>
      new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1]?.split(/\s+/) ?? [];
    expect(field('Uid')[0]).not.toBe('0');
    // 2: system calls go through a filter.
    expect(field('Seccomp')).toEqual(['2']);
    expect(field('NoNewPrivs')).toEqual(['1']);
    expect(field('CapEff')).toEqual(['0000000000000000']);
    // More than one number: the process has another one in a namespace of its own.
    expect(field('NSpid').length).toBeGreaterThan(1);
  }
  const shell = kiosk.app.process().spawnargs.join(' ');
  expect(shell).not.toContain('--no-sandbox');
});
