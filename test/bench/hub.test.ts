import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../tools/say.ts';

interface Figures<T> {
  readonly figures: T;
}

it('measures a hub: what is sent is stored, and of those who want one voter one gets her', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
  const out = join(folder, 'hub.json');
  execFileSync(process.execPath, ['bench/hub.ts', '--short', '--only', 'capacity,lock', '--out', out], {
    cwd: root,
    stdio: 'ignore',
  });
  const { capacity, lock } = JSON.parse(readFileSync(out, 'utf8')) as {
    readonly capacity: Figures<readonly { readonly events: number; readonly perSecond: number }[]>;
    readonly lock: Figures<readonly { readonly count: number; readonly said: Readonly<Record<string, number>> }[]>;
  };
  rmSync(folder, { recursive: true });
  expect(capacity.figures[0]).toMatchObject({ events: 1_200 });
  // Every tenth wants a voter whom another kiosk wants too.
  expect(lock.figures[0]).toMatchObject({ count: 100, said: { locked: 90, taken: 10 } });
}, 120_000);
