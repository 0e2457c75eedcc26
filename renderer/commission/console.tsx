import { ActScope } from '../parts/act.tsx';
import { ModeMark } from '../parts/mode-mark.tsx';
import { SignIn } from '../parts/sign-in.tsx';
import { ConsoleBar } from './bar.tsx';
import { HubAway } from './hub-away.tsx';
import { Rooms } from './rooms.tsx';
import { useConsole } from './zone.ts';

/** The commission's console. */
export function Console() {
  const { person, election } = useConsole();
  return (
    <div className="desk console">
      <ModeMark mode={election.mode} />
      <ConsoleBar />
      <ActScope key={person?.id ?? ''} subject="console">
        {person === null ? (
          <>
            <HubAway />
            <SignIn />
          </>
        ) : (
          <Rooms />
        )}
      </ActScope>
    </div>
  );
}
