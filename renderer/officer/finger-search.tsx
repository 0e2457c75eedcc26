import { Fingerprint, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FingerCandidate, Step } from '../../core/admission/step.ts';
import { useAct } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { hintKey } from '../parts/finger-hints.ts';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Portrait } from '../parts/portrait.tsx';
import { Trail } from '../parts/trail.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

type SearchStep = Extract<Step, { at: 'finger-search' }>;

function Cancel() {
  const { t } = useTranslation('officer');
  const { act } = useAct();
  return <Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />;
}

/** Back to the PIN: it is typed from the document, as long as anybody can read it. */
function TypePin() {
  const { t } = useTranslation('officer');
  const { act, busy } = useAct();
  return (
    <Button
      icon={Undo2}
      label={t('search.pin')}
      isDisabled={busy}
      onPress={() => void act((client) => client.voter.leaveSearch({}))}
    />
  );
}

/** The document cannot be read: any finger of the voter is looked for in the list. */
export function FingerSearch({ step }: { readonly step: SearchStep }) {
  const { t } = useTranslation('officer');
  return (
    <Frame layout="finger-search" back={<Cancel />} other={<TypePin />}>
      <Trail now="document" />
      <h1>{t('search.title')}</h1>
      <p className="lead">{t('search.what')}</p>
      <div className="finger-state" aria-live="polite">
        <SearchState step={step} />
      </div>
    </Frame>
  );
}

function SearchState({ step: { state, progress, hint, missed, problem } }: { readonly step: SearchStep }) {
  const { t, i18n } = useTranslation('officer');
  if (problem !== null) {
    return (
      <Notice
        tone="bad"
        title={problemWords(problem, 'happened', i18n)}
        text={problemWords(problem, 'officer', i18n)}
        code={problem.code}
      />
    );
  }
  if (state === 'waiting' && hint[0] !== undefined) {
    return <Notice tone="warn" title={t(hintKey(hint[0]))} text={t('search.another')} />;
  }
  if (state === 'waiting' && missed) {
    return <Notice tone="warn" title={t('search.nobody')} text={t('search.another')} />;
  }
  return (
    <>
      <p className="lead search-now">
        <Fingerprint className="icon" aria-hidden="true" />
        {t(`search.${state}`)}
      </p>
      {progress === null ? null : (
        <progress className="progress" max={1} value={progress} aria-label={t('finger.reading')} />
      )}
    </>
  );
}

/** People whose finger is like it. Persons compare faces, and choose one with their codes, or nobody. */
export function FingerCandidates({
  candidates,
  mayLookAgain,
}: {
  readonly candidates: readonly FingerCandidate[];
  readonly mayLookAgain: boolean;
}) {
  const { t } = useTranslation('officer');
  const { approvals } = useDesk();
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<FingerCandidate | null>(null);
  return (
    <Frame
      layout="found"
      back={<Cancel />}
      other={<TypePin />}
      main={
        mayLookAgain ? (
          <Button
            kind="plain"
            icon={Fingerprint}
            label={t('search.again')}
            isDisabled={busy}
            onPress={() => void act((client) => client.voter.searchFinger({}))}
          />
        ) : undefined
      }
    >
      <h1>{t('found')}</h1>
      <p className="lead">{t('found.what', { number: approvals.findByFinger.persons })}</p>
      <ul className="found-list">
        {candidates.map((one) => (
          <li key={one.record}>
            <AriaButton className="found-one" onPress={() => setChosen(one)}>
              <Portrait photo={one.photo} name={nameOf(one)} />
              <span className="candidate-name">
                <strong>{one.surname}</strong> {one.given} {one.patronymic ?? ''}
              </span>
              <span className="number">{t('found.born', { year: one.birthYear })}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
      {chosen === null ? null : (
        <ApprovalSheet
          title={t('found.choose', { name: nameOf(chosen) })}
          reasons={null}
          approval={approvals.findByFinger}
          action={t('found.do')}
          ask={(client, { approvers }) => client.voter.chooseFound({ record: chosen.record, approvers })}
          onClose={() => setChosen(null)}
        />
      )}
    </Frame>
  );
}

const nameOf = ({ surname, given, patronymic }: FingerCandidate): string =>
  [surname, given, patronymic].filter(Boolean).join(' ');
