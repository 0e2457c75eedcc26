import { CircleCheck, CircleDashed, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChecklistLine } from '../../main/api/views.ts';
import { problemWords } from '../parts/words.ts';

const icons = { done: CircleCheck, 'to-do': CircleDashed, blocked: OctagonX, difference: TriangleAlert } as const;

/** What is done although something differs is a recorded difference: seen as such, and no obstacle. */
const shownState = ({ state, problem }: ChecklistLine): keyof typeof icons =>
  state === 'done' && problem !== null ? 'difference' : state;

/** Nothing hidden: each line says done, to do, difference or blocked, with what was found and what to do about it. */
export function Checklist({ lines }: { readonly lines: readonly ChecklistLine[] }) {
  const { t, i18n } = useTranslation('chair');
  /** What was found, with the zone's own words for modes and list stages said in the screen's language. */
  const inWords = (detail: string): string =>
    detail
      .split(' ')
      .map((word) => t(`detail.${word}`, word))
      .join(' ');
  return (
    <ul className="checklist">
      {lines.map((line) => {
        const { item, problem, detail } = line;
        const state = shownState(line);
        const Icon = icons[state];
        return (
          <li key={`${item} ${JSON.stringify(problem?.params)}`} className={`check check-${state}`}>
            <Icon className="icon" aria-hidden="true" />
            <span className="check-item">
              {t(`item.${item}`)}
              {problem === null ? null : (
                <span className="check-problem">
                  {problemWords(problem, 'happened', i18n)} {problemWords(problem, 'officer', i18n)}
                </span>
              )}
            </span>
            <span className="check-detail number">{detail === null ? '' : inWords(detail)}</span>
            <span className="check-state">{t(`state.${state}`)}</span>
          </li>
        );
      })}
    </ul>
  );
}
