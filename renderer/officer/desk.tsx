import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bySeverity, type Problem } from '../../core/problem/catalogue.ts';
import type { DeskView } from '../../main/api/views.ts';
import { Chair } from '../chair/chair.tsx';
import { ActScope } from '../parts/act.tsx';
import { KioskShares } from '../parts/kiosk-shares.tsx';
import { toldFirst, unseenTogether } from '../parts/kiosks.ts';
import { Locked } from '../parts/locked.tsx';
import { ModeMark } from '../parts/mode-mark.tsx';
import { Notice } from '../parts/notice.tsx';
import { SignIn } from '../parts/sign-in.tsx';
import { play } from '../parts/sound.ts';
import { StatusBar } from '../parts/status-bar.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { Technician } from '../technician/technician.tsx';
import { NotServing } from './not-serving.tsx';
import { Reception } from './reception/reception.tsx';
import { Refused } from './refused.tsx';
import { useRehearsalNote } from './rehearsal/note.ts';
import { OpenReservations } from './reservations.tsx';
import { StepScreen } from './step-screen.tsx';

/** The desk's window: who is signed in decides which room it shows. */
export function Desk() {
  const { i18n } = useTranslation();
  const view = useDesk();
  const { station, person } = view;
  const note = useRehearsalNote(view.rehearsal);
  useAsideSound(view.next);
  useSheetsSound(station.problems);
  const technician = person?.role === 'technician' || person?.role === 'administrator';
  // Who serves voters is told the worst thing; who repairs, all of them. The others have a screen for a locked list.
  const all =
    technician && station.locked ? [...station.problems, { code: 'station.locked' as const }] : station.problems;
  const sorted = unseenTogether(bySeverity(all));
  const problems = technician ? sorted : toldFirst(sorted);
  // The refusal says what to do with whom is of another share; here it is told who is served.
  const isOfShares = ({ code }: Problem): boolean => !technician && code === 'kiosks.unseen-share';
  return (
    <div className="desk">
      <ModeMark mode={station.mode} note={note} />
      <StatusBar />
      {problems.map((problem) => (
        <Notice
          // Of several kiosks the same may be told, each with its number.
          key={JSON.stringify(problem)}
          tone="warn"
          title={problemWords(problem, 'happened', i18n)}
          {...(isOfShares(problem) ? {} : { text: problemWords(problem, technician ? 'technician' : 'officer', i18n) })}
          code={problem.code}
        >
          {isOfShares(problem) && station.kiosks ? <KioskShares kiosks={station.kiosks} /> : null}
        </Notice>
      ))}
      <ActScope key={person?.id ?? ''} subject={subjectOf(view)}>
        <Room view={view} />
      </ActScope>
    </div>
  );
}

/** The officer looks at the voter, and the document was laid down by somebody else: it is heard that it lies apart. */
function useAsideSound(next: DeskView['next']): void {
  const aside = next?.at === 'aside' ? `${next.series} ${next.end}` : null;
  useEffect(() => {
    if (aside !== null) play('attention');
  }, [aside]);
}

/** In the box, or handed out. */
const tooMany: ReadonlySet<string> = new Set(['ballot-zone.too-many-sheets', 'ballot-print.too-many-handed']);

/** One sheet too many can annul the station: whoever looks elsewhere hears it, and each further one. */
function useSheetsSound(problems: DeskView['station']['problems']): void {
  const sheets = problems.find(({ code }) => tooMany.has(code))?.params?.sheets ?? null;
  useEffect(() => {
    if (sheets !== null) play('attention');
  }, [sheets]);
}

/** What the screen is about: an old refusal goes with it. */
function subjectOf({ reading, step, reception }: DeskView): string {
  const asked =
    reception?.asking || reception?.open ? (reception.applicant?.at ?? reception.where?.answer.at ?? 'ask') : '';
  return `${reading?.at ?? step.at} ${asked}`;
}

function Room({ view }: { readonly view: DeskView }) {
  const { person, station } = view;
  // Before the first package nobody is known: the one thing to do is to import it.
  if (person === null) return station.stage === 'unprovisioned' ? <Chair /> : <SignIn />;
  switch (person.role) {
    case 'chair':
    case 'secretary':
      return <Chair />;
    case 'technician':
    case 'administrator':
      return <Technician />;
    case 'officer':
    case 'member':
      if (station.locked) {
        return (
          <Locked unlocks={person.role === 'officer'}>
            {view.openReservations.length > 0 ? <OpenReservations /> : null}
          </Locked>
        );
      }
      if (view.reception !== null && station.stage === 'ready' && view.reception.open) {
        return <Reception reception={view.reception} />;
      }
      if (station.stage === 'open' || station.stage === 'finishing') return <StepScreen />;
      // Whom the standstill overtook is told, and leaves the desk.
      return view.step.at === 'refused' ? <Refused refusal={view.step.refusal} /> : <NotServing />;
  }
}
