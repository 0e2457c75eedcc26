import { X509Certificate } from 'node:crypto';
import { type HubEntry, hubEntrySchema } from '../../core/election/hub.ts';
import type { DeviceEntry } from '../../core/election/station.ts';
import { inUse } from '../../core/election/station.ts';
import type { CommissionTrust } from '../access/keys.ts';
import { deviceCertificate, HUB, rootCertificate } from '../network/certificates.ts';
import type { Manifest } from './format.ts';

/**
 * Certificates of the network in a package (docs/network.md): the commission's own, and one for each device that is in use.
 * In the manifest they are DER in base64url; programs of the network take PEM.
 */

/** Who certifies. */
interface Certifier {
  readonly trust: CommissionTrust;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The devices as a package names them, each with its certificate; one that is out of use has none. */
export function certifiedDevices(devices: readonly DeviceEntry[], { trust, sign }: Certifier): DeviceEntry[] {
  const issuer = { name: trust.name, sign };
  return devices.map(({ certificate: _old, ...device }) => {
    if (!inUse(device)) return device;
    const made = deviceCertificate(issuer, device.device, Buffer.from(device.signing, 'base64url'));
    return { ...device, certificate: fromPem(made) };
  });
}

/** The commission's own certificate, as a package has it. */
export const commissionCertificate = ({ trust, sign }: Certifier): string =>
  fromPem(rootCertificate({ name: trust.name, sign }, trust.root));

/**
 * Looks for a certificate that is not what it stands for: the commission's own key, or a device's signing key certified by
 * the commission under the device's id.
 * @returns the serial number of the first device whose certificate is wrong, the commission's name, or `hub`; null where
 *   all are right, or there are none
 */
export function wrongCertificate({
  commission,
  devices,
  hub,
}: Pick<Manifest, 'commission' | 'devices' | 'hub'>): string | null {
  const certified = devices.filter(({ certificate }) => certificate !== undefined);
  if (commission.certificate === undefined) return hub ? HUB : (certified[0]?.serial ?? null);
  const root = certificateOf(commission.certificate);
  if (!root || !isKey(root, commission.root) || !root.verify(root.publicKey)) return commission.name;
  const issued = (certificate: string, to: string): X509Certificate | null => {
    const own = certificateOf(certificate);
    return own?.ca && own.checkIssued(root) && own.verify(root.publicKey) && own.subject === `CN=${to}` ? own : null;
  };
  if (hub && issued(hub.certificate, HUB)?.publicKey.asymmetricKeyType !== 'ed25519') return HUB;
  const wrong = certified.find(({ device, signing, certificate = '' }) => {
    const own = issued(certificate, device);
    return own === null || !isKey(own, signing);
  });
  return wrong?.serial ?? null;
}

/** Certificates of the devices that may be in the network, PEM, by device; empty: a package of before there were any. */
export function certificatesOf(devices: readonly DeviceEntry[]): ReadonlyMap<string, string> {
  return new Map(
    devices.flatMap((one) => (one.certificate && inUse(one) ? [[one.device, toPem(one.certificate)]] : [])),
  );
}

/** The hub as programs of the network take it. */
export interface HubTrust {
  /** PEM. */
  readonly certificate: string;
  /** The key by which it answers: Ed25519, 32 bytes. */
  readonly key: Uint8Array;
  readonly servers: readonly string[];
}

/** The hub of a package; null: it has none. */
export function hubOf(hub: HubEntry | null | undefined): HubTrust | null {
  if (!hub) return null;
  const { x = '' } = new X509Certificate(Buffer.from(hub.certificate, 'base64url')).publicKey.export({ format: 'jwk' });
  return { certificate: toPem(hub.certificate), key: Buffer.from(x, 'base64url'), servers: hub.servers };
}

/** The hub for a package, by its certificate as a file has it. Throws for what is no certificate. */
export const hubEntry = (pem: string, servers: readonly string[]): HubEntry =>
  hubEntrySchema.parse({ certificate: fromPem(pem), servers });

function certificateOf(text: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(text, 'base64url'));
  } catch {
    return null;
  }
}

const isKey = (certificate: X509Certificate, key: string): boolean => {
  const { crv, x } = certificate.publicKey.export({ format: 'jwk' });
  return crv === 'Ed25519' && x === key;
};

const fromPem = (pem: string): string => new X509Certificate(pem).raw.toString('base64url');
const toPem = (der: string): string => new X509Certificate(Buffer.from(der, 'base64url')).toString();
