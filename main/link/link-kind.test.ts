import { expect, it } from 'vitest';
import { linkKind } from './link-kind.ts';

const head = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n';
const route = (name: string, metric = 0, destination = '00000000', mask = '00000000') =>
  `${name}\t${destination}\t0100A8C0\t0003\t0\t0\t${metric}\t${mask}\t0\t0\t0\n`;
const kindOf = (routes: string, ...files: string[]) =>
  linkKind({ read: () => head + routes, exists: (file) => files.includes(file) });

it('is told by the interface of the default route, the one that is taken', () => {
  expect(kindOf(route('enp3s0'))).toBe('cable');
  expect(kindOf(route('wlp2s0'), '/sys/class/net/wlp2s0/wireless')).toBe('wireless');
  expect(kindOf(route('wwan0', 700) + route('eth0', 100))).toBe('cable');
  expect(kindOf(route('wwan0', 100) + route('eth0', 700))).toBe('mobile');
  expect(kindOf(route('eth0', 0, '0000A8C0', '00FFFFFF'))).toBe('unknown');
  expect(kindOf(route('tun0'))).toBe('unknown');
  expect(kindOf('nonsense\n')).toBe('unknown');
});

it('is unknown where the kernel does not tell', () => {
  const read = () => {
    throw new Error('no such file');
  };
  expect(linkKind({ read, exists: () => false })).toBe('unknown');
});
