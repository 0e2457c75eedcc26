import type { Election } from '../election/election.ts';
import { A4, MARGIN, type Page } from '../paper/sheet.ts';
import { slipPages } from '../paper/slip-page.ts';
import { pageSvg } from '../paper/svg.ts';
import { dayPaper } from './day-papers.ts';
import type { ResultsForm } from './form.ts';
import type { ProtocolContent } from './protocol.ts';
import { protocolPages } from './protocol-page.ts';
import { protocolSheet } from './protocol-sheet.ts';
import type { ResultsImage } from './results-file.ts';

/**
 * Pages of protocols and slips of the box as the product prints them, with signatures and a stamp drawn on them, a little
 * askew as a feeder takes them in: what a scanner sees, for tests and pictures. Nobody has signed them.
 */
export interface SignedPaper extends Pick<ResultsImage, 'what' | 'page' | 'pages'> {
  readonly printed: Page;
  /** Signatures as paths of an SVG, in points; and where the middle of the stamp is. */
  readonly hands: readonly string[];
  readonly stamp: { readonly x: number; readonly y: number } | null;
  /** How far askew it went through the feeder, in degrees. */
  readonly slant: number;
}

/** Dots to an inch of an image that is kept. */
export const SCAN_DPI = 100;
/** Inks of a pen and of a stamp, and paper as a scanner sees it. */
export const scanInks = { pen: '#2b2b45', stamp: '#55557d', paper: '#fbfbf8' } as const;
/** Radii of the rings of the stamp, in points. */
export const STAMP_RINGS = [34, 31, 19] as const;
export const STAMP_WORD = 'УШК';

/** Every page of a signed version. */
export function signedProtocol(
  content: ProtocolContent,
  {
    election,
    form,
    hash,
    code,
  }: { readonly election: Election; readonly form: ResultsForm; readonly hash: string; readonly code: string },
): readonly SignedPaper[] {
  const precinct = election.precincts.find(({ number }) => number === content.station);
  const style = election.papers?.styles.find(({ id }) => id === content.style);
  if (!precinct || !style) throw new Error('no such station or ballot');
  const names = new Map(content.signers.map(({ person, name }) => [person, name]));
  const sheet = protocolSheet(content, {
    ...{ election, precinct, style, form, hash, code, dissents: content.dissents },
    nameOf: (person) => names.get(person) ?? person,
  });
  const pages = protocolPages(sheet, 'a4', { number: 1, of: 6 });
  return pages.map((page, at) => ({
    what: { of: 'protocol', protocol: content.style, version: content.version },
    ...{ page: at + 1, pages: pages.length, ...signed(page, content.version + at) },
  }));
}

/** The slip of the close, with its stamp. */
export function stampedSlip(
  { station, sitting, at }: Pick<ProtocolContent, 'station' | 'sitting' | 'at'>,
  election: Election,
  sheets: number,
): SignedPaper {
  const precinct = election.precincts.find(({ number }) => number === station);
  if (!precinct) throw new Error('no such station');
  const slip = dayPaper(
    { paper: 'final', sheets, mobile: 0 },
    {
      ...{ election, precinct, sitting, device: 'd-box', head: 'ab'.repeat(32) },
      ...{ box: { id: 'K-1', seal: '004711' }, date: at.slice(0, 10), time: '20:04' },
    },
  );
  const [page = []] = slipPages(slip, { name: { ky: 'А4', ru: 'А4' }, number: 1 });
  return { what: { of: 'slip', slip: 'final' }, page: 1, pages: 1, ...signed(page, 7) };
}

/** @param seed another hand for another one */
function signed(printed: Page, seed: number): Omit<SignedPaper, 'what' | 'page' | 'pages'> {
  // Lines to sign on are the only ones of that height.
  const lines = printed.flatMap((mark) =>
    mark.mark === 'box' && mark.height === 0.75 && mark.width > 60 ? [mark] : [],
  );
  const last = lines.at(-1);
  return {
    printed,
    hands: lines.map(({ x, y }, at) => hand(x + 8, y, seed * 7 + at * 3)),
    stamp: last ? { x: Math.min(A4.width - MARGIN - 60, last.x + last.width - 20), y: last.y - 20 } : null,
    slant: ((seed * 37) % 13) / 16 - 0.4,
  };
}

function hand(x: number, y: number, seed: number): string {
  const wave = (at: number, most: number): number => ((seed * 31 + at * 17) % 100) / (100 / most);
  const loops = Array.from({ length: 5 }, (_, at) => {
    const left = x + 14 + at * 17;
    return `C ${left} ${y - 10 - wave(at, 16)}, ${left + 6 + wave(at, 8)} ${y + 3}, ${left + 15} ${y - 4 - wave(at, 6)}`;
  });
  return `M ${x} ${y - 3} ${loops.join(' ')}`;
}

/** The paper as it was scanned, for a renderer of SVG that has Noto Sans. */
export function signedSvg({ printed, hands, stamp, slant }: SignedPaper): string {
  const drawn = pageSvg(printed, SCAN_DPI);
  const from = drawn.indexOf('>') + 1;
  const inner = drawn.slice(from, drawn.lastIndexOf('</svg>'));
  const { pen, stamp: ink, paper } = scanInks;
  const pens = hands.map((path) => `<path d="${path}" fill="none" stroke="${pen}" stroke-width="1.3"/>`);
  const rings = STAMP_RINGS.map(
    (radius) =>
      `<circle cx="${stamp?.x}" cy="${stamp?.y}" r="${radius}" fill="none" stroke="${ink}" stroke-width="1.2"/>`,
  );
  const word = `<text x="${(stamp?.x ?? 0) - 13}" y="${(stamp?.y ?? 0) + 4}" font-size="12" fill="${ink}">${STAMP_WORD}</text>`;
  const stamped = stamp === null ? '' : `${rings.join('')}${word}`;
  return (
    `${drawn.slice(0, from)}<rect width="100%" height="100%" fill="${paper}"/>` +
    `<g transform="rotate(${slant} ${A4.width / 2} ${A4.height / 2})">${inner}${pens.join('')}${stamped}</g></svg>`
  );
}
