import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActChoiceView, ActsView, DrawnActView } from '../../../main/api/acts-views.ts';
import type { PrintedPageView } from '../../../main/api/views.ts';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { problemWords } from '../../parts/words.ts';
import type { LookingClient } from '../../parts/zone.ts';
import { ActRows, type Part } from './act-rows.tsx';
import { ActSheet } from './act-sheet.tsx';

/** Acts that a page of a screen of 800 pixels holds; one less beside what came of a print. */
const PAGE = 4;

const parts: readonly Part[] = ['due', 'byHand', 'drawn'];
const askActs = (client: LookingClient) => client.acts.overview({});

/** Acts of the commission: which exceptions wait for one, what can be drawn by hand, and those that were drawn. */
export function Acts({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation(['acts', 'chair']);
  const acts = useAnswer(askActs);
  const [part, setPart] = useState<Part>('due');
  const [chosen, setChosen] = useState<ActChoiceView | DrawnActView | null>(null);
  const [printed, setPrinted] = useState<PrintedPageView | null>(null);
  return (
    <Frame
      layout="acts"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('chair:page.totals')} onPress={onBack} />}
    >
      <div className="acts-head">
        <h1>{t('title')}</h1>
        <div className="choice-row">
          {parts.map((one) => (
            <Button
              key={one}
              label={t(`part.${one}`)}
              detail={String(acts === null ? 0 : rowsOf(acts, one))}
              chosen={one === part}
              onPress={() => setPart(one)}
            />
          ))}
        </div>
      </div>
      {printed === null ? null : <Outcome {...printed} shown={acts === null ? '' : shownOf(acts, printed.sheet)} />}
      {acts === null ? null : (
        <ActRows key={part} acts={acts} part={part} size={printed === null ? PAGE : PAGE - 1} onChoose={setChosen} />
      )}
      {chosen === null ? null : (
        <ActSheet
          act={chosen}
          onClose={() => setChosen(null)}
          onPrinted={(outcome) => {
            setPrinted(outcome);
            setPart('drawn');
            setChosen(null);
          }}
        />
      )}
    </Frame>
  );
}

/** As many as its list has rows: what is drawn by hand stands there kind by kind. */
const rowsOf = (acts: ActsView, part: Part): number =>
  part === 'byHand' ? new Set(acts.byHand.map(({ kind }) => kind)).size : acts[part].length;

const shownOf = ({ drawn }: ActsView, number: number): string =>
  drawn.find((one) => one.number === number)?.shown ?? String(number);

/** What came of printing: the act is drawn whatever became of the paper. */
function Outcome({ out, problem, shown }: PrintedPageView & { readonly shown: string }) {
  const { t, i18n } = useTranslation('acts');
  if (problem === null) return <Notice tone="plain" title={t(`out.${out}`, { number: shown })} />;
  return (
    <Notice
      tone="warn"
      title={t(`out.${out}`, { number: shown })}
      text={problemWords(problem, 'officer', i18n)}
      code={problem.code}
    />
  );
}
