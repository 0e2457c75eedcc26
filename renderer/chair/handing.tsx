import { Archive, ArrowLeft, ArrowRight, Check, CircleCheck, CircleDashed, HandHelping, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandedItem } from '../../core/journal/catalogue/afterwards.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { HandingView } from '../../main/api/afterwards-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Approvers } from '../parts/approvers.tsx';
import { Button } from '../parts/button.tsx';
import { afterRefusal, credentialsOf, emptyDrafts } from '../parts/drafts.ts';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';
import { ReasonPicker, reasonIsEnough } from '../parts/reason.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { WaitsFor } from '../parts/waits-for.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import { Acts } from './papers/acts.tsx';
import { ActsWait } from './papers/acts-wait.tsx';
import { Retention } from './retention.tsx';

const askHanding = (client: LookingClient) => client.handing.act({});

/** The act of handing over, as far as it is; null until the kiosk has answered. @param turn as `useAnswer` has it */
export const useHanding = (turn = 0) => useAnswer(askHanding, turn);

/** Things that one page holds at 1280×800. */
const SHOWN = 6;
/** What a chair adds by hand, and what it is called in the act. */
const added = [
  { kind: 'seal', what: 'seal' },
  { kind: 'stick', what: 'stick' },
  { kind: 'device', what: 'kiosk' },
] as const;

/** One thing of the act in a line: number, and how many where it is more than one. */
export function numberOf({ number, count }: HandedItem): string {
  if (number === null) return `× ${count}`;
  return count === 1 ? number : `${number} × ${count}`;
}

/** Before the act: what is handed over, taken from the kiosk and its journal, put right by the chair. */
export function Handing({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('afterwards');
  const [page, setPage] = useState<'copies' | 'acts' | null>(null);
  const [turn, setTurn] = useState(0);
  const view = useHanding(turn);
  // It is kept while the copies or the acts are seen to, which lead back here.
  const [changed, setChanged] = useState<Changed>({ out: new Set(), more: [] });
  const back = (): void => {
    setTurn((before) => before + 1);
    setPage(null);
  };
  if (page === 'copies') return <Retention forHanding onBack={back} />;
  if (page === 'acts') return <Acts backTo={t('handing.title')} onBack={back} />;
  return view === null ? (
    <Frame layout="log" back={<Button icon={ArrowLeft} label={t('back')} onPress={onBack} />}>
      <h1>{t('handing.title')}</h1>
    </Frame>
  ) : (
    <List
      view={view}
      changed={changed}
      onChanged={setChanged}
      onBack={onBack}
      onActs={() => setPage('acts')}
      onCopies={() => setPage('copies')}
    />
  );
}

/** What the chair has put right in the list: keys of what is left out, and what was added. */
interface Changed {
  readonly out: ReadonlySet<string>;
  readonly more: readonly HandedItem[];
}

/** Two things of one kind without a number are two things; a key outlives that others come into the list or leave it. */
function keyed(items: readonly HandedItem[]): readonly { readonly item: HandedItem; readonly key: string }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const name = `${item.kind} ${item.what} ${item.number ?? ''}`;
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return { item, key: `${name} ${nth}` };
  });
}

