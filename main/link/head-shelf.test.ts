import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { freePorts } from '../../drivers/testing/ports.ts';
import { fetchBytes, fetchShelf, HeadShelf, shelfBytes } from './head-shelf.ts';

const head = randomBytes(300_000);
let shelf: HeadShelf | null = null;
afterEach(() => shelf?.close());

it('gives a head to whoever comes for it, while it is there', async () => {
  const [port = 0] = await freePorts(1);
  const at = `127.0.0.1:${port}`;
  expect(await fetchBytes(at, 1_000_000)).toBeNull();
  shelf = new HeadShelf({ host: '127.0.0.1', port }, head, 60_000);
  const all = await Promise.all([fetchBytes(at, 1_000_000), fetchBytes(at, 1_000_000)]);
  for (const one of all) expect(Buffer.from(one ?? []).equals(head)).toBe(true);
  // Longer than one may be.
  expect(await fetchBytes(at, 200_000)).toBeNull();
  shelf.close();
  expect(await fetchBytes(at, 1_000_000)).toBeNull();
  expect(await fetchBytes('nowhere', 1)).toBeNull();
});

it('gives the configuration behind the head, and takes nothing that is neither', async () => {
  const [port = 0] = await freePorts(1);
  const at = `127.0.0.1:${port}`;
  const put = async (bytes: Uint8Array) => {
    shelf?.close();
    await expect.poll(() => fetchBytes(at, 1), { interval: 20 }).toBeNull();
    shelf = new HeadShelf({ host: '127.0.0.1', port }, bytes, 60_000);
    return fetchShelf(at);
  };
  const configuration = randomBytes(9_000);
  const taken = await put(shelfBytes(head, configuration));
  expect(Buffer.from(taken?.head ?? []).equals(head)).toBe(true);
  expect(Buffer.from(taken?.configuration ?? []).equals(configuration)).toBe(true);
  expect(await put(shelfBytes(head, new Uint8Array()))).toMatchObject({ configuration: null });
  // Shorter than it says, empty, and something else.
  expect(await put(shelfBytes(head, new Uint8Array()).slice(0, 100_000))).toBeNull();
  expect(await put(shelfBytes(new Uint8Array(), configuration))).toBeNull();
  expect(await put(Buffer.from('no'))).toBeNull();
});
