import type { Problem } from '../../core/problem/catalogue.ts';
import type { Resolutions, ScanMode, ScannerCapabilities, ScanPlan, SourceCapabilities } from './page-scanner.ts';
import { allNamed, firstNamed, readXml, type XmlElement } from './xml.ts';

/** Areas are told in 300ths of an inch (Mopria eSCL, PWG 5100.17 units of "escl:ThreeHundredthsOfInches"). */
const UNITS_PER_MM = 300 / 25.4;

/** Formats in which a page is taken, best first: PNG loses nothing, JPEG every scanner has. */
export const pageFormats = ['image/png', 'image/jpeg'] as const;
export type PageFormat = (typeof pageFormats)[number];

export interface EsclCapabilities extends ScannerCapabilities {
  readonly version: string;
  readonly formats: readonly PageFormat[];
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const whole = (text: string | undefined): number => (text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : 0);

/** A setting of one source, or, where the source only refers to a common profile, of the whole scanner. */
function settings(input: XmlElement, root: XmlElement, name: string): readonly XmlElement[] {
  const own = allNamed(input, name);
  return own.length > 0 ? own : allNamed(root, name);
}

function resolutionsOf(input: XmlElement, root: XmlElement): Resolutions {
  const one = (element: XmlElement): number => {
    const [x, y] = ['XResolution', 'YResolution'].map((name) => whole(firstNamed(element, name)?.text));
    // Pixels that are not square are of no use to whoever measures on the page.
    return x !== undefined && x === y ? x : 0;
  };
  const discrete = settings(input, root, 'DiscreteResolution').map(one);
  const usable = [...new Set(discrete)].filter((dpi) => dpi > 0).sort((a, b) => a - b);
  if (usable.length > 0) return usable;
  const [range] = settings(input, root, 'XResolutionRange');
  const at = (name: string) => whole(range && firstNamed(range, name)?.text);
  return { min: at('Min'), max: at('Max'), step: at('Step') };
}

function sourceOf(input: XmlElement, root: XmlElement, source: 'flatbed' | 'feeder'): SourceCapabilities | null {
  const colours = settings(input, root, 'ColorMode').map(({ text }) => text);
  const modes: ScanMode[] = [];
  if (colours.includes('Grayscale8')) modes.push('gray');
  if (colours.includes('RGB24')) modes.push('color');
  const [width, height] = ['MaxWidth', 'MaxHeight'].map((name) => whole(firstNamed(input, name)?.text) / UNITS_PER_MM);
  const resolutions = resolutionsOf(input, root);
  const none = 'min' in resolutions && resolutions.min <= 0;
  if (!width || !height || modes.length === 0 || none) return null;
  return { source, modes, resolutions, width, height };
}

/** What a scanner says it can do; null for an answer that is not one of an eSCL scanner with which we could work. */
export function parseCapabilities(bytes: Uint8Array): EsclCapabilities | null {
  const root = readXml(textOf(bytes));
  if (root?.name !== 'ScannerCapabilities') return null;
  const inputs = [
    ['flatbed', firstNamed(root, 'PlatenInputCaps')],
    ['feeder', firstNamed(root, 'AdfSimplexInputCaps')],
  ] as const;
  const sources = inputs.flatMap(([source, input]) => (input ? (sourceOf(input, root, source) ?? []) : []));
  const told = [...allNamed(root, 'DocumentFormat'), ...allNamed(root, 'DocumentFormatExt')].map(({ text }) => text);
  const formats = pageFormats.filter((format) => told.includes(format));
  if (sources.length === 0 || formats.length === 0) return null;
  const plain = (name: string) => (firstNamed(root, name)?.text ?? '').slice(0, 80);
  return { model: plain('MakeAndModel'), version: plain('Version') || '2.0', sources, formats };
}

export interface EsclStatus {
  readonly state: 'Idle' | 'Processing' | 'Testing' | 'Stopped' | 'Down';
  /** What stops sheets from coming; null where nothing does, also when the feeder is merely empty. */
  readonly obstacle: Problem | null;
  readonly feederEmpty: boolean;
}

const states = ['Idle', 'Processing', 'Testing', 'Stopped', 'Down'] as const;

const feederProblems: Readonly<Record<string, Problem>> = {
  ScannerAdfJam: { code: 'scanner.jammed' },
  ScannerAdfMispick: { code: 'scanner.jammed' },
  ScannerAdfMultipickDetected: { code: 'scanner.jammed' },
  ScannerAdfInputTrayFailed: { code: 'scanner.stopped' },
  ScannerAdfInputTrayOverloaded: { code: 'scanner.jammed' },
  // The standard's word, and the one that scanners of the first years say, which sane-airscan alone knows.
  ScannerAdfHatchOpen: { code: 'scanner.cover-open' },
  ScannerAdfDoorOpen: { code: 'scanner.cover-open' },
};

export function parseStatus(bytes: Uint8Array): EsclStatus | null {
  const root = readXml(textOf(bytes));
  if (root?.name !== 'ScannerStatus') return null;
  // A job has a state of its own below it: the scanner's stands at the top.
  const said = root.children.find(({ name }) => name === 'State')?.text;
  const state = states.find((one) => one === said);
  if (!state) return null;
  const feeder = firstNamed(root, 'AdfState')?.text ?? '';
  const stopped: Problem | null = state === 'Stopped' || state === 'Down' ? { code: 'scanner.stopped' } : null;
  return { state, obstacle: feederProblems[feeder] ?? stopped, feederEmpty: feeder === 'ScannerAdfEmpty' };
}

/** The document that starts a job. */
export function scanSettings(plan: ScanPlan, { version, formats }: EsclCapabilities): string {
  const units = (mm: number) => Math.round(mm * UNITS_PER_MM);
  const { left, top, width, height } = plan.area;
  const [format] = formats;
  // A version is told by the scanner: only digits of it go back.
  const own = /^[\d.]{1,8}$/.test(version) ? version : '2.0';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">',
    `<pwg:Version>${own}</pwg:Version>`,
    '<scan:Intent>Document</scan:Intent>',
    '<pwg:ScanRegions><pwg:ScanRegion>',
    `<pwg:Height>${units(height)}</pwg:Height><pwg:Width>${units(width)}</pwg:Width>`,
    `<pwg:XOffset>${units(left)}</pwg:XOffset><pwg:YOffset>${units(top)}</pwg:YOffset>`,
    '<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>',
    '</pwg:ScanRegion></pwg:ScanRegions>',
    `<pwg:DocumentFormat>${format}</pwg:DocumentFormat><scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`,
    `<pwg:InputSource>${plan.source === 'flatbed' ? 'Platen' : 'Feeder'}</pwg:InputSource>`,
    plan.source === 'feeder' ? '<scan:Duplex>false</scan:Duplex>' : '',
    `<scan:XResolution>${plan.dpi}</scan:XResolution><scan:YResolution>${plan.dpi}</scan:YResolution>`,
    `<scan:ColorMode>${plan.mode === 'gray' ? 'Grayscale8' : 'RGB24'}</scan:ColorMode>`,
    '</scan:ScanSettings>',
  ].join('');
}

/**
 * The path of a job out of a Location header. Only its path: many scanners name themselves there by an address that
 * cannot be reached from here, and an answer must not lead us to another machine.
 */
export function jobPath(location: string | undefined, base: URL): string | null {
  if (location === undefined || location.length > 1_024 || !URL.canParse(location, base)) return null;
  const { pathname } = new URL(location, base);
  return pathname.length > 1 ? pathname.replace(/\/+$/, '') : null;
}

/** Seconds that a busy scanner asks for; 1 where it says nothing that could be one. */
export function retryAfterMs(header: string | undefined): number {
  return header !== undefined && /^\s*\d{1,4}\s*$/.test(header) ? Number(header) * 1_000 : 1_000;
}
