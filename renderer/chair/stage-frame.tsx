import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { Copies } from './copies.tsx';
import { CopyLine } from './copy/copy-line.tsx';
import { WhichSitting } from './sittings/which-sitting.tsx';
import { StageList } from './stage-list.tsx';

/** What all stages have in common: what the stage is, what was noticed, the stage's list, and one row of actions. */
export function StageFrame({
  back,
  other,
  main,
  above,
  aboveRows = 0,
  what,
  lists = true,
  children,
}: {
  readonly back?: ReactNode;
  readonly other?: ReactNode;
  readonly main?: ReactNode;
  /** What the stage itself tells before its lists. */
  readonly above?: ReactNode;
  /** Rows of a list that it takes on the narrowest screen. */
  readonly aboveRows?: number;
  /** What is to be done, where it is not what the stage usually asks. */
  readonly what?: string;
  /** Whether the stage's list belongs on this page. */
  readonly lists?: boolean;
  /** Lines of the stage after its lists, and its sheets. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('chair');
  const { station, opening, closing, noticed, day } = useDesk();
  const { stage } = station;
  const list = (lists ? (stage === 'ready' ? opening : closing) : null) ?? [];
  // Copies that wait are what is to be done now, and need the room.
  const isTight = list.length > 0 && (day?.copies.length ?? 0) > 0;
  return (
    <Frame layout="duty" back={back} other={other} main={main}>
      <div className="duty-head">
        <h1>{t(`duty.${stage}`)}</h1>
        <WhichSitting />
      </div>
      {isTight ? null : (
        <p className="lead">{what ?? t(`duty.what.${stage}`, { time: station.election?.closes ?? '' })}</p>
      )}
      {/* The opening list needs the whole height; the copy has its page. */}
      {stage === 'ready' ? null : <CopyLine />}
      {above}
      <Copies />
      <StageList lines={list} noticed={noticed} above={aboveRows} />
      {children}
    </Frame>
  );
}
