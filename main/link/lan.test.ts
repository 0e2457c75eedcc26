import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { LinkProcess, networkOf, signer, testDevice } from './link.fixture.ts';

/**
 * Kiosks as machines of their own on one switch: network namespaces of the kernel, which only root can make.
 */
const links: LinkProcess[] = [];
const made: string[][] = [];
afterEach(async () => {
  await Promise.all(links.splice(0).map((one) => one.stop()));
  for (const args of made.splice(0).reverse()) spawnSync('ip', args);
});

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

const canMakeNetworks =
  process.getuid?.() === 0 && spawnSync('ip', ['netns', 'exec', 'no-such-network', 'true']).error === undefined;

const commission = signer('Test commission');
const soon = { timeout: 40_000, interval: 100 };

/** A machine on the switch. */
interface Machine {
  readonly space: string;
  readonly cable: string;
}

function makeSwitch(names: readonly string[]): readonly Machine[] {
  const bridge = `t${process.pid}`;
  ip('link', 'add', bridge, 'type', 'bridge');
  made.push(['link', 'del', bridge]);
  // Otherwise it keeps multicast from those whom it has not heard asking for it.
  ip('link', 'set', bridge, 'type', 'bridge', 'mcast_snooping', '0');
  ip('link', 'set', bridge, 'up');
  return names.map((name) => {
    const [space, cable] = [`${bridge}${name}`, `${bridge}${name}c`];
    ip('netns', 'add', space);
    made.push(['netns', 'del', space]);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    // A network that its last connections keep alive would keep its cable.
    made.push(['link', 'del', cable]);
    ip('link', 'set', cable, 'master', bridge, 'up');
    for (const device of ['lo', 'eth0']) ip('-n', space, 'link', 'set', device, 'up');
    return { space, cable };
  });
}

describe.runIf(canMakeNetworks)('kiosks on a switch', () => {
  it('find each other without being told, also when addresses change, and after a cable was out', async () => {
    const [one, two] = makeSwitch(['a', 'b']) as [Machine, Machine];
    const devices = [testDevice('aa', commission), testDevice('bb', commission)] as const;
    const [a, b] = [one, two].map(({ space }, at) => {
      const link = new LinkProcess(['ip', 'netns', 'exec', space]);
      links.push(link);
      const of = devices[at];
      if (!of) throw new Error('no device');
      link.serve({ ...networkOf(of, devices, { port: 7422, discover: true }), listen: '0.0.0.0:7422' });
      return link;
    }) as [LinkProcess, LinkProcess];

    // No address yet, as before the router has answered: the server waits for others all the same.
    await expect.poll(() => [a, b].map(({ network }) => network?.state), soon).toEqual(['up', 'up']);
    expect(a.network?.own).toEqual([]);
    ip('-n', one.space, 'address', 'add', '203.0.113.1/24', 'dev', 'eth0');
    ip('-n', two.space, 'address', 'add', '203.0.113.2/24', 'dev', 'eth0');
    await expect.poll(() => [a, b].map(({ network }) => network?.joined), soon).toEqual([['bb'], ['aa']]);
    expect(a.network).toMatchObject({ own: ['203.0.113.1:7422'], found: [{ device: 'bb', at: '203.0.113.2:7422' }] });

    // The router gives both others.
    ip('-n', two.space, 'address', 'flush', 'dev', 'eth0');
    ip('-n', one.space, 'address', 'flush', 'dev', 'eth0');
    await expect.poll(() => a.network?.joined, soon).toEqual([]);
    ip('-n', one.space, 'address', 'add', '198.51.100.1/24', 'dev', 'eth0');
    ip('-n', two.space, 'address', 'add', '198.51.100.2/24', 'dev', 'eth0');
    await isHeard(a, b, 'at another address');
    await isHeard(b, a, 'there too');

    ip('link', 'set', two.cable, 'down');
    await expect.poll(() => [a, b].map(({ network }) => network?.joined), soon).toEqual([[], []]);
    ip('link', 'set', two.cable, 'up');
    await isHeard(a, b, 'the cable is back');
    await isHeard(b, a, 'both ways');
  }, 180_000);
});

/** Says a letter again and again until it was heard: what is said to nobody is lost. */
async function isHeard(from: LinkProcess, by: LinkProcess, text: string): Promise<void> {
  await expect
    .poll(() => {
      from.letter(text);
      return by.letters.includes(text);
    }, soon)
    .toBe(true);
}
