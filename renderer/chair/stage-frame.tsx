import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { Checklist } from './checklist.tsx';
import { Copies } from './copies.tsx';
import { CopyLine } from './copy/copy-line.tsx';
import { StageList } from './stage-list.tsx';

/** What all stages have in common: what the stage is, what was noticed, the stage's list, and one row of actions. */
export function StageFrame({
  back,
  other,
  main,
  above,
  children,
}: {
  readonly back?: ReactNode;
  readonly other?: ReactNode;
  readonly main?: ReactNode;
  /** What the stage itself tells before its lists. */
  readonly above?: ReactNode;
  /** Lines of the stage after its lists, and its sheets. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('chair');
  const { station, opening, closing, noticed } = useDesk();
  const { stage } = station;
  const list = stage === 'ready' ? opening : closing;
  return (
    <Frame layout="duty" back={back} other={other} main={main}>
      <h1>{t(`duty.${stage}`)}</h1>
      <p className="lead">{t(`duty.what.${stage}`, { time: station.election?.closes ?? '' })}</p>
      {/* The opening list needs the whole height; the copy has its page. */}
      {stage === 'ready' ? null : <CopyLine />}
      {above}
      <Copies />
      {noticed.length === 0 ? null : (
        <section>
          <h2>{t('noticed')}</h2>
          <Checklist lines={noticed} />
        </section>
      )}
      {list === null ? null : <StageList lines={list} hasAbove={above !== undefined && above !== null} />}
      {children}
    </Frame>
  );
}
