import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { Notice } from '../parts/notice.tsx';
import { problemWords } from '../parts/words.ts';
import { useMay } from './zone.ts';

/** What stands in the way, and what whoever is signed in does about it. */
export function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const { i18n } = useTranslation('ballot-desk');
  const { repairs } = useMay();
  return (
    <Notice
      tone="bad"
      title={problemWords(problem, 'happened', i18n)}
      text={problemWords(problem, repairs ? 'technician' : 'officer', i18n)}
      code={problem.code}
    />
  );
}
