import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/**
 * Certificates of the network (RFC 5280), in three steps: the commission's root key vouches for a device's key, and a
 * device's key for the keys that its servers and clients use while they run. Who is believed follows from the signed
 * package alone, so they have no end: a kiosk whose clock stands in 1970 or 2035 is in the network all the same.
 */
const FROM = new Date('1950-01-01T00:00:00Z');
const UNTIL = new Date('9999-12-31T23:59:59Z');
const ED25519 = '1.3.101.112';
const COMMON_NAME = '2.5.4.3';

/** Signs with Ed25519; 64 bytes. What is signed here begins as DER does, and is never 32 bytes long as an event's hash is. */
export type SignBytes = (bytes: Uint8Array) => Uint8Array;

/** Who signs, and by which name certificates call it. */
export interface Issuer {
  readonly name: string;
  readonly sign: SignBytes;
}

/** Name of the hub's certificate authority among the commission's: no device has it. */
export const HUB = 'hub';

/** Name of the commission's consoles, which read what the hub keeps: no device has it. */
export const CONSOLE = 'console';

/** Names of devices in the network: no name of a machine, and resolved by nobody. */
export const networkName = (device: string): string => `${device}.taanuu`;

/** The commission's own certificate: the root of all. */
export function rootCertificate({ name, sign }: Issuer, publicKey: Uint8Array): string {
  const extensions = [basicConstraints(1), keyUsage(KeyUsageFlags.keyCertSign)];
  return issued({ issuer: { name, sign }, subject: name, key: ed25519Key(publicKey), extensions });
}

/** The commission vouches for a device's signing key: it may certify keys under the device's own name, and under no other. */
export function deviceCertificate(commission: Issuer, device: string, publicKey: Uint8Array): string {
  const extensions = [basicConstraints(0), keyUsage(KeyUsageFlags.keyCertSign), onlyUnder(networkName(device))];
  return issued({ issuer: commission, subject: device, key: ed25519Key(publicKey), extensions });
}

/** A key that a server or client of a device uses, and its certificate behind which the device's own stands. PEM. */
export interface NetworkKey {
  readonly key: string;
  readonly certificate: string;
}

/**
 * Makes a key for the network and certifies it by the device's key.
 * @param device its id
 * @param own the device's certificate (`deviceCertificate`), PEM
 * @param addresses IP addresses and names under which its servers are called
 */
export function networkKey(device: Issuer, own: string, addresses: readonly string[]): NetworkKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = [networkName(device.name), ...addresses].map((name) =>
    isIP(name) === 0 ? new GeneralName({ dNSName: name }) : new GeneralName({ iPAddress: name }),
  );
  const extensions = [
    basicConstraints(null),
    keyUsage(KeyUsageFlags.digitalSignature),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth, id_kp_clientAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(names)),
  ];
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const certificate = issued({ issuer: device, subject: networkName(device.name), key: spki, extensions });
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: certificate + own };
}

/**
 * The key of a kiosk's own server and client in its station. A server calls another one by a port of its own machine, from
 * where the link carries it on (main/link/relay.ts): whatever addresses kiosks have, and however those change.
 */
export const stationKey = (device: Issuer, own: string): NetworkKey => networkKey(device, own, ['127.0.0.1']);

interface ToIssue {
  readonly issuer: Issuer;
  readonly subject: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly key: Uint8Array;
  readonly extensions: readonly Extension[];
}

function issued({ issuer, subject, key, extensions }: ToIssue): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ED25519 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    // The same certificate whenever it is made again.
    serialNumber: serialOf(issuer.name, subject, key),
    signature: algorithm,
    issuer: named(issuer.name),
    validity: new Validity({ notBefore: FROM, notAfter: UNTIL }),
    subject: named(subject),
    subjectPublicKeyInfo: AsnConvert.parse(key, SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  });
  const signature = issuer.sign(new Uint8Array(AsnConvert.serialize(tbsCertificate)));
  const der = AsnConvert.serialize(
    new Certificate({
      ...{ tbsCertificate, signatureAlgorithm: algorithm },
      signatureValue: new Uint8Array(signature).buffer,
    }),
  );
  const lines = Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}

function serialOf(issuer: string, subject: string, key: Uint8Array): ArrayBuffer {
  const hash = createHash('sha256').update(issuer).update('\0').update(subject).update('\0').update(key).digest();
  const serial = Uint8Array.from(hash.subarray(0, 16));
  // A positive number of sixteen bytes.
  serial[0] = (hash[0]! & 0x3f) | 0x40;
  return serial.buffer;
}

function ed25519Key(publicKey: Uint8Array): Uint8Array {
  const x = Buffer.from(publicKey).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }).export({
    type: 'spki',
    format: 'der',
  });
}

function named(name: string): Name {
  const value = new AttributeValue({ utf8String: name });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

const extension = (id: string, value: object, critical = false): Extension =>
  new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

/** @param below how many certificates may stand between this one and the last; null: it certifies nothing */
const basicConstraints = (below: number | null): Extension =>
  extension(
    id_ce_basicConstraints,
    new BasicConstraints(below === null ? { cA: false } : { cA: true, pathLenConstraint: below }),
    true,
  );

const keyUsage = (flags: number): Extension => extension(id_ce_keyUsage, new KeyUsage(flags), true);

/**
 * Names of hosts and, because `verify_and_map` of a NATS server takes them for a name of a user too, URIs: where no
 * constraint speaks of URIs any is permitted, and a device could certify a key for `other.taanuu` as one.
 */
const onlyUnder = (name: string): Extension =>
  extension(
    id_ce_nameConstraints,
    new NameConstraints({
      permittedSubtrees: new GeneralSubtrees([
        new GeneralSubtree({ base: new GeneralName({ dNSName: name }) }),
        new GeneralSubtree({ base: new GeneralName({ uniformResourceIdentifier: name }) }),
      ]),
    }),
    true,
  );

/** Whether a certificate was signed by this key, Ed25519, 32 bytes. @param pem of the certificate */
export const isIssuedBy = (pem: string, root: Uint8Array): boolean => isSignedBy(new X509Certificate(pem), root);

const isSignedBy = (certificate: X509Certificate, key: Uint8Array): boolean =>
  certificate.verify(createPublicKey({ key: Buffer.from(ed25519Key(key)), format: 'der', type: 'spki' }));

/**
 * Which device a server's certificate is of, as its key says that signed it.
 * @param keyOf a device's registered key, Ed25519, 32 bytes; null: there is none of that name
 * @returns null: of none, or it is not the certificate of a server
 */
export function deviceOfServer(
  certificate: X509Certificate,
  keyOf: (device: string) => Uint8Array | null,
): string | null {
  const [, device] = /^CN=([A-Za-z0-9-]+)\.taanuu$/.exec(certificate.subject) ?? [];
  const key = device === undefined ? null : keyOf(device);
  return device !== undefined && key !== null && !certificate.ca && isSignedBy(certificate, key) ? device : null;
}

/** What a client of node:tls believes: a server that shows this device's own certificate, whatever its address. */
export const serverTrust = (device: string, own: string) => ({
  servername: networkName(device),
  ca: own,
  // The device's certificate is believed by itself, whoever has signed it: it came with a signed package.
  allowPartialTrustChain: true,
});
