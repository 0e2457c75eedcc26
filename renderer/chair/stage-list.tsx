import { useTranslation } from 'react-i18next';
import type { ChecklistLine } from '../../main/api/views.ts';
import { Paged } from '../parts/paged.tsx';
import { useDesk } from '../parts/zone.ts';
import { arranged } from './arranged.ts';
import { Checklist, keyOf, saidOf } from './checklist.tsx';
import { foundWords } from './found.ts';

/** Rows of a list on the narrowest screen below the stage's words, and those that what may stand between takes from it. */
const ROWS = 11.75;
const TAKES = { copy: 1.2, series: 3.4, heading: 1.4 } as const;

const isWell = ({ state, problem }: ChecklistLine): boolean => state === 'done' && problem === null;

/**
 * The list of a stage, and what was noticed before it: nothing is cut off. Where both are longer than the screen they are
 * one list on as few pages as hold them, and what is to be done or differs is first.
 */
export function StageList({
  lines,
  noticed,
  above,
}: {
  readonly lines: readonly ChecklistLine[];
  readonly noticed: readonly ChecklistLine[];
  /** Rows that the stage takes for what it tells above. */
  readonly above: number;
}) {
  const { t, i18n } = useTranslation('chair');
  const { station, copy, day } = useDesk();
  const room =
    ROWS -
    above -
    (copy !== null && station.stage !== 'ready' ? TAKES.copy : 0) -
    ((day?.copies.length ?? 0) > 0 ? TAKES.series : 0);
  const all = [...lines.filter((line) => !isWell(line)), ...noticed, ...lines.filter(isWell)];
  const weighed = all.map((line) => ({
    isWell: isWell(line),
    found: foundWords(line, i18n).length,
    words: saidOf(line, i18n).length,
  }));
  const apart = arranged(weighed, room - (noticed.length > 0 ? TAKES.heading : 0));
  // One list has no heading in its middle: that is room for a line more.
  const how = apart.as === 'pages' ? arranged(weighed, room) : apart;
  if (how.as === 'pages') {
    return (
      <Paged items={how.pages.map((places) => places.flatMap((place) => all[place] ?? []))} size={1} className="dense">
        {(page) => (
          <li key={page.map(keyOf).join()}>
            <Others lines={page} />
          </li>
        )}
      </Paged>
    );
  }
  if (apart.as === 'pages') {
    return (
      <div className="dense">
        <Others lines={all} />
      </div>
    );
  }
  return (
    <div className={how.as === 'well-below' && how.isDense ? 'dense' : ''}>
      {noticed.length === 0 ? null : (
        <section>
          <h2>{t('noticed')}</h2>
          <Checklist lines={noticed} />
        </section>
      )}
      {how.as === 'list' && lines.length > 0 ? <Checklist lines={lines} /> : <Others lines={lines} />}
    </div>
  );
}

/** What is to be done or differs, and below it, two by two, what is well. */
function Others({ lines }: { readonly lines: readonly ChecklistLine[] }) {
  const others = lines.filter((line) => !isWell(line));
  const well = lines.filter(isWell);
  return (
    <>
      {others.length === 0 ? null : <Checklist lines={others} />}
      {well.length === 0 ? null : (
        <div className="checklist-well">
          <Checklist lines={well} />
        </div>
      )}
    </>
  );
}
