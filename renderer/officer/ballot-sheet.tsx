import { Check, PackagePlus, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../core/admission/step.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { LoadPaperSheet } from '../parts/load-paper-sheet.tsx';
import { Notice } from '../parts/notice.tsx';
import { play } from '../parts/sound.ts';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { NextVoter } from './next-voter.tsx';
import { CancelSheet, NoSheet, useBallotName, WithoutBallot } from './sheet-sheets.tsx';
import { TrayQuestion } from './tray.tsx';

/** The ballot lies in the tray: the officer looks at it and hands it over, or finds it spoiled. */
export function BallotOut({ step: { ballot, problem } }: { readonly step: Extract<Step, { at: 'ballot-out' }> }) {
  const { t, i18n } = useTranslation('sheet');
  const { voter, admission } = useDesk();
  const { act, busy } = useAct();
  const nameOf = useBallotName();
  const [spoiled, setSpoiled] = useState(false);
  const of = { admission: admission ?? '' };
  return (
    <Frame
      layout="with-voter"
      apart={<NextVoter />}
      back={<Button kind="quiet" label={t('spoiled')} onPress={() => setSpoiled(true)} />}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('given')}
          isDisabled={busy || admission === null}
          onPress={() => void act((client) => client.sheet.delivered(of))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="receipt" />
        <h1>{t('give')}</h1>
        <p className="lead">{nameOf(ballot)}</p>
        {problem ? (
          <Notice
            tone="bad"
            title={problemWords(problem, 'happened', i18n)}
            text={problemWords(problem, 'officer', i18n)}
            code={problem.code}
          />
        ) : (
          <p>{t('give.look')}</p>
        )}
      </section>
      {spoiled ? <CancelSheet {...of} ballot={ballot} onClose={() => setSpoiled(false)} /> : null}
    </Frame>
  );
}

type Asked = 'spoiled' | 'none' | 'release' | 'take-back' | 'load';

/** No ballot lies in the tray for certain: what is wrong, what is there, and what may be done now. */
export function BallotTrouble({ step }: { readonly step: Extract<Step, { at: 'ballot-trouble' }> }) {
  const { t, i18n } = useTranslation('sheet');
  const { voter, admission, ballotPaper } = useDesk();
  const { act, busy } = useAct();
  const nameOf = useBallotName();
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => play('attention'), []);
  const { ballot, problem, sent, delivered, standing } = step;
  const of = { admission: admission ?? '' };
  const close = () => setAsked(null);
  // The last that she was handed comes back first.
  const held = delivered.at(-1);
  const empty = ballotPaper !== null && ballotPaper.blank < 1;
  return (
    <Frame
      layout="print-trouble"
      apart={<NextVoter />}
      back={
        sent === 'maybe' ? undefined : standing ? (
          <Button kind="quiet" label={t('later')} onPress={() => void act((client) => client.voter.finish({}))} />
        ) : held === undefined ? (
          <Button kind="quiet" label={t('release.open')} onPress={() => setAsked('release')} />
        ) : (
          <Button kind="quiet" label={t('take-back', { ballot: nameOf(held) })} onPress={() => setAsked('take-back')} />
        )
      }
      main={
        sent === 'maybe' ? undefined : empty ? (
          <Button kind="main" icon={PackagePlus} label={t('paper.load')} onPress={() => setAsked('load')} />
        ) : (
          <Button
            kind="main"
            icon={Printer}
            label={t('print')}
            isDisabled={busy || admission === null}
            onPress={() => void act((client) => client.sheet.print(of))}
          />
        )
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="receipt" />
        <Notice
          tone="bad"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
          code={problem.code}
        />
        {sent === 'maybe' ? (
          <TrayQuestion
            of="sheet"
            onAnswer={(answer) =>
              answer === 'whole' ? void act((client) => client.sheet.isOut(of)) : setAsked(answer)
            }
          />
        ) : (
          <p className="lead">{t('nothing-sent')}</p>
        )}
      </section>
      {asked === 'spoiled' ? <CancelSheet {...of} ballot={ballot} onClose={close} /> : null}
      {asked === 'none' ? <NoSheet {...of} ballot={ballot} onClose={close} /> : null}
      {asked === 'take-back' && held !== undefined ? <CancelSheet {...of} ballot={held} onClose={close} /> : null}
      {asked === 'release' ? <WithoutBallot {...of} onClose={close} /> : null}
      {asked === 'load' ? <LoadPaperSheet onClose={close} /> : null}
    </Frame>
  );
}
