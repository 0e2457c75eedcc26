import { X509Certificate } from 'node:crypto';
import type { DeviceEntry } from '../../core/election/station.ts';
import { inUse } from '../../core/election/station.ts';
import type { CommissionTrust } from '../access/keys.ts';
import { deviceCertificate, rootCertificate } from '../network/certificates.ts';
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
 * @returns the serial number of the first device whose certificate is wrong, or the commission's name; null where all are
 *   right, or there are none
 */
export function wrongCertificate({ commission, devices }: Pick<Manifest, 'commission' | 'devices'>): string | null {
  const certified = devices.filter(({ certificate }) => certificate !== undefined);
  if (commission.certificate === undefined) return certified[0]?.serial ?? null;
  const root = certificateOf(commission.certificate);
  if (!root || !isKey(root, commission.root) || !root.verify(root.publicKey)) return commission.name;
  const wrong = certified.find(({ device, signing, certificate = '' }) => {
    const own = certificateOf(certificate);
    const issued = own?.ca && own.checkIssued(root) && own.verify(root.publicKey);
    return !issued || own.subject !== `CN=${device}` || !isKey(own, signing);
  });
  return wrong?.serial ?? null;
}

/** Certificates of the devices that may be in the network, PEM, by device; empty: a package of before there were any. */
export function certificatesOf(devices: readonly DeviceEntry[]): ReadonlyMap<string, string> {
  return new Map(
    devices.flatMap((one) => (one.certificate && inUse(one) ? [[one.device, toPem(one.certificate)]] : [])),
  );
}

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
