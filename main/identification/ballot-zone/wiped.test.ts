import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { election } from '../../package/package.fixture.ts';
import { writeWipeOrder } from '../../package/wipe-order.ts';
import { closedStation, emptying, signIn } from '../afterwards/closed.fixture.ts';
import { Peer } from './peer.fixture.ts';

it('a wipe waits for no ballot zone, and tells it whenever it comes until there is another election', async () => {
  const peer = new Peer();
  const made = await closedStation({}, peer.line);
  try {
    const { station, client, folders, zone } = made;
    const crossed = join(station.dir, 'hatch', 'in');
    await expect.poll(() => existsSync(crossed) && readdirSync(crossed).length).toBe(1);
    for (const target of folders) await client.retention.writeCopy({ target });
    const order = join(folders[0] ?? '', 'a.wipe-order.json');
    const text = writeWipeOrder(station.commission, {
      format: 'taanuu/wipe-order/1',
      ...{ number: '12/3', created: '2023-10-15T04:00:00Z', device: station.keys.device },
      ...{ election: election.id, mode: election.mode, station: '0001' },
    });
    writeFileSync(order, text);
    zone.desk.signOut('asked');
    await signIn(client, 'technician');
    // Nothing ever came from the other side.
    expect(await client.wipe.begin({ path: order, approvers: [...emptying] })).toEqual({ ok: true, value: null });
    await expect.poll(() => peer.take('stage').at(-1)).toEqual({ hatch: 'stage', stage: 'wiped', sitting: null });
    // The commission's people went with the election.
    await expect.poll(() => readdirSync(crossed)).toEqual([]);
    const gone = async () => (await client.wipe.orders({})).last?.ballots;
    expect(await gone()).toBe(false);

    await zone.stop();
    const again = await made.start();
    peer.here();
    expect(peer.take('stage').at(-1)).toMatchObject({ stage: 'wiped' });
    peer.say({ hatch: 'state', stage: 'wiped', needs: null });
    expect((await again.client.wipe.orders({})).last?.ballots).toBe(true);
    const { path } = await station.write('next.taanuu', { election: { ...election, id: 'next' } });
    await again.zone.loadPackage(path, { role: 'system' }, () => {});
    await expect.poll(() => peer.take('stage').at(-1)).toMatchObject({ stage: 'ready' });
    await again.zone.stop();
  } finally {
    made.station.remove();
  }
}, 60_000);
