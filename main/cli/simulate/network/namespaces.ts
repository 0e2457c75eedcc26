import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { CableState, Lan } from './lan.ts';

/**
 * A network of its own for each kiosk: a namespace with a cable (veth) to a switch (bridge) in a namespace of its own. Cuts
 * and loss are rules of nftables in the namespace that is to hear nothing; what takes its time goes through a relay on
 * the switch.
 */
const IP = '/sbin/ip';
const NFT = '/usr/sbin/nft';
const PORT = 7422;

/** Addresses: of a machine itself, and of the relay where it stands for that machine. */
const own = (n: number): string => `10.77.1.${n + 1}`;
const standsFor = (n: number): string => `10.77.2.${n + 1}`;

/** What is missing for it on this machine, in a sentence; null: it can be done. */
export function namespacesTrouble(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (!existsSync(IP)) return 'the Debian package iproute2 (ip) is missing';
  if (!existsSync(NFT)) return 'the Debian package nftables (nft) is missing';
  const name = `taanuu-${process.pid}-try`;
  const made = spawnSync(IP, ['netns', 'add', name], { encoding: 'utf8' });
  if (made.status !== 0) return `no network namespace can be made here: ${made.stderr.trim()}`;
  const rules =
    'table ip taanuu {\nchain hear {\ntype filter hook input priority 0\nnumgen random mod 100 < 30 drop\n}\n}\n';
  const ruled = spawnSync(IP, ['netns', 'exec', name, NFT, '-f', '-'], { encoding: 'utf8', input: rules });
  spawnSync(IP, ['netns', 'del', name]);
  return ruled.status === 0 ? null : `no rules can be set in a network namespace here: ${ruled.stderr.trim()}`;
}

/** Lays the cables. @param relayed whether everything goes through the relay, so that it can be made to take its time */
export async function namespacesLan(count: number, relayed: boolean): Promise<Lan> {
  const names = Array.from({ length: count }, (_, n) => `taanuu-${process.pid}-${n + 1}`);
  const hub = `taanuu-${process.pid}-switch`;
  const close = (): void => {
    for (const name of [...names, hub]) spawnSync(IP, ['netns', 'del', name], { stdio: 'ignore' });
  };
  close();
  let relay: ChildProcess | null = null;
  try {
    ip('netns', 'add', hub);
    ip('-n', hub, 'link', 'add', 'br0', 'type', 'bridge');
    ip('-n', hub, 'link', 'set', 'br0', 'up');
    for (const [n, name] of names.entries()) {
      ip('netns', 'add', name);
      ip('link', 'add', `p${n}`, 'netns', hub, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('-n', hub, 'link', 'set', `p${n}`, 'master', 'br0', 'up');
      ip('-n', hub, 'addr', 'add', `${standsFor(n)}/16`, 'dev', 'br0');
      ip('-n', name, 'addr', 'add', `${own(n)}/16`, 'dev', 'eth0');
      for (const device of ['eth0', 'lo']) ip('-n', name, 'link', 'set', device, 'up');
    }
    if (relayed) {
      for (const [n, name] of names.entries()) redirect(n, name, count);
      relay = await openRelay(hub, count);
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    places: names.map((name, n) => ({ at: `${own(n)}:${PORT}`, through: [IP, 'netns', 'exec', name] })),
    cable: {
      set: async (state) => {
        for (const [n, name] of names.entries()) rules(n, name, state);
        relay?.send({ delayMs: state.delayMs });
      },
    },
    close: async () => {
      if (relay !== null && relay.exitCode === null) {
        const gone = once(relay, 'exit');
        relay.kill('SIGKILL');
        await gone;
      }
      close();
    },
  };
}

const ip = (...args: readonly string[]): void => void execFileSync(IP, args, { stdio: ['ignore', 'ignore', 'pipe'] });

const nft = (name: string, text: string): void =>
  void execFileSync(IP, ['netns', 'exec', name, NFT, '-f', '-'], { input: text, stdio: ['pipe', 'ignore', 'pipe'] });

/** What a machine does not hear: of those that are cut from it all, of the others so many of a hundred packets. */
function rules(n: number, name: string, { cut, lossPercent }: CableState): void {
  const deaf = cut.filter(([, to]) => to === n).flatMap(([from]) => [own(from), standsFor(from)]);
  nft(
    name,
    [
      ...['table ip taanuu', 'delete table ip taanuu', 'table ip taanuu {'],
      ...['chain hear {', 'type filter hook input priority 0', 'iif "lo" accept'],
      ...(deaf.length > 0 ? [`ip saddr { ${deaf.join(', ')} } drop`] : []),
      ...(lossPercent > 0 ? [`numgen random mod 100 < ${lossPercent} drop`] : []),
      ...['}', '}', ''],
    ].join('\n'),
  );
}

/** Whoever is called there is called through the relay. */
function redirect(n: number, name: string, count: number): void {
  const others = Array.from({ length: count }, (_, to) => to).filter((to) => to !== n);
  nft(
    name,
    [
      ...['table ip taanuu_relay {', 'chain call {', 'type nat hook output priority -100'],
      ...others.map((to) => `ip daddr ${own(to)} tcp dport ${PORT} dnat to ${standsFor(to)}`),
      ...['}', '}', ''],
    ].join('\n'),
  );
}

async function openRelay(hub: string, count: number): Promise<ChildProcess> {
  const ways = Array.from({ length: count }, (_, n) => ({ own: own(n), standsFor: standsFor(n) }));
  const relay = fork(new URL('./relay-process.ts', import.meta.url), [String(PORT), JSON.stringify(ways)], {
    ...{ execPath: IP, execArgv: ['netns', 'exec', hub, process.execPath] },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(relay, 'message');
  return relay;
}
