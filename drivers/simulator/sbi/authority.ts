import { type Identity, newIdentity } from './certificates.ts';

/** Who signs for whom around a simulated scanner; all keys are new ones. */
export interface SbiAuthority {
  /** What a kiosk trusts: the root above the scanner's provider. */
  readonly root: Identity;
  readonly provider: Identity;
  readonly device: Identity;
  /** Whom captures for authentication are encrypted for. */
  readonly server: Identity;
  /** The same scanner under a root that nobody trusts. */
  readonly stranger: () => { readonly device: Identity; readonly provider: Identity };
  /** A certificate of the right provider that ended yesterday. */
  readonly expired: () => Identity;
}

/** @param at milliseconds since 1970 around which all but one certificate are valid */
export function sbiAuthority(at: number): SbiAuthority {
  const root = newIdentity({ name: 'Simulated root', at, ca: true });
  const provider = newIdentity({ name: 'Simulated device provider', at, issuer: root, ca: true });
  const under = (issuer: Identity, days?: readonly [number, number]) =>
    newIdentity({ name: 'Simulated scanner', at, issuer, ...(days === undefined ? {} : { days }) });
  const strange = once(() => {
    const other = newIdentity({ name: 'Simulated device provider', at, ca: true });
    return { provider: other, device: under(other) };
  });
  return {
    root,
    provider,
    device: under(provider),
    server: newIdentity({ name: 'Simulated server', at, issuer: root }),
    stranger: strange,
    expired: once(() => under(provider, [10, -1])),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
