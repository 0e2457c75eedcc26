import { Check, Lock, Printer, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { inLanguage } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { Beside } from './next-voter.tsx';

/** Several ballots today: all are chosen at first; the voter may leave one out where the package says so. */
export function Ballots({ ballots }: { readonly ballots: readonly string[] }) {
  const { t, i18n } = useTranslation('officer');
  const { voter, ballots: known } = useDesk();
  const { act, busy } = useAct();
  const [taken, setTaken] = useState(ballots);
  const toggle = (ballot: string): void =>
    setTaken(ballots.filter((one) => (one === ballot ? !taken.includes(one) : taken.includes(one))));
  return (
    <Frame
      layout="with-voter"
      apart={<Beside />}
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
      main={
        <Button
          kind="main"
          icon={Printer}
          label={t('ballots.print', { number: taken.length })}
          isDisabled={busy || taken.length === 0}
          onPress={() => void act((client) => client.voter.takeBallots({ ballots: [...taken] }))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="receipt" />
        <h1>{t('ballots')}</h1>
        <ul className="choices">
          {ballots.map((ballot) => {
            const chosen = taken.includes(ballot);
            const configured = known.find((one) => one.id === ballot);
            const name = configured ? inLanguage(configured.names, i18n) : ballot;
            return (
              <li key={ballot}>
                {configured?.declinable === false ? (
                  <p className="choice-fixed">
                    <Lock className="icon" aria-hidden="true" />
                    <span className="button-words">
                      <span>{name}</span>
                      <span className="button-detail">{t('ballots.always')}</span>
                    </span>
                  </p>
                ) : (
                  <Button
                    icon={chosen ? Check : X}
                    label={name}
                    detail={t(chosen ? 'ballots.taken' : 'ballots.declined')}
                    chosen={chosen}
                    onPress={() => toggle(ballot)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </Frame>
  );
}
