import { ArrowLeft, ArrowRight, ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { inLanguage } from '../parts/words.ts';
import { numberOf, type Place, portionsOf, ratiosWith, type Typed, toldAt } from './protocol-state.ts';
import { Ratios } from './ratios.tsx';
import { useBallotAct } from './zone.ts';

/** The most digits of a number of sheets (main/api/ballot.ts). */
const DIGITS = 5;
/** Numbers that the smallest screen holds below each other. */
const ROWS = 3;

/** One line of the form at a time, a long one portion by portion: its number is typed, and each ratio that it is part of shows how it stands by now. */
export function FillLine({
  protocol,
  first,
  onDone,
}: {
  readonly protocol: ProtocolView;
  readonly first: string;
  readonly onDone: () => void;
}) {
  const { t, i18n } = useTranslation(['ballot-desk', 'parts']);
  const { act, busy } = useBallotAct();
  const portions = portionsOf(protocol, ROWS);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      portions.findIndex(({ line }) => line.id === first),
    ),
  );
  const [typed, setTyped] = useState<Typed>({});
  const [touched, setTouched] = useState<string | null>(null);
  const portion = portions[at];
  if (portion === undefined) return null;
  const { line, places } = portion;
  const textAt = (place: Place): string => typed[place.key] ?? String(toldAt(place) ?? '');
  const current = places.find(({ key }) => key === touched) ?? places[0];
  const change = (place: Place, text: string): void =>
    setTyped({ ...typed, [place.key]: text.replaceAll(/\D/g, '').slice(0, DIGITS) });

  /** Tells what was changed on this line, number by number. */
  const tell = async (): Promise<boolean> => {
    for (const place of places) {
      const value = numberOf(textAt(place));
      if (value === toldAt(place)) continue;
      const told = await act((client) =>
        line.typed
          ? client.results.type({ protocol: protocol.id, line: line.id, value })
          : client.results.byHand({ protocol: protocol.id, key: place.key, value }),
      );
      if (!told) return false;
    }
    return true;
  };
  const go = async (to: number | null): Promise<void> => {
    if (!(await tell())) return;
    setTyped({});
    setTouched(null);
    if (to === null || portions[to] === undefined) onDone();
    else setAt(to);
  };

  return (
    <Frame
      layout="fill-line"
      back={
        <Button kind="quiet" icon={ArrowLeft} label={t('fill.form')} isDisabled={busy} onPress={() => void go(null)} />
      }
      other={
        <Button
          icon={ChevronLeft}
          label={t('fill.back')}
          isDisabled={busy || at === 0}
          onPress={() => void go(at - 1)}
        />
      }
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t(at === portions.length - 1 ? 'fill.last' : 'fill.next')}
          isDisabled={busy}
          onPress={() => void go(at + 1)}
        />
      }
    >
      <section className="fill-numbers">
        <h1>
          <span className="number">{line.number}.</span> {inLanguage(line.label, i18n)}
        </h1>
        {line.options.length === 0 ? null : (
          <div className="fill-place-head" aria-hidden="true">
            <span />
            <span>{t('column.machine')}</span>
            <span>{t('column.hand')}</span>
          </div>
        )}
        <ul className="fill-places">
          {places.map((place) => (
            <li key={place.key} className={`fill-place number ${place.option === null ? '' : 'fill-place-option'}`}>
              {place.option === null ? null : (
                <>
                  <span>{inLanguage(place.option.names, i18n)}</span>
                  <strong>{place.option.machine ?? '…'}</strong>
                </>
              )}
              {place.option !== null || line.typed ? null : (
                <span>
                  {t('column.machine')}: <strong>{line.machine ?? '…'}</strong>
                </span>
              )}
              <Field
                label={t(line.typed ? 'fill.number' : 'column.hand')}
                value={textAt(place)}
                focus={place.key === current?.key}
                onFocus={() => setTouched(place.key)}
                onValue={(text) => change(place, text)}
                onEnter={() => void go(at + 1)}
              />
            </li>
          ))}
        </ul>
      </section>
      <section className="fill-side">
        <NumberPad
          onDigit={(digit) => current && change(current, textAt(current) + digit)}
          onDelete={() => current && change(current, textAt(current).slice(0, -1))}
          onClear={() => current && change(current, '')}
        />
      </section>
      <Ratios
        protocol={protocol}
        ratios={ratiosWith(protocol, line, typed).filter(({ ratio }) =>
          [...ratio.left, ...ratio.right].includes(line.id),
        )}
      />
    </Frame>
  );
}
