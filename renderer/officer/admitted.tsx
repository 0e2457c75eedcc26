import { ArrowRight } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Verdict } from '../parts/verdict.tsx';
import { useDesk } from '../parts/zone.ts';
import { NextVoter } from './next-voter.tsx';

/**
 * Admitted. Everything else of the screen steps back, and goes on by itself: the officer's hand is with the paper. Its time
 * begins when it is drawn, and what it said stays on the idle screen for whoever looked away.
 */
export function Admitted({ receipts }: { readonly receipts: readonly string[] }) {
  const { t } = useTranslation('officer');
  const { voter, messageSeconds } = useDesk();
  const { act } = useAct();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const drawn = requestAnimationFrame(() => {
      timer = setTimeout(() => void act((client) => client.voter.finish({})), messageSeconds * 1_000);
    });
    return () => {
      cancelAnimationFrame(drawn);
      clearTimeout(timer);
    };
  }, [act, messageSeconds]);
  return (
    <Frame
      layout="full"
      apart={<NextVoter />}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('next-voter')}
          onPress={() => void act((client) => client.voter.finish({}))}
        />
      }
    >
      <Verdict verdict="good" word={t('admitted')}>
        {voter ? (
          <p className="verdict-name">
            {voter.surname} {voter.given} {voter.patronymic ?? ''}
          </p>
        ) : null}
        <p className="verdict-next">{t('admitted.take')}</p>
        <p className="number">{receipts.join(' · ')}</p>
      </Verdict>
    </Frame>
  );
}
