import type { DiscoveryView, FoundGroup, FoundView } from '../../../main/api/views.ts';

const thing = (
  kind: FoundView['kind'],
  at: string,
  name: string,
  speaking: FoundView['drivers'][number],
  usedBy: string | null = null,
): FoundView => ({ kind, at, name, usb: null, serial: null, drivers: [speaking], usedBy });

const scanner = (driver: string) => ({ driver, kind: 'page-scanner' }) as const;

/** What else than cables a recorded zone has found: long names, many of a kind, and services that are not there. */
export const found: Readonly<Partial<Record<FoundGroup, DiscoveryView>>> = {
  reader: {
    found: [
      thing('pcsc', 'Identive CLOUD 4700 F Dual Interface Reader [CLOUD 4700 F Contactless] 00 00', '', {
        driver: 'chip',
        kind: 'chip',
      }),
      thing('sbi', '2034000117', 'Mantra MFS500', { driver: 'sbi', kind: 'fingerprint' }, 'fingerprint'),
    ],
    problems: [],
  },
  scanner: {
    found: [
      thing('sane', 'genesys:libusb:001:004', 'Canon LiDE 220', scanner('sane')),
      thing('sane', 'fujitsu:ScanSnap iX1300:1428', 'FUJITSU ScanSnap iX1300', scanner('sane')),
      ...[1, 2, 3, 4, 5].map((number) =>
        thing('escl', `http://192.168.1.10${number}:9095/eSCL`, `Kyocera ECOSYS M2040dn (${number})`, scanner('escl')),
      ),
    ],
    problems: [],
  },
  printer: { found: [], problems: [{ code: 'page-printer.service-missing' }] },
  power: {
    found: [thing('supply', '/sys/class/power_supply', 'Mains, Battery', { driver: 'power', kind: 'power' })],
    problems: [{ code: 'power.service-missing', params: { address: '127.0.0.1' } }],
  },
  screen: {
    found: [
      thing('display', 'voter', 'DELL P2422H 1920 × 1080', { driver: 'display', kind: 'display' }, 'display'),
      thing('camera', 'usb:046d:0825#9F2C', 'UVC Camera (046d:0825)', { driver: 'camera', kind: 'camera' }),
    ],
    problems: [],
  },
};
