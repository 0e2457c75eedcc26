import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { afterTest, temporaryFolder } from '../../drivers/testing/bench.ts';
import { demoElection, demoVoters } from './voters.ts';
import { openWorld } from './world.ts';
import { WorldLedger } from './world-ledger.ts';
import { worldPeople } from './world-people.ts';
import { worldRouter } from './world-router.ts';

function someClient() {
  const folder = temporaryFolder();
  const station = '0001';
  const world = openWorld({
    folder: join(folder, 'devices'),
    people: worldPeople(demoVoters(), demoElection(), station),
    station,
    ledger: new WorldLedger(join(folder, 'world'), () => 0),
  });
  afterTest(() => world.close());
  const connection = { id: 1, window: 'playground', closed: new AbortController().signal } as const;
  return createRouterClient(worldRouter(world), { context: { window: 'playground', connection } });
}

describe("the playground's verbs", () => {
  it('move the world, and its view follows', async () => {
    const client = someClient();
    const [person] = await client.people({ text: 'ordinary' });
    if (person === undefined) throw new Error('nobody is there');
    const views = await client.watch({});
    expect((await views.next()).value).toMatchObject({ document: null, finger: null, printerFault: 'none' });
    await client.layDocument({ person: person.person, document: 0 });
    expect((await views.next()).value).toMatchObject({ document: { person: person.person } });
    await client.putFinger({ person: person.person, finger: 7, condition: 'wet' });
    expect((await views.next()).value).toMatchObject({ finger: { finger: 7, condition: 'wet', captured: false } });
    await client.plug({ device: 'printer', plugged: false });
    expect((await views.next()).value).toMatchObject({ plugged: { printer: false, document: true } });
    await client.breakPrinter({ fault: 'paper-out' });
    expect((await views.next()).value).toMatchObject({ printerFault: 'paper-out' });
    await views.return?.(undefined);
  });

  it('refuse who is not there and what no hand has', async () => {
    const client = someClient();
    await expect(client.portrait({ person: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(client.layDocument({ person: 'nobody', document: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const eleventh = client.putFinger({ person: 'demo-00001', finger: 11, condition: 'good' });
    await expect(eleventh).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
