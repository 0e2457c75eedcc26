import { describe, expect, it } from 'vitest';
import { planFor, resolutionFor } from './page-scanner.ts';
import {
  complaintOf,
  findScanner,
  parseList,
  parseOptions,
  problemOf,
  progressOf,
  roundedResolution,
  scanArguments,
} from './scanimage-text.ts';

/** As a sheet-fed scanner with two sides tells it. */
const fujitsu = `
All options specific to device \`fujitsu:fi-7160:123456':
  Scan Mode:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    --page-width 0..221.121mm (in steps of 0.0211639) [215.872]
        Specifies the width of the media.
    -l 0..215.872mm (in steps of 0.0211639) [0]
        Top-left x position of scan area.
    -x 0..221.121mm (in steps of 0.0211639) [215.872]
        Width of scan-area.
    -y 0..355.600mm (in steps of 0.0211639) [279.364]
        Height of scan-area.
  Enhancement:
    --brightness -127..127 (in steps of 1) [0]
`;
/** As a flatbed without a choice of source does, with an option that is not active before others. */
const genesys = `
    --mode Color|Gray|Lineart [Gray]
    --source Transparency Adapter [inactive]
    --resolution 4800|2400|1200|600|300|150|75dpi [75] [advanced]
    -x 0..216.7mm [216.7]
    -y 0..297.5mm [297.5]
`;

describe('what scanimage says', () => {
  it('of a sheet-fed scanner: the front side is the feeder', () => {
    const offered = parseOptions(fujitsu, 'FUJITSU fi-7160');
    const resolutions = { min: 50, max: 600, step: 1 };
    const modes = ['gray', 'color'];
    expect(offered?.sources).toEqual([{ source: 'feeder', modes, resolutions, width: 221.121, height: 355.6 }]);
    const plan = planFor({ source: 'feeder', dpi: 300 }, offered!);
    expect(scanArguments('fujitsu:fi-7160:1', plan!, offered!, { brightness: '10' })).toEqual([
      '--device-name=fujitsu:fi-7160:1',
      '--format=pnm',
      '--source=ADF Front',
      '--mode=Gray',
      '--resolution=300',
      '--brightness=10',
      ...['-l', '0', '-t', '0', '-x', '221.121', '-y', '355.6'],
    ]);
  });

  it('of a flatbed without a choice: it has one place, and is not asked for it', () => {
    const offered = parseOptions(genesys, 'Canon LiDE');
    expect(offered?.sources.map(({ source }) => source)).toEqual(['flatbed']);
    const plan = planFor({ source: 'flatbed', dpi: 200 }, offered!);
    expect(plan?.dpi).toBe(300);
    expect(scanArguments('genesys', plan!, offered!, {}).some((word) => word.startsWith('--source'))).toBe(false);
  });

  it.each([
    ['without a resolution', genesys.replace('--resolution', '--depth')],
    ['without a mode that we know', genesys.replace('Color|Gray|Lineart', 'Lineart')],
    ['with a size in pixels', genesys.replace('0..216.7mm', '0..5000pel')],
    ['that says nothing', ''],
  ])('of a device %s: it cannot be worked with', (_, text) => {
    expect(parseOptions(text, '')).toBeNull();
  });

  it('of failures: by SANE’s words, and by its number where there are none', () => {
    const problem = (line: string, code: number | null) => problemOf(code, complaintOf(line), 'x')?.code;
    expect(problem('scanimage: sane_start: Document feeder jammed', null)).toBe('scanner.jammed');
    expect(problem('scanimage: open of device genesys:x failed: Invalid argument', 1)).toBe('scanner.missing');
    expect(problem('scanimage: open of device x failed: Device busy', 1)).toBe('scanner.busy');
    expect(problem('scanimage: open of device x failed: Access to resource has been denied', 1)).toBe(
      'scanner.access-denied',
    );
    expect(problem('scanimage: no SANE devices found', 1)).toBe('scanner.missing');
    expect(problem('scanimage: setting of option --source failed (Invalid argument)', 1)).toBe('scanner.unsupported');
    expect(problem('scanimage: unrecognized option', 1)).toBe('scanner.unsupported');
    expect(problem('', 8)).toBe('scanner.cover-open');
    expect(problem('', 12)).toBe('scanner.unknown');
    expect(problem('', null)).toBe('scanner.unknown');
    expect(problem('', 0)).toBeUndefined();
  });

  it('of anything else: no failure', () => {
    const lines = [
      'scanimage: rounded value of br-x from 210 to 209.9',
      'Scanning page 1',
      '[airscan] Device busy',
      '',
    ];
    expect(lines.map(complaintOf)).toEqual([null, null, null, null]);
    expect(lines.map(roundedResolution)).toEqual([null, null, null, null]);
    expect(roundedResolution('scanimage: rounded value of resolution from 210 to 200')).toBe(200);
    expect(['Progress: 12.5%', 'Progress: 100.0%', 'Progress: x'].map(progressOf)).toEqual([0.125, 1, null]);
  });

  it('of the scanners that are there: one is found again at another USB address, if it is the only one of its kind', () => {
    const listed = parseList(
      'genesys:libusb:001:007\tCanon\tLiDE 300 \nno such line\ntest:0\tNoname\tfrontend-tester\n',
    );
    expect(listed.map(({ device, model }) => [device, model])).toEqual([
      ['genesys:libusb:001:007', 'LiDE 300'],
      ['test:0', 'frontend-tester'],
    ]);
    expect(findScanner('genesys:libusb:001:004', listed)?.device).toBe('genesys:libusb:001:007');
    expect(findScanner('epson2:libusb:001:004', listed)).toBeNull();
    expect(findScanner('test:1', listed)).toBeNull();
    const two = [...listed, { device: 'genesys:libusb:001:009', vendor: 'Canon', model: 'LiDE 300' }];
    expect(findScanner('genesys:libusb:001:004', two)).toBeNull();
    expect(findScanner('genesys:libusb:001:009', two)?.device).toBe('genesys:libusb:001:009');
  });
});

