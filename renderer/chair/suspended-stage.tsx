import { ArrowLeft, DoorClosed, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { useStationTime } from '../parts/clock.tsx';
import { StandstillClock } from '../parts/standstill.tsx';
import { useDesk } from '../parts/zone.ts';
import { CloseButton } from './close-button.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';

/**
 * The station stands still, and a clock counts: it goes on. What is asked at the close is no part of a pause: only where
 * the day could end in it, because its hour has come or the doors were closed before, one key leads there.
 */
export function SuspendedStage() {
  const { t } = useTranslation(['chair', 'day']);
  const { station, approvals } = useDesk();
  const [resumes, setResumes] = useState(false);
  const [ends, setEnds] = useState(false);
  const over = useStationTime(station) >= (station.election?.closes ?? '') || station.insideLeft !== null;
  if (ends && over) return <Ending onBack={() => setEnds(false)} />;
  return (
    <StageFrame
      lists={false}
      back={<SlipButtons slip="start" />}
      other={over ? <Button icon={DoorClosed} label={t('end')} onPress={() => setEnds(true)} /> : null}
      main={<Button kind="main" icon={Play} label={t('resume')} onPress={() => setResumes(true)} />}
      above={<StandstillClock station={station} />}
      aboveRows={1.6}
    >
      {resumes ? (
        <ApprovalSheet
          title={t('resume')}
          reasons={[t('day:resume.reason.power'), t('day:resume.reason.device'), t('day:resume.reason.order')]}
          approval={approvals.resume}
          action={t('resume')}
          ask={(client, given) => client.station.resume(given)}
          onClose={() => setResumes(false)}
        />
      ) : null}
    </StageFrame>
  );
}

/** The day ends although the station stands still: the list to close, and the close. */
function Ending({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('chair');
  return (
    <StageFrame
      what={t('end.what')}
      back={<Button kind="quiet" icon={ArrowLeft} label={t('end.back')} onPress={onBack} />}
      main={<CloseButton kind="main" />}
    />
  );
}
