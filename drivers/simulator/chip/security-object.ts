import { createHash } from 'node:crypto';
import { tlv } from '../../../core/document/chip/tlv.ts';
import {
  type Certified,
  type Digest,
  digestAlgorithm,
  integer,
  octets,
  oid,
  sequence,
  signatureOf,
} from './authority.ts';

const hash = (digest: Digest, bytes: Uint8Array) => Uint8Array.from(createHash(digest).update(bytes).digest());

/** EF.SOD over the data groups' files (9303-10 §4.6.2), as `signer` signs it. */
export function securityObject(signer: Certified, groups: ReadonlyMap<number, Uint8Array>): Uint8Array {
  return tlv(0x77, signedData(signer, groups));
}

/** The CMS structure alone, as other programs read it. */
export function signedData(signer: Certified, groups: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const { digest } = signer;
  const hashes = [...groups].map(([number, file]) => sequence(integer(number), octets(hash(digest, file))));
  const payload = sequence(integer(0), digestAlgorithm(digest), sequence(...hashes));
  const type = oid('678108010101');
  const attribute = (id: string, value: Uint8Array) => sequence(oid(id), tlv(0x31, value));
  const attributes = [
    attribute('2a864886f70d010903', type),
    attribute('2a864886f70d010904', octets(hash(digest, payload))),
  ];
  const signature = signatureOf(signer, tlv(0x31, ...attributes));
  const signerInfo = sequence(
    integer(1),
    sequence(signer.issuer, integer(signer.serial)),
    digestAlgorithm(digest),
    tlv(0xa0, ...attributes),
    signature.algorithm,
    octets(signature.value),
  );
  const data = sequence(
    integer(3),
    tlv(0x31, digestAlgorithm(digest)),
    sequence(type, tlv(0xa0, octets(payload))),
    tlv(0xa0, signer.certificate),
    tlv(0x31, signerInfo),
  );
  return sequence(oid('2a864886f70d010702'), tlv(0xa0, data));
}
