import { DoorOpen, HandHelping, PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { useDesk } from '../parts/zone.ts';
import { CopiesThenCodes } from './copies-then-codes.tsx';
import { Handing } from './handing.tsx';
import { OpeningSheet } from './opening-sheet.tsx';
import { stepsOf } from './opening-steps.ts';
import { ACTS_WAIT_ROWS, ActsWait } from './papers/acts-wait.tsx';
import { StageFrame } from './stage-frame.tsx';

/** Before the opening: the one list to open, what people write down for it, and the opening itself. */
export function ReadyStage({ onActs }: { readonly onActs: () => void }) {
  const { t } = useTranslation(['chair', 'day', 'afterwards']);
  const { opening, day, sittings } = useDesk();
  const [sheet, setSheet] = useState<'write' | 'open' | null>(null);
  const [hands, setHands] = useState(false);
  const blocked = opening?.some((line) => line.state === 'blocked') ?? false;
  const asked = day?.opening ?? null;
  const steps = asked === null ? [] : stepsOf(asked);
  const late = [t('day:opening.late.reason.people'), t('day:opening.late.reason.device')];
  if (hands) return <Handing onBack={() => setHands(false)} />;
  return (
    <StageFrame
      // Of the sitting before.
      above={<ActsWait onActs={onActs} />}
      aboveRows={(day?.actsDue ?? 0) > 0 ? ACTS_WAIT_ROWS : 0}
      other={
        // The next sitting was prepared, and may never come.
        sittings?.list.some(({ state }) => state === 'closed') ? (
          <Button icon={HandHelping} label={t('afterwards:handing.title')} onPress={() => setHands(true)} />
        ) : null
      }
      back={
        steps.length === 0 ? null : (
          <Button icon={PencilLine} label={t('day:opening.write')} onPress={() => setSheet('write')} />
        )
      }
      main={
        <Button kind="main" icon={DoorOpen} label={t('open')} isDisabled={blocked} onPress={() => setSheet('open')} />
      }
    >
      {sheet === 'write' && asked !== null ? <OpeningSheet onClose={() => setSheet(null)} /> : null}
      {sheet === 'open' ? (
        <CopiesThenCodes
          slip="start"
          title={t('open')}
          reasons={asked?.late ? [...late, t('day:opening.late.reason.power')] : null}
          question={t('day:opening.late.ask')}
          ask={(client, { approvers, copies, reason }) =>
            client.station.open({ approvers, copies, late: reason === '' ? null : reason })
          }
          onClose={() => setSheet(null)}
        />
      ) : null}
    </StageFrame>
  );
}
