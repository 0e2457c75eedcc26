import { ArrowLeft, CircleCheck, CircleDashed, CircleX, DoorOpen, FileInput, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWhole } from '../../../core/receipt/sum-slip.ts';
import { ActScope, useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { Paged } from '../../parts/paged.tsx';
import { TakeFileSheet } from '../../parts/take-sheet.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { languageOf } from '../../parts/words.ts';
import type { LookingClient } from '../../parts/zone.ts';
import { OpeningPage } from './opening-page.tsx';

/** Kiosks that the smallest screen holds below a notice. */
const PAGE = 4;

const askSum = (client: LookingClient) => client.kiosks.sum({});
const askJournals = (client: LookingClient) => client.kiosks.journals({});

const signs = { closed: CircleCheck, continued: CircleCheck, open: CircleDashed, missing: CircleX } as const;

/** What all kiosks of the station have done in the sitting: whole, or what is still missing and how it comes. */
export function SumPage({ onBack }: { readonly onBack: () => void }) {
  return (
    <ActScope subject="sum">
      <Sum onBack={onBack} />
    </ActScope>
  );
}

function Sum({ onBack }: { readonly onBack: () => void }) {
  const { t, i18n } = useTranslation('kiosks');
  const { act, busy } = useAct();
  const [taking, setTaking] = useState(false);
  const [opening, setOpening] = useState(false);
  const sum = useAnswer(askSum);
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const whole = sum ? isWhole(sum.kiosks) : true;
  if (opening) return <OpeningPage onBack={() => setOpening(false)} />;
  return (
    <Frame
      layout="log"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('page')} onPress={onBack} />}
      other={
        <>
          {sum ? <Button icon={DoorOpen} label={t('opening.open')} onPress={() => setOpening(true)} /> : null}
          {whole ? null : <Button icon={FileInput} label={t('sum.take')} onPress={() => setTaking(true)} />}
        </>
      }
      main={
        sum ? (
          <Button
            kind="main"
            icon={Printer}
            label={t('sum.print')}
            isDisabled={busy}
            onPress={() => void act((client) => client.kiosks.printSum({}))}
          />
        ) : null
      }
    >
      <h1>{t('sum', { count: number(sum?.admitted ?? 0) })}</h1>
      <p className="lead">{t(sum ? (whole ? 'sum.whole' : 'sum.incomplete') : 'sum.none')}</p>
      {sum ? (
        <p className="soft number">
          {t('sum.sex', { women: number(sum.bySex.female), men: number(sum.bySex.male) })}
          {Object.entries(sum.byAge).map(([age, count]) => ` · ${age.replace('-', '–')}: ${number(count)}`)}
        </p>
      ) : null}
      <Paged items={sum?.kiosks ?? []} size={PAGE} className="kiosk-list">
        {({ place, serial, state, admitted }) => {
          const Sign = signs[state];
          return (
            <li key={place} className={state === 'closed' || state === 'continued' ? 'kiosk-seen' : 'kiosk-unseen'}>
              <Sign className="icon" aria-hidden="true" />
              <span>
                <strong className="number">{t('kiosk', { device: place })}</strong>
                <span className="check-problem number">{serial}</span>
              </span>
              <span>{t(state === 'open' ? 'sum.open-state' : `sum.${state}`)}</span>
              <span className="number">{t('admitted', { count: number(admitted) })}</span>
            </li>
          );
        }}
      </Paged>
      {taking ? <TakeJournal onClose={() => setTaking(false)} /> : null}
    </Frame>
  );
}

/** The journal of another kiosk, from a stick. */
function TakeJournal({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('kiosks');
  return (
    <TakeFileSheet
      title={t('sum.take')}
      what={t('sum.take.what')}
      none={t('sum.take.none')}
      files={askJournals}
      take={(client, path) => client.kiosks.takeJournal({ path })}
      done={({ events }) => t('sum.take.done', { count: shownNumber(events, languageOf(i18n)) })}
      onClose={onClose}
    />
  );
}
