import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClosingQuestion } from '../../core/election/policy-day.ts';
import type { ClosingQuestionView } from '../../main/api/day-views.ts';
import type { BallotPaperView } from '../../main/api/sheet-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { ReasonPicker, reasonIsEnough } from '../parts/reason.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useDesk } from '../parts/zone.ts';
import { NumberQuestion } from './number-question.tsx';

/** The usual reasons of a difference, by question. */
const usual: Readonly<Record<ClosingQuestion, readonly string[]>> = {
  inside: ['question.left', 'question.refused'],
  signatures: ['question.forgotten', 'question.recount'],
  receipts: ['question.kept', 'question.recount'],
  'ballots-blank': ['question.stuck', 'question.recount'],
  'ballots-cancelled': ['question.recount'],
  'by-hand': ['question.left', 'question.recount'],
};

/** What only people can count, one question after another; each is written down as soon as it is answered. */
export function QuestionsSheet({ onClose }: { readonly onClose: () => void }) {
  const { day } = useDesk();
  const question = day?.questions.find(({ settled }) => !settled);
  if (question === undefined) return null;
  return (
    <ActScope subject={question.question}>
      <Question
        key={question.question}
        {...question}
        isLast={day?.questions.filter(({ settled }) => !settled).length === 1}
        onClose={onClose}
      />
    </ActScope>
  );
}

/** All sheets that were blank in the printer at some time of this sitting. */
const sheetsInAll = (paper: BallotPaperView | null): number =>
  paper === null ? 0 : paper.carried + paper.loaded + paper.corrected;

function Question({
  question,
  own,
  people,
  isLast,
  onClose,
}: ClosingQuestionView & { readonly isLast: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['day', 'parts']);
  const { counters, ballotPaper } = useDesk();
  const { act, busy } = useAct();
  // Those inside were counted at the doors: only the reason is left to be told.
  const counted = question === 'inside' && people !== null;
  const [typed, setTyped] = useState(people === null ? '' : String(people));
  const [reason, setReason] = useState('');
  const [asksReason, setAsksReason] = useState(counted);
  const number = Number(typed);
  const differs = typed !== '' && number !== own;
  const send = async (): Promise<void> => {
    const answer = { question, people: number, reason: differs ? reason.trim() : null };
    if ((await act((client) => client.day.answer(answer))) && isLast) onClose();
  };
  return (
    <Sheet
      title={t(`question.${question}`)}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('parts:next')}
          isDisabled={busy || typed === '' || (asksReason && !reasonIsEnough(reason))}
          onPress={() => (differs && !asksReason ? setAsksReason(true) : void send())}
        />
      }
    >
      {asksReason ? (
        <>
          <p className="sheet-question">{t('question.why', { people: number, own })}</p>
          <ReasonPicker usual={usual[question].map((key) => t(key))} reason={reason} onReason={setReason} />
        </>
      ) : (
        <div className="beside">
          <NumberQuestion label={t('question.people')} value={typed} onValue={setTyped} />
          <dl className="number beside-own">
            <div>
              <dt>{t('question.own')}</dt>
              <dd>{own}</dd>
              <dd className="beside-sum">
                {t(`question.sum.${question}`, {
                  confirmed: counters.confirmed,
                  undone: counters.undone,
                  ...ballotPaper,
                  all: sheetsInAll(ballotPaper),
                })}
              </dd>
            </div>
            <div className={differs ? 'beside-differs' : ''}>
              <dt>{t('question.difference')}</dt>
              <dd>{typed === '' ? '—' : number - own}</dd>
            </div>
          </dl>
        </div>
      )}
    </Sheet>
  );
}
