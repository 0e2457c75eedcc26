import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../tools/say.ts';

interface Times {
  readonly package: number;
  readonly taken: number;
  readonly journals: number;
  readonly admitted: number;
}

it('measures a spare: by each of its three ways it has the package, goes on with a lost kiosk and admits a voter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
  const out = join(folder, 'spare.json');
  execFileSync(process.execPath, ['bench/spare.ts', '--short', '--out', out], { cwd: root, stdio: 'ignore' });
  const { measured, voters, events } = JSON.parse(readFileSync(out, 'utf8')) as {
    readonly measured: Readonly<Record<string, readonly Times[]>>;
    readonly voters: number;
    readonly events: number;
  };
  rmSync(folder, { recursive: true });
  expect([voters, events >= 60, Object.keys(measured).sort()]).toEqual([60, true, ['peer', 'upstream', 'usb']]);
  for (const [one] of Object.values(measured)) {
    const { package: came = 0, taken = 0, journals = 0, admitted = 0 } = one ?? {};
    expect([came, taken, journals, admitted]).toEqual([came, taken, journals, admitted].sort((a, b) => a - b));
    expect(came).toBeGreaterThan(0);
  }
}, 180_000);
