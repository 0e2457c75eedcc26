import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './say.ts';

/** A part that npm cannot bring. */
interface Part {
  readonly package: string;
  readonly there: () => boolean;
}

const program = (name: string) => (): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

const library = (name: string) => (): boolean =>
  spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout?.includes(name) ?? false;

/** SANE loads its backends itself: ldconfig does not know them. */
const saneBackend = (name: string) => (): boolean => globSync(`/usr/lib/*/sane/libsane-${name}.so.1`).length > 0;

const file = (path: string) => (): boolean => existsSync(path);

/** What the tests need: two browsers, a screen that nobody sees, devices that are not there, a disk whose power can be cut. */
const parts: readonly Part[] = [
  { package: 'chromium', there: program('chromium') },
  { package: 'xvfb', there: program('Xvfb') },
  { package: 'xauth', there: program('xauth') },
  { package: 'libgtk-3-0', there: library('libgtk-3.so.0') },
  { package: 'libnss3', there: library('libnss3.so') },
  { package: 'libgbm1', there: library('libgbm.so.1') },
  { package: 'libusb-1.0-0', there: library('libusb-1.0.so.0') },
  { package: 'umockdev', there: program('umockdev-run') },
  { package: 'udev', there: program('udevadm') },
  { package: 'e2fsprogs', there: () => ['/sbin', '/usr/sbin'].some((folder) => existsSync(join(folder, 'mkfs.ext4'))) },
  { package: 'sane-utils', there: program('scanimage') },
  { package: 'libsane1', there: saneBackend('test') },
  { package: 'sane-airscan', there: saneBackend('airscan') },
  { package: 'avahi-daemon', there: file('/usr/sbin/avahi-daemon') },
  { package: 'avahi-utils', there: file('/usr/bin/avahi-publish') },
  { package: 'dbus-daemon', there: program('dbus-daemon') },
  { package: 'iproute2', there: file('/sbin/ip') },
  { package: 'nftables', there: file('/usr/sbin/nft') },
  { package: 'pcscd', there: () => existsSync('/usr/sbin/pcscd') },
  { package: 'vsmartcard-vpcd', there: () => existsSync('/usr/lib/pcsc/drivers/serial/libifdvpcd.so') },
  { package: 'libpcsclite-dev', there: () => existsSync('/usr/include/PCSC/winscard.h') },
  { package: 'opensc', there: program('opensc-tool') },
  { package: 'libasound2', there: library('libasound.so.2') },
  { package: 'curl', there: program('curl') },
  { package: 'nats-server', there: program('nats-server') },
  { package: 'openssl', there: program('openssl') },
  // A power supply and a page printer that are not there, behind the real services.
  { package: 'nut-server', there: file('/lib/nut/upsd') },
  { package: 'nut-client', there: file('/usr/bin/upsrw') },
  { package: 'cups-daemon', there: file('/usr/sbin/cupsd') },
  { package: 'cups-client', there: file('/usr/bin/lpstat') },
  { package: 'cups', there: file('/usr/sbin/cupsfilter') },
  { package: 'cups-filters', there: file('/usr/lib/cups/filter/imagetopdf') },
  { package: 'v4l-utils', there: file('/usr/bin/v4l2-ctl') },
  { package: 'poppler-utils', there: file('/usr/bin/pdftoppm') },
  { package: 'imagemagick', there: file('/usr/bin/convert') },
];

/**
 * Makes sure that the Debian parts of the tests are there: installs them as root, names them otherwise.
 * @returns the packages that are still missing
 */
export async function debianParts(): Promise<readonly string[]> {
  const missing = (): string[] => parts.filter((part) => !part.there()).map((part) => part.package);
  const wanted = missing();
  if (wanted.length === 0 || process.getuid?.() !== 0) return wanted;
  say(`installing Debian packages: ${wanted.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], {
    env,
  });
  if (code !== 0) process.stderr.write(output);
  return missing();
}
