import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SimulatedUpsd, type UpsdFault } from '../simulator/upsd.ts';
import { afterTest, temporaryFolder } from '../testing/bench.ts';
import { realUpsd } from '../testing/nut.ts';
import { freePort } from '../testing/ports.ts';
import { listSupplies, ownSupplies } from './list-supplies.ts';
import { nutAddress } from './nut.ts';

const failed = (code: string) => ({ ok: false, error: { code } });

describe('the supplies that NUT watches', () => {
  it('are told by the real upsd', async () => {
    const { address } = await realUpsd();
    const { host, port } = nutAddress(address)!;
    await expect
      .poll(() => listSupplies({ address: { host, port } }))
      .toEqual({ ok: true, value: [{ at: address, description: 'Description unavailable' }] });
  });

  it.each<[UpsdFault, string]>([
    ['silent', 'power.service-missing'],
    ['garbage', 'power.service-wrong-answer'],
    ['cut', 'power.service-missing'],
  ])('are a problem when the service is %s', async (fault, code) => {
    const service = new SimulatedUpsd('kiosk');
    service.fault = fault;
    await service.port.plug();
    afterTest(() => service.port.switchOff());
    const { host, port } = nutAddress(`kiosk@${service.port.path.replace('tcp://', '')}`)!;
    expect(await listSupplies({ address: { host, port }, limitMs: 500 })).toMatchObject(failed(code));
  });

  it('are a problem where nobody listens, and soon where somebody listens and says nothing', async () => {
    const nobody = { host: '127.0.0.1', port: await freePort() };
    expect(await listSupplies({ address: nobody })).toMatchObject(failed('power.service-missing'));
    const gone: Promise<void>[] = [];
    const mute = createServer((socket) => {
      socket.resume();
      gone.push(new Promise((resolve) => socket.on('close', () => resolve())));
    });
    await new Promise<void>((resolve) => mute.listen(nobody.port, '127.0.0.1', resolve));
    afterTest(() => void mute.close());
    expect(await listSupplies({ address: nobody, limitMs: 300 })).toMatchObject(failed('power.service-missing'));
    // Nothing of it is left: the far end sees the connection go.
    expect(gone).toHaveLength(1);
    await Promise.all(gone);
  });
});

describe("the computer's own supply", () => {
  it('is one, whatever the kernel shows of it, and none where it shows nothing', async () => {
    const folder = temporaryFolder();
    expect(await ownSupplies(folder)).toEqual({ ok: true, value: [] });
    const files = {
      AC: { type: 'Mains', online: '1' },
      BAT0: { type: 'Battery', present: '1', status: 'Discharging', capacity: '55' },
    };
    for (const [name, values] of Object.entries(files)) {
      mkdirSync(join(folder, name));
      for (const [file, text] of Object.entries(values)) writeFileSync(join(folder, name, file), `${text}\n`);
    }
    expect(await ownSupplies(folder)).toEqual({ ok: true, value: [{ at: folder, description: 'Mains, Battery' }] });
  });
});
