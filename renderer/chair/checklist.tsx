import type { i18n as I18n } from 'i18next';
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

/** Questions of the close have a key of their own: four times the same words would hide the others. */
const saidByKey: ReadonlySet<string> = new Set(['day.question-open']);

/** What happened and what to do about it, in words; empty where a key of the page says it. */
export function saidOf({ problem }: ChecklistLine, i18n: I18n): string {
  if (problem === null || saidByKey.has(problem.code)) return '';
  return `${problemWords(problem, 'happened', i18n)} ${problemWords(problem, 'officer', i18n)}`;
}

/** One line of such a list. */
function CheckRow({ line }: { readonly line: ChecklistLine }) {
  const { t, i18n } = useTranslation('chair');
  const { item } = line;
  const said = saidOf(line, i18n);
  const state = shownState(line);
  const Icon = icons[state];
  return (
    <li className={`check check-${state}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="check-item">
        {t(`item.${item}`)}
        {said === '' ? null : <span className="check-problem">{said}</span>}
      </span>
      <span className="check-detail number">{foundWords(line, i18n)}</span>
      <span className="check-state">{t(`state.${state}`)}</span>
    </li>
  );
}
