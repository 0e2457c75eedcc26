import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Discovery, kiosksIn } from './discovery.ts';

const log = { info: () => {}, warn: () => {} };
const all: Discovery[] = [];
afterEach(() => {
  for (const one of all.splice(0)) one.close();
});

/** One kiosk that finds others on the loopback. */
function finder(device: string, cluster: string, port: number) {
  const found = new Set<string>();
  const discovery = new Discovery({ device, cluster, port, log, found: (who, at) => void found.add(`${who} ${at}`) });
  all.push(discovery);
  return { discovery, found };
}

describe('multicast DNS', () => {
  it('finds the kiosks of the cluster, with the port of each, and nobody else', async () => {
    const cluster = `probe-${process.pid}`;
    const kiosks = [finder('aa', cluster, 7001), finder('bb', cluster, 7002), finder('cc', `${cluster}-other`, 7003)];
    await expect
      .poll(() => {
        for (const { discovery } of kiosks) discovery.tend(['127.0.0.1']);
        return kiosks.map(({ found }) => [...found]);
      })
      .toEqual([['bb 127.0.0.1:7002'], ['aa 127.0.0.1:7001'], []]);
  });

  const name = 'k1._taanuu._tcp.local';
  const srv = { name, type: 'SRV', data: { port: 7422, target: 'k1.local' } } as const;
  const txt = (...data: string[]) => ({ name, type: 'TXT', data: data.map((text) => Buffer.from(text)) }) as const;

  it('reads who is where out of a packet, and leaves alone what says nothing of it', () => {
    const whole = [srv, txt('device=k1', 'cluster=c=1')];
    expect(kiosksIn({ answers: whole })).toEqual([{ device: 'k1', cluster: 'c=1', port: 7422 }]);
    expect(kiosksIn({ answers: [srv], additionals: [txt('cluster=', 'device=k1')] })).toHaveLength(1);
    expect(kiosksIn({ answers: [srv] })).toEqual([]);
    expect(kiosksIn({ answers: [srv, txt('device=../../etc')] })).toEqual([]);
    expect(kiosksIn({ answers: [{ ...srv, data: { port: 0, target: '' } }, txt('device=k1')] })).toEqual([]);
    expect(kiosksIn({ answers: [{ ...srv, name: 'k1._http._tcp.local' }, txt('device=k1')] })).toEqual([]);
    // A packet full of kiosks is not looked at to its end.
    expect(kiosksIn({ answers: Array.from({ length: 1000 }, () => whole).flat() }).length).toBeLessThan(65);
  });

  it('throws at nothing that a text may hold', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 255 }), { maxLength: 5 }), (data) => {
        const read = kiosksIn({ answers: [srv, { name, type: 'TXT', data: data.map((one) => Buffer.from(one)) }] });
        expect(read.length).toBeLessThan(2);
      }),
    );
  });
});
