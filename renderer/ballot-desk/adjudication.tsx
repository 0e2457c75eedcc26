import { ArrowLeft, Check, CircleDashed, Shuffle, Square, SquareX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UndecidedSheet } from '../../main/api/ballot-views.ts';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { inLanguage } from '../parts/words.ts';
import { type Decisions, decidedMarks, decisionKey, type LookedAt, squaresToLookAt } from './decisions.ts';
import { type BallotClient, useBallotAct, useBallotDesk } from './zone.ts';

/** What is known of the next sheet: not asked for yet, none left, or the sheet itself. */
type Next = 'unasked' | 'none' | UndecidedSheet;

/**
 * Marks that the reader was not sure of. A sheet comes by chance and has no number; two persons look at its squares
 * together, and both give their codes for what they saw.
 */
export function Adjudication({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  const { toDecide } = useBallotDesk();
  const { act, busy } = useBallotAct();
  const [next, setNext] = useState<Next>('unasked');
  const fetch = (): void =>
    void act(async (client) => {
      const answer = await client.adjudication.next({});
      if (answer.ok) setNext(answer.value ?? 'none');
      return answer;
    });
  if (typeof next !== 'string') {
    return <OneSheet key={next.ticket} sheet={next} onBack={onBack} onDecided={() => setNext('unasked')} />;
  }
  const none = next === 'none' || toDecide === 0;
  return (
    <Frame
      layout="not-serving"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('parts:close')} onPress={onBack} />}
      main={
        none ? (
          <Button kind="main" icon={Check} label={t('adjudicate.done')} onPress={onBack} />
        ) : (
          <Button kind="main" icon={Shuffle} label={t('adjudicate.next')} isDisabled={busy} onPress={fetch} />
        )
      }
    >
      <h1>{t(none ? 'adjudicate.none' : 'now.adjudicate')}</h1>
      {none ? null : (
        <>
          <p className="ballot-counter">
            <strong className="number">{toDecide ?? 0}</strong>
            <span>{t('adjudicate.left')}</span>
          </p>
          <p className="lead">{t('adjudicate.chance')}</p>
        </>
      )}
    </Frame>
  );
}

const icons = { marked: SquareX, empty: Square, open: CircleDashed } as const;

/** Squares beside the picture that the smallest screen holds. */
const ROWS = 3;

function OneSheet({
  sheet,
  onBack,
  onDecided,
}: {
  readonly sheet: UndecidedSheet;
  readonly onBack: () => void;
  readonly onDecided: () => void;
}) {
  const { t, i18n } = useTranslation(['ballot-desk', 'parts']);
  const { approvals } = useBallotDesk();
  const squares = squaresToLookAt(sheet);
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const [chosen, setChosen] = useState(() => squares.find(({ zone }) => zone === 'adjudicate') ?? squares[0]);
  const [agreeing, setAgreeing] = useState(false);
  const stateOf = (square: LookedAt): keyof typeof icons => {
    const decided = decisions.get(decisionKey(square));
    if (decided !== undefined) return decided ? 'marked' : 'empty';
    return square.zone === 'mark' ? 'marked' : 'open';
  };
  const open = squares.filter((square) => stateOf(square) === 'open');
  const decide = (marked: boolean): void => {
    if (chosen === undefined) return;
    const after = new Map(decisions).set(decisionKey(chosen), marked);
    setDecisions(after);
    const waiting = squares.find((one) => one.zone === 'adjudicate' && !after.has(decisionKey(one)));
    if (waiting !== undefined) setChosen(waiting);
  };
  const nameOf = (square: LookedAt): string => inLanguage(square.names, i18n);
  return (
    <Frame
      layout="adjudication"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('parts:close')} onPress={onBack} />}
      other={
        <>
          <Button icon={Square} label={t('adjudicate.no-mark')} onPress={() => decide(false)} />
          <Button icon={SquareX} label={t('adjudicate.mark')} onPress={() => decide(true)} />
        </>
      }
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('adjudicate.decide')}
          isDisabled={open.length > 0}
          onPress={() => setAgreeing(true)}
        />
      }
    >
      <figure className="square-picture">
        {chosen?.picture ? (
          <img src={chosen.picture} alt={nameOf(chosen)} draggable={false} />
        ) : (
          <p>{t('adjudicate.no-picture')}</p>
        )}
      </figure>
      <section className="square-list">
        <h1>{t('adjudicate.ask')}</h1>
        <Paged items={squares} size={ROWS} className="choices">
          {(square) => (
            <li key={decisionKey(square)}>
              <Button
                icon={icons[stateOf(square)]}
                label={nameOf(square)}
                detail={t(`adjudicate.is.${stateOf(square)}`)}
                chosen={chosen !== undefined && decisionKey(chosen) === decisionKey(square)}
                onPress={() => setChosen(square)}
              />
            </li>
          )}
        </Paged>
        <p className="soft">{t('adjudicate.rest', { count: sheet.left })}</p>
      </section>
      {agreeing ? (
        <ApprovalSheet<BallotClient>
          title={t('adjudicate.decide')}
          reasons={null}
          about={
            <ul className="decided">
              {squares.map((square) => (
                <li key={decisionKey(square)}>
                  <strong>{nameOf(square)}</strong>
                  <span>{t(`adjudicate.is.${stateOf(square)}`)}</span>
                </li>
              ))}
            </ul>
          }
          approval={approvals.adjudicate}
          action={t('confirm')}
          ask={(client, { approvers }) =>
            client.adjudication.decide({ ticket: sheet.ticket, marked: [...decidedMarks(sheet, decisions)], approvers })
          }
          onClose={() => setAgreeing(false)}
          onDone={onDecided}
        />
      ) : null}
    </Frame>
  );
}
