import { CircleCheck, CircleDashed, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChecklistLine } from '../../main/api/views.ts';
import { problemWords } from '../parts/words.ts';
import { foundWords } from './found.ts';

const icons = { done: CircleCheck, 'to-do': CircleDashed, blocked: OctagonX, difference: TriangleAlert } as const;

/** What is done although something differs is a recorded difference: seen as such, and no obstacle. */
const shownState = ({ state, problem }: ChecklistLine): keyof typeof icons =>
  state === 'done' && problem !== null ? 'difference' : state;

/** Nothing hidden: each line says done, to do, difference or blocked, with what was found and what to do about it. */
export function Checklist({ lines }: { readonly lines: readonly ChecklistLine[] }) {
  return (
    <ul className="checklist">
      {lines.map((line) => (
        <CheckRow key={keyOf(line)} line={line} />
      ))}
    </ul>
  );
}

/** Names a line among those of its list. */
export const keyOf = ({ item, problem }: ChecklistLine): string => `${item} ${JSON.stringify(problem?.params)}`;

/** One line of such a list. */
export function CheckRow({ line }: { readonly line: ChecklistLine }) {
  const { t, i18n } = useTranslation('chair');
  const { item, problem } = line;
  const state = shownState(line);
  const Icon = icons[state];
  return (
    <li className={`check check-${state}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="check-item">
        {t(`item.${item}`)}
        {problem === null ? null : (
          <span className="check-problem">
            {problemWords(problem, 'happened', i18n)} {problemWords(problem, 'officer', i18n)}
          </span>
        )}
      </span>
      <span className="check-detail number">{foundWords(line, i18n)}</span>
      <span className="check-state">{t(`state.${state}`)}</span>
    </li>
  );
}
