import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { freePorts } from '../../drivers/testing/ports.ts';
import { fetchHead, HeadShelf } from './head-shelf.ts';

const head = randomBytes(300_000);
let shelf: HeadShelf | null = null;
afterEach(() => shelf?.close());

it('gives a head to whoever comes for it, while it is there', async () => {
  const [port = 0] = await freePorts(1);
  const at = `127.0.0.1:${port}`;
  expect(await fetchHead(at, 1_000_000)).toBeNull();
  shelf = new HeadShelf({ host: '127.0.0.1', port }, head, 60_000);
  const all = await Promise.all([fetchHead(at, 1_000_000), fetchHead(at, 1_000_000)]);
  for (const one of all) expect(Buffer.from(one ?? []).equals(head)).toBe(true);
  // Longer than one may be.
  expect(await fetchHead(at, 200_000)).toBeNull();
  shelf.close();
  expect(await fetchHead(at, 1_000_000)).toBeNull();
  expect(await fetchHead('nowhere', 1)).toBeNull();
});
