import type { Problem } from '../../core/problem/catalogue.ts';
import type { PageSource, Resolutions, ScanMode, ScannerCapabilities, ScanPlan } from './page-scanner.ts';

/** Statuses of the SANE standard (1.06, section 4.2.7) by number; `scanimage` ends with them and says their words. */
const statuses: readonly { readonly words: RegExp; readonly problem: (scanner: string) => Problem | null }[] = [
  { words: /^success/i, problem: () => null },
  { words: /operation not supported/i, problem: () => ({ code: 'scanner.unsupported' }) },
  // Somebody pressed the scanner's own button: it was not us.
  { words: /operation was cancel/i, problem: () => ({ code: 'scanner.stopped' }) },
  { words: /device busy/i, problem: () => ({ code: 'scanner.busy' }) },
  { words: /invalid argument/i, problem: () => ({ code: 'scanner.unsupported' }) },
  { words: /end of file reached/i, problem: () => ({ code: 'scanner.page-broken' }) },
  { words: /feeder jammed/i, problem: () => ({ code: 'scanner.jammed' }) },
  { words: /feeder out of documents/i, problem: () => ({ code: 'scanner.no-documents' }) },
  { words: /cover is open/i, problem: () => ({ code: 'scanner.cover-open' }) },
  { words: /error during device i\/o/i, problem: () => ({ code: 'scanner.io-error' }) },
  { words: /out of memory/i, problem: () => ({ code: 'scanner.out-of-memory' }) },
  {
    words: /access to resource has been denied/i,
    problem: (scanner) => ({ code: 'scanner.access-denied', params: { scanner } }),
  },
];

/** What is left of a line of stderr that says that scanning has failed. */
export type Complaint =
  | { readonly complaint: 'status'; readonly status: number }
  /** The device that was named cannot be opened: it is not there. */
  | { readonly complaint: 'missing' }
  /** Something failed in words that say no status. */
  | { readonly complaint: 'other' };

/** Null for lines that are no failure: what was rounded, which page is being scanned. */
export function complaintOf(line: string): Complaint | null {
  const [, said] = /^\S*scanimage: (.*)$/.exec(line) ?? [];
  if (said === undefined || /^rounded value of /.test(said)) return null;
  if (/^no SANE devices found/.test(said)) return { complaint: 'missing' };
  const failed =
    /^(sane_\w+|open of device|setting of option|Error during|attempted|unrecognized option|argument)/.test(said);
  const status = statuses.findIndex(({ words }, at) => at > 0 && words.test(said));
  // SANE calls a name that no backend knows an invalid argument.
  if (/^open of device/.test(said) && status === 4) return { complaint: 'missing' };
  if (status > 0) return { complaint: 'status', status };
  return failed ? { complaint: 'other' } : null;
}

/** The problem of a run that ended by itself; null where it went well. `exitCode` is the SANE status, or 1. */
export function problemOf(exitCode: number | null, complaint: Complaint | null, scanner: string): Problem | null {
  if (complaint?.complaint === 'missing') return { code: 'scanner.missing', params: { scanner } };
  const status = complaint?.complaint === 'status' ? complaint.status : (exitCode ?? -1);
  // Only `scanimage` itself fails with 1 without a word of SANE: its options did not suit the device.
  if (status === 1 && complaint?.complaint !== 'status') return { code: 'scanner.unsupported' };
  const known = statuses[status];
  return known ? known.problem(scanner) : { code: 'scanner.unknown', params: { status } };
}

export interface ListedScanner {
  /** SANE's name, such as `genesys:libusb:001:004`. */
  readonly device: string;
  readonly vendor: string;
  readonly model: string;
}

/** For `scanimage -f`: what a maker may have put into a name cannot look like the next field. */
export const LIST_FORMAT = '%d\t%v\t%m%n';

export function parseList(text: string): readonly ListedScanner[] {
  return text.split('\n').flatMap((line) => {
    const [device, vendor, model, more] = line.split('\t');
    if (!device || vendor === undefined || model === undefined || more !== undefined) return [];
    return [{ device, vendor: vendor.trim(), model: model.trim() }];
  });
}

/** A USB scanner is given another address whenever it is plugged in: the name without it. */
const withoutAddress = (device: string): string => device.replace(/libusb:\d+:\d+/, 'libusb');

/**
 * The scanner of the configuration among those that are there: by its name, or, where its USB address has changed, by
 * the rest of it, if only one fits.
 */
export function findScanner(configured: string, listed: readonly ListedScanner[]): ListedScanner | null {
  const exact = listed.find(({ device }) => device === configured);
  if (exact || !configured.includes('libusb:')) return exact ?? null;
  const alike = listed.filter(({ device }) => withoutAddress(device) === withoutAddress(configured));
  return alike.length === 1 ? alike[0]! : null;
}

