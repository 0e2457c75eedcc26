import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discoverAmong } from '../testing/avahi.ts';
import { listEscl, listSane, parseAirscan } from './list-scanners.ts';
import { needs, saneConfig, scriptInPlace, testBackend } from './sane.fixture.ts';

const failed = (code: string, params?: object) => ({ ok: false, error: { code, ...(params && { params }) } });

describe('scanners that SANE knows', () => {
  it('are told by scanimage with its test backend', async () => {
    const listed = await listSane({ env: testBackend() });
    expect(listed.ok && listed.value.map(({ device, vendor }) => [device, vendor])).toEqual([
      ['test:0', 'Noname'],
      ['test:1', 'Noname'],
    ]);
  });

  it('are none where there is none', async () => {
    needs('sane-utils');
    needs('sane-airscan');
    const env = saneConfig('airscan', ['[options]', 'discovery = disable']);
    expect(await listSane({ env })).toEqual({ ok: true, value: [] });
  });

  it('leave out what the network list shows by itself', async () => {
    const { program } = scriptInPlace(
      String.raw`printf 'airscan:e0:Laser\tX\tY\nairscan:w1:Old\tX\tZ\ngenesys:libusb:001:004\tCanon\tLiDE 220\n'`,
    );
    const listed = await listSane({ program });
    expect(listed.ok && listed.value.map(({ device }) => device)).toEqual(['airscan:w1:Old', 'genesys:libusb:001:004']);
  });

  it('name the missing package, and end where a backend hangs', async () => {
    expect(await listSane({ program: '/nowhere/scanimage' })).toEqual(
      failed('scanner.part-missing', { part: 'sane-utils' }),
    );
    const { program } = scriptInPlace('exec sleep 60');
    expect(await listSane({ program, limitMs: 300 })).toEqual(failed('scanner.timed-out'));
  });
});

describe('scanners in the network', () => {
  it('are read out of what airscan-discover writes', () => {
    const text = `[devices]
  Kyocera ECOSYS M2040dn = http://192.168.1.102:9095/eSCL, eSCL
  Kyocera ECOSYS M2040dn = http://192.168.1.102:5358/WSDScanner, WSD
  "a = b" = https://[fe80::217:c8ff:fe7b:6a91%4]:9096/eSCL, eSCL
  HP = http://10.0.0.9:80/eSCL/, eSCL
  HP again = http://10.0.0.9:80/eSCL, eSCL
  broken = ftp://10.0.0.9/eSCL, eSCL
`;
    expect(parseAirscan(text)).toEqual([
      { name: 'Kyocera ECOSYS M2040dn', url: 'http://192.168.1.102:9095/eSCL' },
      { name: 'HP again', url: 'http://10.0.0.9:80/eSCL' },
    ]);
  });

  it('never makes an address out of anything that is none', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), (name, url) => {
        for (const one of parseAirscan(`  ${name} = ${url}, eSCL\n${name}`)) {
          expect(URL.canParse(one.url)).toBe(true);
          expect(one.name.length).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('are found by the real airscan-discover where the real avahi-daemon makes them known', {
    timeout: 120_000,
  }, async () => {
    const program = discoverAmong({ 'Double Scanner': 8_085, 'Office = 2': 80 });
    const listed = await listEscl({ program, limitMs: 60_000 });
    expect(listed.ok && [...listed.value].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'Double Scanner', url: 'http://127.0.0.1:8085/eSCL' },
      { name: 'Office = 2', url: 'http://127.0.0.1:80/eSCL' },
    ]);
  });

  it('name the package that is missing', async () => {
    expect(await listEscl({ program: '/nowhere/airscan-discover' })).toEqual(
      failed('scanner.part-missing', { part: 'sane-airscan' }),
    );
  });
});
