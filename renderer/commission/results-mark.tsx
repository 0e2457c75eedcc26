import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  FilePenLine,
  Hourglass,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ResultsState } from '../../main/api/console-views.ts';

const icons: Readonly<Record<ResultsState, LucideIcon>> = {
  awaited: CircleDashed,
  held: Hourglass,
  arrived: CircleCheck,
  incomplete: CircleDot,
  'not-balanced': CircleAlert,
  corrected: FilePenLine,
  forged: CircleSlash,
};

/** Where a station's protocol is, by shape, colour and word. */
export function ResultsMark({ state, count }: { readonly state: ResultsState; readonly count?: string }) {
  const { t } = useTranslation('commission');
  const Icon = icons[state];
  return (
    <span className={`results-mark results-${state}`}>
      <Icon className="icon" aria-hidden="true" />
      <span>{t(`results.${state}`)}</span>
      {count === undefined ? null : <strong className="number">{count}</strong>}
    </span>
  );
}
