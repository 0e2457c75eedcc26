import { LifeBuoy } from 'lucide-react';
import type { Step } from '../../core/admission/step.ts';
import { Both } from '../parts/both.tsx';
import { hintKey } from '../parts/finger-hints.ts';
import { ModeMark } from '../parts/mode-mark.tsx';
import { Portrait } from '../parts/portrait.tsx';
import { VerdictShape } from '../parts/verdict.tsx';
import { fullName } from '../parts/voter-card.tsx';
import { useVoterDisplay } from '../parts/zone.ts';
import { Between } from './between.tsx';
import { VoterPicture } from './voter-picture.tsx';

/** What the voter and the observers see: photo, name, number in the list, one sentence. Nothing else. */
export function VoterDisplay() {
  const { station, voter, step } = useVoterDisplay();
  return (
    <div className="voter-display">
      <ModeMark mode={station.mode} both />
      {step.at === 'idle' ? (
        <Between station={station} />
      ) : (
        <main className={`voter-now voter-${verdictOf(step) ?? 'under-way'} ${voter ? '' : 'voter-alone'}`}>
          {voter ? (
            <section className="voter-who">
              <Portrait photo={voter.photo} name={fullName(voter)} />
              <h1>
                <span className="voter-surname">{voter.surname}</span>
                <span>{voter.given}</span>
                <span>{voter.patronymic}</span>
                <span className="voter-number number">№ {voter.number}</span>
              </h1>
            </section>
          ) : null}
          <Sentence step={step} />
        </main>
      )}
      {station.help.length === 0 ? null : (
        <aside className="voter-help">
          <LifeBuoy className="icon" aria-hidden="true" />
          <div>
            <Both name="help" />
          </div>
        </aside>
      )}
    </div>
  );
}

function verdictOf(step: Step): 'good' | 'bad' | null {
  if (step.at === 'admitted') return 'good';
  return step.at === 'refused' ? 'bad' : null;
}

function Sentence({ step }: { readonly step: Step }) {
  const verdict = verdictOf(step);
  return (
    <section className="voter-sentence" aria-live="polite">
      {verdict ? <VerdictShape verdict={verdict} /> : <VoterPicture step={step} />}
      <Both name={sentenceOf(step)} />
    </section>
  );
}

/** Key of the one sentence of a step. Why somebody was refused is told by the officer, not by a screen in the room. */
function sentenceOf(step: Step): string {
  switch (step.at) {
    case 'finger':
      if (step.state !== 'waiting') return 'sentence.hold';
      if (step.hint[0] !== undefined) return hintKey(step.hint[0]);
      return step.missed ? 'sentence.again' : 'sentence.finger';
    case 'finger-search':
      if (step.problem !== null || step.state === 'searching') return 'sentence.wait';
      if (step.state === 'reading') return 'sentence.hold';
      return step.hint[0] === undefined ? 'sentence.finger' : hintKey(step.hint[0]);
    case 'finger-candidates':
      return 'sentence.persons';
    case 'idle':
    case 'looking-up':
    case 'enter-pin':
    case 'choose':
    case 'warning':
      return 'sentence.document';
    case 'locking':
    case 'device-trouble':
    case 'print-trouble':
    case 'ballot-trouble':
      return 'sentence.wait';
    case 'photo':
    case 'override':
    case 'homecoming':
      return 'sentence.persons';
    case 'ballots':
      return 'sentence.ballots';
    case 'reserving':
    case 'printing':
      return 'sentence.printing';
    case 'ballot-printing':
      return 'sentence.ballot-printing';
    case 'ballot-out':
      return 'sentence.ballot';
    case 'admitted':
      return 'sentence.admitted';
    case 'refused':
      return 'sentence.refused';
  }
}
