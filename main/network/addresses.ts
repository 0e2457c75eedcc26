import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Takes `address:port` apart; null where it has no port that there can be. */
export function hostPortOf(text: string): HostPort | null {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const number = Number(port);
  return host !== undefined && number >= 1 && number <= 65_535 ? { host, port: number } : null;
}

/** The other way round. */
export const hostPortText = ({ host, port }: HostPort): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

/** Addresses of this machine at which others can reach it: not the loopback, not those of one cable alone (fe80::). */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address)
    .sort();
}

/** Where a server is reached that listens here: everywhere, or at one address. */
export function reachedAt({ host, port }: HostPort, own: readonly string[]): readonly string[] {
  const everywhere = host === '0.0.0.0' || host === '::';
  // One that listens at 0.0.0.0 hears nothing of IPv6.
  const hosts = everywhere ? own.filter((address) => host === '::' || isIP(address) === 4) : [host];
  return hosts.map((each) => hostPortText({ host: each, port })).slice(0, 8);
}
