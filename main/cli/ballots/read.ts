import { readFile } from 'node:fs/promises';
import type { BallotStyle } from '../../../core/ballot/definition.ts';
import { SHEET } from '../../../core/ballot/geometry.ts';
import { type JudgedPart, type Judgement, judgeSheet } from '../../../core/ballot/judge.ts';
import { expectedSheets } from '../../../core/ballot/read/expected.ts';
import { readSheet } from '../../../core/ballot/read/read-sheet.ts';
import { readingRules } from '../../../core/ballot/read/rules.ts';
import type { GrayPage, SheetReading } from '../../../core/ballot/reading.ts';
import { ballotReadingPolicySchema } from '../../../core/election/policy-ballot.ts';
import { decodeImage } from '../../../core/fingerprint/fingerprint.ts';
import { imageCodecs } from '../../images/codecs.ts';
import { decodeCornerCode } from '../../images/corner-code.ts';
import { sheetRaster } from '../../images/sheet-raster.ts';
import { type Given, WrongUse } from '../frame.ts';
import { type CommandIo, EXIT, Refused } from '../io.ts';
import { refuseFolder } from '../named-file.ts';
import { ballotsIn } from './source.ts';

/** Of an image: A4 at 600 dpi and a little more. */
const LIMITS = { side: 8_000, bytes: 64_000_000 } as const;
const DPI = { least: 100, most: 600 } as const;

/**
 * `taanuu ballots read`: what stands on scanned ballots. A ballot that is refused is an answer; an image that is none is
 * not.
 */
export async function readImages(
  file: string,
  images: readonly string[],
  values: Given<'test' | 'json'>,
  io: CommandIo,
): Promise<number> {
  if (images.length === 0) throw new WrongUse('Name one image, or more.');
  const dpi = dpiOf(values.text.dpi);
  const { policy, sheets } = await ballotsIn(file, values, io);
  const { styles, hash: election } = sheets;
  const ids = styles.map(({ id }) => id);
  const expected = expectedSheets(sheets, ids, (page) => sheetRaster(page, 200));
  const rules = readingRules(policy?.ballotReading ?? ballotReadingPolicySchema.parse(undefined));
  const byNumber = new Map(styles.map((style) => [style.number, style]));
  for (const image of images) {
    const reading = await readSheet(await pageOf(image, dpi), expected, rules, decodeCornerCode);
    // Whether it is for tests is told; which of the two a box would take now is no question of an image.
    const test = reading.kind !== 'unreadable' && reading.code.test;
    const judged = judgeSheet(reading, { election, styles: byNumber, test });
    if (values.flags.json) io.out(JSON.stringify({ image, judged, reading }));
    else for (const line of told(image, reading, judged, byNumber)) io.out(line);
  }
  return EXIT.done;
}

function dpiOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const dpi = Number(text);
  if (Number.isInteger(dpi) && dpi >= DPI.least && dpi <= DPI.most) return dpi;
  throw new WrongUse(`--dpi is a whole number from ${DPI.least} to ${DPI.most}.`);
}

/** @param dpi null: as the image tells, or else as if it were as wide as the sheet */
async function pageOf(file: string, dpi: number | null): Promise<GrayPage> {
  await refuseFolder(file);
  const image = decodeImage(await readFile(file), { codecs: imageCodecs, limits: LIMITS });
  if (!image.ok) {
    const known = image.error !== 'not-an-image' && image.error !== 'unsupported';
    throw new Refused(known ? { code: 'scanner.page-broken' } : { code: 'command.file-wrong-kind', params: { file } });
  }
  const { width, height, pixels } = image.value;
  const asWideAsSheet = Math.round((width * 25.4) / SHEET.width);
  return { width, height, pixels, dpi: dpi ?? image.value.dpi ?? asWideAsSheet };
}

const refusals = {
  foreign: 'this is no ballot of this product: it has no timing marks',
  'blank-side': 'this side is blank: turn it over',
  scale: 'it was printed or pulled through in the wrong size',
  streak: 'a line of the scanner runs through what has to be read: clean its glass',
  damaged: 'parts of it are missing, or its corner code cannot be read',
  double: 'there are two sheets, or it is folded',
  'wrong-election': 'a ballot of another election, or of another definition or mode of this one',
  'wrong-constituency': 'a ballot of a style that is not known here',
  'test-ballot': 'a ballot for tests',
  'official-ballot': 'a ballot of the day',
} as const satisfies Readonly<Record<Extract<Judgement, { verdict: 'refused' }>['why'], string>>;

const outcomes = {
  filled: 'filled in',
  none: 'nothing is marked',
  'too-many': 'too much is marked',
  unsure: 'persons have to look',
} as const satisfies Readonly<Record<JudgedPart['outcome'], string>>;

/** What was read, for a terminal. */
function told(
  image: string,
  reading: SheetReading,
  judged: Judgement,
  styles: ReadonlyMap<number, BallotStyle>,
): readonly string[] {
  if (judged.verdict === 'refused') return [`${image}: not read: ${refusals[judged.why]}`];
  if (reading.kind !== 'read') return [];
  const { code, turned, quality, squares } = reading;
  const worth =
    judged.verdict === 'invalid'
      ? `invalid: ${outcomes[judged.why]}`
      : judged.verdict === 'valid'
        ? 'valid'
        : 'for persons';
  const lies = [
    code.test ? ['for tests'] : [],
    turned ? ['upside down'] : [],
    quality.streaks ? ['streaks: clean the glass'] : [],
  ];
  const shares = new Map(squares.map(({ part, option, share }) => [`${part} ${option}`, share]));
  const say = (part: string, options: readonly string[]) =>
    options.map((option) => `${option} ${Math.round((shares.get(`${part} ${option}`) ?? 0) * 100)} %`).join(', ');
  return [
    [`${image}: ${styles.get(code.style)?.id}`, ...lies.flat(), worth].join(', '),
    ...judged.parts.map(({ part, outcome, marked, unsure }) =>
      [
        `  ${part}: ${outcomes[outcome]}`,
        ...(marked.length > 0 ? [`marked ${say(part, marked)}`] : []),
        ...(unsure.length > 0 ? [`unsure ${say(part, unsure)}`] : []),
      ].join('; '),
    ),
    `  ${Math.round(quality.skew * 10) / 10}° askew, ${percent(quality.scale.across)} across, ${percent(quality.scale.down)} down, ` +
      `marks off by ${Math.round(quality.fit * 1000) / 1000} mm, ${quality.missing} of them missing`,
  ];
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
