import { join, resolve } from 'node:path';
import { toHex } from '../../../core/crypto/encoding.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { fileName } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type CommissionTrust, type DeviceKeys, deviceRequest } from '../../access/keys.ts';
import { fingerprintWords } from '../../access/keys-words.ts';
import type { CertificateView, ProvisioningView, RootView } from '../../api/provisioning-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type Certificate, readCertificate } from '../../package/commission.ts';
import { readFew } from '../../storage/read-few.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { DeviceSetups } from '../devices/setups.ts';
import type { Kiosk } from '../kiosk.ts';
import { filesOn, type Medium } from '../media.ts';
import { stationOf } from '../state/read.ts';

/** How the names of the two files begin that go between a device and its commission. */
export const REQUEST_PREFIX = 'taanuu-request';
export const CERTIFICATE_PREFIX = 'taanuu-certificate';
/** A certificate has about 1,100 bytes. */
const CERTIFICATE_MAX = 8_192;

export interface RegistrationSources {
  readonly kiosk: Pick<Kiosk, 'note' | 'inForce' | 'db' | 'device'>;
  readonly keys: DeviceKeys;
  readonly setups: Pick<DeviceSetups, 'all'>;
  /** Sticks, and folders that files may come from and go to. */
  readonly media: () => readonly Medium[];
}

/**
 * How a device comes to its commission and to its station: it asks by its signed request, takes the commission's root key
 * once, when two people have compared its words, and is assigned by the package in force.
 */
export class Registration {
  readonly #from: RegistrationSources;

  constructor(from: RegistrationSources) {
    this.#from = from;
  }

  view(): ProvisioningView {
    const { kiosk, keys, media } = this.#from;
    const trust = keys.commission();
    const force = kiosk.inForce();
    const own = force?.devices.find(({ device }) => device === kiosk.device);
    return {
      request: this.#request(),
      root: trust && rootView(trust),
      assigned: force && {
        election: force.election.names,
        station: force.precinct.number,
        version: force.register.package.version,
        spare: own?.station === null,
      },
      revoked: stationOf(kiosk.db).revoked_version,
      certificates: trust ? [] : filesOn(media(), CERTIFICATE_PREFIX),
    };
  }

  /** Writes the request for registration to a medium, as `taanuu device register` takes it. */
  async save(target: string): Promise<Result<{ readonly file: string; readonly sha256: string }, Problem>> {
    if (!this.#from.media().some(({ path }) => resolve(path) === resolve(target))) {
      return err({ code: 'station.target-gone' });
    }
    const file = fileName([REQUEST_PREFIX, this.#from.keys.device], '.json');
    const written = await writeWhole(join(target, file), [`${this.#request()}\n`]);
    return written.ok ? ok({ file, sha256: written.value.sha256 }) : written;
  }

  /** Whose root key one of the certificates on sticks would bring; nothing is taken. */
  look(path: string): Result<CertificateView, Problem> {
    const read = this.#read(path);
    if (!read.ok) return read;
    const { certificate, sha256 } = read.value;
    return ok({ root: rootView(commissionTrust(certificate)), station: certificate.device.station, sha256 });
  }

  /** Takes the root key of a certificate that was looked at: once, and for good. @param sha256 of the file as it was shown */
  accept(path: string, sha256: string, actor: Actor): Result<null, Problem> {
    const read = this.#read(path);
    if (!read.ok) return read;
    if (read.value.sha256 !== sha256) return err({ code: 'package.certificate-changed' });
    const trust = commissionTrust(read.value.certificate);
    const taken = this.#from.keys.trustCommission(trust);
    if (!taken.ok) return taken;
    this.#from.kiosk.note('commission.trusted', { name: trust.name.slice(0, 100), root: toHex(trust.root) }, actor);
    return taken;
  }

  #request(): string {
    const { keys, setups } = this.#from;
    return canonical(
      deviceRequest(
        keys,
        setups.all.some(({ simulated }) => simulated),
      ),
    );
  }

  #read(path: string): Result<{ readonly certificate: Certificate; readonly sha256: string }, Problem> {
    const { keys, media } = this.#from;
    if (!filesOn(media(), CERTIFICATE_PREFIX).some((one) => one.path === path)) {
      return err({ code: 'station.target-gone' });
    }
    const bytes = readFew(path, CERTIFICATE_MAX + 1, { code: 'package.not-a-certificate' });
    if (!bytes.ok) return bytes;
    if (bytes.value.length > CERTIFICATE_MAX) return err({ code: 'package.not-a-certificate' });
    const certificate = readCertificate(Buffer.from(bytes.value).toString('utf8'));
    if (!certificate.ok) {
      const strange = certificate.error.code === 'package.not-a-package' || certificate.error.code === 'package.field';
      return strange ? err({ code: 'package.not-a-certificate' }) : certificate;
    }
    const { signing, agreement } = certificate.value.device;
    const own = deviceRequest(keys, false);
    if (signing !== own.signing || agreement !== own.agreement) {
      return err({ code: 'package.not-for-this-device', params: { device: own.serial } });
    }
    return ok({ certificate: certificate.value, sha256: toHex(nodeCrypto.sha256(bytes.value)) });
  }
}

const rootView = ({ name, root, demo }: CommissionTrust): RootView => ({ name, words: fingerprintWords(root), demo });

/** The commission as the device will know it. */
function commissionTrust({ commission: { name, root, demo } }: Certificate): CommissionTrust {
  return { name, demo, root: new Uint8Array(Buffer.from(root, 'base64url')) };
}
