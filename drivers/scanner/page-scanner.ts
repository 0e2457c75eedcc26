import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Device } from '../device.ts';

/** Gray image of a page: row-major, top row first, 0 = black … 255 = white. */
export interface GrayPage {
  readonly width: number;
  readonly height: number;
  /** Pixels per inch, both ways. */
  readonly dpi: number;
  readonly pixels: Uint8Array;
}

/** `flatbed`: the glass, one page. `feeder`: sheets drawn in one after the other, front side. */
export type PageSource = 'flatbed' | 'feeder';

/**
 * What the scanner measures; pages are gray in any case. `color` is for scanners that see gray in the light of one lamp,
 * under which ink of that colour vanishes.
 */
export type ScanMode = 'gray' | 'color';

/** Millimetres from the top left corner. */
export interface ScanArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Resolutions = readonly number[] | { readonly min: number; readonly max: number; readonly step: number };

export interface SourceCapabilities {
  readonly source: PageSource;
  readonly modes: readonly ScanMode[];
  /** Pixels per inch: each, or a range. */
  readonly resolutions: Resolutions;
  /** Largest area, in millimetres. */
  readonly width: number;
  readonly height: number;
}

export interface ScannerCapabilities {
  readonly model: string;
  readonly sources: readonly SourceCapabilities[];
}

export interface ScanRequest {
  readonly source: PageSource;
  /** Wanted pixels per inch: the next that the scanner has is taken, and the page says which. */
  readonly dpi: number;
  /** `gray` unless said, or what the scanner has instead. */
  readonly mode?: ScanMode;
  /** Everything the source can see, unless said. */
  readonly area?: ScanArea;
  /** Sheets of the feeder to take at most. */
  readonly maxPages?: number;
}

export type ScanProgress =
  | { readonly stage: 'waiting' }
  /** `page` counts from 1; `share` of it that has arrived, 0–1, where the scanner tells. */
  | { readonly stage: 'page'; readonly page: number; readonly share: number };

export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Takes each page as it comes. Pages taken so are not kept: what came before a jam is not lost, and memory is one page. */
  readonly onPage?: (page: GrayPage) => void;
}

export interface PageScanner extends Device {
  readonly kind: 'page-scanner';
  /** What it can do; null until it has been seen. */
  readonly capabilities: ScannerCapabilities | null;
  /**
   * Scans a page of the glass, or the sheets of the feeder until it is empty. Never rejects and always ends: with the
   * pages (none where `onPage` took them), `device.cancelled` when the signal aborts, or the scanner's problem.
   * One scan at a time: a second one waits for the first.
   */
  scan(request: ScanRequest, options?: ScanOptions): Promise<Result<readonly GrayPage[], Problem>>;
}

/** Nothing larger is taken from a scanner: A4 at 600 dpi has 35 million pixels. */
export const PAGE_LIMITS = { side: 20_000, pixels: 40_000_000, sheets: 50 } as const;

const MM_PER_INCH = 25.4;
/** Scanners round their sizes. */
const TOLERANCE_MM = 1;

/** What a request means for one scanner. */
export interface ScanPlan {
  readonly source: PageSource;
  readonly dpi: number;
  readonly mode: ScanMode;
  readonly area: ScanArea;
  readonly sheets: number;
}

/** The next resolution that is offered, or the highest. */
export function resolutionFor(wanted: number, offered: Resolutions): number | null {
  if ('min' in offered) {
    const { min, max, step } = offered;
    if (!(min > 0 && max >= min)) return null;
    const steps = step > 0 ? Math.ceil((wanted - min) / step) : 0;
    const stepped = step > 0 ? min + Math.max(0, steps) * step : Math.max(min, wanted);
    return Math.min(stepped, max);
  }
  const rising = offered.filter((dpi) => dpi > 0).sort((a, b) => a - b);
  return rising.find((dpi) => dpi >= wanted) ?? rising.at(-1) ?? null;
}

/** What to ask this scanner for; null where it cannot do it. */
export function planFor(request: ScanRequest, { sources }: ScannerCapabilities): ScanPlan | null {
  const { source, mode: wanted = 'gray', dpi: wantedDpi, maxPages = PAGE_LIMITS.sheets } = request;
  const offered = sources.find((one) => one.source === source);
  if (!offered || !(wantedDpi > 0)) return null;
  const dpi = resolutionFor(wantedDpi, offered.resolutions);
  const mode = offered.modes.includes(wanted) ? wanted : offered.modes[0];
  if (dpi === null || mode === undefined) return null;
  const area = request.area ?? { left: 0, top: 0, width: offered.width, height: offered.height };
  const inside =
    area.left >= 0 &&
    area.top >= 0 &&
    area.width > 0 &&
    area.height > 0 &&
    area.left + area.width <= offered.width + TOLERANCE_MM &&
    area.top + area.height <= offered.height + TOLERANCE_MM;
  const [width, height] = [area.width, area.height].map((mm) => (mm / MM_PER_INCH) * dpi) as [number, number];
  if (!inside || width > PAGE_LIMITS.side || height > PAGE_LIMITS.side) return null;
  if (width * height > PAGE_LIMITS.pixels) return null;
  const sheets = source === 'flatbed' ? 1 : Math.min(Math.max(1, Math.floor(maxPages)), PAGE_LIMITS.sheets);
  return { source, dpi, mode, area, sheets };
}
