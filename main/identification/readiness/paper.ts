import type { Mode } from '../../../core/election/common.ts';
import { fileName, stamp } from '../../../core/media/file-name.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { type ReadinessItem, readinessPages } from '../../../core/paper/readiness-page.ts';
import { shortDate } from '../../../core/person/dates.ts';
import { hashGroups } from '../../../core/receipt/slip.ts';
import { checkWords } from '../../api/readiness-words.ts';
import type { DeviceView, ReadinessLine, ReadinessReport } from '../../api/views.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { type Language, problemText } from '../../problem-words.ts';
import { screenText } from '../../screen-words.ts';
import { reportCode, reportHash } from './check.ts';

/** What the paper says besides the report itself. */
export interface ReadinessPlace {
  /** Of the package in force; null before the first. */
  readonly election: {
    readonly name: string;
    readonly station: string;
    readonly mode: Mode;
  } | null;
  /** Local ISO date and hh:mm of the report. */
  readonly date: string;
  readonly time: string;
  /** What each device of the kiosk is for, by its name. */
  readonly kinds: Readonly<Record<string, DeviceView['kind']>>;
}

const HEAD_GROUPS = 6;

/** Name of both files of a report, without what follows the dot. */
export const readinessName = ({ device }: ReadinessReport, at: ReadinessPlace): string =>
  fileName(['readiness', device, stamp(at)]);

/**
 * The report on A4 as a PDF, in one language. The same report gives the same bytes.
 * @param file name of the signed file, by which the paper is checked
 */
export function readinessPdf(
  report: ReadinessReport,
  place: ReadinessPlace,
  language: Language,
  file: string,
): Uint8Array {
  const word = (key: string, values?: Readonly<Record<string, string>>) => screenText(language, `paper:${key}`, values);
  const { election } = place;
  const sheet = {
    mark:
      election === null || election.mode === 'official' ? null : screenText(language, `parts:mode.${election.mode}`),
    title: word('title'),
    about: election === null ? '' : `${election.name} · ${word('station')} № ${election.station}`,
    facts: [
      [word('made'), `${shortDate(place.date)} ${place.time}`],
      [word('device'), report.device],
      [word('serial'), report.serial],
      [word('version'), report.version],
      [word('program'), hashGroups(report.program, HEAD_GROUPS)],
      [word('head'), hashGroups(report.head, HEAD_GROUPS)],
    ] as const,
    states: {
      bad: screenText(language, 'technician:readiness.bad'),
      warn: screenText(language, 'technician:readiness.warn'),
      good: screenText(language, 'technician:readiness.good'),
    },
    items: report.lines.map((line) => itemOf(line, place, language)),
    nothingWrong: word('nothing-wrong'),
    proof: {
      words: word('words', { words: report.words.join(' ') }),
      hash: word('hash', { hash: hashGroups(reportHash(report), 16).toUpperCase() }),
      signature: word('signature', { key: report.key, signature: report.signature }),
      how: word('how', { file }),
      code: reportCode(report),
    },
    signatures: [word('technician'), word('chair')],
    pageOf: word('page'),
  };
  const about = { title: `${sheet.title} ${report.device}`, at: report.at, language };
  return pdfOf(readinessPages(sheet), about, paperFonts());
}

function itemOf({ check, state, problem, detail }: ReadinessLine, place: ReadinessPlace, language: Language) {
  const item: ReadinessItem = {
    state,
    name: checkName(check, place.kinds, language),
    happened: problem && problemText(problem, language, 'happened'),
    todo: problem && problemText(problem, language, 'technician'),
    detail,
  };
  return item;
}

/** What a check is called on the screen. */
export function checkName(check: string, kinds: ReadinessPlace['kinds'], language: Language): string {
  const { key, about: id } = checkWords(check);
  const kind = kinds[id];
  const what = kind === undefined ? id : screenText(language, `parts:device.${kind}`);
  const name = kind === undefined || kind === id ? what : `${what} (${id})`;
  return screenText(language, key, { name });
}
