import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SimulatedBallotBox } from '../simulator/ballot-box/box.ts';
import { SimulatedPort } from '../simulator/pty.ts';
import { afterTest, opened, ready, statusWhere, temporaryFolder } from '../testing/bench.ts';
import { pageOf, sheetOf, tokenOf } from './box.fixture.ts';
import { BallotBoxReader } from './box-reader.ts';

it('brings a whole A4 page of 200 dpi over a real port, and takes the sheet', async () => {
  const port = new SimulatedPort(join(temporaryFolder(), 'box'));
  // As fast as the machine: only the protocol is to be seen.
  const box = new SimulatedBallotBox(port, { speed: 20_000 });
  port.plug();
  afterTest(() => port.unplug());
  const reader = opened(new BallotBoxReader({ path: port.path }));
  await statusWhere(reader, ready);
  const page = pageOf('a', 1_654, 2_339);
  box.path.insert(sheetOf('a', { page: { ...page, dpi: 200 } }));
  const grabbed = await reader.grab();
  const sheet = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
  const scanned = await reader.scan(sheet);
  expect(scanned.ok && [scanned.value.width, scanned.value.height, scanned.value.dpi]).toEqual([1_654, 2_339, 200]);
  expect(scanned.ok && Buffer.from(scanned.value.pixels).equals(page.pixels)).toBe(true);
  expect((await reader.accept({ sheet, token: tokenOf(9), into: 'valid' })).ok).toBe(true);
  expect(box.whereabouts.of('a')).toBe('valid');
  // A cable that is pulled is told; put back, the box remembers.
  port.unplug();
  await statusWhere(reader, (status) => status.state === 'missing');
  port.plug();
  await statusWhere(reader, ready);
  const seen = await reader.look();
  expect(seen.ok && seen.value.last).toEqual({ token: tokenOf(9), into: 'valid', passed: true });
});
