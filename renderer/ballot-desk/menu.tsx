import { ActScope } from '../parts/act.tsx';
import { ZoneMenu } from '../parts/zone-menu.tsx';
import { useBallotAct, useBallotDesk } from './zone.ts';

/** The menu, and the way out by this window's zone. */
export function BallotMenu({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="menu">
      <Choices onClose={onClose} />
    </ActScope>
  );
}

function Choices({ onClose }: { readonly onClose: () => void }) {
  const { person } = useBallotDesk();
  const { act } = useBallotAct();
  const signOut = async (): Promise<void> => {
    if (await act((client) => client.access.signOut({}))) onClose();
  };
  return <ZoneMenu isSignedIn={person !== null} onSignOut={signOut} onClose={onClose} />;
}