/** What a device offers, and the words by which it must be asked for it. */
export interface SaneOptions extends ScannerCapabilities {
  readonly words: {
    /** By source; none where the device has no choice. */
    readonly source: Partial<Record<PageSource, string>>;
    readonly mode: Partial<Record<ScanMode, string>>;
  };
}

const OPTION = /^\s+(--?[a-zA-Z][\w-]*)[ =](.*?)(?: \[([^[\]]*)\])?(?: \[[^[\]]*\])*$/;

function resolutionsOf(constraint: string): Resolutions | null {
  const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)dpi(?: \(in steps of (\d+(?:\.\d+)?)\))?$/.exec(constraint);
  if (range) return { min: Number(range[1]), max: Number(range[2]), step: Number(range[3] ?? 1) };
  if (!/^\d+(\.\d+)?(\|\d+(\.\d+)?)*dpi$/.test(constraint)) return null;
  return constraint.slice(0, -3).split('|').map(Number);
}

/** Largest value of a geometry option, millimetres; 0 where it is told otherwise. */
const millimetres = (constraint: string): number =>
  Number(/^-?\d+(?:\.\d+)?\.\.(\d+(?:\.\d+)?)mm\b/.exec(constraint)?.[1] ?? 0);

const sourceWords: readonly (readonly [PageSource, RegExp])[] = [
  ['flatbed', /^(flatbed|normal|fb|platen)/i],
  ['feeder', /^(?!.*(duplex|back))(adf|automatic document feeder|document feeder|feeder)/i],
];
const modeWords: readonly (readonly [ScanMode, RegExp])[] = [
  ['gray', /^(true )?gr[ae]y/i],
  ['color', /^(24[- ]?bit )?colou?r/i],
];

function chosen<K extends string>(words: readonly (readonly [K, RegExp])[], constraint: string | undefined) {
  const choices = constraint?.split('|') ?? [];
  const found = words.flatMap(([key, word]) => {
    const choice = choices.find((one) => word.test(one));
    return choice === undefined ? [] : [[key, choice] as const];
  });
  return Object.fromEntries(found) as Partial<Record<K, string>>;
}

/** Reads `scanimage -A`; null where a resolution, a size or a mode is missing that we could work with. */
export function parseOptions(text: string, model: string): SaneOptions | null {
  const options = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, constraint, value] = OPTION.exec(line) ?? [];
    // Inactive ones cannot be set; the first of a name counts.
    if (name !== undefined && constraint !== undefined && value !== 'inactive' && !options.has(name)) {
      options.set(name, constraint);
    }
  }
  const resolutions = resolutionsOf(options.get('--resolution') ?? '');
  const [width, height] = ['-x', '-y'].map((name) => millimetres(options.get(name) ?? ''));
  const mode = chosen(modeWords, options.get('--mode'));
  const source = chosen(sourceWords, options.get('--source'));
  const modes = Object.keys(mode) as ScanMode[];
  if (!resolutions || !width || !height || modes.length === 0) return null;
  // A device without a choice has one place to put a page.
  const places = options.has('--source') ? (Object.keys(source) as PageSource[]) : (['flatbed'] as const);
  const sources = places.map((place) => ({ source: place, modes, resolutions, width, height }));
  return sources.length === 0 ? null : { model, sources, words: { source, mode } };
}

/** The arguments that scan by this plan; every value is an argument of its own, so that none can be taken for another. */
export function scanArguments(
  device: string,
  plan: ScanPlan,
  { words }: SaneOptions,
  settings: Readonly<Record<string, string>>,
): readonly string[] {
  const { source, mode, dpi, area } = plan;
  const place = words.source[source];
  const mm = (value: number) => String(Math.round(value * 1_000) / 1_000);
  return [
    `--device-name=${device}`,
    '--format=pnm',
    ...(place === undefined ? [] : [`--source=${place}`]),
    `--mode=${words.mode[mode]}`,
    `--resolution=${dpi}`,
    ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
    ...['-l', mm(area.left), '-t', mm(area.top), '-x', mm(area.width), '-y', mm(area.height)],
  ];
}

/** The resolution that the device took instead, where it rounded; null for other lines. */
export function roundedResolution(line: string): number | null {
  const [, value] = /rounded value of resolution from \S+ to (\d+(?:\.\d+)?)/.exec(line) ?? [];
  return value === undefined ? null : Number(value);
}

/** Share of a page out of a line of `--progress`, 0–1; null for other lines. */
export function progressOf(line: string): number | null {
  const [, value] = /^Progress: (\d{1,3}(?:\.\d+)?)%/.exec(line) ?? [];
  return value === undefined ? null : Math.min(1, Number(value) / 100);
}
