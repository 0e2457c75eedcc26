import { UsersRound, UserX, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { useDesk } from '../parts/zone.ts';
import { RefuseSheet } from './give-up.tsx';
import { Beside } from './next-voter.tsx';

/** Persons decide, with a reason. It exists only where the signed policy has it. */
export function Override({ approvers }: { readonly approvers: number }) {
  const { t } = useTranslation('officer');
  const { voter, approvals } = useDesk();
  const { act } = useAct();
  const [open, setOpen] = useState<'decide' | 'refuse' | null>(null);
  return (
    <Frame
      layout="with-voter"
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
      apart={<Beside />}
      other={<Button icon={UserX} label={t('override.nobody')} onPress={() => setOpen('refuse')} />}
      main={<Button kind="main" icon={UsersRound} label={t('override.open')} onPress={() => setOpen('decide')} />}
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="identity" />
        <h1>{t('override')}</h1>
        <p className="lead">{t('override.what', { number: approvers })}</p>
      </section>
      {open === 'refuse' ? <RefuseSheet what="override" onClose={() => setOpen(null)} /> : null}
      {open === 'decide' ? (
        <ApprovalSheet
          title={t('override.open')}
          reasons={[t('override.reason.worn'), t('override.reason.injured'), t('override.reason.sensor')]}
          approval={approvals.override}
          action={t('override.do')}
          ask={(client, given) => client.voter.override(given)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Frame>
  );
}