describe('a plan', () => {
  const modes = ['color'] as const;
  const source = { source: 'flatbed', modes, resolutions: [600, 75, 300], width: 216, height: 297 } as const;
  const plan = (request: object) =>
    planFor({ source: 'flatbed', dpi: 200, ...request }, { model: '', sources: [source] });

  it.each([
    [200, [600, 75, 300], 300],
    [900, [600, 75, 300], 600],
    [200, [], null],
    [201, { min: 75, max: 600, step: 25 }, 225],
    [20, { min: 75, max: 600, step: 25 }, 75],
    [601, { min: 75, max: 600, step: 25 }, 600],
    [220, { min: 75, max: 600, step: 0 }, 220],
    [200, { min: 0, max: 0, step: 0 }, null],
  ])('for %i dpi out of %o takes %s', (wanted, offered, taken) => {
    expect(resolutionFor(wanted, offered)).toBe(taken);
  });

  it('is within what the scanner has, and within our limits', () => {
    expect(plan({})).toEqual({
      ...{ source: 'flatbed', dpi: 300, mode: 'color', sheets: 1 },
      area: { left: 0, top: 0, width: 216, height: 297 },
    });
    const area = { left: 0, top: 0, width: 216, height: 297 };
    const refused = [
      { source: 'feeder' },
      { dpi: Number.NaN },
      { area: { ...area, left: 10 } },
      { area: { ...area, left: -1 } },
      { area: { ...area, height: 0 } },
    ];
    expect(refused.map(plan)).toEqual(refused.map(() => null));
    const fine = { ...source, resolutions: [2_400] };
    expect(planFor({ source: 'flatbed', dpi: 2_400 }, { model: '', sources: [fine] })).toBeNull();
  });
});
