import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import type { LookingClient } from '../parts/zone.ts';

const askOrders = (client: LookingClient) => client.wipe.orders({});

/**
 * On the empty device: what was here before, that it is gone, and the proof of it on paper.
 * @param otherwise what stands here on a device that never was wiped
 */
export function WipedBefore({ otherwise }: { readonly otherwise: ReactNode }) {
  const { t, i18n } = useTranslation('afterwards');
  const { act, busy } = useAct();
  const last = useAnswer(askOrders)?.last ?? null;
  if (last === null) return otherwise;
  const { at, election, station, number, events, ballots } = last;
  const day = at.slice(0, 10).split('-').reverse().join('.');
  return (
    <section className="log-written" role="status">
      <p>
        {t('wipe.last', { day, time: at.slice(11, 16), election, station, number })}{' '}
        {t('wipe.last.journal', { events: shownNumber(events, languageOf(i18n)) })}
      </p>
      {ballots === null ? null : <p>{t(ballots ? 'wipe.ballots.gone' : 'wipe.ballots.waits')}</p>}
      <Button
        icon={Printer}
        label={t('wipe.slip')}
        isDisabled={busy}
        onPress={() => void act((client) => client.wipe.printSlip({}))}
      />
    </section>
  );
}
