import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './bench.ts';
import { hotPlug } from './hot-plug.ts';

it('a cable that is pulled and put in twice a second: the driver goes along, and is there when it stays in', async () => {
  // bench/device-hotplug.ts does a minute of it, at the machine's own pace.
  const outcome = await hotPlug(join(temporaryFolder(), 'sensor'), 24, 5);
  expect(outcome.captured).toBe(true);
  expect(outcome.opened).toBeGreaterThan(2);
  expect(outcome.told.missing).toBeGreaterThan(2);
});
