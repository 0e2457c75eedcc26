import { ArrowLeft, CircleCheck, CircleX, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isWholeOpening } from '../../../core/receipt/opening-sum-slip.ts';
import { hashGroups } from '../../../core/receipt/slip.ts';
import { ActScope, useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { Paged } from '../../parts/paged.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { languageOf } from '../../parts/words.ts';
import type { LookingClient } from '../../parts/zone.ts';

/** Kiosks that the smallest screen holds below a notice. */
const PAGE = 4;
/** Groups of a hash that are compared at a glance; the slip has all. */
const SHORT_HASH = 4;

const askOpening = (client: LookingClient) => client.kiosks.opening({});

/** How all kiosks of the station opened: each at zero, with one list; who has not been heard of is named. */
export function OpeningPage({ onBack }: { readonly onBack: () => void }) {
  return (
    <ActScope subject="opening">
      <Opening onBack={onBack} />
    </ActScope>
  );
}

function Opening({ onBack }: { readonly onBack: () => void }) {
  const { t, i18n } = useTranslation('kiosks');
  const { act, busy } = useAct();
  const opening = useAnswer(askOpening);
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const whole = opening ? isWholeOpening(opening.kiosks) : true;
  return (
    <Frame
      layout="log"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('sum.open')} onPress={onBack} />}
      main={
        opening ? (
          <Button
            kind="main"
            icon={Printer}
            label={t('opening.print')}
            isDisabled={busy}
            onPress={() => void act((client) => client.kiosks.printOpening({}))}
          />
        ) : null
      }
    >
      <h1>{t('opening')}</h1>
      <p className="lead">{t(opening ? (whole ? 'opening.whole' : 'opening.incomplete') : 'sum.none')}</p>
      <Paged items={opening?.kiosks ?? []} size={PAGE} className="kiosk-list">
        {({ place, serial, state, registered, admitted, head }) => {
          const Sign = state === 'missing' ? CircleX : CircleCheck;
          return (
            <li key={place} className={state === 'missing' ? 'kiosk-unseen' : 'kiosk-seen'}>
              <Sign className="icon" aria-hidden="true" />
              <span>
                <strong className="number">{t('kiosk', { device: place })}</strong>
                <span className="check-problem number">{serial}</span>
              </span>
              <span>
                {t(`opening.${state}`)}
                {head === null ? null : <span className="check-problem number">{hashGroups(head, SHORT_HASH)}</span>}
              </span>
              <span className="number">
                {state === 'missing' ? '—' : t('admitted', { count: number(admitted) })}
                {registered === null ? null : (
                  <span className="check-problem">{t('opening.registered', { count: number(registered) })}</span>
                )}
              </span>
            </li>
          );
        }}
      </Paged>
    </Frame>
  );
}
