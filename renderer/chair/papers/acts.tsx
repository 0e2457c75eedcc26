import { ArrowLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActKind } from '../../../core/election/policy-acts.ts';
import type { ActChoiceView, ActsView, DrawnActView } from '../../../main/api/acts-views.ts';
import type { PrintedPageView } from '../../../main/api/views.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageKeys } from '../../parts/paged.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { problemWords } from '../../parts/words.ts';
import type { LookingClient } from '../../parts/zone.ts';
import { ActRows, type Part } from './act-rows.tsx';
import { ActSheet } from './act-sheet.tsx';

/** Acts that a page of a screen of 800 pixels holds; one less beside what came of a print, or the key of a kind. */
const PAGE = 4;

const parts: readonly Part[] = ['due', 'byHand', 'drawn'];

/** Which acts are looked at: a part, of those that are drawn by hand a kind, and from which place on. */
interface Looked {
  readonly part: Part;
  readonly kind: ActKind | null;
  readonly from: number;
}

const first = (part: Part, kind: ActKind | null = null): Looked => ({ part, kind, from: 0 });

/**
 * Acts of the commission: which exceptions wait for one, what can be drawn by hand, and those that were drawn.
 * @param backTo the name of the page that comes back
 */
export function Acts({ backTo, onBack }: { readonly backTo: string; readonly onBack: () => void }) {
  const { t } = useTranslation('acts');
  const [looked, setLooked] = useState<Looked>(first('due'));
  const { part, kind, from } = looked;
  const ask = useCallback(
    (client: LookingClient) => client.acts.overview({ from, ...(kind === null ? {} : { kind }) }),
    [from, kind],
  );
  const [turn, setTurn] = useState(0);
  const acts = useAnswer(ask, turn);
  const [chosen, setChosen] = useState<ActChoiceView | DrawnActView | null>(null);
  const [printed, setPrinted] = useState<PrintedAct | null>(null);
  const found = printed === null ? undefined : acts?.drawn.find(({ number }) => number === printed.sheet)?.shown;
  // Kept: once the page is turned, the act is among those that are sent no longer.
  if (printed?.shown === null && found !== undefined) setPrinted({ ...printed, shown: found });
  /** The sheet is done with: what it changed is asked for at once. */
  const leave = (): void => {
    setChosen(null);
    setTurn((before) => before + 1);
  };
  const size = PAGE - (printed === null ? 0 : 1) - (kind === null ? 0 : 1);
  const all = acts === null ? 0 : rowsOf(acts, part, kind);
  // What was the last page is none any more, once the act on it was drawn.
  const pages = Math.max(1, Math.ceil(all / size));
  const page = Math.min(Math.floor(from / size), pages - 1);
  if (page * size !== from) setLooked({ ...looked, from: page * size });
  return (
    <Frame layout="acts" back={<Button kind="quiet" icon={ArrowLeft} label={backTo} onPress={onBack} />}>
      <div className="acts-head">
        <h1>{t('title')}</h1>
        <div className="choice-row">
          {parts.map((one) => (
            <Button
              key={one}
              label={t(`part.${one}`)}
              detail={String(acts === null ? 0 : rowsOf(acts, one, null))}
              chosen={one === part}
              onPress={() => setLooked(first(one))}
            />
          ))}
        </div>
      </div>
      {printed === null ? null : <Outcome {...printed} />}
      {kind === null ? null : (
        <Button kind="quiet" icon={ArrowLeft} label={t('kind.all')} onPress={() => setLooked(first('byHand'))} />
      )}
      {/* The answer to the page before this one shows nothing that is pressed by mistake. */}
      {acts === null || acts.from !== from || acts.kind !== kind ? null : (
        <ActRows
          acts={acts}
          part={part}
          kind={kind}
          size={size}
          onKind={(next) => setLooked(first('byHand', next))}
          onChoose={setChosen}
        />
      )}
      <PageKeys page={page} pages={pages} onPage={(next) => setLooked({ ...looked, from: next * size })} />
      {chosen === null ? null : (
        <ActSheet
          act={chosen}
          onClose={leave}
          onPrinted={(outcome) => {
            setPrinted({ ...outcome, shown: 'number' in chosen ? chosen.shown : null });
            setLooked(first('drawn'));
            leave();
          }}
        />
      )}
    </Frame>
  );
}

/** As many as its list has rows: what is drawn by hand stands there kind by kind, until one is chosen. */
function rowsOf({ counts }: ActsView, part: Part, kind: ActKind | null): number {
  if (part !== 'byHand') return counts[part];
  return kind === null ? Object.keys(counts.byHand).length : (counts.byHand[kind] ?? 0);
}

/** What came of a print, and the act's number as it is printed; null: it was drawn just now, and the list tells it. */
interface PrintedAct extends PrintedPageView {
  readonly shown: string | null;
}

/** What came of printing: the act is drawn whatever became of the paper. */
function Outcome({ out, problem, sheet, shown }: PrintedAct) {
  const { t, i18n } = useTranslation('acts');
  const number = shown ?? sheet;
  if (problem === null) return <Notice tone="plain" title={t(`out.${out}`, { number })} />;
  return (
    <Notice
      tone="warn"
      title={t(`out.${out}`, { number })}
      text={problemWords(problem, 'officer', i18n)}
      code={problem.code}
    />
  );
}
