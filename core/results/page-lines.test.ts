import { expect, it } from 'vitest';
import { electionSchema } from '../election/election.ts';
import { historicalForm } from './historical-form.ts';
import { linesOnPage } from './page-lines.ts';
import { protocolPages } from './protocol-page.ts';
import { protocolSheet } from './protocol-sheet.ts';
import { byHand, election, own, version } from './results-file.fixture.ts';

const style = election.papers?.styles.find(({ id }) => id === own);
const precinct = election.precincts.find(({ number }) => number === '0001');
if (!style || !precinct) throw new Error('the demo election has no ballots');
const of = { election, form: historicalForm };

/** What stands on each page of its paper, as it is printed for everybody who signs. */
function printed(content: ReturnType<typeof version>, names: (person: string) => string) {
  const sheet = protocolSheet(content, {
    ...{
      election,
      precinct: precinct!,
      style: style!,
      form: historicalForm,
      hash: 'cd'.repeat(32),
      code: 'x'.repeat(300),
    },
    ...{ dissents: [], nameOf: names },
  });
  return protocolPages(sheet, 'a4', { number: 1, of: 3 });
}

it('finds the numbers of a page where they are printed, and each of them once', () => {
  const first = version({ byHand });
  for (const content of [first, version({}, first)]) {
    const names = new Map(content.signers.map(({ person, name }) => [person, name]));
    const pages = printed(content, (person) => names.get(person) ?? person);
    expect(pages.length).toBeGreaterThan(1);
    const found = pages.map((_, at) => linesOnPage(content, of, { page: at + 1, pages: pages.length }) ?? []);
    const all = content.lines.flatMap(({ line, options }) => [
      line,
      ...options.map(({ option }) => `${line}/${option}`),
    ]);
    expect(found.flat().sort()).toEqual(all.sort());
    for (const [at, page] of pages.entries()) {
      const texts = new Set(page.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : [])));
      for (const { line, number } of content.lines) {
        // Numbers of lines stand on the paper as they are, and nowhere else on it but in its counts.
        if (found[at]?.includes(line)) expect(texts).toContain(number);
      }
    }
  }
});

it('says nothing of a paper that it cannot lay out as it was', () => {
  const content = version();
  const pages = printed(content, (person) => person).length;
  expect(linesOnPage(content, of, { page: 1, pages: pages + 1 })).toBeNull();
  expect(linesOnPage({ ...content, form: 'another' }, of, { page: 1, pages })).toBeNull();
  expect(linesOnPage({ ...content, style: 'another' }, of, { page: 1, pages })).toBeNull();
  const bare = electionSchema.parse({ ...election, papers: undefined });
  expect(linesOnPage(content, { ...of, election: bare }, { page: 1, pages })).toBeNull();
});
