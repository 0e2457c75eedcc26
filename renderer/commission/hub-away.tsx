import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { Notice } from '../parts/notice.tsx';
import { problemWords } from '../parts/words.ts';
import { useTimes } from './times.ts';
import { useConsole } from './zone.ts';

/** Above everything while the hub is not heard: since when, and that what is shown is what was then. */
export function HubAway() {
  const { i18n } = useTranslation();
  const { hub, simulated } = useConsole();
  const { said } = useTimes();
  if (hub.connected || simulated) return null;
  const problem: Problem =
    hub.heard === null
      ? { code: 'console.hub-never' }
      : { code: 'console.hub-away', params: { time: said(hub.heard) } };
  return (
    <Notice
      tone="bad"
      title={problemWords(problem, 'happened', i18n)}
      text={problemWords(problem, 'officer', i18n)}
      code={problem.code}
    />
  );
}
