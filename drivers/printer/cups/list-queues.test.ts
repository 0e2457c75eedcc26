import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { afterTest, temporaryFolder } from '../../testing/bench.ts';
import { realCups } from '../../testing/cups.ts';
import { listQueues } from './list-queues.ts';

describe('the queues of the print service', () => {
  it('are told by the real cupsd with what each prints on; none is no failure', { timeout: 60_000 }, async () => {
    const cups = await realCups();
    const { socket: socketPath } = cups;
    await cups.addQueue('second', 'file:/dev/null', 'raw');
    const listed = await listQueues({ socketPath, limitMs: 20_000 });
    expect(listed.ok && listed.value.map(({ at, queue }) => ({ at, queue }))).toEqual([
      { at: `page@${socketPath}`, queue: 'page' },
      { at: `second@${socketPath}`, queue: 'second' },
    ]);
    expect(listed.ok && listed.value[0]?.model).toMatch(/PDF/);
    for (const queue of ['page', 'second']) await cups.run('/usr/sbin/lpadmin', '-x', queue);
    expect(await listQueues({ socketPath, limitMs: 20_000 })).toEqual({ ok: true, value: [] });
  });

  it('are a problem where there is no service, or what is there says nothing or no IPP', async () => {
    const folder = temporaryFolder();
    const missing = { ok: false, error: { code: 'page-printer.service-missing' } };
    expect(await listQueues({ socketPath: join(folder, 'none') })).toEqual(missing);
    writeFileSync(join(folder, 'file'), '');
    expect(await listQueues({ socketPath: join(folder, 'file') })).toEqual(missing);

    let answer = '';
    const peer = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => answer !== '' && socket.end(answer));
    });
    const socketPath = join(folder, 'peer');
    await new Promise<void>((resolve) => peer.listen(socketPath, resolve));
    afterTest(() => void peer.close());
    expect(await listQueues({ socketPath, limitMs: 300 })).toEqual(missing);
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
    expect(await listQueues({ socketPath })).toMatchObject({
      ok: false,
      error: { code: 'page-printer.service-refused', params: { reason: 'no IPP' } },
    });
  });
});
