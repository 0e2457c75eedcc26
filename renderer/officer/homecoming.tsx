import { UsersRound, UserX, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrecinctFacts } from '../../core/admission/step.ts';
import { useAct } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { play } from '../parts/sound.ts';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { useDesk } from '../parts/zone.ts';
import { NextVoter } from './next-voter.tsx';
import { Place } from './refused.tsx';

/** Listed to vote at a remote station, and here: persons decide with a reason, or she is refused. */
export function Homecoming({ to }: { readonly to: PrecinctFacts | null }) {
  const { t } = useTranslation(['home', 'officer']);
  const { voter, approvals } = useDesk();
  const { act, busy } = useAct();
  const [open, setOpen] = useState(false);
  useEffect(() => play('attention'), []);
  return (
    <Frame
      layout="with-voter"
      apart={<NextVoter />}
      back={
        <Button
          kind="quiet"
          icon={X}
          label={t('officer:cancel')}
          onPress={() => void act((client) => client.voter.cancel({}))}
        />
      }
      other={<Button icon={UsersRound} label={t('coming.admit')} onPress={() => setOpen(true)} />}
      main={
        <Button
          kind="main"
          icon={UserX}
          label={t('coming.refuse')}
          isDisabled={busy}
          onPress={() => void act((client) => client.voter.refuseListed({}))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="document" />
        <h1>{t('coming')}</h1>
        {to === null ? <p className="lead">{t('coming.nowhere')}</p> : <Place place={to} />}
        <p className="lead">{t('coming.what')}</p>
      </section>
      {open ? (
        <ApprovalSheet
          title={t('coming.admit')}
          reasons={[t('coming.reason.gave-up'), t('coming.reason.far'), t('coming.reason.mistake')]}
          approval={approvals.homecoming}
          action={t('coming.do')}
          ask={(client, given) => client.voter.admitListed(given)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Frame>
  );
}
