import demo from '../../../assets/demo/election.json' with { type: 'json' };
import { type Election, electionSchema } from '../../../core/election/election.ts';
import { resultsDefault } from '../../../core/election/policy-results.ts';
import { linesOnPage } from '../../../core/results/page-lines.ts';
import type { ProtocolContent } from '../../../core/results/protocol.ts';
import type { ResultsImage } from '../../../core/results/results-file.ts';
import { type SignedPaper, signedProtocol, stampedSlip } from '../../../core/results/signed-paper.fixture.ts';
import type { ScanShown, StationRow } from '../../../main/api/console-views.ts';
import { optionNames } from './country-options.ts';
import { scanPicture } from './scan-picture.ts';

/** Signed pages of a station of the simulated country, drawn as the product prints them: nobody has signed them. */
export interface DrawnScan {
  readonly image: ResultsImage;
  readonly shown: () => ScanShown;
}

/** What was scanned of these versions, and the slip of the box. */
export function scansOf(row: StationRow, versions: readonly ProtocolContent[]): readonly DrawnScan[] {
  const election = electionOf(row, versions);
  const form = resultsDefault.form;
  const [first] = versions;
  const papers = [
    ...versions.flatMap((content) => {
      const of = { election, form, hash: `${content.version}`.repeat(64), code: 'taanuu:protocol:2:parliament-2025' };
      const pages = signedProtocol(content, of);
      return pages.map((paper) => scanOf(paper, linesOnPage(content, of, paper)));
    }),
    ...(first ? [scanOf(stampedSlip(first, election, row.admitted), null)] : []),
  ];
  return papers;
}

function scanOf(paper: SignedPaper, lines: readonly string[] | null): DrawnScan {
  const { what, page, pages } = paper;
  const number = what.of === 'slip' ? '9' : `${what.protocol === 'deputies' ? 1 : 2}${what.version}${page}`;
  return {
    image: { what, page, pages, type: 'image/png', bytes: 143_000, sha256: number.padStart(64, '0') },
    shown: () => ({ url: scanPicture(paper), lines }),
  };
}

/** The demo election with this station, and a ballot of each of its protocols. */
function electionOf(row: StationRow, versions: readonly ProtocolContent[]): Election {
  const election = electionSchema.parse(demo);
  const [precinct] = election.precincts;
  const style = election.papers?.styles[0];
  const part = style?.parts[0];
  if (!precinct || !election.papers || !style || !part) throw new Error('the demo election has no ballots');
  const title = { ky: 'Депутаттарды шайлоо', ru: 'Выборы депутатов', en: 'Election of deputies' };
  const names = { ky: 'Жогорку Кеңешке шайлоо', ru: 'Выборы в Жогорку Кенеш', en: 'Election of the Jogorku Kenesh' };
  const styles = [...new Set(versions.map((one) => one.style))].map((id) => ({
    ...{ ...style, id, title },
    parts: [{ ...part, options: part.options.slice(0, 3).map((option, at) => ({ ...option, ...optionNames[at] })) }],
  }));
  return {
    ...election,
    ...{ names, mode: 'training', precincts: [{ ...precinct, number: row.station, names: row.name }] },
    papers: { ...election.papers, styles },
  };
}
