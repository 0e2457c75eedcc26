import { Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { StandstillClock } from '../parts/standstill.tsx';
import { useDesk } from '../parts/zone.ts';
import { CloseButton } from './close-button.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';

/** The station stands still, and a clock counts: it goes on, or is closed. */
export function SuspendedStage() {
  const { t } = useTranslation(['chair', 'day']);
  const { station, approvals } = useDesk();
  const [resumes, setResumes] = useState(false);
  return (
    <StageFrame
      back={<SlipButtons slip="start" />}
      other={<CloseButton kind="plain" />}
      main={<Button kind="main" icon={Play} label={t('resume')} onPress={() => setResumes(true)} />}
      above={<StandstillClock station={station} />}
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
