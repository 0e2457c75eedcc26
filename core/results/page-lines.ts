import type { Election } from '../election/election.ts';
import type { ResultsForm } from './form.ts';
import type { ProtocolContent } from './protocol.ts';
import { pagesOfRows } from './protocol-page.ts';
import { protocolSheet } from './protocol-sheet.ts';
import type { ResultsImage } from './results-file.ts';

/** Neither hash nor code moves a row: both stand below the table. */
const NO_HASH = '0'.repeat(64);
const NO_CODE = '0';

/**
 * Which numbers of a signed protocol stand on one page of its paper, so that whoever looks at the image of that page has just
 * those beside it: `line` for a line, `line/option` for an option of it. The paper is laid out once more, as the ballot zone
 * did.
 * @returns null where the paper cannot be laid out as it was: another form, a style that the election does not have, or
 *   another number of pages
 */
export function linesOnPage(
  content: ProtocolContent,
  { election, form }: { readonly election: Election; readonly form: ResultsForm },
  { page, pages }: Pick<ResultsImage, 'page' | 'pages'>,
): readonly string[] | null {
  const precinct = election.precincts.find(({ number }) => number === content.station);
  const style = election.papers?.styles.find(({ id }) => id === content.style);
  if (!precinct || !style || form.id !== content.form) return null;
  const names = new Map(content.signers.map(({ person, name }) => [person, name]));
  const sheet = protocolSheet(content, {
    ...{ election, precinct, style, form, hash: NO_HASH, code: NO_CODE, dissents: content.dissents },
    nameOf: (person) => names.get(person) ?? person,
  });
  const laid = pagesOfRows(sheet);
  if (laid.pages !== pages) return null;
  return rowIds(content).flatMap((ids, row) => (laid.rows[row] === page ? ids : []));
}

/** What stands in each row of the paper: one option alone is the line itself. */
const rowIds = ({ lines }: ProtocolContent): readonly (readonly string[])[] =>
  lines.flatMap(({ line, options }) => {
    const below = options.map(({ option }) => [`${line}/${option}`]);
    return options.length === 1 ? [[line, ...below.flat()]] : [[line], ...below];
  });