function List({
  view,
  changed: { out, more },
  onChanged,
  onBack,
  onActs,
  onCopies,
}: {
  readonly view: HandingView;
  readonly changed: Changed;
  readonly onChanged: (changed: Changed) => void;
  readonly onBack: () => void;
  readonly onActs: () => void;
  readonly onCopies: () => void;
}) {
  const { t } = useTranslation('afterwards');
  const [sheet, setSheet] = useState<'add' | 'over' | null>(null);
  const { have, wanted, proposed } = view;
  const waits = useDesk().day?.actsDue ?? 0;
  const all = keyed([...proposed, ...more]);
  const items = all.filter(({ key }) => !out.has(key)).map(({ item }) => item);
  const enough = have >= wanted;
  return (
    <Frame
      layout="log"
      back={<Button icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      other={enough ? <Button icon={Plus} label={t('handing.add')} onPress={() => setSheet('add')} /> : null}
      main={
        enough ? (
          <Button
            kind="main"
            icon={HandHelping}
            label={t('handing.over')}
            isDisabled={items.length === 0}
            onPress={() => setSheet('over')}
          />
        ) : (
          <Button kind="main" icon={Archive} label={t('handing.to-copies')} onPress={onCopies} />
        )
      }
    >
      <h1>{t('handing.title')}</h1>
      {enough ? (
        <p className="lead">{t('handing.what')}</p>
      ) : (
        <Notice tone="warn" title={t('handing.copies', { have, wanted })} text={t('handing.copies.do')} />
      )}
      <ActsWait onActs={onActs} />
      {/* What is handed over has the media of the copies in it: without them it is no list yet. */}
      <Paged items={enough ? all : []} size={waits > 0 ? SHOWN - 2 : SHOWN} className="handed">
        {({ item, key }) => (
          <li key={key}>
            <Button
              icon={out.has(key) ? CircleDashed : CircleCheck}
              label={t(`what.${item.what}`)}
              detail={numberOf(item)}
              chosen={!out.has(key)}
              onPress={() =>
                onChanged({
                  out: new Set(out.has(key) ? [...out].filter((one) => one !== key) : [...out, key]),
                  more,
                })
              }
            />
          </li>
        )}
      </Paged>
      {sheet === 'add' ? (
        <ActScope subject="add">
          <AddSheet
            onAdd={(item) => {
              onChanged({ out, more: [...more, item] });
              setSheet(null);
            }}
            onClose={() => setSheet(null)}
          />
        </ActScope>
      ) : null}
      {sheet === 'over' ? (
        <ActScope subject="over">
          <OverSheet items={items} onClose={() => setSheet(null)} />
        </ActScope>
      ) : null}
    </Frame>
  );
}

function AddSheet({ onAdd, onClose }: { readonly onAdd: (item: HandedItem) => void; readonly onClose: () => void }) {
  const { t } = useTranslation('afterwards');
  const [chosen, setChosen] = useState<(typeof added)[number] | null>(null);
  const [number, setNumber] = useState('');
  return (
    <Sheet
      title={t('handing.add.which')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('handing.add')}
          isDisabled={chosen === null || number.trim() === ''}
          onPress={() => chosen && onAdd({ ...chosen, number: number.trim(), count: 1 })}
        />
      }
    >
      {chosen === null ? (
        <ul className="choices">
          {added.map((one) => (
            <li key={one.what}>
              <Button label={t(`what.${one.what}`)} onPress={() => setChosen(one)} />
            </li>
          ))}
        </ul>
      ) : (
        <div className="reason-own">
          <Field
            label={`${t(`what.${chosen.what}`)}: ${t('handing.add.number')}`}
            value={number}
            onValue={setNumber}
            focus
          />
          <Keyboard text={number} onText={setNumber} />
        </div>
      )}
    </Sheet>
  );
}

/** To whom, and then the codes of those who hand over. */
function OverSheet({ items, onClose }: { readonly items: readonly HandedItem[]; readonly onClose: () => void }) {
  const { t } = useTranslation('afterwards');
  const { approvals } = useDesk();
  const { act, busy } = useAct();
  const [to, setTo] = useState('');
  const [named, setNamed] = useState(false);
  const [drafts, setDrafts] = useState(emptyDrafts(approvals.handOver.persons));
  const given = credentialsOf(drafts);
  const send = async (): Promise<void> => {
    if (given === null) return;
    let why: Problem | null = null;
    const done = await act(async (client) => {
      const answer = await client.handing.handOver({ to: to.trim(), items: [...items], approvers: [...given] });
      if (!answer.ok) why = answer.error;
      return answer;
    });
    if (done) onClose();
    else setDrafts(afterRefusal(drafts, why));
  };
  return (
    <Sheet
      title={t('handing.to')}
      tells={!named}
      onClose={onClose}
      main={
        named ? (
          <Button
            kind="main"
            icon={Check}
            label={t('handing.over')}
            isDisabled={busy || given === null}
            onPress={() => void send()}
          />
        ) : (
          <Button
            kind="main"
            icon={ArrowRight}
            label={t('parts:next')}
            isDisabled={!reasonIsEnough(to)}
            onPress={() => setNamed(true)}
          />
        )
      }
    >
      {named ? (
        <>
          <p className="sheet-question">«{to}»</p>
          <WaitsFor rule={approvals.handOver} />
          <Approvers rule={approvals.handOver} drafts={drafts} onDrafts={setDrafts} />
        </>
      ) : (
        <ReasonPicker usual={[t('handing.to.usual')]} other={t('handing.to.other')} reason={to} onReason={setTo} />
      )}
    </Sheet>
  );
}
