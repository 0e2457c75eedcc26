import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { useDesk } from '../parts/zone.ts';
import { Beside } from './next-voter.tsx';

/** Persons compare the photo with the face. It exists only where the signed policy has it. */
export function Photo({ approvers }: { readonly approvers: number }) {
  const { t } = useTranslation('officer');
  const { voter, approvals } = useDesk();
  const { act } = useAct();
  const [same, setSame] = useState<boolean | null>(null);
  return (
    <Frame
      layout="with-voter"
      apart={<Beside />}
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
      other={<Button icon={X} label={t('photo.other')} onPress={() => setSame(false)} />}
      main={<Button kind="main" icon={Check} label={t('photo.same')} onPress={() => setSame(true)} />}
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="identity" />
        <h1>{t('photo')}</h1>
        <p className="lead">{t('photo.what', { number: approvers })}</p>
      </section>
      {same === null ? null : (
        <ApprovalSheet
          title={t(same ? 'photo.same' : 'photo.other')}
          reasons={null}
          approval={approvals.photo}
          action={t('photo.sign')}
          ask={(client, given) => client.voter.comparePhoto({ same, approvers: given.approvers })}
          onClose={() => setSame(null)}
        />
      )}
    </Frame>
  );
}
