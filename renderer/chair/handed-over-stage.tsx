import {
  Archive,
  ArrowLeft,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  ClipboardCheck,
  Eraser,
  Printer,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { conditions, HandedItem } from '../../core/journal/catalogue/afterwards.ts';
import type { HandingView } from '../../main/api/afterwards-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { useDesk } from '../parts/zone.ts';
import { Wipe } from '../technician/wipe.tsx';
import { numberOf, useHanding } from './handing.tsx';
import { ActsWait } from './papers/acts-wait.tsx';
import { Retention } from './retention.tsx';

type Condition = (typeof conditions)[number];
/** The act is printed twice. */
const copies = [1, 2] as const;
const order: readonly Condition[] = ['good', 'damaged', 'missing'];
/** Things that one page holds at 1280×800. */
const SHOWN = 6;

/** After the act: its two copies, the commission's ticks, and the copies that must have the act too. */
export function HandedOver({ onBack, onActs }: { readonly onBack?: () => void; readonly onActs?: () => void }) {
  const { t } = useTranslation('afterwards');
  const { person } = useDesk();
  const view = useHanding();
  const { act, busy } = useAct();
  const [page, setPage] = useState<'check' | 'copies' | 'wipe' | null>(null);
  if (page === 'copies') return <Retention onBack={() => setPage(null)} />;
  if (page === 'wipe') return <Wipe onBack={() => setPage(null)} />;
  if (page === 'check' && view?.act) return <Check items={view.act.items} onBack={() => setPage(null)} />;
  const handed = view?.act ?? null;
  const print = (copy: 1 | 2): void => void act((client) => client.handing.printCopy({ copy }));
  // The chair's next thing; the commission's administrator has another one.
  const due = person?.role === 'chair' ? copies.find((copy) => needsPrint(handed, copy)) : undefined;
  return (
    <Frame
      layout="log"
      back={
        onBack === undefined ? (
          // Away from the working hand and from everything that keeps: there is no way back from where it leads.
          <Button
            kind="quiet"
            icon={Eraser}
            label={t('wipe.title')}
            detail={t('wipe.by-order')}
            onPress={() => setPage('wipe')}
          />
        ) : (
          <Button icon={ArrowLeft} label={t('back')} onPress={onBack} />
        )
      }
      other={
        onBack === undefined ? (
          <Button icon={Archive} label={t('retention.title')} onPress={() => setPage('copies')} />
        ) : null
      }
      main={
        person?.role === 'administrator' && handed !== null ? (
          <Button kind="main" icon={ClipboardCheck} label={t('handing.check')} onPress={() => setPage('check')} />
        ) : due === undefined ? null : (
          <Button
            kind="main"
            icon={Printer}
            label={t('handing.print', { copy: due })}
            isDisabled={busy}
            onPress={() => print(due)}
          />
        )
      }
    >
      <h1>{t('chair:duty.handed-over')}</h1>
      {handed === null ? null : (
        <>
          <p className="lead">{t('handing.act', { date: dayOf(handed.at), to: handed.to })}</p>
          <p>{t('chair:duty.what.handed-over')}</p>
          {onActs === undefined ? null : <ActsWait onActs={onActs} />}
          <ol className="choices">
            {copies.map((copy) => (
              <li key={copy}>
                {copy === due ? (
                  // Its key is the main one.
                  <p className="copies">
                    <Printer className="icon" aria-hidden="true" />
                    {t('handing.copy', { copy })} · {t(`handing.out.${handed.copies[copy - 1] ?? 'due'}`)}
                  </p>
                ) : (
                  <Button
                    icon={handed.copies[copy - 1] === 'yes' ? CircleCheck : Printer}
                    label={t('handing.print', { copy })}
                    detail={t(`handing.out.${handed.copies[copy - 1] ?? 'due'}`)}
                    isDisabled={busy}
                    onPress={() => print(copy)}
                  />
                )}
              </li>
            ))}
          </ol>
          <Checked checked={handed.checked} />
        </>
      )}
    </Frame>
  );
}

/** Nothing of this copy is out: neither printed nor perhaps in somebody's hand. */
function needsPrint(act: HandingView['act'], copy: 1 | 2): boolean {
  return act !== null && (act.copies[copy - 1] ?? 'no') === 'no';
}

const dayOf = (at: string): string => at.slice(0, 10).split('-').reverse().join('.');

function Checked({ checked }: { readonly checked: NonNullable<HandingView['act']>['checked'] }) {
  const { t } = useTranslation('afterwards');
  if (checked === null) return null;
  const count = (condition: Condition): number => checked.filter((one) => one.condition === condition).length;
  return (
    <p className="lead" role="status">
      {t('handing.checked', { good: count('good'), damaged: count('damaged'), missing: count('missing') })}
    </p>
  );
}

/** What a thing shows before and after it was looked at. */
const marks = { good: CircleCheck, damaged: CircleAlert, missing: CircleAlert } as const;

/** The commission's administrator ticks each thing, none of them ticked before: good, then damaged, then missing. */
function Check({ items, onBack }: { readonly items: readonly HandedItem[]; readonly onBack: () => void }) {
  const { t } = useTranslation('afterwards');
  const { act, busy } = useAct();
  const [found, setFound] = useState<readonly (Condition | null)[]>(items.map(() => null));
  const ticked = found.flatMap((condition) => (condition === null ? [] : [{ condition, note: null }]));
  const turn = (place: number): void => {
    const now = found[place] ?? null;
    const next = now === null ? 0 : (order.indexOf(now) + 1) % order.length;
    setFound(found.with(place, order[next] ?? 'good'));
  };
  const save = async (): Promise<void> => {
    if (await act((client) => client.handing.check({ items: ticked }))) onBack();
  };
  return (
    <Frame
      layout="log"
      back={<Button icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      main={
        <Button
          kind="main"
          icon={ClipboardCheck}
          label={t('handing.check.save')}
          isDisabled={busy || ticked.length < items.length}
          onPress={() => void save()}
        />
      }
    >
      <h1>{t('handing.check')}</h1>
      <p className="lead">{t('handing.check.what')}</p>
      <Paged items={items.map((item, place) => ({ item, place }))} size={SHOWN} className="handed">
        {({ item, place }) => {
          const condition = found[place] ?? null;
          const what = t(`what.${item.what}`);
          return (
            <li key={place}>
              <Button
                icon={condition === null ? CircleDashed : marks[condition]}
                label={condition === null ? what : `${what} · ${t(`condition.${condition}`)}`}
                detail={numberOf(item)}
                chosen={condition !== null}
                onPress={() => turn(place)}
              />
            </li>
          );
        }}
      </Paged>
    </Frame>
  );
}
