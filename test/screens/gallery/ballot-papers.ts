import election from '../../../assets/demo/election.json' with { type: 'json' };
import { ballotPapersSchema } from '../../../core/ballot/definition.ts';
import { layOut } from '../../../core/ballot/layout.ts';
import { pageSvg } from '../../../core/paper/svg.ts';
import type { BallotDeskView, UndecidedSheet } from '../../../main/api/ballot-views.ts';

/** The ballots of the demo election, and pictures of them: a page as it is printed, squares with marks of no voter. */
export const papers = ballotPapersSchema.parse(election.papers);

const constituencyOf = (id: string) =>
  election.constituencies.find((one) => one.id === id)?.names ?? { ky: id, ru: id, en: id };

export const styles: BallotDeskView['styles'] = papers.styles.map(({ id, title, constituency }) => ({
  ...{ id, title },
  constituency: constituencyOf(constituency),
}));

const svgUrl = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** Dots to an inch: enough to be read on a screen. */
const DPI = 100;

export function printedPage({ style: id, test }: { readonly style: string; readonly test: boolean }): string {
  const style = papers.styles.find((one) => one.id === id);
  const layout = papers.layouts.find((one) => one.id === style?.layout);
  if (style === undefined || layout === undefined) throw new Error(`no ballot ${id}`);
  const sheet = layOut(style, layout, {
    ...{ election: election.names, constituency: constituencyOf(style.constituency), mode: 'training' },
    code: { election: '3f9a01b2c4d5e6f7', constituency: style.number, style: style.number, test, page: 1 },
  });
  if (!sheet.ok) throw new Error(sheet.error.code);
  return svgUrl(pageSvg(sheet.value.page, DPI));
}

/** A square with what is around it, and strokes of a pen. */
const square = (strokes: string): string =>
  svgUrl(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300" height="200"><rect width="300" height="200" fill="#f7f6f2"/><path d="M0 20H300M0 180H300" stroke="#999" stroke-width="2"/><rect x="105" y="55" width="90" height="90" fill="none" stroke="#222" stroke-width="5"/><g fill="none" stroke="#23368a" stroke-width="6" stroke-linecap="round">${strokes}</g></svg>`,
  );

const dot = square('<path d="M146 98 l3 3 M150 96 l2 4"/>');
const tick = square('<path d="M120 96 L146 128 L214 34"/>');

/** A sheet with a mark that goes over the square, and a dot that may be one. */
export function undecided(pictures: boolean): UndecidedSheet {
  const [style] = papers.styles;
  const part = style?.parts[0];
  if (style === undefined || part === undefined) throw new Error('no ballot');
  return {
    ...{ ticket: 'ticket', style: style.id, left: 6 },
    parts: [
      {
        ...{ part: part.id, title: part.title },
        squares: part.options.map(({ id, names }, at) => ({
          ...{ option: id, names },
          zone: at === 1 ? 'mark' : at === 3 || at === 4 ? 'adjudicate' : 'empty',
          picture: pictures ? (at === 1 ? tick : dot) : null,
        })),
      },
    ],
  };
}
