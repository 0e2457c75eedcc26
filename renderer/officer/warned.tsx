import { ArrowRight, Eye, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Warning } from '../../core/admission/step.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { play } from '../parts/sound.ts';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { useDesk } from '../parts/zone.ts';
import { NextVoter } from './next-voter.tsx';

/** Document and record disagree: the officer looks, then goes on or stops. */
export function Warned({ warnings }: { readonly warnings: readonly Warning[] }) {
  const { t } = useTranslation('officer');
  const { voter } = useDesk();
  const { act, busy } = useAct();
  useEffect(() => play('attention'), []);
  return (
    <Frame
      layout="with-voter"
      apart={<NextVoter />}
      back={
        <Button kind="quiet" icon={X} label={t('warning.stop')} onPress={() => void act((c) => c.voter.cancel({}))} />
      }
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('warning.accept')}
          isDisabled={busy}
          onPress={() => void act((client) => client.voter.acceptWarning({}))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="document" />
        <h1>{t('warning')}</h1>
        <ul className="warnings">
          {warnings.map((warning) => (
            <li key={warning}>
              <Eye className="icon" aria-hidden="true" />
              {t(`warning.${warning}`)}
            </li>
          ))}
        </ul>
        <p className="lead">{t('warning.what')}</p>
      </section>
    </Frame>
  );
}
