import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpeningView } from '../../main/api/day-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { ReasonPicker, reasonIsEnough } from '../parts/reason.tsx';
import { Sheet } from '../parts/sheet.tsx';

const names = ['voters', 'version', 'last'] as const;
const DIGITS = 5;

/** The paper list beside the device's: three numbers each, and a difference in words. */
export function ListQuestion({
  list: { own, paper },
  onDone,
  onClose,
}: {
  readonly list: NonNullable<OpeningView['list']>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['day', 'parts']);
  const { act, busy } = useAct();
  const [typed, setTyped] = useState(names.map((name) => (paper === null ? '' : String(paper[name]))));
  const [active, setActive] = useState(0);
  const [words, setWords] = useState('');
  const [asksWords, setAsksWords] = useState(false);
  const complete = typed.every((one) => one !== '');
  const differs = names.some((name, place) => own[name] !== null && Number(typed[place]) !== own[name]);
  const change = (place: number, text: string): void =>
    setTyped(typed.with(place, text.replaceAll(/\D/g, '').slice(0, DIGITS)));
  const send = async (): Promise<void> => {
    const [voters = 0, version = 0, last = 0] = typed.map(Number);
    const told = { voters, version, last, words: differs ? words.trim() : null };
    if (await act((client) => client.day.compareList(told))) onDone();
  };
  return (
    <Sheet
      title={t('opening.list')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('parts:next')}
          isDisabled={busy || !complete || (asksWords && !reasonIsEnough(words))}
          onPress={() => (differs && !asksWords ? setAsksWords(true) : void send())}
        />
      }
    >
      {asksWords ? (
        <>
          <p className="sheet-question">{t('opening.list.why')}</p>
          <ReasonPicker
            usual={[t('opening.list.reason.older'), t('opening.list.reason.printed')]}
            reason={words}
            onReason={setWords}
          />
        </>
      ) : (
        <div className="number-question">
          <div className="list-fields">
            {names.map((name, place) => (
              <div key={name} className="list-field">
                <Field
                  label={t(`opening.list.${name}`)}
                  value={typed[place] ?? ''}
                  onValue={(text) => change(place, text)}
                  onFocus={() => setActive(place)}
                  focus={place === active}
                />
                <span className="soft number">
                  {own[name] === null ? t('opening.list.later') : t('opening.list.own', { own: own[name] })}
                </span>
              </div>
            ))}
          </div>
          <NumberPad
            onDigit={(digit) => change(active, (typed[active] ?? '') + digit)}
            onDelete={() => change(active, (typed[active] ?? '').slice(0, -1))}
            onClear={() => change(active, '')}
          />
        </div>
      )}
    </Sheet>
  );
}
