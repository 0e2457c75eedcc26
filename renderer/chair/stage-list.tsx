import { useTranslation } from 'react-i18next';
import type { ChecklistLine } from '../../main/api/views.ts';
import { Paged } from '../parts/paged.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { arranged } from './arranged.ts';
import { Checklist, CheckRow, keyOf } from './checklist.tsx';
import { foundWords } from './found.ts';

/** Rows of a list on the narrowest screen below the stage's words, and those that what may stand between takes from it. */
const ROWS = 12;
const TAKES = { above: 1.6, copy: 1.2, series: 2.6, heading: 1.4, noticed: 1.7 } as const;

const isWell = ({ state, problem }: ChecklistLine): boolean => state === 'done' && problem === null;

/** The list of a stage: nothing of it is cut off. Where it is longer than the screen, what is to be done or differs is first. */
export function StageList({
  lines,
  hasAbove,
}: {
  readonly lines: readonly ChecklistLine[];
  readonly hasAbove: boolean;
}) {
  const { i18n } = useTranslation();
  const { station, copy, day, noticed } = useDesk();
  const room =
    ROWS -
    (hasAbove ? TAKES.above : 0) -
    (copy !== null && station.stage !== 'ready' ? TAKES.copy : 0) -
    ((day?.copies.length ?? 0) > 0 ? TAKES.series : 0) -
    (noticed.length > 0 ? TAKES.heading + noticed.length * TAKES.noticed : 0);
  const how = arranged(
    lines.map((line) => ({
      isWell: isWell(line),
      found: foundWords(line, i18n).length,
      words:
        line.problem === null
          ? 0
          : `${problemWords(line.problem, 'happened', i18n)} ${problemWords(line.problem, 'officer', i18n)}`.length,
    })),
    room,
  );
  if (how.as === 'list') return <Checklist lines={lines} />;
  const others = lines.filter((line) => !isWell(line));
  const well = lines.filter(isWell);
  if (how.as === 'pages') {
    return (
      <Paged items={[...others, ...well]} size={how.size} className="checklist">
        {(line) => <CheckRow key={keyOf(line)} line={line} />}
      </Paged>
    );
  }
  return (
    <>
      <Checklist lines={others} />
      <div className="checklist-well">
        <Checklist lines={well} />
      </div>
    </>
  );
}
