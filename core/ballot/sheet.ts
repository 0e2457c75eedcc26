import type { Crypto } from '../crypto/crypto.ts';
import type { Election } from '../election/election.ts';
import type { Problem } from '../problem/catalogue.ts';
import { err, ok, type Result } from '../problem/result.ts';
import { ballotHash } from './corner-code.ts';
import type { BallotPapers, BallotStyle } from './definition.ts';
import { type LaidOut, layOut } from './layout.ts';

/** Ballots of one election, ready to be laid out. */
export interface Sheets {
  readonly styles: readonly BallotStyle[];
  /** What the corner code of each calls the election. */
  readonly hash: string;
  /**
   * A style on its sheet, for the day or for tests.
   * @returns `ballot.unknown-style`, or why it has no room (`layOut`)
   */
  readonly sheet: (style: string, test: boolean) => Result<LaidOut, Problem>;
}

/** The ballots that an election defines; `ballot.no-papers` if it defines none. */
export function sheetsOf(election: Election, crypto: Crypto): Result<Sheets, Problem> {
  const { id, mode, papers } = election;
  if (!papers) return err({ code: 'ballot.no-papers' });
  const hash = ballotHash({ id, mode, papers }, crypto);
  return ok({ styles: papers.styles, hash, sheet: (style, test) => sheetOf(election, papers, hash, style, test) });
}

function sheetOf(
  { names, mode, constituencies }: Election,
  { styles, layouts }: BallotPapers,
  hash: string,
  name: string,
  test: boolean,
): Result<LaidOut, Problem> {
  const style = styles.find(({ id }) => id === name);
  if (!style) {
    return err({
      code: 'ballot.unknown-style',
      params: { style: name, styles: styles.map(({ id }) => id).join(', ') },
    });
  }
  const layout = layouts.find(({ id }) => id === style.layout);
  const constituency = constituencies.findIndex(({ id }) => id === style.constituency);
  const where = constituencies[constituency];
  // The schemas of the definition and of the election hold both.
  if (!layout || !where) throw new Error(`${name} points nowhere`);
  const code = { election: hash, constituency, style: style.number, test, page: 1 };
  return layOut(style, layout, { election: names, constituency: where.names, mode, code });
}

/** The first style that has no room on its sheet, or null. An election without ballots of its own has none. */
export function withoutRoom(election: Election, crypto: Crypto): Problem | null {
  const sheets = sheetsOf(election, crypto);
  if (!sheets.ok) return null;
  for (const { id } of sheets.value.styles) {
    const made = sheets.value.sheet(id, false);
    if (!made.ok) return made.error;
  }
  return null;
}
